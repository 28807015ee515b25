"""Golden traces of the step-size rules for temporal differences and of the surprise family.

Written from the papers' formulas with mpmath, 50 digits, dense vectors over all parameters; the
only thing that it shares with the Java code are the formulas. Steps are random but fixed: the
recorded ones go in, whatever the parameters are (open loop), so that nothing amplifies rounding.

    python3 trace_rules.py > trace_rules.json
"""

import json
import random
from mpmath import mp, mpf, exp, fsum, log, sqrt, tanh

mp.dps = 50
N = 5
STEPS = 60


def short(number):
    """A double that is exact in few digits, so that both sides read the same."""
    return round(number * 1024) / 1024


def deal(seed, dense):
    """Steps: TD error, trace z, features x and difference u = gamma x' - x, as full vectors.

    Sparse: z is zero outside of `index`. The features are inside of it, as for a learner with
    traces, but for every seventh step; the next state's features are where they like.
    """
    source = random.Random(seed)
    steps = []
    for k in range(STEPS):
        index = [i for i in range(N) if dense or source.random() < 0.6] or [k % N]
        z = [0.0] * N
        x = [0.0] * N
        u = [0.0] * N
        for i in index:
            z[i] = short(source.gauss(0, 1))
            if source.random() < 0.7:
                x[i] = short(0.5 * z[i] + 0.3 * source.gauss(0, 1))
        if k % 7 == 6:
            x[k % N] = short(source.gauss(0, 1))
        for i in range(N):
            following = short(source.gauss(0, 1)) if source.random() < 0.4 else 0.0
            u[i] = 0.75 * following - x[i]
        delta = short(source.gauss(0, 1.5))
        steps.append({"delta": delta, "index": index, "trace": z, "features": x, "difference": u})
    return steps


def clipped(beta, change):
    return max(mpf(-10), beta + max(mpf(-2), min(mpf(2), change)))


class Idbd:
    def __init__(self, h):
        self.alpha0, self.theta = mpf(h["learningRate"]), mpf(h["metaRate"])
        self.beta, self.h = [mpf(0)] * N, [mpf(0)] * N

    def __call__(self, s):
        change = [mpf(0)] * N
        for i in s["index"]:
            z, delta = mpf(s["trace"][i]), mpf(s["delta"])
            self.beta[i] = clipped(self.beta[i], self.theta * delta * z * self.h[i])
            alpha = exp(log(self.alpha0) + self.beta[i])
            change[i] = alpha * delta * z
            self.h[i] = self.h[i] * max(mpf(0), 1 - alpha * z * z) + alpha * delta * z
        return change


class Autostep:
    def __init__(self, h):
        self.kappa, self.tau = mpf(h["metaRate"]), mpf(h["tau"])
        self.alpha = [mpf(h["learningRate"])] * N
        self.h, self.v = [mpf(0)] * N, [mpf(0)] * N

    def __call__(self, s):
        delta, z = mpf(s["delta"]), [mpf(t) for t in s["trace"]]
        for i in s["index"]:
            pull = delta * z[i] * self.h[i]
            forgotten = self.v[i] + self.alpha[i] * z[i] ** 2 * (abs(pull) - self.v[i]) / self.tau
            self.v[i] = max(abs(pull), forgotten)
            if self.v[i] != 0:
                self.alpha[i] *= exp(self.kappa * pull / self.v[i])
        bound = max(mpf(1), fsum(self.alpha[i] * z[i] ** 2 for i in s["index"]))
        change = [mpf(0)] * N
        for i in s["index"]:
            self.alpha[i] /= bound
            change[i] = self.alpha[i] * delta * z[i]
            self.h[i] = self.h[i] * (1 - self.alpha[i] * z[i] ** 2) + change[i]
        return change


def derivative(h, s):
    full = h["mode"] == "full-gradient"
    return [mpf(u) for u in s["difference"]] if full else [-mpf(x) for x in s["features"]]


class Tidbd:
    def __init__(self, h):
        self.hyper = h
        self.beta, self.h = [mpf(0)] * N, [mpf(0)] * N

    def __call__(self, s):
        delta, u = mpf(s["delta"]), derivative(self.hyper, s)
        theta, alpha0 = mpf(self.hyper["metaRate"]), mpf(self.hyper["learningRate"])
        self.beta = [clipped(b, -theta * delta * g * h) for b, g, h in zip(self.beta, u, self.h)]
        change = [mpf(0)] * N
        for i in s["index"]:
            z = mpf(s["trace"][i])
            alpha = exp(log(alpha0) + self.beta[i])
            change[i] = alpha * delta * z
            self.h[i] = self.h[i] * max(mpf(0), 1 + alpha * u[i] * z) + change[i]
        return change


class AutoTidbd:
    def __init__(self, h):
        self.hyper = h
        self.beta = [log(mpf(h["learningRate"]))] * N
        self.h, self.v = [mpf(0)] * N, [mpf(0)] * N

    def __call__(self, s):
        delta, u = mpf(s["delta"]), derivative(self.hyper, s)
        z, x = [mpf(t) for t in s["trace"]], [mpf(t) for t in s["features"]]
        theta, tau = mpf(self.hyper["metaRate"]), mpf(self.hyper["tau"])
        for i in range(N):
            pull = delta * u[i] * self.h[i]
            seen = abs(delta * x[i] * self.h[i])
            decayed = self.v[i] - exp(self.beta[i]) * u[i] * z[i] * (seen - self.v[i]) / tau
            self.v[i] = max(abs(pull), decayed)
            if self.v[i] != 0:
                self.beta[i] -= theta * pull / self.v[i]
        bound = max(mpf(1), -fsum(exp(self.beta[i]) * u[i] * z[i] for i in range(N)))
        change = [mpf(0)] * N
        for i in s["index"]:
            self.beta[i] -= log(bound)
            alpha = exp(self.beta[i])
            change[i] = alpha * delta * z[i]
            self.h[i] = self.h[i] * max(mpf(0), 1 + alpha * u[i] * z[i]) + change[i]
        return change


class AlphaBound:
    def __init__(self, h):
        self.alpha = mpf(h["learningRate"])

    def __call__(self, s):
        along = fsum(mpf(z) * mpf(u) for z, u in zip(s["trace"], s["difference"]))
        if along != 0:
            self.alpha = min(self.alpha, 1 / abs(along))
        return [self.alpha * mpf(s["delta"]) * mpf(z) for z in s["trace"]]


class VSgd:
    def __init__(self, h):
        self.alpha, self.n0, self.c = mpf(h["learningRate"]), h["samples"], mpf(h["overestimate"])
        self.seen = [[] for _ in range(N)]
        self.g, self.v, self.h, self.tau = [None] * N, [None] * N, [None] * N, [None] * N

    def __call__(self, s):
        change = [mpf(0)] * N
        for i in s["index"]:
            z = mpf(s["trace"][i])
            d = mpf(s["delta"]) * z
            if self.tau[i] is None:
                self.seen[i].append((d, z))
                change[i] = self.alpha * d
                if len(self.seen[i]) == self.n0:
                    self.g[i] = fsum(e for e, _ in self.seen[i]) / self.n0
                    self.v[i] = self.c * fsum(e**2 for e, _ in self.seen[i]) / self.n0
                    self.h[i] = self.c * fsum(t**2 for _, t in self.seen[i]) / self.n0
                    self.tau[i] = mpf(self.n0)
                continue
            w = 1 / self.tau[i]
            self.g[i] = (1 - w) * self.g[i] + w * d
            self.v[i] = (1 - w) * self.v[i] + w * d**2
            self.h[i] = (1 - w) * self.h[i] + w * z**2
            change[i] = self.g[i] ** 2 / (self.h[i] * self.v[i]) * d
            self.tau[i] = (1 - self.g[i] ** 2 / self.v[i]) * self.tau[i] + 1
        return change


class Bakf:
    def __init__(self, h):
        self.first, self.target = mpf(h["learningRate"]), 1 - mpf(h["decay"])
        self.nu, self.lam = [mpf(1)] * N, [None] * N
        self.bias, self.square = [mpf(0)] * N, [mpf(0)] * N

    def __call__(self, s):
        change = [mpf(0)] * N
        for i in s["index"]:
            d = mpf(s["delta"]) * mpf(s["trace"][i])
            nu = self.nu[i] = self.nu[i] / (1 + self.nu[i] - self.target)
            self.bias[i] = (1 - nu) * self.bias[i] + nu * d
            self.square[i] = (1 - nu) * self.square[i] + nu * d * d
            if self.lam[i] is None:
                alpha = self.first
                self.lam[i] = alpha**2
            else:
                variance = (self.square[i] - self.bias[i] ** 2) / (1 + self.lam[i])
                alpha = 1 - variance / self.square[i]
                self.lam[i] = (1 - alpha) ** 2 * self.lam[i] + alpha**2
            change[i] = alpha * d
        return change


class ObGd:
    def __init__(self, h):
        self.rate, self.kappa = mpf(h["learningRate"]), mpf(h["kappa"])

    def __call__(self, s):
        delta, length = mpf(s["delta"]), fsum(abs(mpf(z)) for z in s["trace"])
        bound = self.rate * self.kappa * max(abs(delta), mpf(1)) * length
        alpha = min(self.rate, self.rate / bound) if bound != 0 else self.rate
        return [alpha * delta * mpf(z) for z in s["trace"]]


class Kalman:
    def __init__(self, h):
        self.q, self.r = mpf(h["processVariance"]), mpf(h["observationVariance"])
        self.variance = [mpf(h["initialVariance"])] * N

    def __call__(self, s):
        change = [mpf(0)] * N
        for i in s["index"]:
            predicted = self.variance[i] + self.q
            gain = predicted / (predicted + self.r)
            self.variance[i] = (1 - gain) * predicted
            change[i] = gain * mpf(s["delta"]) * mpf(s["trace"][i])
        return change


def average(past, decay):
    """A plain mean that becomes a moving average when its weight 1/n has fallen to 1 - decay."""
    mean = mpf(0)
    for n, value in enumerate(past, 1):
        w = max(mpf(1) / n, 1 - decay)
        mean = (1 - w) * mean + w * value
    return mean


def cut(value, most):
    return max(-mpf(most), min(mpf(most), value))


class SurpriseSignal:
    def __init__(self, h):
        self.kappa, self.decay = mpf(h["metaRate"]), mpf(h["decay"])
        self.m, self.q = [mpf("0.25")] * N, [mpf("0.01")] * N
        self.d, self.h = [[] for _ in range(N)], [[mpf(0)] for _ in range(N)]

    def __call__(self, s):
        change = [mpf(0)] * N
        for i in s["index"]:
            d, h = mpf(s["delta"]) * mpf(s["trace"][i]), self.h[i][-1]
            self.d[i].append(d**2)
            alpha = (self.m[i] + self.q[i]) / (1 + self.m[i] + self.q[i])
            self.m[i] = (1 - alpha) * (self.m[i] + self.q[i])
            u = cut(d / sqrt(average(self.d[i], self.decay)), 2)
            usual = sqrt(average([g**2 for g in self.h[i]], self.decay))
            pull = cut(u * h / usual, 3) if usual != 0 else mpf(0)
            self.q[i] = exp(cut(log(self.q[i]) + self.kappa * pull + mpf("7.5"), mpf("12.5")) - mpf("7.5"))
            self.h[i].append((1 - alpha) * h + alpha * u)
            change[i] = alpha * d
        return change


class Scaled:
    """The surprise family: alpha = eta max(floor, share) for all parameters."""

    def __init__(self, h):
        self.rate, self.floor = mpf(h["learningRate"]), mpf(h["floor"])

    def __call__(self, s):
        alpha = self.rate * max(self.floor, self.share(abs(mpf(s["delta"]))))
        return [alpha * mpf(s["delta"]) * mpf(z) for z in s["trace"]]


class Surprise(Scaled):
    def share(self, size):
        return size


class SurpriseNormalised(Scaled):
    def __init__(self, h):
        super().__init__(h)
        self.decay, self.high = mpf(h["decay"]), mpf(h["high"])
        self.past = []

    def share(self, size):
        self.past.append(size**2)
        weights = [self.decay ** (len(self.past) - 1 - k) for k in range(len(self.past))]
        usual = fsum(w * q for w, q in zip(weights, self.past)) / fsum(weights)
        return min(self.high, size / sqrt(usual))


class SurpriseSaturating(Scaled):
    def __init__(self, h):
        super().__init__(h)
        self.scale, self.mode = mpf(h["scale"]), h["mode"]

    def share(self, size):
        return tanh(size / self.scale) if self.mode == "tanh" else size / (size + self.scale)


class PearceHall(Scaled):
    def __init__(self, h):
        super().__init__(h)
        self.decay, self.associability = mpf(h["decay"]), mpf(1)

    def share(self, size):
        before = self.associability
        self.associability = self.decay * before + (1 - self.decay) * size
        return before


RULES = {
    "idbd": Idbd,
    "autostep": Autostep,
    "tidbd": Tidbd,
    "autotidbd": AutoTidbd,
    "alpha-bound": AlphaBound,
    "vsgd": VSgd,
    "bakf": Bakf,
    "obgd": ObGd,
    "kalman": Kalman,
    "surprise-signal": SurpriseSignal,
    "surprise": Surprise,
    "surprise-normalised": SurpriseNormalised,
    "surprise-saturating": SurpriseSaturating,
    "pearce-hall": PearceHall,
}

RUNS = [
    ("idbd", {"learningRate": 0.05, "metaRate": 0.01}),
    ("idbd", {"learningRate": 0.125, "metaRate": 0.125}),
    ("autostep", {"learningRate": 0.05, "metaRate": 0.01, "tau": 10000}),
    ("autostep", {"learningRate": 0.5, "metaRate": 0.25, "tau": 8}),
    ("tidbd", {"learningRate": 0.05, "metaRate": 0.01, "mode": "semi-gradient"}),
    ("tidbd", {"learningRate": 0.125, "metaRate": 0.125, "mode": "semi-gradient"}),
    ("tidbd", {"learningRate": 0.05, "metaRate": 0.01, "mode": "full-gradient"}),
    ("tidbd", {"learningRate": 0.0625, "metaRate": 0.125, "mode": "full-gradient"}),
    ("autotidbd", {"learningRate": 0.05, "metaRate": 0.01, "tau": 10000, "mode": "full-gradient"}),
    ("autotidbd", {"learningRate": 0.5, "metaRate": 0.25, "tau": 8, "mode": "full-gradient"}),
    ("autotidbd", {"learningRate": 0.5, "metaRate": 0.25, "tau": 8, "mode": "semi-gradient"}),
    ("alpha-bound", {"learningRate": 1.0}),
    ("vsgd", {"learningRate": 0.1, "samples": 10, "overestimate": 2.0}),
    ("vsgd", {"learningRate": 0.25, "samples": 3, "overestimate": 1.0}),
    ("bakf", {"learningRate": 1.0, "decay": 0.95}),
    ("bakf", {"learningRate": 0.5, "decay": 0.75}),
    ("obgd", {"learningRate": 1.0, "kappa": 2.0}),
    ("obgd", {"learningRate": 0.25, "kappa": 1.5}),
    ("kalman", {"initialVariance": 1.0, "processVariance": 0.01, "observationVariance": 1.0}),
    ("kalman", {"initialVariance": 0.5, "processVariance": 0.0, "observationVariance": 4.0}),
    ("surprise-signal", {"metaRate": 0.5, "decay": 0.99}),
    ("surprise-signal", {"metaRate": 4.0, "decay": 0.875}),
    ("surprise", {"learningRate": 0.1, "floor": 0.5}),
    ("surprise-normalised", {"learningRate": 0.1, "decay": 0.75, "floor": 0.5, "high": 1.25}),
    ("surprise-saturating", {"learningRate": 0.1, "scale": 0.5, "floor": 0.5, "mode": "tanh"}),
    ("surprise-saturating", {"learningRate": 0.1, "scale": 2.0, "floor": 0.25, "mode": "ratio"}),
    ("pearce-hall", {"learningRate": 0.1, "decay": 0.75, "floor": 1.0}),
]


def main():
    streams = {"dense": deal(1, True), "sparse": deal(2, False)}
    runs = []
    for name, hyper in RUNS:
        for stream, steps in streams.items():
            rule, x = RULES[name](hyper), [mpf(0)] * N
            parameters = [[float(v) for v in x]]
            for step in steps:
                x = [v + c for v, c in zip(x, rule(step))]
                parameters.append([float(v) for v in x])
            text = name + ":" + ",".join(f"{k}={v}" for k, v in hyper.items())
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
