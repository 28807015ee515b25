package dev.stride.vqe.circuit;

import org.apache.commons.rng.UniformRandomProvider;

/** A family of circuits, and where to start in it. */
public interface Ansatz {
  /** The circuit of this family. */
  Circuit circuit(Target target);

  /** Parameters of {@code circuit} to start from. */
  double[] start(Circuit circuit, UniformRandomProvider rng);
}
