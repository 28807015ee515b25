package dev.stride.rl.mdp;

import java.util.Arrays;

/**
 * A Markov chain whose states are eliminated one after the other, which solves its linear systems
 * exactly: no iteration, no tolerance, and, since nothing is subtracted, hardly any rounding
 * (Grassmann, Taksar and Heyman 1985).
 *
 * <p>To eliminate k, whose probability to leave is d = end(k) + Σ p(k,j) over j ≠ k, all ways
 * through it are joined: p(i,j) ← p(i,j) + p(i,k) p(k,j) / d. A state from which nothing leads away
 * in the end stands for a closed class, in which the chain stays for ever; it is {@linkplain #kept
 * kept}.
 *
 * <p>Cost: the sum of predecessors × successors over the states when they are eliminated. States
 * with few go first, so that chains that are nearly trees, as those of deterministic policies are,
 * take little more than a pass over their transitions, and grids of n cells about n√n. Where half
 * of all transitions between the m states that are left have come to be there, the rest is done in
 * a matrix, by m³/3 multiplications of which each takes a tenth of the time.
 */
final class Elimination {
  /** States for which a matrix is worth its while. */
  private static final int LEAST_FULL = 64;

  /** Successors of a state with their probabilities, without itself. */
  private final Row[] rows;

  /** Predecessors; with their probabilities to enter once the state is eliminated. */
  private final Row[] columns;

  /** How many of the predecessors are not eliminated. */
  private final int[] entering;

  /** Probability to come to an end from a state. */
  private final double[] end;

  /** Probability to leave a state, when it was eliminated. */
  private final double[] leaving;

  private final boolean[] forced;
  private final boolean[] gone;
  private final int[] order;
  private int eliminated;

  /** How many there are between states that are not eliminated. */
  private long transitions;

  /** Where in the row at hand a state stands, if it is there. */
  private final int[] place;

  /** Without any transition yet. */
  Elimination(int states) {
    rows = new Row[states];
    columns = new Row[states];
    for (int s = 0; s < states; s++) {
      rows[s] = new Row(4);
      columns[s] = new Row(4);
    }
    entering = new int[states];
    end = new double[states];
    leaving = new double[states];
    forced = new boolean[states];
    gone = new boolean[states];
    order = new int[states];
    place = new int[states];
  }

  /** Adds a probability to the transition from {@code s}; one state has to follow the other. */
  void move(int s, int next, double probability) {
    if (next != s && probability != 0) {
      add(s, next, probability);
    }
  }

  /** Adds to the probability that the chain ends after {@code s}. */
  void end(int s, double probability) {
    end[s] += probability;
  }

  private void add(int s, int next, double probability) {
    Row row = rows[s];
    int at = place[next];
    if (at < row.size && row.at[at] == next) {
      row.value[at] += probability;
    } else {
      place[next] = row.size;
      row.add(next, probability);
      columns[next].add(s, 0);
      entering[next]++;
      transitions++;
    }
  }

  /** Lets a state stand for its closed class, which no other state must do. */
  void keep(int s) {
    forced[s] = true;
  }

  /** Eliminates all states but one of each closed class, those that are cheap before others. */
  void run() {
    long bound = 1;
    boolean some = true;
    boolean dear = false;
    while ((some || dear) && !isFull()) {
      bound = some ? bound : 2 * bound;
      some = false;
      dear = false;
      for (int s = 0; s < rows.length && !isFull(); s++) {
        if (!gone[s] && !forced[s] && (rows[s].size > 0 || end[s] > 0)) {
          boolean cheap = (long) rows[s].size * entering[s] <= bound;
          some |= cheap;
          dear |= !cheap;
          if (cheap) {
            eliminate(s);
          }
        }
      }
    }
    if (isFull()) {
      eliminateInMatrix();
    }
  }

  private boolean isFull() {
    long left = (long) rows.length - eliminated;
    return left >= LEAST_FULL && 2 * transitions >= left * left;
  }

  private void eliminate(int k) {
    Row row = rows[k];
    double leave = end[k];
    for (int m = 0; m < row.size; m++) {
      leave += row.value[m];
      entering[row.at[m]]--;
    }
    for (int m = 0; m < row.size; m++) {
      row.value[m] /= leave;
    }
    end[k] /= leave;
    leaving[k] = leave;
    gone[k] = true;
    order[eliminated++] = k;
    Row column = columns[k];
    int live = 0;
    for (int m = 0; m < column.size; m++) {
      int i = column.at[m];
      if (!gone[i]) {
        double enter = rows[i].remove(k);
        column.at[live] = i;
        column.value[live++] = enter;
        join(i, enter, k);
      }
    }
    column.size = live;
    transitions -= live + row.size;
  }

  /** Adds the ways from i through k to those that do not touch k. */
  private void join(int i, double enter, int k) {
    end[i] += enter * end[k];
    Row from = rows[i];
    for (int m = 0; m < from.size; m++) {
      place[from.at[m]] = m;
    }
    Row to = rows[k];
    for (int m = 0; m < to.size; m++) {
      move(i, to.at[m], enter * to.value[m]);
    }
  }

  /** From the last row of the matrix up; states that are kept come to be its first ones. */
  private void eliminateInMatrix() {
    int[] states = kept();
    double[][] p = matrix(states);
    int first = 0;
    for (int size = states.length; size > first; ) {
      int k = size - 1;
      double leave = forced[states[k]] ? 0 : leave(p[k], k, end[states[k]]);
      if (leave == 0) {
        swap(states, p, first, k);
        first++;
      } else {
        eliminate(states, p, k, leave);
        size--;
      }
    }
  }

  private double[][] matrix(int[] states) {
    for (int i = 0; i < states.length; i++) {
      place[states[i]] = i;
    }
    double[][] p = new double[states.length][states.length];
    for (int i = 0; i < states.length; i++) {
      Row row = rows[states[i]];
      for (int m = 0; m < row.size; m++) {
        p[i][place[row.at[m]]] = row.value[m];
      }
    }
    return p;
  }

  private static double leave(double[] row, int size, double end) {
    double leave = end;
    for (int j = 0; j < size; j++) {
      leave += row[j];
    }
    return leave;
  }

  private static void swap(int[] states, double[][] p, int i, int k) {
    int state = states[i];
    states[i] = states[k];
    states[k] = state;
    double[] row = p[i];
    p[i] = p[k];
    p[k] = row;
    for (int j = 0; j <= k; j++) {
      double entry = p[j][i];
      p[j][i] = p[j][k];
      p[j][k] = entry;
    }
  }

  /** The last of the first k + 1 rows; what is on the diagonal is never looked at. */
  private void eliminate(int[] states, double[][] p, int k, double leave) {
    int s = states[k];
    double[] to = p[k];
    Row row = new Row(k);
    for (int j = 0; j < k; j++) {
      to[j] /= leave;
      if (to[j] != 0) {
        row.add(states[j], to[j]);
      }
    }
    end[s] /= leave;
    leaving[s] = leave;
    Row column = new Row(k);
    for (int i = 0; i < k; i++) {
      double enter = p[i][k];
      if (enter != 0) {
        column.add(states[i], enter);
        end[states[i]] += enter * end[s];
        addTo(p[i], enter, to, k);
      }
    }
    rows[s] = row;
    columns[s] = column;
    gone[s] = true;
    order[eliminated++] = s;
  }

  private static void addTo(double[] row, double factor, double[] other, int size) {
    for (int j = 0; j < size; j++) {
      row[j] += factor * other[j];
    }
  }

  /** The states that stand for the closed classes, in ascending order. */
  int[] kept() {
    int[] kept = new int[rows.length - eliminated];
    int n = 0;
    for (int s = 0; s < rows.length; s++) {
      if (!gone[s]) {
        kept[n++] = s;
      }
    }
    return kept;
  }

  /**
   * Gathers what is paid in each state for one step: what comes out is to be {@linkplain #spread
   * spread}. In a kept state it is what is paid from there until the chain returns.
   */
  double[] gather(double[] paid) {
    double[] sum = paid.clone();
    for (int n = 0; n < eliminated; n++) {
      int k = order[n];
      sum[k] /= leaving[k];
      Row column = columns[k];
      for (int m = 0; m < column.size; m++) {
        sum[column.at[m]] += column.value[m] * sum[k];
      }
    }
    return sum;
  }

  /** Solves v = paid + P v in place, given the gathered payments and v in the kept states. */
  double[] spread(double[] v) {
    for (int n = eliminated - 1; n >= 0; n--) {
      int k = order[n];
      Row row = rows[k];
      for (int m = 0; m < row.size; m++) {
        v[k] += row.value[m] * v[row.at[m]];
      }
    }
    return v;
  }

  /**
   * Lets mass flow from where it starts, along the order of elimination: in a kept state it becomes
   * the probability to end up in its class.
   */
  double[] flow(double[] start) {
    double[] mass = start.clone();
    for (int n = 0; n < eliminated; n++) {
      int k = order[n];
      Row row = rows[k];
      for (int m = 0; m < row.size; m++) {
        mass[row.at[m]] += mass[k] * row.value[m];
      }
    }
    return mass;
  }

  /** Solves m = start + Pᵀ m in place, given the mass that flowed and m in the kept states. */
  double[] visits(double[] mass) {
    for (int n = eliminated - 1; n >= 0; n--) {
      int k = order[n];
      Row column = columns[k];
      for (int m = 0; m < column.size; m++) {
        mass[k] += mass[column.at[m]] * column.value[m];
      }
      mass[k] /= leaving[k];
    }
    return mass;
  }

  /** Numbers at some states. */
  private static final class Row {
    private int[] at;
    private double[] value;
    private int size;

    Row(int room) {
      at = new int[room];
      value = new double[room];
    }

    void add(int state, double number) {
      if (size == at.length) {
        at = Arrays.copyOf(at, 2 * size);
        value = Arrays.copyOf(value, 2 * size);
      }
      at[size] = state;
      value[size++] = number;
    }

    double remove(int state) {
      int m = 0;
      while (at[m] != state) {
        m++;
      }
      double removed = value[m];
      at[m] = at[--size];
      value[m] = value[size];
      return removed;
    }
  }
}
