package dev.stride.experiments.task;

import java.util.List;

/**
 * A ground state to find.
 *
 * @param molecule text form of the molecule
 * @param ansatz text form of the ansatz
 * @param circuits budget of one run, in circuits
 * @param shots shots of one energy estimate, by level; 0 for exact energies
 */
public record VqeSetup(
    @Choice("molecule") String molecule,
    @Choice("ansatz") String ansatz,
    @AtLeast(1) long circuits,
    @AtLeast(0) List<Long> shots)
    implements Setup {
  public VqeSetup {
    shots = List.copyOf(shots);
  }

  @Override
  public Track track() {
    return Track.VQE;
  }

  @Override
  public List<String> noises() {
    return shots.stream().map(n -> n == 0 ? "exact" : "shots:" + n).toList();
  }
}
