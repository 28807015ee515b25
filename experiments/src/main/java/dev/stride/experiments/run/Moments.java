package dev.stride.experiments.run;

/** Means and deviations of several figures over runs, by Welford's sums. */
final class Moments {
  private final double[] mean;
  private final double[] squares;
  private int runs;

  Moments(int figures) {
    mean = new double[figures];
    squares = new double[figures];
  }

  void add(double... run) {
    runs++;
    for (int i = 0; i < mean.length; i++) {
      double off = run[i] - mean[i];
      mean[i] += off / runs;
      squares[i] += off * (run[i] - mean[i]);
    }
  }

  double mean(int figure) {
    return mean[figure];
  }

  double deviation(int figure) {
    return Math.sqrt(squares[figure] / (runs - 1));
  }

  int runs() {
    return runs;
  }
}
