/*
 * The limit that UccsdBenchmark is compared with: UCCSD on its determinants, every excitation a
 * rotation of listed pairs, the Hamiltonian in compressed rows. Prints the least CPU time of one
 * preparation, energy and gradient. UccsdTables (a class beside UccsdBenchmark) prints the tables.
 *
 *   gcc -O3 -march=native uccsd.c -lm && java -cp ... UccsdTables lih_sto3g_r1.5950.full | ./a.out
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int size, start, gates, *pairs, **first, **second, *row, *column;
static double *diagonal, *value, *psi, *lambda, *theta, *c, *s, *gradient;

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

static double real(void) {
  double x;
  if (scanf("%lf", &x) != 1) exit(1);
  return x;
}

static void read_tables(void) {
  size = number(), start = number(), gates = number();
  pairs = room(gates * sizeof(int));
  first = room(gates * sizeof(int *)), second = room(gates * sizeof(int *));
  for (int g = 0; g < gates; g++) {
    pairs[g] = number();
    first[g] = room(pairs[g] * sizeof(int)), second[g] = room(pairs[g] * sizeof(int));
    for (int k = 0; k < pairs[g]; k++) first[g][k] = number(), second[g][k] = number();
  }
  row = room((size + 1) * sizeof(int));
  diagonal = room(size * sizeof(double));
  int all = number();
  column = room(all * sizeof(int)), value = room(all * sizeof(double));
  for (int i = 0, e = 0; i < size; i++) {
    diagonal[i] = real();
    for (int left = number(); left > 0; left--, e++) column[e] = number(), value[e] = real();
    row[i + 1] = e;
  }
  psi = room(size * sizeof(double)), lambda = room(size * sizeof(double));
  theta = room(gates * sizeof(double)), gradient = room(gates * sizeof(double));
  c = room(gates * sizeof(double)), s = room(gates * sizeof(double));
  for (int g = 0; g < gates; g++) theta[g] = 0.1 * sin(g + 1);
}

static void prepare(void) {
  memset(psi, 0, size * sizeof(double));
  psi[start] = 1;
  for (int g = 0; g < gates; g++) {
    double cosine = c[g] = cos(theta[g]), sine = s[g] = sin(theta[g]);
    int *restrict p = first[g], *restrict q = second[g];
    for (int k = 0; k < pairs[g]; k++) {
      double x = psi[p[k]], y = psi[q[k]];
      psi[p[k]] = cosine * x - sine * y;
      psi[q[k]] = sine * x + cosine * y;
    }
  }
}

static double energy(void) {
  double sum = 0;
  prepare();
  for (int i = 0; i < size; i++) {
    double even = 0, odd = 0;
    int e = row[i];
    for (; e < row[i + 1] - 1; e += 2) {
      even += value[e] * psi[column[e]];
      odd += value[e + 1] * psi[column[e + 1]];
    }
    if (e < row[i + 1]) even += value[e] * psi[column[e]];
    sum += psi[i] * (diagonal[i] * psi[i] + 2 * (even + odd));
  }
  return sum;
}

static double energy_and_gradient(void) {
  double sum = 0;
  prepare();
  memset(lambda, 0, size * sizeof(double));
  for (int i = 0; i < size; i++) {
    double x = psi[i], part = 0;
    for (int e = row[i]; e < row[i + 1]; e++) {
      part += value[e] * psi[column[e]];
      lambda[column[e]] += value[e] * x;
    }
    lambda[i] += diagonal[i] * x + part;
    sum += x * (diagonal[i] * x + 2 * part);
  }
  for (int g = gates - 1; g >= 0; g--) {
    double cosine = c[g], sine = s[g], slope = 0;
    int *restrict p = first[g], *restrict q = second[g];
    for (int k = 0; k < pairs[g]; k++) {
      int i = p[k], j = q[k];
      double x = psi[i], y = psi[j], u = lambda[i], v = lambda[j];
      slope += v * x - u * y;
      psi[i] = cosine * x + sine * y;
      psi[j] = cosine * y - sine * x;
      lambda[i] = cosine * u + sine * v;
      lambda[j] = cosine * v - sine * u;
    }
    gradient[g] = 2 * slope;
  }
  return sum;
}

static double prepared(void) {
  prepare();
  return psi[start];
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec + 1e-9 * now.tv_nsec;
}

static void measure(const char *name, double (*what)(void)) {
  long repeats = 200000 / size + 1;
  double best = INFINITY, result = 0;
  for (int trial = 0; trial < 60; trial++) {
    double begin = seconds();
    for (long r = 0; r < repeats; r++) result = what();
    best = fmin(best, (seconds() - begin) / repeats);
  }
  printf("%-12s %9.2f us  %.12f\n", name, 1e6 * best, result);
}

int main(void) {
  read_tables();
  measure("preparation", prepared);
  measure("energy", energy);
  measure("gradient", energy_and_gradient);
  return 0;
}
