package dev.stride.vqe.circuit;

import org.apache.commons.rng.UniformRandomProvider;

/** A family of circuits, and where to start in it. */
public interface Ansatz {
  /** The circuit of this family. */
  Circuit circuit(Target target);

  /** Parameters to start from of {@code circuit}, which was made for {@code target}. */
  double[] start(Target target, Circuit circuit, UniformRandomProvider rng);
}
