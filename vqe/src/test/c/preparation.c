/*
 * The limit that StatePreparationBenchmark is compared with: four layers of RY, RZ and a chain of
 * CNOTs on n qubits, RZ and the chain in one pass. Prints the least CPU time of one state.
 *
 *   gcc -O3 -march=native preparation.c -lm && ./a.out
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MOST (1L << 16)

static double re[MOST], im[MOST], new_re[MOST], new_im[MOST], theta[200];
static double phase_re[2][MOST], phase_im[2][MOST];

static void rotate(double *a, long size, long bit, double c, double s) {
  for (long block = 0; block < size; block += 2 * bit) {
    double *restrict p = a + block, *restrict q = a + block + bit;
    for (long i = 0; i < bit; i++) {
      double x = p[i], y = q[i];
      p[i] = c * x - s * y;
      q[i] = s * x + c * y;
    }
  }
}

static void prepare(int n) {
  long size = 1L << n;
  int low = n / 2, k = 0;
  memset(re, 0, size * sizeof(double));
  memset(im, 0, size * sizeof(double));
  re[0] = 1;
  for (int layer = 0; layer < 4; layer++) {
    for (int q = 0; q < n; q++, k++) {
      double c = cos(theta[k] / 2), s = sin(theta[k] / 2);
      rotate(re, size, 1L << q, c, s);
      rotate(im, size, 1L << q, c, s);
    }
    for (int half = 0; half < 2; half++) {
      double *a = phase_re[half], *b = phase_im[half];
      a[0] = 1;
      b[0] = 0;
      long bits = 1L << (half ? n - low : low);
      for (long bit = 1; bit < bits; bit *= 2, k++) {
        double c = cos(theta[k] / 2), s = sin(theta[k] / 2);
        for (long i = 0; i < bit; i++) {
          double x = a[i], y = b[i];
          a[i] = c * x + s * y;
          b[i] = c * y - s * x;
          a[i + bit] = c * x - s * y;
          b[i + bit] = c * y + s * x;
        }
      }
    }
    for (long j = 0; j < size; j++) {
      /* Bit q of j is the parity of bits 0..q of i. */
      long i = (j ^ (j << 1)) & (size - 1), l = i & ((1L << low) - 1), h = i >> low;
      double p = phase_re[0][l] * phase_re[1][h] - phase_im[0][l] * phase_im[1][h];
      double q = phase_re[0][l] * phase_im[1][h] + phase_im[0][l] * phase_re[1][h];
      new_re[j] = re[i] * p - im[i] * q;
      new_im[j] = re[i] * q + im[i] * p;
    }
    memcpy(re, new_re, size * sizeof(double));
    memcpy(im, new_im, size * sizeof(double));
  }
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec + 1e-9 * now.tv_nsec;
}

int main(void) {
  for (int i = 0; i < 200; i++) {
    theta[i] = sin(i + 1);
  }
  for (int n = 4; n <= 16; n += 4) {
    long repeats = (1L << 22) / (n << n) + 1;
    double best = INFINITY;
    for (int trial = 0; trial < 40; trial++) {
      double start = seconds();
      for (long r = 0; r < repeats; r++) {
        prepare(n);
      }
      best = fmin(best, (seconds() - start) / repeats);
    }
    double z = 0;
    for (long i = 0; i < 1L << n; i++) {
      z += (i & 1 ? -1 : 1) * (re[i] * re[i] + im[i] * im[i]);
    }
    printf("n = %2d  %9.2f us  <Z0> = %.12f\n", n, 1e6 * best, z);
  }
  return 0;
}
