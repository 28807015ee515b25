/*
 * Tabular Q-learning on cliff walking, one loop: what the hardware allows. The same task, generator
 * and tie-breaking as QLearningBenchmark; prints nanoseconds of CPU time per step, the least of 40
 * repetitions.
 *
 *   gcc -O3 -march=native -o qlearning qlearning.c && ./qlearning
 */
#include <stdint.h>
#include <stdio.h>
#include <time.h>

enum { STATES = 48, ACTIONS = 4, EPISODES = 400000, LIMIT = 1000 };

static uint64_t s[4];
static int next[STATES * ACTIONS];
static double reward[STATES * ACTIONS];
static char terminated[STATES * ACTIONS];
static double q[STATES * ACTIONS];
static double returns[EPISODES];

static inline uint64_t rotl(uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }

/* xoshiro256++ (Blackman and Vigna). */
static inline uint64_t draw(void) {
  uint64_t out = rotl(s[0] + s[3], 23) + s[0], t = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotl(s[3], 45);
  return out;
}

static inline double uniform(void) { return (draw() >> 11) * 0x1p-53; }
static inline int below(int n) { return (int)(((draw() >> 32) * (uint64_t)n) >> 32); }

static int greedy(const double *row) {
  int best = 0, ties = 1;
  for (int a = 1; a < ACTIONS; a++) {
    if (row[a] > row[best]) {
      best = a;
      ties = 1;
    } else if (row[a] == row[best]) {
      ties++;
    }
  }
  if (ties == 1) return best;
  int skip = below(ties);
  for (int a = best; a < ACTIONS; a++)
    if (row[a] == row[best] && skip-- == 0) return a;
  return best;
}

static long learn(double rate, double epsilon) {
  long steps = 0;
  for (int i = 0; i < STATES * ACTIONS; i++) q[i] = 0;
  for (int episode = 0; episode < EPISODES; episode++) {
    int state = 36;
    double sum = 0;
    for (int t = 0; t < LIMIT; t++) {
      int pair = state * ACTIONS + (uniform() < epsilon ? below(ACTIONS) : greedy(q + state * ACTIONS));
      state = next[pair];
      sum += reward[pair];
      steps++;
      double target = reward[pair];
      if (!terminated[pair]) {
        const double *row = q + state * ACTIONS;
        double best = row[0];
        for (int a = 1; a < ACTIONS; a++) best = row[a] > best ? row[a] : best;
        target += best;
      }
      q[pair] += rate * (target - q[pair]);
      if (terminated[pair]) break;
    }
    returns[episode] = sum;
  }
  return steps;
}

int main(void) {
  static const int down[] = {-1, 0, 1, 0}, right[] = {0, 1, 0, -1};
  for (int state = 0; state < STATES; state++) {
    for (int a = 0; a < ACTIONS; a++) {
      int row = state / 12 + down[a], column = state % 12 + right[a], pair = state * ACTIONS + a;
      row = row < 0 ? 0 : row > 3 ? 3 : row;
      column = column < 0 ? 0 : column > 11 ? 11 : column;
      int to = row * 12 + column, fell = to > 36 && to < 47;
      next[pair] = fell ? 36 : to;
      reward[pair] = fell ? -100 : -1;
      terminated[pair] = to == 47;
    }
  }
  double least = 1e9;
  for (int repetition = 0; repetition < 40; repetition++) {
    s[0] = 1, s[1] = 2, s[2] = 3, s[3] = 4;
    struct timespec from, to;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &from);
    long steps = learn(0.5, 0.1);
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &to);
    double ns = ((to.tv_sec - from.tv_sec) * 1e9 + (to.tv_nsec - from.tv_nsec)) / steps;
    least = ns < least ? ns : least;
  }
  double last = 0;
  for (int episode = EPISODES - 1000; episode < EPISODES; episode++) last += returns[episode] / 1000;
  printf("%.2f ns per step; mean return of the last 1000 episodes %.1f\n", least, last);
  return 0;
}
