/*
 * Sarsa(lambda) on mountain car with tile coding and replacing traces, one loop: what the hardware
 * allows. The same task, cosine, tiles, generator, tie-breaking, number of streams, traces scaled by
 * their level, and forgetting of negligible ones as SarsaBenchmark, which looks tiles up; prints
 * nanoseconds of CPU time per step, the least of 40 repetitions, and the number of steps, which is a
 * bit off because the streams have other seeds.
 *
 *   gcc -O3 -march=native -o sarsa sarsa.c -lm && ./sarsa
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { TILINGS = 8, TILES = 8, ACTIONS = 3, EPISODES = 3000, LIMIT = 1000, MOST = 8 * 81 + 8 };
enum { WEIGHTS = MOST * ACTIONS, PERIOD = 64 };
enum { PER_UNIT = 64, ANGLES = 4 * PER_UNIT };

static uint64_t s[2][4];
static int first[TILINGS], last[TILINGS][2], stride[TILINGS];
static double offset[TILINGS][2];
static double w[WEIGHTS], y[WEIGHTS], level = 1;
static int at[WEIGHTS], place[WEIGHTS], size;
static double cosine[ANGLES], sine[ANGLES];

static inline uint64_t rotl(uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }

/* xoshiro256++ (Blackman and Vigna). */
static inline uint64_t draw(uint64_t *s) {
  uint64_t out = rotl(s[0] + s[3], 23) + s[0], t = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotl(s[3], 45);
  return out;
}

static inline double uniform(uint64_t *s) { return (draw(s) >> 11) * 0x1p-53; }
static inline int below(uint64_t *s, int n) { return (int)(((draw(s) >> 32) * (uint64_t)n) >> 32); }

/* Of an angle within +-3.9, by the addition theorem. */
static inline double turned(double angle) {
  double x = fabs(angle);
  int i = (int)(x * PER_UNIT + 0.5);
  double r = x - i * (1.0 / PER_UNIT), s = r * r;
  double versine = s * (0.5 - s * (1.0 / 24 - s * (1.0 / 720)));
  return cosine[i] - (cosine[i] * versine + sine[i] * (r - r * s * (1.0 / 6 - s * (1.0 / 120))));
}

static void encode(double x, double v, int *tiles) {
  double here[2] = {(x + 1.2) / 1.8 * TILES, (v + 0.07) / 0.14 * TILES};
  for (int t = 0; t < TILINGS; t++) {
    int i = (int)(here[0] + offset[t][0]), j = (int)(here[1] + offset[t][1]);
    i = i > last[t][0] ? last[t][0] : i;
    j = j > last[t][1] ? last[t][1] : j;
    tiles[t] = first[t] + i + j * stride[t];
  }
}

static void values(const int *tiles, double *q) {
  for (int a = 0; a < ACTIONS; a++) q[a] = 0;
  for (int t = 0; t < TILINGS; t++)
    for (int a = 0; a < ACTIONS; a++) q[a] += w[tiles[t] * ACTIONS + a];
}

static int choose(const double *q, double epsilon) {
  if (uniform(s[1]) < epsilon) return below(s[1], ACTIONS);
  int best = 0, ties = 1;
  for (int a = 1; a < ACTIONS; a++) {
    if (q[a] > q[best]) {
      best = a;
      ties = 1;
    } else if (q[a] == q[best]) {
      ties++;
    }
  }
  if (ties == 1) return best;
  int skip = below(s[1], ties);
  for (int a = best; a < ACTIONS; a++)
    if (q[a] == q[best] && skip-- == 0) return a;
  return best;
}

static void forget(void) {
  for (int k = 0; k < size; k++) y[k] *= level;
  level = 1;
  for (int k = size - 1; k >= 0; k--) {
    if (fabs(y[k]) < 1e-20) {
      place[at[k]] = 0;
      size--;
      if (k != size) {
        at[k] = at[size];
        y[k] = y[size];
        place[at[k]] = k + 1;
      }
    }
  }
}

static double entries;

static long learn(double rate, double epsilon, double lambda) {
  long steps = 0;
  int period = PERIOD;
  memset(w, 0, sizeof w);
  for (int episode = 0; episode < EPISODES; episode++) {
    double x = -0.6 + 0.2 * uniform(s[0]), v = 0, q[ACTIONS];
    int tiles[TILINGS], next[TILINGS];
    for (int k = 0; k < size; k++) place[at[k]] = 0;
    size = 0;
    level = 1;
    encode(x, v, tiles);
    values(tiles, q);
    int action = choose(q, epsilon);
    for (int t = 0; t < LIMIT; t++) {
      v += (action - 1) * 0.001 + turned(3 * x) * -0.0025;
      v = v < -0.07 ? -0.07 : v > 0.07 ? 0.07 : v;
      x += v;
      x = x < -1.2 ? -1.2 : x > 0.6 ? 0.6 : x;
      if (x == -1.2 && v < 0) v = 0;
      int over = x >= 0.5 && v >= 0, following = 0;
      steps++;
      level *= lambda;
      if (--period == 0) {
        period = PERIOD;
        forget();
      }
      double delta = -1, raised = 1 / level;
      for (int k = 0; k < TILINGS; k++) {
        int i = tiles[k] * ACTIONS + action;
        if (place[i] == 0) {
          at[size] = i;
          place[i] = ++size;
        }
        y[place[i] - 1] = raised;
        delta -= w[i];
      }
      if (!over) {
        encode(x, v, next);
        values(next, q);
        following = choose(q, epsilon);
        delta += q[following];
      }
      for (int k = 0; k < size; k++) w[at[k]] += rate * (delta * (level * y[k]));
      entries += size;
      memcpy(tiles, next, sizeof tiles);
      action = following;
      if (over) break;
    }
  }
  return steps;
}

int main(void) {
  for (int i = 0; i < ANGLES; i++) {
    cosine[i] = cos((double)i / PER_UNIT);
    sine[i] = sin((double)i / PER_UNIT);
  }
  int end = 0;
  for (int t = 0; t < TILINGS; t++) {
    first[t] = end;
    for (int i = 0; i < 2; i++) {
      int units = t * (2 * i + 1) % TILINGS;
      offset[t][i] = (double)units / TILINGS;
      last[t][i] = units == 0 ? TILES - 1 : TILES;
    }
    stride[t] = last[t][0] + 1;
    end += (stride[t] * (last[t][1] + 1)) | 1;
  }
  double least = 1e9;
  long steps = 0;
  for (int repetition = 0; repetition < 40; repetition++) {
    for (int k = 0; k < 4; k++) s[0][k] = 1 + k, s[1][k] = 5 + k;
    entries = 0;
    struct timespec from, to;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &from);
    steps = learn(0.0375, 0.1, 0.9);
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &to);
    double ns = ((to.tv_sec - from.tv_sec) * 1e9 + (to.tv_nsec - from.tv_nsec)) / steps;
    least = ns < least ? ns : least;
  }
  printf("%.1f ns per step, %ld steps, %.1f weights in the trace\n", least, steps, entries / steps);
  return 0;
}
