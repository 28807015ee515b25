package dev.stride.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.math3.util.MathArrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.XoShiRo256PlusPlus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonParser;

/** The program under {@code example} runs as a user runs it, with this module alone. */
class StandaloneTest {
  @ParameterizedTest
  @CsvSource({"lbfgs, 1e-15, CONVERGED", "adam:learningRate=0.3, 0.1, BUDGET"})
  void minimisesRosenbrocksValley(String optimizer, double most, String stop) throws Exception {
    String classPath =
        List.of(
                Rule.class,
                UniformRandomProvider.class,
                XoShiRo256PlusPlus.class,
                MathArrays.class,
                JsonParser.class)
            .stream()
            .map(StandaloneTest::place)
            .collect(Collectors.joining(File.pathSeparator));
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                "example/Valley.java",
                optimizer)
            .redirectErrorStream(true)
            .start();
    String text = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, program.waitFor(), text);
    assertTrue(Double.parseDouble(text.substring(0, text.indexOf(' '))) < most, text);
    assertTrue(text.strip().endsWith(stop), text);
  }

  private static String place(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }
}
