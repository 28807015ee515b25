"""Golden weights of SwiftTD (Javed, Sharifnassab and Sutton 2024), in mpmath with 50 digits.

Written from the recurrences of algorithm 1 and equations 23, 30 and 32 over full vectors; the
meta-gradients of a weight are kept as a history, h[-1] the latest. Shares nothing with the Java
code but the formulas. The paper itself was out of reach: the equations come from secondary sources
(a formalisation of the register updates which quotes the pages, a port in JAX, versions of the
authors' own code), and these disagree in places: later versions of that code fold the increment
into h one step early, and p grows by the h before. What is here follows the formalisation. So these
numbers show that the Java code computes this reading of
the algorithm; that it is what the paper prints is likely, and was not checked.

    python3 swift_td.py > swift_td.tsv

A line is: case, start of an episode (1 or 0), features, then for what follows reward, terminated (1
or 0) and truncated; and the weights after that step. Settings of a case come first, behind #.
"""

import random
from mpmath import mp, mpf, exp, fsum, log, nstr

mp.dps = 50
N = 6

CASES = [
    # lambda, learningRate, epsilon, bound, decay, metaRate, least, discount, initial
    dict(l="0.95", a="0.01", e="1e-5", eta="0.1", dec="0.999", theta="0.001", least="1e-10", g="0.99", w="0"),
    dict(l="0.8", a="0.1", e="0", eta="0.5", dec="0.9", theta="0.01", least="0.05", g="0.9", w="0.5"),
    dict(l="0.9", a="0.05", e="0.2", eta="0.3", dec="0.99", theta="0.03", least="0.001", g="1", w="0"),
    dict(l="0.9", a="0.3", e="0.0", eta="10", dec="0.5", theta="0.002", least="0.0001", g="0.95", w="0"),
    dict(l="0", a="0.2", e="1e-5", eta="0.1", dec="0.95", theta="0.01", least="1e-10", g="0.9", w="0"),
]


def short(x):
    return round(x * 256) / 256


def features(source, binary):
    x = [0.0] * N
    for i in source.sample(range(N), 2):
        x[i] = 1.0 if binary else short(source.gauss(0, 1)) or 0.5
    return x


class SwiftTd:
    def __init__(self, c):
        self.c = {k: mpf(v) for k, v in c.items()}
        self.w = [self.c["w"]] * N
        self.beta = [log(self.c["a"])] * N
        self.history = [[mpf(0)] * 3 for _ in range(N)]
        self.entered = [mpf(0)] * N

    def value(self, x):
        return fsum(w * xi for w, xi in zip(self.w, x))

    def start(self, x):
        zero = lambda: [mpf(0)] * N
        self.z, self.zbar, self.p, self.zdelta = zero(), zero(), zero(), zero()
        self.vdelta = mpf(0)
        self.vold = self.value(x)
        self.second(x)

    def step(self, reward, x, discount):
        """x is the next state's features, all zero after termination; discount then is 0."""
        c = self.c
        v = self.value(x)
        delta = reward + discount * v - self.vold
        dw = [mpf(0)] * N
        for i in range(N):
            if self.z[i] == 0:
                continue
            dw[i] = delta * self.z[i] - self.zdelta[i] * self.vdelta
            self.w[i] += dw[i]
            beta = self.beta[i] + c["theta"] / exp(self.beta[i]) * (delta - self.vdelta) * self.p[i]
            self.beta[i] = min(log(c["eta"]), max(log(c["least"]), beta))
            increment = delta * self.zbar[i] - self.zdelta[i] * self.vdelta
            self.history[i].append(self.history[i][-1] + increment)
            self.zdelta[i] = mpf(0)
            for trace in (self.z, self.zbar, self.p):
                trace[i] *= discount * c["l"]
            if abs(self.z[i]) <= c["e"] * self.entered[i]:
                self.z[i] = self.zbar[i] = self.p[i] = mpf(0)
        self.vdelta = fsum(d * xi for d, xi in zip(dw, x))
        self.vold = v
        self.second(x)

    def second(self, x):
        c = self.c
        tau = fsum(exp(b) * xi * xi for b, xi in zip(self.beta, x))
        total = fsum(z * xi for z, xi in zip(self.z, x))
        for i in range(N):
            if x[i] == 0:
                continue
            h = self.history[i]  # ..., h two steps ago, h one step ago, h in the making
            self.zdelta[i] = min(mpf(1), c["eta"] / tau) * exp(self.beta[i]) * x[i]
            self.entered[i] = abs(self.zdelta[i])
            self.z[i] += self.zdelta[i] * (1 - total)
            self.p[i] += h[-2] * x[i]
            self.zbar[i] += self.zdelta[i] * (1 - total - x[i] * self.zbar[i])
            h[-1] -= h[-3] * x[i] * (self.z[i] - self.zdelta[i]) + h[-2] * self.zdelta[i] * x[i]
            if tau > c["eta"]:
                self.history[i] = [mpf(0)] * 3
                self.zbar[i] = mpf(0)
                self.beta[i] += x[i] * x[i] * log(c["dec"])


def main():
    for number, case in enumerate(CASES):
        print("#\t" + "\t".join(case[k] for k in ("l", "a", "e", "eta", "dec", "theta", "least", "w", "g")))
        source = random.Random(20 + number)
        learner = SwiftTd(case)
        x = None
        for _ in range(150):
            begins = x is None
            if begins:
                x = features(source, number % 2 == 0)
                learner.start(x)
            reward = short(x[0] - x[1] + 0.5 * source.gauss(0, 1))
            following = features(source, number % 2 == 0)
            end = source.random()
            terminated, truncated = end < 0.03, 0.03 <= end < 0.05
            if terminated:
                learner.step(reward, [mpf(0)] * N, mpf(0))
            else:
                learner.step(reward, following, mpf(case["g"]))
            row = [number, int(begins)] + x + [reward, int(terminated), int(truncated)] + following
            print("\t".join(map(str, row)) + "\t" + "\t".join(nstr(w, 17) for w in learner.w))
            x = None if terminated or truncated else following


main()
