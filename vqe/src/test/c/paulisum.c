/*
 * The limit that PauliSumBenchmark is compared with: the energy of a real state under a sum of Pauli
 * strings, one diagonal for each X-mask, half of it where qubits flip. Prints the least CPU time of one
 * energy. PauliSumTables (a class beside PauliSumBenchmark) prints the qubits and the masks.
 *
 *   gcc -O3 -march=native paulisum.c -lm && java -cp ... PauliSumTables lih_sto3g_r1.5950.full | ./a.out
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static int size, masks, *mask;
static double *state, **diagonal;

static void *room(long bytes) {
  void *p = calloc(bytes + 8, 1);
  if (!p) exit(1);
  return p;
}

static int number(void) {
  int n;
  if (scanf("%d", &n) != 1) exit(1);
  return n;
}

static double crossed(const double *restrict d, const double *restrict a, int x, int low) {
  double sum = 0;
  for (int k = 0; k < size / 2; k++) {
    int i = ((k & ~low) << 1) | (k & low);
    sum += d[k] * a[i] * a[i ^ x];
  }
  return 2 * sum;
}

static double weighted(const double *restrict d, const double *restrict a) {
  double even = 0, odd = 0;
  for (int i = 0; i < size; i += 2) {
    even += d[i] * a[i] * a[i];
    odd += d[i + 1] * a[i + 1] * a[i + 1];
  }
  return even + odd;
}

static int highest(int x) {
  int bit = 1;
  while (x >>= 1) bit <<= 1;
  return bit;
}

static double energy(void) {
  double sum = 0;
  for (int m = 0; m < masks; m++) {
    int x = mask[m];
    sum += x == 0 ? weighted(diagonal[m], state) : crossed(diagonal[m], state, x, highest(x) - 1);
  }
  return sum;
}

int main(void) {
  size = 1 << number();
  masks = number();
  mask = room(masks * sizeof(int));
  diagonal = room(masks * sizeof(double *));
  state = room(size * sizeof(double));
  for (int i = 0; i < size; i++) state[i] = sin(i + 1) / sqrt(size / 2.0);
  for (int m = 0; m < masks; m++) {
    mask[m] = number();
    diagonal[m] = room(size * sizeof(double));
    for (int i = 0; i < size; i++) diagonal[m][i] = cos(i + m);
  }
  double least = 1e9, sum = 0;
  int times = 1 + 20000000 / (size * masks);
  for (int round = 0; round < 30; round++) {
    struct timespec from, to;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &from);
    for (int k = 0; k < times; k++) sum += energy();
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &to);
    double us = ((to.tv_sec - from.tv_sec) * 1e6 + (to.tv_nsec - from.tv_nsec) * 1e-3) / times;
    if (us < least) least = us;
  }
  printf("energy %.2f us  %.6f\n", least, sum);
  return 0;
}
