"""Values of figures by a second program: loops over arrays of runs, written from the formulas of
Sutton and Barto (2018), and of the papers, alone. Prints name, setting, mean and standard error.

    python3 second_program.py NAME...    (numpy)
"""

import sys

import numpy as np


def show(name, setting, per_run):
    per_run = np.asarray(per_run)
    error = per_run.std(ddof=1) / len(per_run) ** 0.5
    print(f"{name}\t{setting}\t{per_run.mean():.6g}\t{error:.2g}", flush=True)


# Bandits: figure 2.6, mean reward of the first 1000 pulls of ten arms.
def bandit(kind, value, runs, seed):
    rng = np.random.default_rng(seed)
    means = rng.standard_normal((runs, 10))
    at = np.arange(runs)
    q = np.full((runs, 10), float(value) if kind == "optimistic" else 0.0)
    n = np.zeros((runs, 10))
    baseline = np.zeros(runs)
    total = np.zeros(runs)
    for t in range(1, 1001):
        if kind == "gradient":
            p = np.exp(q - q.max(1, keepdims=True))
            p /= p.sum(1, keepdims=True)
            arm = (p.cumsum(1) < rng.random((runs, 1))).sum(1).clip(max=9)
        else:
            bonus = value * np.sqrt(np.log(t) / np.maximum(n, 1)) if kind == "ucb" else 0.0
            index = np.where((n == 0) & (kind == "ucb"), 1e9, q + bonus)
            best = index == index.max(1, keepdims=True)
            arm = np.argmax(best * (1 + rng.random((runs, 10))), 1)
            if kind == "epsilon":
                explore = rng.random(runs) < value
                arm = np.where(explore, rng.integers(10, size=runs), arm)
        reward = means[at, arm] + rng.standard_normal(runs)
        total += reward
        n[at, arm] += 1
        if kind == "gradient":
            baseline += (reward - baseline) / t
            q += value * (reward - baseline)[:, None] * ((np.arange(10) == arm[:, None]) - p)
        else:
            step = 0.1 if kind == "optimistic" else 1 / n[at, arm]
            q[at, arm] += step * (reward - q[at, arm])
    return total / 1000


# The walk over a row of states: -1 (or 0) for leaving it on the left, 1 on the right.
class Walk:
    def __init__(self, states, left, runs, seed):
        self.n, self.left, self.runs = states, left, runs
        self.rng = np.random.default_rng(seed)
        i = np.arange(1, states + 1) / (states + 1)
        self.truth = left + (1 - left) * i
        self.start()

    def start(self):
        self.s = np.full(self.runs, self.n // 2)
        self.on = np.ones(self.runs, bool)

    def step(self):
        """Where the runs are that go on, where they get, what they are paid and who goes on."""
        before = self.s.copy()
        after = before + self.rng.choice((-1, 1), self.runs)
        reward = np.where(after < 0, self.left, np.where(after >= self.n, 1.0, 0.0))
        active = self.on.copy()
        self.on = active & (after >= 0) & (after < self.n)
        self.s = after.clip(0, self.n - 1)
        return before, self.s, reward, active, self.on

    def error(self, v):
        return np.sqrt(((v - self.truth) ** 2).mean(1))


def traces(lam, alpha, online, runs, seed, episodes=10):
    walk = Walk(19, -1.0, runs, seed)
    v = np.zeros((runs, 19))
    at = np.arange(runs)
    errors = np.zeros(runs)
    for _ in range(episodes):
        walk.start()
        z = np.zeros((runs, 19))
        old = np.zeros(runs)
        while walk.on.any():
            s, s2, r, active, on = walk.step()
            value = v[at, s]
            following = np.where(on, v[at, s2], 0.0)
            delta = r + following - value
            z *= lam
            if online:
                z[at, s] += 1 - alpha * z[at, s]
                step = alpha * (delta + value - old)[:, None] * z
                step[at, s] -= alpha * (value - old)
                old = following
            else:
                z[at, s] += 1
                step = alpha * delta[:, None] * z
            v += np.where(active[:, None], step, 0.0)
        errors += walk.error(v) / episodes
    return errors


def recorded(walk, episodes):
    """Episodes as lists of the steps of all runs."""
    paths = []
    for _ in range(episodes):
        walk.start()
        log = []
        while walk.on.any():
            log.append(walk.step())
        paths.append(log)
    return paths


def path(log, k):
    """The states of one run in an episode, and its last reward; the others are zero."""
    states = [int(s[k]) for s, _, _, active, _ in log if active[k]]
    return states, float(log[len(states) - 1][2][k])


def lambda_return(lam, alpha, runs, seed, episodes=10):
    walk = Walk(19, -1.0, runs, seed)
    v = np.zeros((runs, 19))
    errors = np.zeros(runs)
    for log in recorded(walk, episodes):
        for k in range(runs):
            states, last = path(log, k)
            g = [last]
            for s in states[:0:-1]:
                g.append((1 - lam) * v[k, s] + lam * g[-1])
            for s, target in zip(states, g[::-1]):
                v[k, s] += alpha * (target - v[k, s])
        errors += walk.error(v) / episodes
    return errors


def n_step(n, alpha, runs, seed, episodes=10):
    walk = Walk(19, -1.0, runs, seed)
    v = np.zeros((runs, 19))
    errors = np.zeros(runs)
    for log in recorded(walk, episodes):
        for k in range(runs):
            states, last = path(log, k)
            end = len(states)
            # G_{t:t+n} is the last reward where the episode is over by then, else v(S_{t+n}).
            for now in range(1, end + n):
                t = now - n
                if 0 <= t < end:
                    g = last if t + n >= end else v[k, states[t + n]]
                    v[k, states[t]] += alpha * (g - v[k, states[t]])
        errors += walk.error(v) / episodes
    return errors


def walk5(kind, alpha, runs, seed, show_at=(100,)):
    walk = Walk(5, 0.0, runs, seed)
    v = np.full((runs, 5), 0.5)
    out = {}
    count, paid = np.zeros((runs, 5)), np.zeros((runs, 5))
    moves = np.zeros((runs, 5, 5))
    b = np.zeros((runs, 5))
    at = np.arange(runs)
    for episode in range(1, max(show_at) + 1):
        walk.start()
        log = []
        while walk.on.any():
            s, s2, r, active, on = walk.step()
            log.append((s, active))
            final = np.where(active & ~on, r, 0.0) if len(log) == 1 else np.where(active & ~on, r, final)
            if kind == "td":
                delta = r + np.where(on, v[at, s2], 0.0) - v[at, s]
                v[at, s] += np.where(active, alpha * delta, 0.0)
            np.add.at(moves, (at[on], s[on], s2[on]), 1)
            np.add.at(b, (at[active], s[active]), r[active])
            np.add.at(count, (at[active], s[active]), 1)
        for s, active in log:
            np.add.at(paid, (at[active], s[active]), final[active])
            if kind == "mc":
                v[at, s] += np.where(active, alpha * (final - v[at, s]), 0.0)
        if episode in show_at:
            if kind == "batch-mc":
                v = np.where(count > 0, paid / np.maximum(count, 1), 0.5)
            if kind == "batch-td":
                a = count[:, :, None] * np.eye(5) - moves + 1e-9 * np.eye(5)
                v = np.linalg.solve(a, (b + 0.5e-9)[:, :, None])[:, :, 0]
            out[episode] = walk.error(v)
    return out


# Mountain car: Sarsa(0) over eight tilings of 8 x 8 tiles, displaced by (1, 3) eighths of a tile.
# The tiles are an eighth of the range of positions, which ends at 0.5 in the book and at 0.6 here.
def mountain_car(alpha, end, runs, seed, episodes):
    rng = np.random.default_rng(seed)
    low, width = np.array([-1.2, -0.07]), np.array([end + 1.2, 0.14]) / 8
    w = np.zeros((runs, 8, 9, 9, 3))
    at = np.arange(runs)
    offset = np.array([[(t % 8) / 8, (3 * t % 8) / 8] for t in range(8)])
    lengths = np.zeros((runs, episodes))

    def tiles(x):
        scaled = (x - low) / width
        return np.floor(scaled[:, None, :] + offset).astype(int).clip(0, 8)

    def values(i):
        return w[at[:, None], np.arange(8), i[..., 0], i[..., 1]].sum(1)

    def greedy(q):
        return np.argmax((q == q.max(1, keepdims=True)) * (1 + rng.random(q.shape)), 1)

    for e in range(episodes):
        x = np.stack([rng.uniform(-0.6, -0.4, runs), np.zeros(runs)], 1)
        on = np.ones(runs, bool)
        i = tiles(x)
        a = greedy(values(i))
        while on.any():
            speed = (x[:, 1] + 0.001 * (a - 1) - 0.0025 * np.cos(3 * x[:, 0])).clip(-0.07, 0.07)
            place = (x[:, 0] + speed).clip(-1.2, 0.6)
            speed = np.where(place <= -1.2, 0.0, speed)
            x2 = np.stack([place, speed], 1)
            over = place >= 0.5
            j = tiles(x2)
            q2 = values(j)
            a2 = greedy(q2)
            q = values(i)[at, a]
            delta = -1 + np.where(over, 0.0, q2[at, a2]) - q
            step = np.where(on, alpha * delta, 0.0)
            w[at[:, None], np.arange(8), i[..., 0], i[..., 1], a[:, None]] += step[:, None]
            lengths[:, e] += on
            on &= ~over
            x, i, a = x2, j, a2
    return lengths


# Maximization bias: figure 6.5. From A left to B, whose actions all pay N(-0.1, 1), or right, which
# pays nothing. Whether each episode of each run goes left; of double Q-learning a coin is thrown
# for each step, and the behaviour is epsilon-greedy in the sum of both tables.
def goes_left(double, runs, seed, actions=10, episodes=300, epsilon=0.1, alpha=0.1):
    rng = np.random.default_rng(seed)
    a, b = np.zeros((2, runs, 2)), np.zeros((2, runs, actions))
    at = np.arange(runs)
    left = np.zeros((runs, episodes), bool)

    def greedy(q):
        return np.argmax((q == q.max(1, keepdims=True)) * (1 + rng.random(q.shape)), 1)

    def choose(q):
        explore = rng.random(runs) < epsilon
        return np.where(explore, rng.integers(q.shape[1], size=runs), greedy(q))

    def learner():
        return rng.integers(2, size=runs) if double else np.zeros(runs, int)

    for e in range(episodes):
        first = choose(a.sum(0))
        go = first == 0
        i = learner()
        judge = 1 - i if double else i
        target = np.where(go, b[judge, at, greedy(b[i, at])], 0.0)
        second = choose(b.sum(0))
        reward = rng.normal(-0.1, 1, runs)
        a[i, at, first] += alpha * (target - a[i, at, first])
        j = learner()
        b[j, at, second] += np.where(go, alpha * (reward - b[j, at, second]), 0.0)
        left[:, e] = go
    return left


# Tracking (Sutton 1992): squared errors of 10,000 examples behind the first 20,000, as they happen.
def tracking(rule, alpha, theta, runs, seed, scale=1.0, n=20, examples=30000, bound=1.0):
    rng = np.random.default_rng(seed)
    at = np.arange(runs)
    s = np.zeros((runs, n))
    s[:, :5] = scale * rng.choice((-1.0, 1.0), (runs, 5))
    w, h, h1, v = np.zeros((4, runs, n))
    beta = np.full((runs, n), np.log(alpha))
    total = np.zeros(runs)
    for t in range(examples):
        x = rng.standard_normal((runs, n))
        delta = ((s - w) * x).sum(1)[:, None]
        if t >= 20000:
            total += delta[:, 0] ** 2 / (examples - 20000)
        if rule == "lms":
            w += alpha * delta * x
        elif rule == "idbd":
            beta += (theta * delta * x * h).clip(-2, 2)
            beta = np.maximum(beta, np.log(alpha) - 10)
            a = np.exp(beta)
            w += a * delta * x
            h = h * np.maximum(0, 1 - a * x**2) + a * delta * x
        elif rule == "autostep":
            a = np.exp(beta)
            pull = delta * x * h
            v = np.maximum(np.abs(pull), v + a * x**2 * (np.abs(pull) - v) / 1e4)
            a = a * np.exp(theta * np.divide(pull, v, out=np.zeros_like(v), where=v > 0))
            a = a / np.maximum(1, (a * x**2).sum(1))[:, None]
            w += a * delta * x
            h = h * (1 - a * x**2) + a * delta * x
            beta = np.log(a)
        else:  # SwiftTD, episodes of one step: no trace outlives its step
            a = np.exp(beta)
            rate = (a * x**2).sum(1)[:, None]
            z = np.minimum(1, bound / rate) * a * x
            p = h1 * x
            h = h - h1 * z * x
            beyond = rate > bound
            beta = beta + np.where(beyond, x**2 * np.log(0.999), 0.0)
            h, h1 = np.where(beyond, 0.0, h), np.where(beyond, 0.0, h1)
            w += delta * z
            beta = (beta + theta / np.exp(beta) * delta * p).clip(np.log(1e-10), np.log(bound))
            h1, h = h, h + np.where(beyond, 0.0, delta * z)
        if t % 20 == 19:
            s[at, rng.integers(5, size=runs)] *= -1
    return total


# Random reward processes (van Seijen and others 2016), drawn as the authors' program draws them.
class Process:
    def __init__(self, states, branches, deviation, kind, seed=1000):
        rng = np.random.RandomState(seed)
        self.deviation = deviation
        self.p = np.zeros((states, states))
        for row in self.p:
            to = rng.choice(states, branches, replace=False)
            row[to] = np.diff(np.concatenate([[0], np.sort(rng.uniform(size=branches - 1)), [1]]))
        self.r = rng.normal(size=(states, states))
        rng.uniform(size=states)
        number = np.arange(1, states + 1)
        if kind == "table":
            self.x = np.eye(states)
        elif kind == "binary":
            self.x = (number[:, None] >> np.arange(int(states).bit_length()) & 1).astype(float)
        else:
            self.x = rng.normal(size=(states, 5))
        self.x /= np.linalg.norm(self.x, axis=1, keepdims=True)
        values = np.linalg.solve(np.eye(states) - 0.99 * self.p, (self.p * self.r).sum(1))
        a = np.vstack([self.p.T - np.eye(states), np.ones(states)])
        self.share = np.linalg.lstsq(a, np.append(np.zeros(states), 1), rcond=None)[0].clip(0)
        root = np.sqrt(self.share)[:, None]
        best = np.linalg.lstsq(root * self.x, root[:, 0] * values, rcond=None)[0]
        self.best = self.x @ best


def process(mrp, kind, lam, alpha, steps, runs, seed):
    rng = np.random.default_rng(seed)
    after = mrp.p.cumsum(1)
    s = np.zeros(runs, int)
    w = np.zeros((runs, mrp.x.shape[1]))
    z = np.zeros_like(w)
    old = np.zeros(runs)
    total = np.zeros(runs)
    for _ in range(steps):
        s2 = (after[s] < rng.random((runs, 1))).sum(1).clip(max=len(after) - 1)
        r = mrp.r[s, s2] + mrp.deviation * rng.standard_normal(runs)
        x = mrp.x[s]
        value, following = (w * x).sum(1), (w * mrp.x[s2]).sum(1)
        delta = r + 0.99 * following - value
        z *= 0.99 * lam
        if kind == "online":
            z += (1 - alpha * (z * x).sum(1))[:, None] * x
            w += alpha * ((delta + value - old)[:, None] * z - (value - old)[:, None] * x)
            old = following
        else:
            z = z + x if kind == "accumulating" else np.where(x != 0, x, z)
            w += alpha * delta[:, None] * z
        total += ((w @ mrp.x.T - mrp.best) ** 2) @ mrp.share
        s = s2
    return total / steps / (mrp.best**2 @ mrp.share)


# Mountain car with the Fourier basis of order 3: Sarsa(0.7), the step size bounded or not.
def fourier_car(bounded, alpha, runs, seed, episodes=50, limit=2000):
    rng = np.random.default_rng(seed)
    low, width = np.array([-1.2, -0.07]), np.array([1.8, 0.14])
    c = np.array([[i, j] for i in range(4) for j in range(4)])
    w = np.zeros((runs, 3, 16))
    rate = np.full(runs, float(alpha))
    at = np.arange(runs)
    lengths = np.zeros((runs, episodes))

    def features(x):
        return np.cos(np.pi * ((x - low) / width) @ c.T)

    def choose(f):
        q = np.einsum("raf,rf->ra", w, f)
        a = np.argmax((q == q.max(1, keepdims=True)) * (1 + rng.random(q.shape)), 1)
        return np.where(rng.random(runs) < 0.01, rng.integers(3, size=runs), a)

    for e in range(episodes):
        x = np.stack([rng.uniform(-0.6, -0.4, runs), np.zeros(runs)], 1)
        on = np.ones(runs, bool)
        z = np.zeros_like(w)
        f = features(x)
        a = choose(f)
        for _ in range(limit):
            if not on.any():
                break
            speed = (x[:, 1] + 0.001 * (a - 1) - 0.0025 * np.cos(3 * x[:, 0])).clip(-0.07, 0.07)
            place = (x[:, 0] + speed).clip(-1.2, 0.6)
            speed = np.where((place <= -1.2) & (speed < 0), 0.0, speed)
            x = np.stack([place, speed], 1)
            over = place >= 0.5
            g = features(x)
            b = choose(g)
            g = np.where(over[:, None], 0.0, g)
            z *= 0.7
            z[at, a] += f
            delta = -1 + (w[at, b] * g).sum(1) - (w[at, a] * f).sum(1)
            if bounded:
                turn = np.abs((z[at, b] * g).sum(1) - (z[at, a] * f).sum(1))
                rate = np.where(on, np.minimum(rate, 1 / np.maximum(turn, 1e-300)), rate)
            w += np.where(on, rate * delta, 0.0)[:, None, None] * z
            lengths[:, e] += on
            on &= ~over
            f, a = g, b
    return lengths.mean(1)


PROCESSES = {
    "small": ((10, 3, 0.1), 100),
    "large": ((100, 10, 0.1), 1000),
    "deterministic": ((100, 3, 0.0), 1000),
}


def main(names):
    if "idbd" in names:
        for alpha in (0.02, 0.04, 0.06):
            show("idbd", f"LMS {alpha}", tracking("lms", alpha, 0, 60, 11))
        for theta in (0.001, 0.005):
            show("idbd", f"IDBD {theta}", tracking("idbd", 0.05, theta, 60, 12))
    if "autostep" in names:
        for scale in (1, 10):
            for theta in (0.001, 0.01, 0.1):
                errors = tracking("autostep", 0.05, theta, 60, 13, scale) / (5 * scale**2)
                show("autostep", f"Autostep {theta} at scale {scale}", errors)
            for theta in (0.001, 0.005):
                errors = tracking("idbd", 0.05, theta / scale**2, 60, 14, scale) / (5 * scale**2)
                show("autostep", f"IDBD {theta / scale**2} at scale {scale}", errors)
    if "swift-td" in names:
        for alpha in (0.0001, 0.01, 1):
            show("swift-td", f"SwiftTD {alpha}", tracking("swift", alpha, 0.01, 60, 15))
        for alpha in (0.01, 0.03):
            show("swift-td", f"true online {alpha}", tracking("lms", alpha, 0, 60, 16))
    if "alpha-bound" in names:
        for bounded, alpha in ((0, 0.002), (0, 0.01), (0, 0.02), (1, 0.02), (1, 0.1), (1, 1)):
            name = "alphaBound" if bounded else "fixed"
            show("alpha-bound", f"{name} {alpha}", fourier_car(bounded, alpha, 200, 17))
    for task, (settings, steps) in PROCESSES.items():
        for kind in ("table", "binary", "normal"):
            if f"{task}-{kind}" in names:
                mrp = Process(*settings, kind)
                for trace in ("accumulating", "replacing", "online"):
                    for lam, alpha in ((0.5, 0.1), (0.95, 0.02), (1, 0.005)):
                        if (trace, kind) != ("replacing", "normal"):
                            errors = process(mrp, trace, lam, alpha, steps, 200, 18)
                            show(f"{task}-{kind}", f"{trace} {lam} {alpha}", errors)
    if "2.6" in names:
        for kind, values in {
            "epsilon": (1 / 64, 1 / 16, 1 / 4),
            "gradient": (1 / 16, 1 / 4, 1),
            "ucb": (1 / 4, 1, 4),
            "optimistic": (1 / 2, 1, 4),
        }.items():
            for value in values:
                show("2.6", f"{kind} {value}", bandit(kind, value, 2000, 1))
    if "12.3" in names:
        for lam, alpha in ((0, 0.8), (0.4, 0.5), (0.8, 0.3), (0.95, 0.1), (1, 0.02)):
            show("12.3", f"{lam} {alpha}", lambda_return(lam, alpha, 200, 8))
    if "12.6" in names:
        for lam, alpha in ((0, 0.8), (0.4, 0.5), (0.8, 0.3), (0.9, 0.2), (0.99, 0.05)):
            show("12.6", f"{lam} {alpha}", traces(lam, alpha, False, 400, 2))
    if "12.8" in names:
        for lam, alpha in ((0, 0.8), (0.4, 0.5), (0.8, 0.5), (0.9, 0.3), (0.99, 0.05)):
            show("12.8", f"{lam} {alpha}", traces(lam, alpha, True, 400, 3))
    if "7.2" in names:
        for n, alpha in ((1, 0.8), (4, 0.4), (16, 0.2), (64, 0.1)):
            show("7.2", f"{n} {alpha}", n_step(n, alpha, 200, 4))
    if "6.2" in names:
        for kind, alpha in (("td", 0.05), ("td", 0.1), ("td", 0.15), ("mc", 0.01), ("mc", 0.04)):
            for episode, errors in walk5(kind, alpha, 1000, 5).items():
                show("6.2", f"{kind} {alpha} at {episode}", errors)
    if "6.2-batch" in names:
        for kind in ("batch-td", "batch-mc"):
            for episode, errors in walk5(kind, 0, 500, 6, (25, 50, 100)).items():
                show("6.2-batch", f"{kind} at {episode}", errors)
    if "6.5" in names:
        for kind in (False, True):
            left = 100.0 * goes_left(kind, 100_000, 9 + kind)
            name = "double Q-learning" if kind else "Q-learning"
            for begin, end in ((11, 30), (91, 110), (201, 300), (281, 300)):
                show("6.5", f"{name}, episodes {begin} to {end}", left[:, begin - 1 : end].mean(1))
    if "10.2" in names:
        for end in (0.6, 0.5):
            for alpha in (0.1, 0.2, 0.5):
                lengths = mountain_car(alpha / 8, end, 30, 7, 100)
                name = f"{alpha}/8 to {end}, episode"
                show("10.2", f"{name} 1", lengths[:, 0])
                show("10.2", f"{name}s 10 to 20", lengths[:, 9:20].mean(1))
                show("10.2", f"{name}s 81 to 100", lengths[:, 80:].mean(1))


if __name__ == "__main__":
    main(sys.argv[1:])
