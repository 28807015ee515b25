package dev.stride.vqe.measure;

import dev.stride.optim.form.BadInput;
import dev.stride.optim.random.Samplers;
import dev.stride.vqe.operator.Grouping;
import dev.stride.vqe.operator.PauliString;
import dev.stride.vqe.operator.PauliSum;
import dev.stride.vqe.simulator.State;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/**
 * Energies as hardware would measure them: for each group of qubit-wise commuting terms one
 * circuit, whose outcomes are drawn from the exact probabilities of the state; shots are divided
 * over the groups in proportion to Σ|c|.
 *
 * <p>Within a group every shot measures v = Σ c_k (±1)_k of all its terms, so that their
 * covariances are in the estimate as they are in an experiment. Counts are one multinomial draw:
 * the cost, O(2^n) and the drawn outcomes times the terms, does not grow with the number of shots.
 */
public final class SampledEnergy {
  private final PauliSum sum;
  private final List<Grouping.Group> groups;
  private final double[] weights;
  private final double constant;
  private @Nullable State turned;
  private double[] probabilities = new double[0];
  private long[] counts = new long[0];

  /** How {@link #allocated} shots are shared among the groups. */
  private long[] share = new long[0];

  private long allocated = -1;

  /** For {@code sum}, in the groups of {@link Grouping#qubitWise}. */
  public SampledEnergy(PauliSum sum) {
    this.sum = sum;
    groups = Grouping.qubitWise(sum);
    weights = new double[groups.size()];
    for (int g = 0; g < weights.length; g++) {
      for (int k : groups.get(g).terms()) {
        weights[g] += Math.abs(sum.coefficient()[k]);
      }
    }
    double identity = 0;
    for (int k = 0; k < sum.size(); k++) {
      identity += sum.string(k).equals(PauliString.IDENTITY) ? sum.coefficient()[k] : 0;
    }
    constant = identity;
  }

  /** Number of groups: circuits for one energy. */
  public int groups() {
    return groups.size();
  }

  /**
   * The given number of shots, when it is enough for one energy.
   *
   * @throws BadInput when there are fewer shots than groups
   */
  public long require(long shots) {
    if (shots < groups.size()) {
      throw new BadInput(
          String.format(
              "%d shots are too few: this operator is measured in %d groups, and each needs at least"
                  + " one shot",
              shots, groups.size()));
    }
    return shots;
  }

  /**
   * An unbiased estimate of ⟨state|sum|state⟩, and of its variance Σ_g s_g²/S_g with the sample
   * variance s_g² of a group's S_g shots. A single shot has none; (Σ|c|)², which bounds it, stands
   * in.
   *
   * @param state on all basis states, or on some
   * @param shots over all groups, at least one for each
   */
  public Estimate estimate(State state, long shots, UniformRandomProvider rng) {
    if (shots != allocated) {
      share = Allocation.proportional(weights, shots);
      allocated = shots;
    }
    State turned = turned();
    double mean = constant;
    double variance = 0;
    for (int g = 0; g < share.length; g++) {
      Grouping.Group group = groups.get(g);
      turned.copy(state);
      turned.turnToZ(group.basis());
      turned.probabilities(probabilities);
      Samplers.multinomial(rng, share[g], probabilities, counts);
      // Welford's recurrence with counts: no difference of large sums.
      long n = 0;
      double groupMean = 0;
      double squares = 0;
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] > 0) {
          double value = value(group, i);
          n += counts[i];
          double change = value - groupMean;
          groupMean += change * counts[i] / n;
          squares += change * (value - groupMean) * counts[i];
        }
      }
      mean += groupMean;
      variance += (n > 1 ? squares / (n - 1) : weights[g] * weights[g]) / n;
    }
    return new Estimate(mean, variance);
  }

  /** Room for all amplitudes: 32·2^n bytes here, which only shots need. */
  private State turned() {
    State room = turned;
    if (room == null) {
      room = new State(sum.qubits(), false);
      probabilities = new double[room.size()];
      counts = new long[room.size()];
      turned = room;
    }
    return room;
  }

  /** Σ c_k (±1)_k where the measured bits are those of {@code outcome}. */
  private double value(Grouping.Group group, int outcome) {
    double value = 0;
    for (int k : group.terms()) {
      long support = sum.x()[k] | sum.z()[k];
      value += (1 - 2 * (Long.bitCount(support & outcome) & 1)) * sum.coefficient()[k];
    }
    return value;
  }
}
