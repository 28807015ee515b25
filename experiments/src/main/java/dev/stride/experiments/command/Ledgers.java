package dev.stride.experiments.command;

import dev.stride.optim.Charge;
import dev.stride.optim.Ledger;
import java.util.EnumSet;
import java.util.Set;
import java.util.StringJoiner;

/** A ledger as it is shown. */
final class Ledgers {
  private Ledgers() {}

  /** Counts by name: these kinds always, the others where they were charged. */
  static Json json(Ledger ledger, Charge... always) {
    Set<Charge> shown = EnumSet.of(always[0], always);
    Json json = new Json();
    ledger
        .counts()
        .forEach(
            (kind, count) -> {
              boolean own = kind == Charge.ITERATIONS;
              if (!own && (count > 0 || shown.contains(kind))) {
                json.put(kind.key(), count);
              }
            });
    return json;
  }

  /** What a quantum computer would have run. */
  static Json circuits(Ledger ledger) {
    return new Json()
        .put("energies", ledger.count(Charge.VALUES))
        .put("gradients", ledger.count(Charge.GRADIENTS))
        .put("metrics", ledger.count(Charge.METRICS))
        .put("fidelities", ledger.count(Charge.FIDELITIES))
        .put("calibrations", ledger.count(Charge.CALIBRATIONS))
        .put("circuits", ledger.count(Charge.CIRCUITS))
        .put("shots", ledger.count(Charge.SHOTS));
  }

  /** The same as text. */
  static String circuitsText(Ledger ledger) {
    return text(ledger).replace("values", "energies");
  }

  /** "12 values, 30 gradients", without what was not charged. */
  static String text(Ledger ledger) {
    StringJoiner text = new StringJoiner(", ");
    ledger
        .counts()
        .forEach(
            (kind, count) -> {
              if (count > 0 && kind != Charge.ITERATIONS) {
                text.add(count + " " + kind.key());
              }
            });
    return text.toString();
  }
}
