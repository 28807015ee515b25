#!/usr/bin/env python3
"""Traces of rules and variants that no library and no reference file covers, in 60 digits.

Written from the papers' formulas alone, as descents on gradients g (x decreases), one parameter at a
time, with every mean and product summed as it is defined rather than carried along wherever that is
possible; so it shares no recursion trick with what it tests. Needs mpmath. Run in this directory; it
rewrites the JSON files beside it.
"""

import json
import math

import mpmath

mpmath.mp.dps = 60
STEPS = 50
START = [0.1, -0.2, 0.3, -0.4, 0.5]


def stream():
    """Given gradients: scales from 1e-4 to 1e3, a parameter that is zero at first, a burst."""
    state = 20240229
    rows = []
    for k in range(STEPS):
        row = []
        for i, scale in enumerate([1e-4, 1e-2, 1.0, 30.0, 1e3]):
            state = (1103515245 * state + 12345) % 2**31
            unit = round(state / 2**30 - 1, 4) + (0.25 if i == 2 else 0)
            zero = (i == 1 and k < 7) or (k % 11 == 5)
            burst = 50 if k in (20, 21) and i == 2 else 1
            row.append(0.0 if zero else float("%.6g" % (unit * scale * burst)))
        rows.append(row)
    return rows


class Numbers:
    """The same formulas in 60 digits and in double."""

    def __init__(self, exact):
        self.of = mpmath.mpf if exact else float
        self.sqrt = mpmath.sqrt if exact else math.sqrt
        self.power = mpmath.power if exact else math.pow


def mean(n, beta, values):
    """Exponential mean from 0: sum of (1-beta) beta^(t-s) values[s]."""
    total = n.of(0)
    for value in values:
        total = beta * total + (1 - beta) * value
    return total


def sign(a):
    return (a > 0) - (a < 0)


# Each rule: (numbers, hyperparameters, gradients g_1..g_t of one parameter, its x) -> change of x.


def adagrad(n, h, g, x):
    total = n.of(h["initial_accumulator_value"]) + sum(each**2 for each in g)
    rate = n.of(h["lr"]) / (1 + n.of(h["lr_decay"]) * (len(g) - 1))
    return -rate * g[-1] / n.sqrt(total + n.of(h["eps"]))


def rmsprop_direction(n, h, g):
    rho, eps = n.of(h["alpha"]), n.of(h["eps"])
    spread = mean(n, rho, [each**2 for each in g])
    if h["centered"]:
        spread -= mean(n, rho, g) ** 2
    if h["inside"]:
        return g[-1] / n.sqrt(spread + eps)
    return g[-1] / (n.sqrt(spread) + eps)


def rmsprop(n, h, g, x):
    buffer = n.of(0)
    for t in range(1, len(g) + 1):
        buffer = n.of(h["momentum"]) * buffer + rmsprop_direction(n, h, g[:t])
    return -n.of(h["lr"]) * buffer


def adadelta(n, h, g, x):
    rho, eps = n.of(h["rho"]), n.of(h["eps"])
    deltas = []
    for t in range(1, len(g) + 1):
        u = mean(n, rho, [delta**2 for delta in deltas])
        v = mean(n, rho, [each**2 for each in g[:t]])
        deltas.append(n.sqrt(u + eps) / n.sqrt(v + eps) * g[t - 1])
    return -n.of(h["lr"]) * deltas[-1]


def moments(n, h, g):
    b1, b2, t = n.of(h["beta1"]), n.of(h["beta2"]), len(g)
    m = mean(n, b1, g)
    v = mean(n, b2, [each**2 for each in g])
    return m, v, 1 - n.power(b1, t), 1 - n.power(b2, t)


def adam(n, h, g, x):
    m, v, c1, c2 = moments(n, h, g)
    lr, eps = n.of(h["lr"]), n.of(h["eps"])
    if h.get("epsilon_hat"):
        return -lr * n.sqrt(c2) / c1 * m / (n.sqrt(v) + eps)
    return -lr * (m / c1) / (n.sqrt(v / c2) + eps)


def adamw_paper(n, h, g, x):
    multiplier = 1 / n.sqrt(n.of(len(g)))
    return multiplier * (adam(n, h, g, x) - n.of(h["weight_decay"]) * x)


def amsgrad_max_of_corrected(n, h, g, x):
    b2 = n.of(h["beta2"])
    m, _, c1, _ = moments(n, h, g)
    largest = n.of(0)
    for t in range(1, len(g) + 1):
        v = mean(n, b2, [each**2 for each in g[:t]])
        largest = max(largest, v / (1 - n.power(b2, t)))
    return -n.of(h["lr"]) * (m / c1) / (n.sqrt(largest) + n.of(h["eps"]))


def adamax(n, h, g, x):
    b2, t = n.of(h["beta2"]), len(g)
    m, _, c1, _ = moments(n, h, g)
    u = max(n.power(b2, t - s) * abs(g[s - 1]) for s in range(1, t + 1))
    return n.of(0) if u == 0 else -n.of(h["lr"]) / c1 * m / u


def nadam_constant(n, h, g, x):
    b1, t = n.of(h["beta1"]), len(g)
    m, v, c1, c2 = moments(n, h, g)
    ahead = b1 * m / (1 - n.power(b1, t + 1)) + (1 - b1) * g[-1] / c1
    return -n.of(h["lr"]) * ahead / (n.sqrt(v / c2) + n.of(h["eps"]))


def radam(n, h, g, x):
    b2, t = n.of(h["beta2"]), len(g)
    m, v, c1, c2 = moments(n, h, g)
    most = 2 / (1 - b2) - 1
    now = most - 2 * t * n.power(b2, t) / c2
    if now <= h["threshold"]:
        return -n.of(h["lr"]) * m / c1
    if m == 0:
        return n.of(0)
    r = n.sqrt((now - 4) * (now - 2) * most / ((most - 4) * (most - 2) * now))
    return -n.of(h["lr"]) * (m / c1) * r * n.sqrt(c2) / (n.sqrt(v) + n.of(h["eps"]))


def adabelief(n, h, g, x):
    b1, b2, t = n.of(h["beta1"]), n.of(h["beta2"]), len(g)
    lr, eps = n.of(h["lr"]), n.of(h["eps"])
    s = n.of(0)
    for k in range(1, t + 1):
        s = b2 * s + (1 - b2) * (g[k - 1] - mean(n, b1, g[:k])) ** 2 + eps
    m, _, c1, c2 = moments(n, h, g)
    return -lr * (m / c1) / (n.sqrt(s / c2) + eps) - lr * n.of(h["weight_decay"]) * x


def yogi(n, h, g, x):
    b2 = n.of(h["beta2"])
    v = n.of(h["v0"])
    for each in g:
        v = v - (1 - b2) * sign(v - each**2) * each**2
    m, _, c1, c2 = moments(n, h, g)
    if h["bias_correction"]:
        m, v = m / c1, v / c2
    return -n.of(h["lr"]) * m / (n.sqrt(v) + n.of(h["eps"]))


def lion(n, h, g, x):
    b1, b2, lr = n.of(h["beta1"]), n.of(h["beta2"]), n.of(h["lr"])
    c = b1 * mean(n, b2, g[:-1]) + (1 - b1) * g[-1]
    return -lr * (sign(c) + n.of(h["weight_decay"]) * x)


def replay(n, rule, h, gradients):
    x = [n.of(each) for each in START]
    rows = [list(x)]
    for t in range(1, STEPS + 1):
        seen = [[n.of(row[i]) for row in gradients[:t]] for i in range(len(x))]
        x = [x[i] + rule(n, h, seen[i], x[i]) for i in range(len(x))]
        rows.append(list(x))
    return rows


def replay_adam_mini(n, h, gradients):
    b1, b2, lr, eps = n.of(h["beta1"]), n.of(h["beta2"]), n.of(h["lr"]), n.of(h["eps"])
    x = [n.of(each) for each in START]
    rows = [list(x)]
    for t in range(1, STEPS + 1):
        begin = 0
        for size in h["blocks"]:
            block = range(begin, begin + size)
            squares = [sum(n.of(row[i]) ** 2 for i in block) / size for row in gradients[:t]]
            root = n.sqrt(mean(n, b2, squares) / (1 - n.power(b2, t)))
            for i in block:
                m = mean(n, b1, [n.of(row[i]) for row in gradients[:t]])
                x[i] = x[i] - lr * m / (1 - n.power(b1, t)) / (root + eps)
            begin += size
        rows.append(list(x))
    return rows


ADAM = {"lr": 0.001, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8}
# File, name of the run, its text form, formula, hyperparameters.
RUNS = [
    ("adagrad", "inside", "adagrad:learningRate=0.1,epsilon=0.01", adagrad,
     {"lr": 0.1, "eps": 0.01, "lr_decay": 0, "initial_accumulator_value": 0}),
    ("adagrad", "inside-decay-accumulator",
     "adagrad:learningRate=0.1,epsilon=0.01,initialAccumulator=0.1,learningRateDecay=0.2", adagrad,
     {"lr": 0.1, "eps": 0.01, "lr_decay": 0.2, "initial_accumulator_value": 0.1}),
    ("rmsprop", "inside", "rmsprop:learningRate=0.01,epsilon=0.0001", rmsprop,
     {"lr": 0.01, "alpha": 0.9, "eps": 1e-4, "inside": True, "centered": False, "momentum": 0}),
    ("rmsprop", "inside-centred-momentum",
     "rmsprop:learningRate=0.01,epsilon=0.0001,centred=true,momentum=0.8", rmsprop,
     {"lr": 0.01, "alpha": 0.9, "eps": 1e-4, "inside": True, "centered": True, "momentum": 0.8}),
    ("rmsprop", "outside-centred-momentum",
     "rmsprop:learningRate=0.01,epsilon=0.0001,epsilonPlacement=outside,centred=true,momentum=0.8",
     rmsprop,
     {"lr": 0.01, "alpha": 0.9, "eps": 1e-4, "inside": False, "centered": True, "momentum": 0.8}),
    ("adadelta", "paper", "adadelta", adadelta, {"lr": 1, "rho": 0.95, "eps": 1e-6}),
    ("adam", "epsilon-hat", "adam:epsilon=0.001,mode=epsilon-hat", adam,
     {**ADAM, "eps": 1e-3, "epsilon_hat": True}),
    ("adam", "large-epsilon", "adam:epsilon=0.001", adam, {**ADAM, "eps": 1e-3}),
    ("adamw", "paper-inverse-sqrt",
     "adamw:learningRate=(inverse-sqrt:start=0.002),weightDecay=0.03,mode=paper", adamw_paper,
     {**ADAM, "lr": 0.002, "weight_decay": 0.03}),
    ("amsgrad", "max-of-corrected", "amsgrad:mode=max-of-corrected", amsgrad_max_of_corrected, ADAM),
    ("adamax", "paper", "adamax:epsilon=0", adamax, {**ADAM, "lr": 0.002, "eps": 0}),
    ("nadam", "constant", "nadam:mode=constant", nadam_constant, {**ADAM, "lr": 0.002}),
    ("radam", "threshold-5-without-epsilon", "radam:epsilon=0,threshold=5", radam,
     {**ADAM, "eps": 0, "threshold": 5}),
    ("radam", "threshold-4-large-epsilon", "radam:beta2=0.95,epsilon=0.01", radam,
     {**ADAM, "beta2": 0.95, "eps": 0.01, "threshold": 4}),
    ("radam", "never-rectified", "radam:beta2=0.6", radam,
     {**ADAM, "beta2": 0.6, "threshold": 4}),
    ("adabelief", "decay", "adabelief:weightDecay=0.05", adabelief,
     {**ADAM, "eps": 1e-16, "weight_decay": 0.05}),
    ("yogi", "corrected", "yogi:mode=corrected", yogi,
     {**ADAM, "lr": 0.01, "eps": 1e-3, "v0": 0, "bias_correction": True}),
    ("yogi", "accumulator", "yogi:initialAccumulator=0.5", yogi,
     {**ADAM, "lr": 0.01, "eps": 1e-3, "v0": 0.5, "bias_correction": False}),
    ("yogi", "corrected-accumulator", "yogi:initialAccumulator=1e-6,mode=corrected", yogi,
     {**ADAM, "lr": 0.01, "eps": 1e-3, "v0": 1e-6, "bias_correction": True}),
    ("lion", "decay", "lion:learningRate=0.001,weightDecay=0.3", lion,
     {"lr": 0.001, "beta1": 0.9, "beta2": 0.99, "weight_decay": 0.3}),
    ("adam_mini", "two-blocks", "adam-mini:learningRate=0.01", None,
     {**ADAM, "lr": 0.01, "blocks": [2, 3]}),
    ("adam_mini", "one-block-large-epsilon", "adam-mini:learningRate=0.01,epsilon=0.5", None,
     {**ADAM, "lr": 0.01, "eps": 0.5, "blocks": [5]}),
]


def trace(exact, rule, h, gradients):
    n = Numbers(exact)
    return replay(n, rule, h, gradients) if rule else replay_adam_mini(n, h, gradients)


def vector(row):
    return "[" + ", ".join("%.17g" % each for each in row) + "]"


def matrix(rows):
    return "[\n" + ",\n".join("        " + vector(row) for row in rows) + "]"


def main():
    gradients = stream()
    files = {}
    for file, name, text, rule, h in RUNS:
        exact = trace(True, rule, h, gradients)
        double = trace(False, rule, h, gradients)
        off = max(abs(float(a - b)) for p, q in zip(exact, double) for a, b in zip(p, q))
        rounded = [[float(each) for each in row] for row in exact]
        files.setdefault(file, []).append(
            '    {"name": "%s-%s",\n      "rule": "%s",\n      "hyperparameters": %s,\n'
            '      "steps": %d,\n      "max_abs_deviation_of_double_replay": %.17g,\n'
            '      "parameters": %s,\n      "gradients": %s}'
            % (file, name, text, json.dumps(h), STEPS, off, matrix(rounded), matrix(gradients)))
    for file, runs in files.items():
        with open(file + ".json", "w") as out:
            out.write('{"format": "optimizer-trace/1",\n  "optimizer": "%s",\n  "runs": [\n' % file)
            out.write(",\n".join(runs) + "]}\n")


if __name__ == "__main__":
    main()
