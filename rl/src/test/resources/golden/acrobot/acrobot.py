"""Steps of the acrobot in arithmetic of 40 digits, from the Lagrangian of two rigid links.

Nothing is taken from the solved equations of Sutton and Barto's book: the accelerations come from
the linear system M(q) q'' = torque - (d/dt M) q' + grad (T - V) at fixed velocities, with the
kinetic energy T = 1/2 q' M q' written for links of mass m, length l, centre of mass c and moment of
inertia I. The angles are wrapped to [-pi, pi] and the speeds clipped as Gymnasium documents it.

Run: python3 acrobot.py > acrobot.json    (mpmath 1.3.0)
"""

import json
import random

from mpmath import cos, lu_solve, matrix, mp, mpf, pi, sin

mp.dps = 40
m1 = m2 = l1 = I1 = I2 = mpf(1)
c1 = c2 = mpf(1) / 2
g = mpf(9.8)  # the double, as everybody computes with it


def mass(b):
    """The mass matrix; b is the angle between the links."""
    m11 = m1 * c1**2 + I1 + m2 * (l1**2 + c2**2 + 2 * l1 * c2 * cos(b)) + I2
    m12 = m2 * (c2**2 + l1 * c2 * cos(b)) + I2
    m22 = m2 * c2**2 + I2
    return matrix([[m11, m12], [m12, m22]])


def mass_by_b(b):
    d = -m2 * l1 * c2 * sin(b)
    return matrix([[2 * d, d], [d, 0]])


def energy(s):
    a, b, u, w = s
    m = mass(b)
    kinetic = (m[0, 0] * u * u + 2 * m[0, 1] * u * w + m[1, 1] * w * w) / 2
    return kinetic - m1 * g * c1 * cos(a) - m2 * g * (l1 * cos(a) + c2 * cos(a + b))


def slope(s, torque):
    a, b, u, w = s
    dm = mass_by_b(b)
    # d/dt (M q') = M q'' + w (dM/db) q'; only b appears in T.
    moved = w * dm * matrix([u, w])
    t_by_b = (dm[0, 0] * u * u + 2 * dm[0, 1] * u * w) / 2
    v_by_a = m1 * g * c1 * sin(a) + m2 * g * (l1 * sin(a) + c2 * sin(a + b))
    v_by_b = m2 * g * c2 * sin(a + b)
    force = matrix([-v_by_a, torque + t_by_b - v_by_b])
    acceleration = lu_solve(mass(b), force - moved)
    return [u, w, acceleration[0], acceleration[1]]


def wrap(x):
    while x > pi:
        x -= 2 * pi
    while x < -pi:
        x += 2 * pi
    return x


def clip(x, most):
    return max(-most, min(most, x))


def step(s, torque):
    h = mpf(0.2)
    ahead = lambda k, by: [x + by * y for x, y in zip(s, k)]
    k1 = slope(s, torque)
    k2 = slope(ahead(k1, h / 2), torque)
    k3 = slope(ahead(k2, h / 2), torque)
    k4 = slope(ahead(k3, h), torque)
    n = [x + h / 6 * (p + 2 * q + 2 * r + t) for x, p, q, r, t in zip(s, k1, k2, k3, k4)]
    return [wrap(n[0]), wrap(n[1]), clip(n[2], 4 * pi), clip(n[3], 9 * pi)]


def main():
    draw = random.Random(7)
    steps = []
    for k in range(300):
        calm = k % 3 == 0
        reach = [0.1] * 4 if calm else [3.14159, 3.14159, 6.0, 12.0]
        if k % 3 == 2:
            reach = [3.14159, 3.14159, 12.5, 28.0]
        s = [draw.uniform(-r, r) for r in reach]
        action = k % 3 if k < 150 else draw.randrange(3)
        n = step([mpf(x) for x in s], mpf(action - 1))
        up = -cos(n[0]) - cos(n[0] + n[1])
        if abs(up - 1) < mpf(10) ** -9:
            continue  # too near to call in doubles
        steps.append(
            {
                "state": s,
                "action": action,
                "next": [float(x) for x in n],
                "terminated": bool(up > 1),
                "energy": float(energy([mpf(x) for x in s])),
            }
        )
    print('{"origin": "acrobot.py, mpmath with 40 digits", "steps": [')
    print(",\n".join(json.dumps(x) for x in steps))
    print("]}")


main()
