package dev.stride.vqe.chemistry;

/** Told what an iteration has come to. */
public interface Progress {
  /** Tells nobody. */
  Progress NONE = new Silent();

  /**
   * Called after every iteration.
   *
   * @param method what iterates, as in "RHF"
   * @param iteration counted from 1
   * @param energy in hartree, with the nuclei
   * @param error what has to become small: the largest orbital gradient, or the residual's norm
   */
  void iteration(String method, int iteration, double energy, double error);

  /** A class, as a fresh JVM takes longer for its first lambda. */
  final class Silent implements Progress {
    private Silent() {}

    @Override
    public void iteration(String method, int iteration, double energy, double error) {}
  }
}
