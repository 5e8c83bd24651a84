"""Reference values of the incomplete beta and gamma functions over wide ranges, both tails and their logs.

    python3 incomplete_reference.py > incomplete-reference.json      (mpmath 1.3.0, seed 1)

One tail comes from its power series with positive terms (so many digits that the other is its complement) or, for large
shapes, from quadrature of the density over log odds (log x for gamma).
"""
import json
import random

from mpmath import exp, expm1, log, log1p, loggamma, mp, mpf, quad, sqrt

random.seed(1)
mp.dps = 60
LARGE = 2e4


def log_uniform(low, high):
    return 10 ** random.uniform(low, high)


def log_beta(a, b):
    return loggamma(a) + loggamma(b) - loggamma(a + b)


def peak(slope, curvature, log_ratio):
    reach = 180 / (slope + sqrt(slope * slope + 180 * curvature))
    return quad(lambda u: exp(log_ratio(u)), [reach * i / 8 for i in range(17)])


def beta_tail(a, b, x):
    """(lower tail?, its log)"""
    y = 1 - x
    front = a * log(x) + b * log(y) - log_beta(a, b)
    if min(a, b) > 100:
        lower = a * y >= b * x
        if not lower:
            a, b, x, y = b, a, y, x
        n = a + b
        return lower, front + log(peak(a * y - b * x, n * x * y, lambda u: -a * u - n * log1p(x * expm1(-u))))
    lower = x <= 0.5
    if not lower:
        a, b, x, y = b, a, y, x
    term = total = 1 / a
    n = 0
    while term > total * mpf(10) ** -mp.dps or x * (a + b + n) > a + 1 + n:
        term *= (a + b + n) / (a + 1 + n) * x
        total += term
        n += 1
    return lower, front + log(total)


def gamma_tail(a, x):
    """(lower tail?, its log)"""
    front = a * log(x) - x - loggamma(a)
    if a > LARGE:
        sign = -1 if x <= a else 1
        return sign < 0, front + log(peak(abs(a - x), x, lambda u: sign * a * u - x * expm1(sign * u)))
    mp.dps = 60 + int(2 * x / 2.3) if x > a and x < 2000 else 60
    if x > a and x >= 2000:  # Lentz's method on DLMF 8.9.2
        b = x + 1 - a
        c, d = mpf(10) ** 300, 1 / b
        h = d
        k = 0
        while True:
            k += 1
            b += 2
            d = 1 / (b - k * (k - a) * d)
            c = b - k * (k - a) / c
            h *= c * d
            if abs(c * d - 1) < mpf(10) ** -50:
                return False, front + log(h)
    term = total = 1 / a
    n = 0
    while term > total * mpf(10) ** -mp.dps or x > a + n:
        n += 1
        term *= x / (a + n)
        total += term
    front = a * log(x) - x - loggamma(a)
    lower = front + log(total)
    if x <= a:
        mp.dps = 60
        return True, lower
    upper = log(-expm1(lower))
    mp.dps = 60
    return False, upper


def tails(lower, value):
    other = log(-expm1(value)) if value > -1 else log1p(-exp(value))
    logs = (value, other) if lower else (other, value)
    return [float(v) for v in (exp(logs[0]), exp(logs[1]), logs[0], logs[1])]


def beta_points(count):
    shapes = [((-2, 2), (-2, 2)), ((-8, 1), (-8, 3)), ((0, 3), (0, 3)), ((2, 12), (2, 12)), ((-2, 2), (2, 4))]
    for i in range(count):
        low, high = shapes[i % len(shapes)]
        a, b = log_uniform(*low), log_uniform(*high)
        sd = sqrt(mpf(a) * b / (a + b + 1)) / (a + b)
        x = [random.random(), log_uniform(-30, 0), float(a / (a + b) + sd * random.uniform(-6, 6))][(i // 5) % 3]
        if not 0 < x < 1:
            continue
        mp.dps = 60 if min(a, b) > 100 else 400
        lower, value = beta_tail(mpf(a), mpf(b), mpf(x))
        small = mpf(10) ** -305 if mp.dps == 400 else 0
        if -700 < value < -small:
            values = tails(lower, value)
            if min(values[2:]) > -700:
                yield [a, b, x], values
        mp.dps = 60


def gamma_points(count):
    shapes = [(-2, 2), (-8, 1), (1, 4), (3, 12)]
    for i in range(count):
        a = log_uniform(*shapes[i % len(shapes)])
        x = [log_uniform(-3, 3), log_uniform(-30, 0), abs(a + a**0.5 * random.uniform(-6, 6))][(i // 4) % 3]
        lower, value = gamma_tail(mpf(a), mpf(x))
        if value > -700:
            yield [a, x], tails(lower, value)


def table(points):
    return "[\n" + ",\n".join("    " + json.dumps(args + values) for args, values in points) + "\n  ]"


print('{\n  "source": "mpmath 1.3.0, 60 digits; incomplete_reference.py",')
print('  "beta": ' + table(beta_points(120)) + ",")
print('  "gamma": ' + table(gamma_points(96)) + "\n}")
