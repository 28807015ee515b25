package dev.stride.optim;

/**
 * What the steps of a run tell about it, from what was proposed and what a rule made of that:
 * effective step size, signal to noise and noise floor.
 *
 * <p>Means over recent steps are exponential, of decay {@value #RECENT} (about 20 steps), and over
 * the steps that touched a parameter. Costs about as much as an Adam step, in time and in memory;
 * kept only where somebody watches.
 */
public final class StepFigures {
  private static final double RECENT = 0.95;

  /** Of means that are long beside the memory of a momentum, and of the means of their squares. */
  private static final double SLOW = 0.99;

  private static final double LONG = 0.999;

  private final boolean rewritten;
  private final double[] proposed;
  private final double[] mean;
  private final double[] square;
  private final double[] slow;
  private final double[] change;
  private final double[] slowSquare;
  private final double[] changeSquare;
  private final long[] touched;
  private double proposedLength;
  private double changeLength;
  private long steps;

  /**
   * Figures of the steps of {@code n} parameters.
   *
   * @param rewritten whether a rule makes changes of the steps: of what are changes already, there
   *     is signal to noise alone, and nothing that depends on a step size
   */
  public StepFigures(int n, boolean rewritten) {
    this.rewritten = rewritten;
    proposed = new double[n];
    mean = new double[n];
    square = new double[n];
    slow = new double[n];
    change = new double[n];
    slowSquare = new double[n];
    changeSquare = new double[n];
    touched = new long[n];
  }

  /** Takes down what is proposed, before a rule sees it. */
  public void before(Step step) {
    System.arraycopy(step.value, 0, proposed, 0, step.size);
  }

  /** Takes down what the rule made of it. */
  public void after(Step step) {
    double proposals = 0;
    double changes = 0;
    for (int j = 0; j < step.size; j++) {
      int i = step.index == null ? j : step.index[j];
      double p = proposed[j];
      double c = step.value[j];
      proposals += p * p;
      changes += c * c;
      touched[i]++;
      mean[i] = RECENT * mean[i] + (1 - RECENT) * p;
      square[i] = RECENT * square[i] + (1 - RECENT) * p * p;
      slow[i] = SLOW * slow[i] + (1 - SLOW) * p;
      change[i] = SLOW * change[i] + (1 - SLOW) * c;
      slowSquare[i] = LONG * slowSquare[i] + (1 - LONG) * slow[i] * slow[i];
      changeSquare[i] = LONG * changeSquare[i] + (1 - LONG) * change[i] * change[i];
    }
    proposedLength = RECENT * proposedLength + (1 - RECENT) * proposals;
    changeLength = RECENT * changeLength + (1 - RECENT) * changes;
    steps++;
  }

  /** Says the figures. */
  public void say(Figures to) {
    if (rewritten) {
      to.figure(Figures.EFFECTIVE_STEP, Math.sqrt(changeLength / proposedLength));
    }
    double signal = 0;
    double noise = 0;
    double floor = 0;
    for (int i = 0; i < mean.length; i++) {
      if (touched[i] > 1) {
        double w = 1 - StrictMath.pow(RECENT, (double) touched[i]);
        double independent = (1 + RECENT) / (1 - RECENT) * w / (2 - w);
        double m = mean[i] / w;
        double variance =
            Math.max(0, square[i] / w - m * m) * independent / Math.max(1, independent - 1);
        signal += m * m - variance / independent;
        noise += variance;
        floor += variance * gain(i) / 4;
      }
    }
    to.figure(Figures.SIGNAL_TO_NOISE, steps == 0 ? Double.NaN : ratio(signal, noise));
    if (rewritten) {
      to.figure(Figures.NOISE_FLOOR, steps == 0 ? Double.NaN : floor);
    }
  }

  private static double ratio(double signal, double noise) {
    return Math.sqrt(Math.max(0, signal) / noise);
  }

  /** How far a lasting proposal moves the parameter, per unit and step: momentum counts in full. */
  private double gain(int i) {
    return slowSquare[i] == 0 ? 0 : Math.sqrt(changeSquare[i] / slowSquare[i]);
  }
}
