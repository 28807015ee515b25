package dev.stride.vqe.differentiate;

import dev.stride.optim.Layout;
import dev.stride.vqe.circuit.Angles;
import dev.stride.vqe.circuit.Circuit;
import dev.stride.vqe.simulator.Engine;
import dev.stride.vqe.simulator.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The exact Fubini-Study metric g_ij = Re[⟨∂_iψ|∂_jψ⟩ - ⟨∂_iψ|ψ⟩⟨ψ|∂_jψ⟩], a quarter of the quantum
 * Fisher information (Stokes et al. 2020, equation 10), of all pairs of parameters or of the pairs
 * inside given blocks.
 *
 * <p>Derivatives of the state are carried along from the first gate of a block to its last; behind
 * that, unitarity keeps the block as it is. A block of p parameters costs p states of memory, p
 * passes through that stretch of the circuit, and p²/2 inner products.
 */
public final class FubiniStudy {
  private final int parameters;
  private final Layout layout;
  private final Angles angles;
  private final Engine engine;
  private final State psi;
  private final State change;
  private final Deque<State> spare = new ArrayDeque<>();

  /** For one circuit and its engine, whose operations are used and not its preparation. */
  public FubiniStudy(Circuit circuit, Engine engine) {
    parameters = circuit.parameters();
    layout = circuit.layout();
    angles = new Angles(circuit);
    this.engine = engine;
    psi = engine.state();
    change = engine.state();
  }

  /** All of it, n×n, row by row. */
  public void full(double[] theta, double[] metric) {
    metric(theta, metric, List.of(new Block(0, parameters)));
  }

  /** Zero outside the blocks of the circuit's layout. */
  public void block(double[] theta, double[] metric) {
    List<Block> blocks = new ArrayList<>();
    layout.blocks().forEach(b -> blocks.add(new Block(b.offset(), b.offset() + b.size())));
    metric(theta, metric, blocks);
  }

  /** Zero outside the diagonal. */
  public void diagonal(double[] theta, double[] metric) {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < parameters; i++) {
      blocks.add(new Block(i, i + 1));
    }
    metric(theta, metric, blocks);
  }

  private void metric(double[] theta, double[] metric, List<Block> blocks) {
    Arrays.fill(metric, 0);
    engine.set(angles.at(theta));
    engine.reset(psi);
    for (int k = 0; k < engine.operations(); k++) {
      engine.apply(k, psi);
      for (Block block : blocks) {
        if (k >= block.first && k <= block.last) {
          block.carry(k);
        }
        if (k == block.last) {
          block.finish(metric);
        }
      }
    }
  }

  /** Parameters from..to-1, and the derivatives of the state by them as far as it is prepared. */
  private final class Block {
    private final int from;
    private final int to;
    private final @Nullable State[] derivative;
    private int first = Integer.MAX_VALUE;
    private int last = -1;

    Block(int from, int to) {
      this.from = from;
      this.to = to;
      derivative = new State[to - from];
      for (int t = 0; t < angles.size(); t++) {
        if (contains(angles.parameter(t))) {
          first = Math.min(first, engine.operationOf(t));
          last = Math.max(last, engine.operationOf(t));
        }
      }
    }

    /** ∂ψ ← U_k ∂ψ + G_k ψ for all derivatives of the block, ψ being behind operation k. */
    void carry(int k) {
      for (State state : derivative) {
        if (state != null) {
          engine.apply(k, state);
        }
      }
      for (int t = 0; t < angles.size(); t++) {
        int p = angles.parameter(t);
        if (engine.operationOf(t) == k && contains(p)) {
          engine.derivative(t, psi, change);
          change.scale(angles.scale(t));
          State so = derivative[p - from];
          if (so == null) {
            so = spare.isEmpty() ? engine.state() : spare.pop();
            so.copy(change);
            derivative[p - from] = so;
          } else {
            so.add(change);
          }
        }
      }
    }

    void finish(double[] metric) {
      for (int i = 0; i < derivative.length; i++) {
        State a = derivative[i];
        for (int j = 0; j <= i; j++) {
          State b = derivative[j];
          if (a != null && b != null) {
            // ⟨∂ψ|ψ⟩ is imaginary, because the norm does not change.
            double g = a.dotRe(b) - a.dotIm(psi) * b.dotIm(psi);
            metric[(from + i) * parameters + from + j] = g;
            metric[(from + j) * parameters + from + i] = g;
          }
        }
      }
      for (State state : derivative) {
        if (state != null) {
          spare.push(state);
        }
      }
    }

    private boolean contains(int parameter) {
      return parameter >= from && parameter < to;
    }
  }
}
