"""Compute reference values of Gaussian processes with scikit-learn and SciPy.

python3 packages/inference/test/gaussian_process_reference.py > packages/testing/fixtures/gaussian_process.json
"""

import json

import numpy as np
import scipy
import sklearn
from scipy.special import ive
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, ExpSineSquared, Matern, WhiteKernel

x = np.array([-1.3, 0.0, 0.4, 1.1, 2.0, 3.7])
east = np.array([0.0, 1.0, 2.0, 0.5, 1.7, 3.0])
north = np.array([1.0, 1.0, 0.0, 2.5, 0.2, 3.1])
grid = np.array([-2.0, 0.2, 0.4, 1.5, 6.0])
y = np.array([0.3, -0.2, 0.5, 1.4, 0.9, -0.7])
scale, noise = 1.7, 0.3


def scaled(kernel, s=scale):
    return ConstantKernel(s**2) * kernel


one_input = {
    "squaredExponential": scaled(RBF(0.9)),
    "matern12": scaled(Matern(0.9, nu=0.5)),
    "matern32": scaled(Matern(0.9, nu=1.5)),
    "matern52": scaled(Matern(0.9, nu=2.5)),
    "periodic": scaled(ExpSineSquared(0.9, 2.5)),
    "sum": scaled(RBF(2.0)) + scaled(Matern(0.4, nu=1.5), 0.6),
    "product": scaled(RBF(2.0)) * ExpSineSquared(0.9, 2.5),
}
two_inputs = {
    "squaredExponential": scaled(RBF([0.9, 2.1])),
    "matern12": scaled(Matern([0.9, 2.1], nu=0.5)),
    "matern32": scaled(Matern([0.9, 2.1], nu=1.5)),
    "matern52": scaled(Matern([0.9, 2.1], nu=2.5)),
}


def regression(kernel, points, new):
    gp = GaussianProcessRegressor(kernel + WhiteKernel(noise**2), optimizer=None, alpha=0.0)
    gp.fit(points, y)
    value, gradient = gp.log_marginal_likelihood(gp.kernel_.theta, eval_gradient=True)
    mean, covariance = GaussianProcessRegressor(kernel, optimizer=None, alpha=noise**2).fit(points, y).predict(new, return_cov=True)
    return {
        "covariance": kernel(points).ravel().tolist(),
        "logDensity": value,
        "hyperparameters": [h.name for h in gp.kernel_.hyperparameters],
        "logGradient": gradient.tolist(),
        "mean": mean.tolist(),
        "conditional": covariance.ravel().tolist(),
    }


def part():
    """The long part of the sum, given noisy values of the whole (Rasmussen and Williams 2006, equation 2.23)."""
    long = scaled(RBF(2.0))
    points, new = x[:, None], grid[:, None]
    total = one_input["sum"](points) + noise**2 * np.eye(len(x))
    cross = long(new, points)
    return {
        "mean": (cross @ np.linalg.solve(total, y)).tolist(),
        "conditional": (long(new) - cross @ np.linalg.solve(total, cross.T)).ravel().tolist(),
    }


new_places = np.column_stack([grid, grid[::-1]])
print(
    json.dumps(
        {
            "source": f"scikit-learn {sklearn.__version__} (GaussianProcessRegressor), SciPy {scipy.__version__}; gaussian_process_reference.py",
            "x": x.tolist(),
            "east": east.tolist(),
            "north": north.tolist(),
            "grid": grid.tolist(),
            "y": y.tolist(),
            "scale": scale,
            "noise": noise,
            "oneInput": {name: regression(k, x[:, None], grid[:, None]) for name, k in one_input.items()},
            "twoInputs": {name: regression(k, np.column_stack([east, north]), new_places) for name, k in two_inputs.items()},
            "part": part(),
            "besselScaled": [
                {"z": z, "values": [float(ive(k, z)) for k in range(13)]} for z in [1e-4, 0.04, 1.0, 7.0, 30.0]
            ],
        },
        indent=1,
    )
)
