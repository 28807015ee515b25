package dev.stride.vqe;

import dev.stride.optim.Budget;
import dev.stride.optim.Charge;
import dev.stride.optim.Check;
import dev.stride.optim.Minimizer;
import dev.stride.optim.Order;
import dev.stride.optim.Trial;
import dev.stride.optim.random.Streams;
import dev.stride.vqe.chemistry.Aufbau;
import dev.stride.vqe.chemistry.FullCi;
import dev.stride.vqe.chemistry.MolecularIntegrals;
import dev.stride.vqe.circuit.Ansatz;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.circuit.Target;
import dev.stride.vqe.simulator.Backend;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Energies along a bond length, each search starting from the last optimum.
 *
 * <p>Orbitals may change their signs from one geometry to the next, and parameters of excitations
 * with them: they are given the signs that make the integrals most like the last ones. Orbitals may
 * also change places, and then the last optimum means nothing; so the energies at it and at the
 * start of the ansatz are both measured, and charged, and the lower one is where the search starts.
 * An ansatz that leaves excitations out may make another circuit, and then starts anew.
 *
 * <p>A scan back over the same points shows hysteresis, where an optimum was followed past the
 * length from which another one is lower.
 *
 * @param molecule the integrals at a bond length in ångström
 * @param bonds in ångström, in the order of the scan
 * @param shots for one estimate of the energy; 0 for exact energies
 * @param budget for each point
 * @param back whether to come back
 */
public record Scan(
    DoubleFunction<MolecularIntegrals> molecule,
    double[] bonds,
    Ansatz ansatz,
    Backend backend,
    Minimizer minimizer,
    long shots,
    Budget budget,
    boolean back) {

  public Scan {
    Check.that(bonds.length > 0, "a scan needs a bond length");
    for (double bond : bonds) {
      Check.positive("a bond length", bond);
    }
  }

  /**
   * What was found.
   *
   * @param forward in the order of the bond lengths
   * @param backward in the same order; empty without a way back. Its last point is where the way
   *     back began, the same as in {@code forward}
   */
  public record Result(List<ScanPoint> forward, List<ScanPoint> backward) {
    public Result {
      forward = List.copyOf(forward);
      backward = List.copyOf(backward);
    }

    /** At each bond length the lower of the two energies. */
    public List<ScanPoint> lowest() {
      List<ScanPoint> lowest = new ArrayList<>(forward);
      for (int k = 0; k < backward.size(); k++) {
        if (backward.get(k).energy() < forward.get(k).energy()) {
          lowest.set(k, backward.get(k));
        }
      }
      return lowest;
    }

    /** The largest difference between the ways, in hartree; 0 without a way back. */
    public double hysteresis() {
      double largest = 0;
      for (int k = 0; k < backward.size(); k++) {
        double change = backward.get(k).energy() - forward.get(k).energy();
        largest = Math.max(largest, Math.abs(change));
      }
      return largest;
    }
  }

  /**
   * Runs it. Point k draws from {@code streams.at("forward", k)} or {@code streams.at("backward",
   * k)}.
   */
  public Result run(Streams streams) {
    return run(streams, point -> {});
  }

  /** The same; {@code watcher} is told of every point when it is done. */
  public Result run(Streams streams, Consumer<ScanPoint> watcher) {
    List<ScanPoint> forward = new ArrayList<>();
    Follower follower = new Follower();
    for (int k = 0; k < bonds.length; k++) {
      forward.add(follower.point(bonds[k], streams.at("forward", k)));
      watcher.accept(forward.get(k));
    }
    List<ScanPoint> backward = new ArrayList<>();
    if (back) {
      backward.add(forward.get(bonds.length - 1));
      for (int k = bonds.length - 2; k >= 0; k--) {
        ScanPoint point = follower.point(bonds[k], streams.at("backward", k));
        backward.add(point);
        watcher.accept(point);
      }
      Collections.reverse(backward);
    }
    return new Result(forward, backward);
  }

  /** Goes from point to point. */
  private final class Follower {
    private @Nullable MolecularIntegrals last;
    private @Nullable Circuit before;
    private double[] optimum = {};

    ScanPoint point(double bond, Streams streams) {
      MolecularIntegrals m = molecule.apply(bond);
      if (last != null) {
        m = OrbitalPhases.aligned(last, m);
      }
      Target target = Target.of(m);
      Circuit circuit = ansatz.circuit(target);
      double[] cold = ansatz.start(target, circuit, streams.at("start").rng());
      Account account = new Account(budget);
      boolean warm = circuit.equals(before) && warmIsLower(target, circuit, cold, account, streams);
      double[] start = warm ? optimum : cold;
      VqeResult result =
          new Vqe(
                  target.hamiltonian(),
                  circuit,
                  backend,
                  minimizer,
                  start,
                  shots,
                  account.left(Map.of()))
              .run(streams);
      account.add(result.ledger());
      last = m;
      before = circuit;
      optimum = result.parameters();
      OptionalDouble exact = FullCi.groundState(m).energy();
      return new ScanPoint(
          bond,
          Aufbau.hartreeFockEnergy(m),
          result.energy(),
          result.measuredEnergy(),
          exact.orElse(Double.NaN),
          warm,
          result.iterations(),
          result.outcome().stop(),
          optimum,
          account.ledger());
    }

    private boolean warmIsLower(
        Target target, Circuit circuit, double[] cold, Account account, Streams streams) {
      Energy energy =
          new Energy(target.hamiltonian(), circuit, backend, shots, streams.at("compared").rng());
      Map<Charge, Long> last = shots == 0 ? Map.of() : energy.cost(shots);
      Trial fromCold = account.ask(energy, cold, Order.VALUE, last);
      Trial fromWarm = account.ask(energy, optimum, Order.VALUE, last);
      return fromCold == null || fromWarm == null || fromWarm.value < fromCold.value;
    }
  }
}
