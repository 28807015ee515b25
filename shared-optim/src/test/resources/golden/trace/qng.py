"""Golden steps of the natural gradient with every regularisation.

Written from the formulas with mpmath, 50 digits. Two streams of three metrics over 4 parameters
each: positive definite ones, and measured ones with negative and zero eigenvalues. The changes of
the parameters follow from the recorded metrics and steps alone.

    python3 qng.py > qng.json
"""

import json
import random
from mpmath import mp, mpf, diag, eigsy, matrix, sqrt

mp.dps = 50
N = 4
BLOCKS = [(0, 2), (2, 4)]


def deal(seed, definite):
    source = random.Random(seed)
    steps = []
    for k in range(3):
        half = [[round(64 * source.gauss(0, 1)) / 64 for _ in range(N)] for _ in range(N)]
        signs = [1, 1, 1, 1] if definite else [1, 1, -1, 0]
        g = [[sum(half[i][m] * signs[m] * half[j][m] for m in range(N)) for j in range(N)] for i in range(N)]
        step = [round(64 * source.gauss(0, 1)) / 64 for _ in range(N)]
        steps.append({"metric": g, "step": step})
    return steps


def inverse(value, kind, lam, largest):
    """The factor along an eigenvector; value is the eigenvalue of the unshifted metric."""
    tiny = mpf("1e-12") * largest
    if kind == "shift":
        return 1 / (value + lam) if value + lam > tiny else mpf(0)
    if kind == "truncated":
        return 1 / value if value > max(tiny, lam * largest) else mpf(0)
    if kind == "absolute":
        return 1 / (abs(value) + lam) if abs(value) + lam > tiny else mpf(0)
    if kind == "absolute-scaled":
        return (1 + lam) / (abs(value) + lam) if abs(value) + lam > tiny else mpf(0)
    return 1 / sqrt(value + lam) if value + lam > tiny else mpf(0)


def change(g, d, metric, kind, lam):
    shift = lam if kind in ("shift", "root") else 0
    largest = max(abs(g[i, i] + shift) for i in range(N))
    blocks = {"full": [(0, N)], "block": BLOCKS, "diagonal": [(i, i + 1) for i in range(N)]}
    moved = [mpf(0)] * N
    for begin, end in blocks[metric]:
        values, vectors = eigsy(g[begin:end, begin:end])
        factors = diag([inverse(value, kind, lam, largest) for value in values])
        part = vectors * factors * vectors.T * matrix(d[begin:end])
        moved[begin:end] = list(part)
    return moved


def main():
    streams = {"definite": deal(3, True), "indefinite": deal(4, False)}
    kinds = [("shift", 0.0), ("shift", 0.125), ("truncated", 0.0), ("truncated", 0.25),
             ("absolute", 0.0), ("absolute", 0.125), ("absolute-scaled", 0.125), ("root", 0.0),
             ("root", 0.125)]
    runs = []
    for metric in ("full", "block", "diagonal"):
        for kind, lam in kinds:
            for average in (False, True):
                for stream, steps in streams.items():
                    parameters, x, total = [[0.0] * N], [mpf(0)] * N, matrix(N, N)
                    for k, step in enumerate(steps):
                        total += matrix(step["metric"])
                        g = total / (k + 1) if average else matrix(step["metric"])
                        moved = change(g, [mpf(v) for v in step["step"]], metric, kind, mpf(lam))
                        x = [v + mpf(0.5) * m for v, m in zip(x, moved)]
                        parameters.append([float(v) for v in x])
                    text = (f"qng:learningRate=0.5,metric={metric},regularisation={kind},"
                            f"lambda={lam},average={str(average).lower()}")
                    runs.append({"name": text + " " + stream, "optimizer": text, "stream": stream,
                                 "parameters": parameters})
    head = {
        "format": "optimizer-trace/1",
        "environment": "mpmath, 50 decimal digits, rounded once to double",
        "streams": streams,
    }
    print(json.dumps(head)[:-1] + ', "runs": [')
    print(",\n".join(json.dumps(run) for run in runs))
    print("]}")


main()
