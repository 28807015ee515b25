package dev.stride.experiments.run;

import java.util.StringJoiner;

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

  /** All of it in a line, to the bit. */
  String line() {
    StringJoiner line = new StringJoiner(" ");
    line.add(Integer.toString(runs));
    for (int i = 0; i < mean.length; i++) {
      line.add(Double.toString(mean[i])).add(Double.toString(squares[i]));
    }
    return line.toString();
  }

  /** Goes on from such a line; fails for one of something else. */
  void goOnFrom(String line) {
    String[] words = line.split(" ", -1);
    if (words.length != 1 + 2 * mean.length) {
      throw new IllegalArgumentException(words.length + " words");
    }
    runs = Integer.parseInt(words[0]);
    for (int i = 0; i < mean.length; i++) {
      mean[i] = Double.parseDouble(words[1 + 2 * i]);
      squares[i] = Double.parseDouble(words[2 + 2 * i]);
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
