"""L-BFGS without a line search in 60 digits: PyTorch's rule (torch.optim.LBFGS, max_iter=1,
line_search_fn=None), written from its documentation in reference/optimizers/torch_lbfgs.json.

    d = -g at first, then the two-loop recursion with H0 = (y.s)/(y.y) of the newest pair
    t = min(1, 1/sum|g|) lr at first, then lr;  x <- x + t d
    y = g - gprev, s = t d;  the pair is kept if y.s > 1e-10, the oldest dropped beyond the history

Writes lbfgs_fixed_step.json. The deviation is that of the same program in double precision.
"""

import json
from mpmath import mp, mpf

mp.dps = 60

A = [
    [0.0625, 0.03125, -0.0625, 0, 0.015625],
    [0.03125, 24.015625, 5.96875, -12, 0.0078125],
    [-0.0625, 5.96875, 2.5625, -2.5, -1.015625],
    [0, -12, -2.5, 14.25, 3.5],
    [0.015625, 0.0078125, -1.015625, 3.5, 3.50390625],
]
B = [1, -2, 0.5, 3, -1]


def quadratic5(x, number):
    return [sum(number(A[i][j]) * x[j] for j in range(5)) - number(B[i]) for i in range(5)]


def rosenbrock2(x, number):
    t = x[1] - x[0] * x[0]
    return [-2 * (1 - x[0]) - 400 * x[0] * t, 200 * t]


def dot(a, b):
    return sum(p * q for p, q in zip(a, b))


def run(gradient, start, steps, lr, history, number):
    x = [number(v) for v in start]
    lr = number(lr)
    pairs = []
    path = [x]
    before = None
    for _ in range(steps):
        g = gradient(x, number)
        if before is None:
            t = min(number(1), 1 / sum(abs(v) for v in g)) * lr
            d = [-v for v in g]
        else:
            y = [p - q for p, q in zip(g, before)]
            s = [t * v for v in d]
            if dot(y, s) > number(1e-10):
                pairs = (pairs + [(s, y)])[-history:]
            t = lr
            q = [-v for v in g]
            alphas = []
            for s, y in reversed(pairs):
                a = dot(s, q) / dot(y, s)
                alphas.append(a)
                q = [p - a * v for p, v in zip(q, y)]
            s, y = pairs[-1]
            d = [v * dot(y, s) / dot(y, y) for v in q]
            for (s, y), a in zip(pairs, reversed(alphas)):
                b = dot(y, d) / dot(y, s)
                d = [p + (a - b) * v for p, v in zip(d, s)]
        before = g
        x = [p + t * v for p, v in zip(x, d)]
        path.append(x)
    return path


def main():
    runs = []
    for problem, gradient, start, steps, lr, history in [
        ("quadratic5", quadratic5, [1, -1, 2, 0.5, -3], 12, 1.0, 100),
        ("quadratic5", quadratic5, [1, -1, 2, 0.5, -3], 30, 0.5, 3),
        ("rosenbrock2", rosenbrock2, [-1.2, 1], 30, 0.1, 100),
        ("rosenbrock2", rosenbrock2, [-1.2, 1], 30, 0.25, 2),
    ]:
        exact = run(gradient, start, steps, lr, history, mpf)
        double = run(gradient, start, steps, lr, history, float)
        deviation = max(
            abs(float(p - q)) for a, b in zip(exact, double) for p, q in zip(a, b)
        )
        runs.append(
            {
                "name": f"{problem}-lr{lr}-history{history}",
                "hyperparameters": {"lr": lr, "history_size": history, "line_search_fn": None},
                "problem": problem,
                "steps": steps,
                "max_abs_deviation_of_double_replay": deviation,
                "parameters": [[float(v) for v in x] for x in exact],
            }
        )
    with open("lbfgs_fixed_step.json", "w") as out:
        json.dump({"format": "lbfgs-trace/1", "optimizer": "LBFGS", "runs": runs}, out, indent=1)
        out.write("\n")


if __name__ == "__main__":
    main()
