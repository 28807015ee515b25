package dev.stride.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stride.optim.Charge;
import dev.stride.optim.Curve;
import dev.stride.optim.TraceStep;
import dev.stride.optim.form.Entry;
import dev.stride.optim.noise.Noises;
import dev.stride.optim.random.Streams;
import dev.stride.optim.rule.Rules;
import dev.stride.rl.env.Environments;
import example.Corridor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README says what is there, and its example is this code. */
class ReadmeTest {
  private static final Path SOURCE = Path.of("src/test/java/dev/stride/rl/ReadmeTest.java");

  @Test
  void example() {
    // begin
    Learning learning =
        new Learning(
            Environments.registry().parse("cliff-walking"),
            Agents.registry().parse("q-learning:epsilon=0.1"),
            Rules.parse("clip-norm:max=5+sgd:0.5", TraceStep.class, "temporal-difference learning"),
            Noises.registry().parse("gaussian:1"),
            1, // the discount
            500); // episodes
    Curve curve = Curve.every(Charge.EPISODES, 50);
    LearningResult result = learning.run(Streams.of(42), curve);
    // result.returns(): the true return of every episode; result.valueError(): V* - V^π
    // end
    assertEquals(500, result.returns().length);
    assertTrue(curve.size() >= 10);
  }

  @Test
  void theReadmeShowsThatExample() throws IOException {
    String source = Files.readString(SOURCE);
    String body =
        source.substring(source.indexOf("// begin\n") + 9, source.indexOf("    // end\n"));
    String readme = Files.readString(Path.of("README.md"));
    assertTrue(readme.contains("```java\n" + body.replaceAll("(?m)^ {4}", "") + "```"), body);
  }

  @Test
  void theReadmeNamesEveryChoiceWithItsKeys() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    Stream.concat(Environments.registry().entries().stream(), Agents.registry().entries().stream())
        .filter(entry -> !(entry.defaults() instanceof Corridor)) // the example of a provider
        .forEach(entry -> assertTrue(readme.contains(row(entry)), row(entry)));
  }

  private static String row(Entry<?> entry) {
    StringBuilder keys = new StringBuilder();
    entry.keys().forEach((key, value) -> keys.append(" `").append(key + "=" + value).append('`'));
    return "| `" + entry.name() + "` |" + keys + " |";
  }
}
