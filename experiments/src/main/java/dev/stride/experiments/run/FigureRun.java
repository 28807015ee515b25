package dev.stride.experiments.run;

import dev.stride.experiments.config.Figure;
import dev.stride.experiments.config.Figures;
import dev.stride.experiments.store.Unfinished;
import dev.stride.optim.random.Streams;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.StringJoiner;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.commons.math3.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Does the runs of a figure. The k-th run of every curve has the same streams, and the sums are
 * taken in the order of the runs, so that results do not depend on threads. The sums, and what
 * claims compare of each run, are also all that has to be kept to go on later: a kill loses the
 * runs of a fraction of a second.
 */
public final class FigureRun {
  private static final int AHEAD = 4;

  /** Lines of unfinished work for each setting. */
  private static final int LINES = 4;

  private static final long SAVE_EVERY = TimeUnit.MILLISECONDS.toNanos(250);

  private final Figure figure;
  private final int threads;
  private final List<Setting> settings = new ArrayList<>();
  private final double[] places;
  private final @Nullable Unfinished unfinished;

  /** A curve, or a value of its sweep. */
  private static final class Setting {
    final Figure.Curve curve;
    final @Nullable Double value;
    final FigureSeries series;
    final Moments moments;

    /** What was published of it, and what the runs say of that. */
    final List<Figure.Published> published;

    final Moments compared;

    /** What each claim compares of every run; NaN where it is not about this curve. */
    final List<double[]> claimed = new ArrayList<>();

    long diverged;

    Setting(Figure figure, Figure.Curve curve, @Nullable Double value, int places) {
      this.curve = curve;
      this.value = value;
      series = new FigureSeries(figure, Figures.learning(figure, curve, value));
      moments = new Moments(places);
      published =
          figure.values().stream()
              .filter(p -> p.curve().equals(curve.name()) && Objects.equals(p.at(), value))
              .toList();
      compared = new Moments(published.size());
    }
  }

  private FigureRun(Figure figure, int threads, @Nullable Unfinished unfinished) {
    this.figure = figure;
    this.threads = threads;
    this.unfinished = unfinished;
    places = FigureSeries.places(figure);
    for (Figure.Curve curve : figure.curves()) {
      for (Double value : Figures.values(curve)) {
        int figures = figure.sweep() == null ? places.length : 1;
        settings.add(new Setting(figure, curve, value, figures));
      }
    }
  }

  /**
   * Runs the figure, and keeps nothing on the way.
   *
   * @param threads how many runs go on at a time; the results do not depend on it
   * @throws InterruptedException when this thread was interrupted
   */
  public static FigureResults run(Figure figure, int threads, Progress progress)
      throws InterruptedException {
    try (progress) {
      return new FigureRun(figure, threads, null).all(progress);
    }
  }

  /**
   * Runs the figure, or what is left of it.
   *
   * @param out directory of results, which is there
   * @param threads how many runs go on at a time; the results do not depend on it
   * @throws dev.stride.optim.form.BadInput when the directory cannot be used
   * @throws InterruptedException when this thread was interrupted; the same call goes on later
   */
  public static FigureResults run(Figure figure, Path out, int threads, Progress progress)
      throws InterruptedException {
    try (progress;
        Unfinished unfinished = Unfinished.open(out, Figures.canonical(figure), Versions.build())) {
      return new FigureRun(figure, threads, unfinished).all(progress);
    }
  }

  private FigureResults all(Progress progress) throws InterruptedException {
    int total = settings.size() * figure.runs();
    int done = load();
    progress.begin(figure.figure(), total, done);
    ExecutorService workers = Executors.newFixedThreadPool(threads, ExperimentRun.daemons());
    Queue<Future<double[]>> ahead = new ArrayDeque<>();
    int asked = done;
    long saved = System.nanoTime();
    try {
      while (done < total) {
        while (asked < total && ahead.size() < AHEAD * threads) {
          int next = asked++;
          ahead.add(workers.submit(() -> series(next)));
        }
        add(settings.get(done / figure.runs()), result(ahead.remove()));
        done++;
        progress.advance(1);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        if (System.nanoTime() - saved > SAVE_EVERY) {
          save();
          saved = System.nanoTime();
        }
      }
    } finally {
      workers.shutdownNow();
    }
    if (unfinished != null) {
      unfinished.finish();
    }
    return results();
  }

  /** Goes on from what was saved; how many runs that are. */
  private int load() {
    List<String> lines = unfinished == null ? List.of() : unfinished.load();
    if (lines.isEmpty()) {
      return 0;
    }
    try {
      int done = 0;
      for (int k = 0; k < settings.size(); k++) {
        Setting setting = settings.get(k);
        setting.diverged = Long.parseLong(lines.get(LINES * k));
        setting.moments.goOnFrom(lines.get(LINES * k + 1));
        setting.compared.goOnFrom(lines.get(LINES * k + 2));
        setting.claimed.addAll(claimed(lines.get(LINES * k + 3), setting.moments.runs()));
        done += setting.moments.runs();
      }
      return done;
    } catch (IllegalArgumentException | IndexOutOfBoundsException garbled) {
      throw Objects.requireNonNull(unfinished).damaged(garbled);
    }
  }

  /** What stood in such a line; fails for one of something else. */
  private List<double[]> claimed(String line, int runs) {
    int claims = figure.claimed().size();
    String[] words = line.isEmpty() ? new String[0] : line.split(" ", -1);
    if (words.length != runs * claims) {
      throw new IllegalArgumentException(words.length + " words");
    }
    List<double[]> claimed = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      double[] values = new double[claims];
      for (int c = 0; c < claims; c++) {
        values[c] = Double.parseDouble(words[run * claims + c]);
      }
      claimed.add(values);
    }
    return claimed;
  }

  private static String line(List<double[]> claimed) {
    StringJoiner line = new StringJoiner(" ");
    for (double[] values : claimed) {
      for (double value : values) {
        line.add(Double.toString(value));
      }
    }
    return line.toString();
  }

  private void save() {
    if (unfinished == null) {
      return;
    }
    List<String> lines = new ArrayList<>();
    for (Setting setting : settings) {
      lines.add(Long.toString(setting.diverged));
      lines.add(setting.moments.line());
      lines.add(setting.compared.line());
      lines.add(line(setting.claimed));
    }
    unfinished.save(lines);
  }

  private double[] series(int number) {
    Streams streams = Streams.of(figure.seed()).at("figure").at("run", number % figure.runs());
    return settings.get(number / figure.runs()).series.run(streams);
  }

  private static double[] result(Future<double[]> run) throws InterruptedException {
    try {
      return run.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (failed.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(failed.getCause());
    }
  }

  private void add(Setting setting, double[] series) {
    Figure.Sweep sweep = figure.sweep();
    setting.diverged += Double.isNaN(series[series.length - 1]) ? 1 : 0;
    if (sweep == null) {
      setting.moments.add(series);
    } else {
      setting.moments.add(mean(series, sweep.from(), sweep.to()));
    }
    double[] compared = new double[setting.published.size()];
    for (int p = 0; p < compared.length; p++) {
      Figure.Published published = setting.published.get(p);
      int from = sweep == null ? Objects.requireNonNull(published.from()) : sweep.from();
      int to = sweep != null ? sweep.to() : published.to() == null ? from : published.to();
      compared[p] = mean(series, from, to);
    }
    setting.compared.add(compared);
    double[] claimed = new double[figure.claimed().size()];
    for (int c = 0; c < claimed.length; c++) {
      claimed[c] = claimed(figure.claimed().get(c), setting.curve.name(), series);
    }
    setting.claimed.add(claimed);
  }

  private double claimed(Figure.Claim claim, String curve, double[] series) {
    Figure.Sweep sweep = figure.sweep();
    if (!curve.equals(claim.curve()) && !curve.equals(claim.below())) {
      return Double.NaN;
    }
    if (sweep != null) {
      return mean(series, sweep.from(), sweep.to());
    }
    int from = Objects.requireNonNull(claim.from());
    return mean(series, from, claim.to() == null ? from : claim.to());
  }

  /** The mean over the places from one to another. */
  private double mean(double[] series, int from, int to) {
    double sum = 0;
    int n = 0;
    for (int k = 0; k < series.length; k++) {
      if (places[k] >= from && places[k] <= to) {
        sum += series[k];
        n++;
      }
    }
    return sum / n;
  }

  private FigureResults results() {
    double t =
        new TDistribution(null, figure.runs() - 1.0).inverseCumulativeProbability(0.975)
            / Math.sqrt(figure.runs());
    List<FigureResults.Line> lines = new ArrayList<>();
    for (Figure.Curve curve : figure.curves()) {
      lines.add(line(curve, settings.stream().filter(s -> s.curve.equals(curve)).toList(), t));
    }
    List<FigureResults.Comparison> comparisons = new ArrayList<>();
    for (Figure.Published published : figure.values()) {
      Setting setting =
          settings.stream().filter(s -> s.published.contains(published)).findFirst().orElseThrow();
      int p = setting.published.indexOf(published);
      comparisons.add(
          new FigureResults.Comparison(
              published,
              setting.compared.mean(p),
              setting.compared.deviation(p),
              setting.compared.runs()));
    }
    List<FigureResults.Judged> claims = new ArrayList<>();
    for (int c = 0; c < figure.claimed().size(); c++) {
      claims.add(judged(c));
    }
    return new FigureResults(figure, lines, comparisons, claims);
  }

  private FigureResults.Judged judged(int c) {
    Figure.Claim claim = figure.claimed().get(c);
    Setting one = lowest(c, claim.curve(), claim.at());
    Setting other = lowest(c, claim.below(), claim.belowAt());
    Moments moments = new Moments(3);
    for (int run = 0; run < one.claimed.size(); run++) {
      double a = one.claimed.get(run)[c];
      double b = other.claimed.get(run)[c];
      moments.add(a, b, a - claim.factor() * b);
    }
    return new FigureResults.Judged(
        claim,
        one.value,
        other.value,
        moments.mean(0),
        moments.mean(1),
        moments.deviation(2),
        moments.runs());
  }

  /**
   * A curve at a value of the sweep, or where its mean is lowest among those without divergence.
   */
  private Setting lowest(int claim, String curve, @Nullable Double at) {
    return settings.stream()
        .filter(s -> s.curve.name().equals(curve) && (at == null || at.equals(s.value)))
        .min(
            Comparator.comparingDouble(
                s -> s.claimed.stream().mapToDouble(run -> run[claim]).sum()))
        .orElseThrow();
  }

  private FigureResults.Line line(Figure.Curve curve, List<Setting> parts, double t) {
    boolean sweep = figure.sweep() != null;
    double[] x = sweep ? new double[parts.size()] : places;
    double[] mean = new double[x.length];
    double[] low = new double[x.length];
    double[] high = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      Setting setting = parts.get(sweep ? k : 0);
      int at = sweep ? 0 : k;
      Double value = setting.value;
      x[k] = value == null ? x[k] : value;
      mean[k] = setting.moments.mean(at);
      low[k] = mean[k] - t * setting.moments.deviation(at);
      high[k] = mean[k] + t * setting.moments.deviation(at);
    }
    long diverged = parts.stream().mapToLong(setting -> setting.diverged).sum();
    return new FigureResults.Line(curve.name(), x, mean, low, high, diverged);
  }
}
