package dev.stride.experiments.store;

import dev.stride.optim.Charge;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** Ledgers ({@code values=2000 iterations=31}) and curves ({@code 0:1.5 100:0.25}) as text. */
final class Texts {
  private Texts() {}

  static String ledger(Map<Charge, Long> counts) {
    StringJoiner text = new StringJoiner(" ");
    counts.forEach((kind, count) -> text.add(kind.key() + "=" + count));
    return text.toString();
  }

  static Map<Charge, Long> ledger(String text) {
    Map<Charge, Long> counts = new EnumMap<>(Charge.class);
    for (String item : items(text)) {
      int equals = item.indexOf('=');
      Charge kind = Charge.valueOf(item.substring(0, equals).toUpperCase(Locale.ROOT));
      counts.put(kind, Long.parseLong(item.substring(equals + 1)));
    }
    return counts;
  }

  static String curve(long[] at, double[] gaps) {
    StringJoiner text = new StringJoiner(" ");
    for (int i = 0; i < at.length; i++) {
      text.add(at[i] + ":" + gaps[i]);
    }
    return text.toString();
  }

  static long[] costs(String curve) {
    return Arrays.stream(items(curve))
        .mapToLong(item -> Long.parseLong(item.substring(0, item.indexOf(':'))))
        .toArray();
  }

  static double[] gaps(String curve) {
    return Arrays.stream(items(curve))
        .mapToDouble(item -> Double.parseDouble(item.substring(item.indexOf(':') + 1)))
        .toArray();
  }

  private static String[] items(String text) {
    return text.isEmpty() ? new String[0] : text.split(" ", -1);
  }
}
