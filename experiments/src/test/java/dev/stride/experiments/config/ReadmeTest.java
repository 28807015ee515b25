package dev.stride.experiments.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.experiments.task.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The experiment that the README shows, and those that are shipped, are such files. */
class ReadmeTest {
  private static final Pattern YAML = Pattern.compile("(?s)```yaml\\n(.*?)```");

  @Test
  void theExampleIsAnExperiment() throws IOException {
    Matcher yaml = YAML.matcher(Files.readString(Path.of("..", "README.md")));
    assertTrue(yaml.find());
    Experiment experiment = Experiments.parse("README.md", yaml.group(1), new Tasks());
    assertEquals("my-experiment", experiment.name());
  }

  @Test
  void shippedExperimentsAreOnBothTracks() {
    for (String name : new String[] {"compare", "compare-quick"}) {
      Experiment experiment = Experiments.shipped(name, new Tasks());
      assertEquals(name, experiment.name());
      assertEquals(2, experiment.problems().stream().map(TestProblem::track).distinct().count());
      assertTrue(experiment.seeds() >= Experiment.ENOUGH);
    }
  }
}
