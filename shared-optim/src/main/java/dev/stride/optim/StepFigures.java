package dev.stride.optim;

import java.util.Arrays;

/**
 * What the steps of a run tell about it, from what was proposed and what a rule made of that:
 * effective step size, signal to noise and noise floor.
 *
 * <p>The variance of the noise is the one that the problem tells. Where it tells none, it is
 * estimated from second differences of successive proposals p, (p_k - 2p_{k-1} + p_{k-2})²/6, whose
 * mean is the variance of white noise whatever straight line it lies on. A swing of the proposals
 * with period T counts as noise by (2 sin(π/T))⁴/6 of its mean square: a 600th at T = 20, two
 * thirds at T = 4, and 8/3 where the sign turns at every step. So a fast oscillation counts as
 * noise, and noise that lasts over many steps does not.
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

  /** Proposals in a second difference, and the variance of one of white noise of variance 1. */
  private static final int SPAN = 3;

  private static final double SECOND_DIFFERENCE = 6;

  private final boolean rewritten;

  private final double[] proposed;
  private final double[] told;
  private final double[] mean;
  private final double[] last;
  private final double[] lastButOne;
  private final double[] curvature;
  private final double[] variance;
  private final double[] slow;
  private final double[] change;
  private final double[] slowSquare;
  private final double[] changeSquare;
  private final long[] touched;
  private double proposedLength;
  private double changeLength;

  /**
   * Figures of the steps of {@code n} parameters.
   *
   * @param rewritten whether a rule makes changes of the steps: of what are changes already, there
   *     is signal to noise alone, and nothing that depends on a step size
   */
  public StepFigures(int n, boolean rewritten) {
    this.rewritten = rewritten;
    proposed = new double[n];
    told = new double[n];
    mean = new double[n];
    last = new double[n];
    lastButOne = new double[n];
    curvature = new double[n];
    variance = new double[n];
    slow = new double[n];
    change = new double[n];
    slowSquare = new double[n];
    changeSquare = new double[n];
    touched = new long[n];
  }

  /** Takes down what is proposed, before a rule sees it; nobody tells how noisy it is. */
  public void before(Step step) {
    System.arraycopy(step.value, 0, proposed, 0, step.size);
    Arrays.fill(told, 0, step.size, Double.NaN);
  }

  /**
   * The same where the problem may tell the noise.
   *
   * @param variances of the entries of the step: 0 for exact ones, NaN where they are not told
   */
  public void before(Step step, double[] variances) {
    System.arraycopy(step.value, 0, proposed, 0, step.size);
    System.arraycopy(variances, 0, told, 0, step.size);
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
      mean[i] = RECENT * mean[i] + (1 - RECENT) * p;
      variance[i] = RECENT * variance[i] + (1 - RECENT) * told[j];
      if (++touched[i] >= SPAN) {
        double bend = p - 2 * last[i] + lastButOne[i];
        curvature[i] = RECENT * curvature[i] + (1 - RECENT) * bend * bend;
      }
      lastButOne[i] = last[i];
      last[i] = p;
      slow[i] = SLOW * slow[i] + (1 - SLOW) * p;
      change[i] = SLOW * change[i] + (1 - SLOW) * c;
      slowSquare[i] = LONG * slowSquare[i] + (1 - LONG) * slow[i] * slow[i];
      changeSquare[i] = LONG * changeSquare[i] + (1 - LONG) * change[i] * change[i];
    }
    proposedLength = RECENT * proposedLength + (1 - RECENT) * proposals;
    changeLength = RECENT * changeLength + (1 - RECENT) * changes;
  }

  /** Says the figures. */
  public void say(Figures to) {
    if (rewritten) {
      to.figure(Figures.EFFECTIVE_STEP, Math.sqrt(changeLength / proposedLength));
    }
    boolean known = false;
    double signal = 0;
    double noise = 0;
    double floor = 0;
    for (int i = 0; i < mean.length; i++) {
      double white = noise(i);
      if (!Double.isNaN(white)) {
        known = true;
        double w = weight(touched[i]);
        double independent = (1 + RECENT) / (1 - RECENT) * w / (2 - w);
        double m = mean[i] / w;
        signal += m * m - white / independent;
        noise += white;
        floor += white * gain(i) / 4;
      }
    }
    to.figure(Figures.SIGNAL_TO_NOISE, Math.sqrt(Math.max(0, signal) / noise));
    if (rewritten) {
      to.figure(Figures.NOISE_FLOOR, known ? floor : Double.NaN);
    }
  }

  /** The variance of a parameter's proposals around what they would be; NaN while not known. */
  private double noise(int i) {
    if (touched[i] > 0 && !Double.isNaN(variance[i])) {
      return variance[i] / weight(touched[i]);
    }
    long bends = touched[i] - SPAN + 1;
    return bends < 1 ? Double.NaN : curvature[i] / SECOND_DIFFERENCE / weight(bends);
  }

  /** What so many terms of a mean of recent steps weigh together. */
  private static double weight(long terms) {
    return 1 - StrictMath.pow(RECENT, (double) terms);
  }

  /** How far a lasting proposal moves the parameter, per unit and step: momentum counts in full. */
  private double gain(int i) {
    return slowSquare[i] == 0 ? 0 : Math.sqrt(changeSquare[i] / slowSquare[i]);
  }
}
