"""Golden traces of rules for which no reference implementation was at hand.

Written from the papers' formulas, which stand beside each function, in mpmath with 60 digits, and
rounded once to double. The same formulas in plain double say how far rounding takes them
(max_abs_deviation_of_double_replay). Run in this directory: python3 average_and_block_rules.py
"""

import json
import math
import random

import mpmath

mpmath.mp.dps = 60
STEPS = 30


class Exact:
    """Arithmetic in 60 digits."""

    num = staticmethod(mpmath.mpf)
    sqrt = staticmethod(mpmath.sqrt)
    power = staticmethod(lambda a, b: mpmath.mpf(a) ** mpmath.mpf(b))


class Double:
    """Arithmetic in double."""

    num = staticmethod(float)
    sqrt = staticmethod(math.sqrt)
    power = staticmethod(lambda a, b: float(a) ** float(b))


def norm(a, v):
    return a.sqrt(sum(e * e for e in v))


def schedule_free(a, x0, gradients, h):
    """Defazio et al. 2024: gradients at y_t; z_{t+1} = z_t - gamma_t u_t, where u is the gradient, or
    g/(sqrt(v) + eps) with v = beta2 v + (1 - beta2) g^2 where beta2 is given;
    c = gamma_t^2 / sum_i gamma_i^2; x_{t+1} = (1-c) x_t + c z_{t+1}; y = (1-beta) z + beta x.
    gamma_t = lr min(1, (t+1)/warmup). Parameters are y, recommended is x."""
    beta, lr, warmup = a.num(h["momentum"]), a.num(h["lr"]), h["warmup"]
    z, x, v, weights = list(x0), list(x0), [a.num(0)] * len(x0), a.num(0)
    for t, g in enumerate(gradients):
        gamma = lr * (t + 1) / warmup if t < warmup else lr
        u = g
        if "beta2" in h:
            beta2, eps = a.num(h["beta2"]), a.num(h["eps"])
            v = [beta2 * w + (1 - beta2) * e * e for w, e in zip(v, g)]
            u = [e / (a.sqrt(w) + eps) for w, e in zip(v, g)]
        weights += gamma * gamma
        c = gamma * gamma / weights
        z = [p - gamma * e for p, e in zip(z, u)]
        x = [(1 - c) * p + c * q for p, q in zip(x, z)]
        yield [(1 - beta) * q + beta * p for p, q in zip(x, z)], x


def dog(a, x0, gradients, h):
    """Ivgi, Hinder and Carmon 2023: eta_t = rbar_t / sqrt(sum_{i<=t} |g_i|^2),
    rbar_t = max(r_eps, max_{i<=t} |x_i - x_0|), r_eps = alpha (1 + |x_0|);
    recommended sum_{i<=t} rbar_i x_i / sum_{i<=t} rbar_i."""
    r = a.num(h["initial_distance"]) * (1 + norm(a, x0))
    x, squares, weights, mass = list(x0), a.num(0), a.num(0), [a.num(0)] * len(x0)
    for g in gradients:
        r = max(r, norm(a, [p - q for p, q in zip(x, x0)]))
        squares += sum(e * e for e in g)
        weights += r
        mass = [m + r * p for m, p in zip(mass, x)]
        eta = r / a.sqrt(squares)
        x = [p - eta * e for p, e in zip(x, g)]
        yield x, [m / weights for m in mass]


def d_adaptation(a, x0, gradients, h):
    """Defazio and Mishchenko 2023, Adam form: m = b1 m + (1-b1) d g; v = b2 v + (1-b2) g^2;
    A = sqrt(v) + eps; x = x - m/A; r = sqrt(b2) r + (1-sqrt(b2)) d <g, s>_{1/A} with s of before;
    s = sqrt(b2) s + (1-sqrt(b2)) d g; d = max(d, r / ((1-sqrt(b2)) |s|_1))."""
    b1, b2, eps = a.num(h["beta1"]), a.num(h["beta2"]), a.num(h["eps"])
    b3, d, lr = a.sqrt(b2), a.num(h["initial_distance"]), a.num(h["lr"])
    zero = [a.num(0)] * len(x0)
    x, m, v, s, r = list(x0), zero, zero, zero, a.num(0)
    for g in gradients:
        scale = d * lr
        m = [b1 * p + (1 - b1) * scale * e for p, e in zip(m, g)]
        v = [b2 * p + (1 - b2) * e * e for p, e in zip(v, g)]
        roots = [a.sqrt(p) + eps for p in v]
        x = [p - q / w for p, q, w in zip(x, m, roots)]
        r = b3 * r + (1 - b3) * scale * sum(e * p / w for e, p, w in zip(g, s, roots))
        s = [b3 * p + (1 - b3) * scale * e for p, e in zip(s, g)]
        d = max(d, r / ((1 - b3) * sum(abs(p) for p in s)))
        yield x, x


def prodigy(a, x0, gradients, h):
    """Mishchenko and Defazio 2024, Adam form: m = b1 m + (1-b1) d g; v = b2 v + (1-b2) d^2 g^2;
    r = sqrt(b2) r + (1-sqrt(b2)) lr d^2 <g, x_0 - x>; s = sqrt(b2) s + (1-sqrt(b2)) lr d^2 g;
    x = x - lr d m/(sqrt(v) + d eps); d = max(d, r/|s|_1), d of before everywhere else."""
    b1, b2, eps = a.num(h["beta1"]), a.num(h["beta2"]), a.num(h["eps"])
    b3, d, lr = a.sqrt(b2), a.num(h["initial_distance"]), a.num(h["lr"])
    zero = [a.num(0)] * len(x0)
    x, m, v, s, r = list(x0), zero, zero, zero, a.num(0)
    for g in gradients:
        m = [b1 * p + (1 - b1) * d * e for p, e in zip(m, g)]
        v = [b2 * p + (1 - b2) * d * d * e * e for p, e in zip(v, g)]
        r = b3 * r + (1 - b3) * lr * d * d * sum(e * (q - p) for e, p, q in zip(g, x, x0))
        s = [b3 * p + (1 - b3) * lr * d * d * e for p, e in zip(s, g)]
        x = [p - lr * d * q / (a.sqrt(w) + d * eps) for p, q, w in zip(x, m, v)]
        d = max(d, r / sum(abs(p) for p in s))
        yield x, x


def ema(a, x0, gradients, h):
    """Behind gradient descent: e = rho e + (1-rho) x_k, recommended e/(1 - rho^k), k = 1, 2, ..."""
    rho, lr, x, e = a.num(h["decay"]), a.num(h["lr"]), list(x0), [a.num(0)] * len(x0)
    for k, g in enumerate(gradients):
        x = [p - lr * q for p, q in zip(x, g)]
        e = [rho * p + (1 - rho) * q for p, q in zip(e, x)]
        yield x, [p / (1 - a.power(rho, k + 1)) for p in e]


def polyak(a, x0, gradients, h):
    """Behind gradient descent: recommended the mean of x_{start+1}, ..., x_k, or x_k before."""
    lr, x, points = a.num(h["lr"]), list(x0), []
    for k, g in enumerate(gradients):
        x = [p - lr * q for p, q in zip(x, g)]
        if k + 1 > h["start"]:
            points.append(x)
        yield x, [sum(p) / len(points) for p in zip(*points)] if points else x


def clip_adaptive(a, x0, gradients, h):
    """Brock et al. 2021, gradient descent behind it: per unit g min(1, c max(|x|, eps)/|g|)."""
    lr, c, eps, x = a.num(h["lr"]), a.num(h["max"]), a.num(h["eps"]), list(x0)
    for g in gradients:
        taken = []
        for begin, end in h["units"]:
            limit = c * max(norm(a, x[begin:end]), eps)
            length = norm(a, g[begin:end])
            taken += [e * limit / length if length > limit else e for e in g[begin:end]]
        x = [p - lr * e for p, e in zip(x, taken)]
        yield x, x


def centralise(a, x0, gradients, h):
    """Yong et al. 2020, gradient descent behind it: rows of the matrix lose their mean."""
    lr, x = a.num(h["lr"]), list(x0)
    for g in gradients:
        taken = list(g)
        for begin, end in h["rows"]:
            mean = sum(g[begin:end]) / (end - begin)
            taken[begin:end] = [e - mean for e in g[begin:end]]
        x = [p - lr * e for p, e in zip(x, taken)]
        yield x, x


def adafactor(a, x0, gradients, h):
    """Shazeer and Stern 2018, algorithms 4 and 5 with the settings of algorithm 6, blocks given as
    (begin, end, columns), columns 0 for a vector: rho_t = min(lr, 1/sqrt(t)) where relative_step,
    else lr; alpha = max(eps2, rms(x)) rho_t where scale_parameter, else rho_t;
    beta = 1 - t^-decay_exponent; vhat from row and column sums or itself; u = g/sqrt(vhat);
    x = x - alpha u / max(1, rms(u)/d)."""
    lr, d, x = a.num(h["lr"]), a.num(h["d"]), list(x0)
    eps1, eps2 = a.num(h["eps1"]), a.num(h["eps2"])
    moments = {}
    for t0, g in enumerate(gradients):
        t = t0 + 1
        beta = 1 - 1 / a.power(t, h["decay_exponent"])
        rho = min(lr, 1 / a.sqrt(a.num(t))) if h["relative_step"] else lr
        after = []
        for begin, end, columns in h["blocks"]:
            part, here = g[begin:end], x[begin:end]
            n = end - begin
            s = [e * e + eps1 for e in part]
            if columns:
                rows = n // columns
                sums = [sum(s[i * columns : (i + 1) * columns]) for i in range(rows)]
                sums += [sum(s[j::columns]) for j in range(columns)]
            else:
                sums = s
            old = moments.get(begin, [a.num(0)] * len(sums))
            new = [beta * p + (1 - beta) * q for p, q in zip(old, sums)]
            moments[begin] = new
            if columns:
                total = sum(new[:rows])
                vhat = [new[i] * new[rows + j] / total for i in range(rows) for j in range(columns)]
            else:
                vhat = new
            u = [e / a.sqrt(w) for e, w in zip(part, vhat)]
            rms = norm(a, u) / a.sqrt(a.num(n))
            alpha = rho * (max(eps2, norm(a, here) / a.sqrt(a.num(n))) if h["scale_parameter"] else 1)
            after += [p - alpha * e / max(a.num(1), rms / d) for p, e in zip(here, u)]
        x = after
        yield x, x


def stream(seed, n):
    """Gradients of very different sizes, with zeros now and then, never in the first step."""
    rng = random.Random(seed)
    sizes = [10.0 ** rng.randint(-3, 3) for _ in range(n)]
    return [
        [0.0 if k > 0 and rng.random() < 0.1 else round(rng.gauss(0.3, 1), 6) * s for s in sizes]
        for k in range(STEPS)
    ]


def slope(seed, n):
    """Gradients that agree for a while and then turn, so that estimates of a distance grow."""
    rng = random.Random(seed)
    return [
        [round(rng.gauss(math.cos(k / 4), 0.3) * (1 + i), 6) for i in range(n)] for k in range(STEPS)
    ]


def trace(rule, a, start, gradients, h):
    points = [([a.num(e) for e in start],) * 2]
    exact = [[a.num(e) for e in g] for g in gradients]
    points += list(rule(a, [a.num(e) for e in start], exact, h))
    parameters = [[float(e) for e in p] for p, _ in points]
    recommended = [[float(e) for e in r] for _, r in points]
    return parameters, recommended


def deviation(one, two):
    return max(abs(p - q) for r, s in zip(one, two) for p, q in zip(r, s))


def run(name, rule, start, gradients, h):
    parameters, recommended = trace(rule, Exact, start, gradients, h)
    rough, rough_recommended = trace(rule, Double, start, gradients, h)
    result = {
        "name": name,
        "rule": " ".join(rule.__doc__.split()),
        "hyperparameters": h,
        "max_abs_deviation_of_double_replay": max(
            deviation(parameters, rough), deviation(recommended, rough_recommended)
        ),
        "parameters": parameters,
        "gradients": gradients,
    }
    if recommended != parameters:
        result["recommended"] = recommended
    return result


def main():
    start = [0.1, -0.2, 0.3, -0.4, 0.5, 2.5]
    origin = [0.0] * 6
    adam = {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "lr": 1}
    rows = [[0, 2], [2, 4], [4, 6]]
    factor = {
        "lr": 0.01, "relative_step": True, "scale_parameter": True, "eps1": 1e-30, "eps2": 1e-3,
        "d": 1, "decay_exponent": 0.8, "blocks": [[0, 6, 0]],
    }
    runs = []
    for kind, gradients in (("stream", stream(1, 6)), ("slope", slope(2, 6))):
        for name, rule, x0, h in (
            ("schedule-free", schedule_free, start, {"lr": 0.05, "momentum": 0.9, "warmup": 1}),
            ("schedule-free warmup", schedule_free, start, {"lr": 0.5, "momentum": 0.7, "warmup": 20}),
            ("schedule-free rmsprop", schedule_free, start,
             {"lr": 0.02, "momentum": 0.9, "warmup": 10, "beta2": 0.99, "eps": 1e-8}),
            ("dog", dog, start, {"initial_distance": 1e-6}),
            ("dog origin", dog, origin, {"initial_distance": 0.01}),
            ("d-adaptation", d_adaptation, start, {**adam, "initial_distance": 1e-6}),
            ("d-adaptation large", d_adaptation, start,
             {**adam, "lr": 0.5, "beta1": 0.5, "beta2": 0.9, "initial_distance": 0.01}),
            ("prodigy", prodigy, start, {**adam, "initial_distance": 1e-6}),
            ("prodigy large", prodigy, start,
             {**adam, "lr": 0.5, "beta1": 0.5, "beta2": 0.9, "initial_distance": 0.01}),
            ("ema", ema, start, {"lr": 0.1, "decay": 0.95}),
            ("polyak", polyak, start, {"lr": 0.1, "start": 0}),
            ("polyak late", polyak, start, {"lr": 0.1, "start": 20}),
            ("clip-adaptive", clip_adaptive, start,
             {"lr": 1, "max": 0.3, "eps": 1e-3, "units": rows}),
            ("clip-adaptive vector", clip_adaptive, origin,
             {"lr": 1, "max": 0.3, "eps": 1e-3, "units": [[0, 6]]}),
            ("centralise", centralise, start, {"lr": 0.1, "rows": rows}),
            ("adafactor vector", adafactor, start, factor),
            ("adafactor absolute", adafactor, start,
             {**factor, "relative_step": False, "scale_parameter": False, "lr": 0.05, "d": 0.7}),
            ("adafactor two blocks", adafactor, origin,
             {**factor, "decay_exponent": 0.6, "eps2": 0.01, "blocks": [[0, 2, 0], [2, 6, 2]]}),
        ):
            runs.append(run(f"{name} {kind}", rule, x0, gradients, h))
    text = json.dumps({
        "format": "optimizer-trace/1",
        "origin": "average_and_block_rules.py, mpmath with 60 digits, rounded once",
        "tolerance": "1e-12 relative plus ten times max_abs_deviation_of_double_replay",
        "runs": runs,
    })
    with open("average_and_block_rules.json", "w", encoding="ascii") as out:
        out.write(text.replace('{"name"', '\n{"name"').replace('"parameters"', '\n"parameters"')
                  .replace('"recommended"', '\n"recommended"').replace('"gradients"', '\n"gradients"') + "\n")


if __name__ == "__main__":
    main()
