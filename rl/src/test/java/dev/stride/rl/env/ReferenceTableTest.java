package dev.stride.rl.env;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stride.optim.random.Streams;
import dev.stride.rl.mdp.FiniteMdp;
import dev.stride.rl.mdp.TrueValues;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transition by transition, and value by value, against tables made with Gymnasium. */
class ReferenceTableTest {

  private static List<String[]> lines(String table, String kind) throws IOException {
    List<String[]> lines = new ArrayList<>();
    try (InputStream in = ReferenceTableTest.class.getResourceAsStream(table + ".tsv")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.split("\n", -1)) {
        String[] fields = line.split("\t", -1);
        if (fields[0].equals(kind)) {
          lines.add(Arrays.copyOfRange(fields, 1, fields.length));
        }
      }
    }
    return lines;
  }

  private static FiniteMdp model(String table) throws IOException {
    String text = lines(table, "environment").get(0)[0];
    return Environments.registry().parse(text).model(Streams.of(0).rng());
  }

  private static double[] numbers(String[] fields) {
    return Arrays.stream(fields).mapToDouble(Double::parseDouble).toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cliffwalking", "frozenlake-4x4-slippery", "frozenlake-4x4-not-slippery"})
  void transitions(String table) throws IOException {
    FiniteMdp mdp = model(table);
    String[] size = lines(table, "size").get(0);
    assertEquals(Integer.parseInt(size[0]), mdp.states());
    assertEquals(Integer.parseInt(size[1]), mdp.actions());
    assertEquals(size[2].equals("none") ? 1000 : Integer.parseInt(size[2]), mdp.limit());
    assertArrayEquals(numbers(lines(table, "start").get(0)), mdp.start());
    int o = 0;
    for (String[] line : lines(table, "p")) {
      int pair = Integer.parseInt(line[0]) * mdp.actions() + Integer.parseInt(line[1]);
      assertEquals(true, mdp.first(pair) <= o && o < mdp.end(pair), "outcome " + o);
      assertEquals(Double.parseDouble(line[2]), mdp.probability(o), "outcome " + o);
      assertEquals(Integer.parseInt(line[3]), mdp.next(o), "outcome " + o);
      assertEquals(Double.parseDouble(line[4]), mdp.reward(o), "outcome " + o);
      assertEquals(Boolean.parseBoolean(line[5]), mdp.terminated(o), "outcome " + o);
      o++;
    }
    assertEquals(mdp.end(mdp.pairs() - 1), o);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cliffwalking", "frozenlake-4x4-slippery", "frozenlake-4x4-not-slippery"})
  void optimalValues(String table) throws IOException {
    List<String[]> values = lines(table, "v");
    assertEquals(3, values.size());
    for (String[] line : values) {
      double[] numbers = numbers(line);
      double[] expected = Arrays.copyOfRange(numbers, 1, numbers.length);
      double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
      double[] v = TrueValues.optimal(model(table), numbers[0]);
      assertArrayEquals(expected, v, 1e-12 * Math.max(1, largest), "discount " + numbers[0]);
    }
  }
}
