package dev.stride.vqe.operator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.stride.optim.random.Streams;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermsTest {

  /** Against the map of the JDK, whose order is that of the pairs; it sums in the same order. */
  @ParameterizedTest
  @CsvSource({
    "0,0,1,0",
    "1,0,1,0",
    "4,0,62,0",
    "5,0,62,0",
    "1000,1,3,0",
    "1000,100,4,0.7",
    "3000,3000,6,0.1",
    "3000,7,62,0.5"
  })
  void collectsAsATreeMap(int count, int expected, int bits, double drop) {
    UniformRandomProvider rng = Streams.of(count + bits).at("test").rng();
    Map<PauliString, Double> map = new TreeMap<>();
    Terms terms = new Terms(expected);
    for (int k = 0; k < count; k++) {
      long a = rng.nextLong() >>> (64 - bits);
      long b = rng.nextLong() >>> (64 - bits);
      double c = rng.nextDouble() - 0.5;
      map.merge(new PauliString(a, b), c, Double::sum);
      terms.add(a, b, c);
    }
    for (boolean withIdentity : new boolean[] {false, true}) {
      Map<PauliString, Double> kept = new TreeMap<>(map);
      kept.entrySet()
          .removeIf(
              term ->
                  Math.abs(term.getValue()) <= drop
                      && !(withIdentity && term.getKey().weight() == 0));
      Terms.Sorted sorted = terms.sorted(drop, withIdentity);
      assertArrayEquals(kept.keySet().stream().mapToLong(PauliString::x).toArray(), sorted.first());
      assertArrayEquals(
          kept.keySet().stream().mapToLong(PauliString::z).toArray(), sorted.second());
      assertArrayEquals(
          kept.values().stream().mapToDouble(Double::doubleValue).toArray(), sorted.value());
    }
  }

  @ParameterizedTest
  @CsvSource({"0.5,0", "0.25,1"})
  void whatEqualsTheBoundIsDropped(double drop, int left) {
    Terms terms = new Terms(1);
    terms.add(3, 1, -0.5);
    terms.add(0, 0, 0.25);
    assertArrayEquals(left == 0 ? new long[0] : new long[] {3}, terms.sorted(drop, false).first());
    assertArrayEquals(
        left == 0 ? new long[] {0} : new long[] {0, 3}, terms.sorted(drop, true).first());
  }
}
