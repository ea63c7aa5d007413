"""Compares Sobol indices and Morris effects of this crate with those of SALib, on the same designs and outputs.

    python -m pip install 'SALib==1.6.*'
    cargo run --release --example sensitivity_table > table.json
    python tests/python/salib_check.py table.json          (or from standard input)

Estimates must agree to ten digits: both programs use the same estimators. Widths of bootstrap intervals rest on other
random numbers, and on percentiles here and on a normal approximation there: they must agree within a quarter. The
unscrambled Sobol sequence must be SciPy's, bit for bit. Exits with 1, and says where, when something disagrees.
"""

import json
import sys
import warnings

import numpy as np
from SALib.analyze import morris, sobol
from scipy.stats import qmc

PRECISION = 1e-10
WIDTH_PRECISION = 0.25
# Narrower intervals are compared with this: chance of a few resamples would decide.
LEAST_WIDTH = 0.01
RESAMPLES = 1000


class Comparison:
    """Counts comparisons and remembers the worst of them."""

    def __init__(self):
        self.failures = []
        self.count = 0
        self.worst_estimate = 0.0
        self.worst_width = 0.0

    def estimates(self, what, found, expected):
        scale = max(1.0, float(np.max(np.abs(expected))))
        difference = float(np.max(np.abs(np.asarray(found) - np.asarray(expected)))) / scale
        self.count += len(found)
        self.worst_estimate = max(self.worst_estimate, difference)
        if not difference <= PRECISION:
            self.failures.append(f"{what}: found {list(found)}, SALib {list(expected)}")

    def widths(self, what, intervals, expected, scale=1.0):
        for interval, width in zip(intervals, expected):
            found = (interval["high"] - interval["low"]) / 2
            difference = abs(found - width) / max(width, LEAST_WIDTH * scale)
            self.count += 1
            self.worst_width = max(self.worst_width, difference)
            if not difference <= WIDTH_PRECISION:
                self.failures.append(f"{what}: half width found {found}, SALib {width}")


def problem(factors):
    names = [f"factor {number}" for number in range(factors)]
    return {"num_vars": factors, "names": names, "bounds": [[0.0, 1.0]] * factors}


def compare_shares(comparison, name, case):
    outputs = np.array(case["outputs"])
    expected = sobol.analyze(
        problem(case["factors"]), outputs, calc_second_order=False, num_resamples=RESAMPLES, seed=1
    )
    for key, salib in (("first", "S1"), ("total", "ST")):
        found = [factor[key] for factor in case["found"]["factors"]]
        comparison.estimates(f"{name} {salib}", [estimate["value"] for estimate in found], expected[salib])
        intervals = [estimate["interval"] for estimate in found]
        comparison.widths(f"{name} {salib}", intervals, expected[f"{salib}_conf"])


def compare_effects(comparison, name, case):
    rows, outputs = np.array(case["rows"]), np.array(case["outputs"])
    levels = case["levels"]
    expected = morris.analyze(
        problem(case["factors"]), rows, outputs, num_resamples=RESAMPLES, num_levels=levels, seed=1
    )
    factors = case["found"]["factors"]
    comparison.estimates(f"{name} mu", [factor["mu"] for factor in factors], expected["mu"])
    comparison.estimates(f"{name} mu*", [factor["mu_star"]["value"] for factor in factors], expected["mu_star"])
    comparison.estimates(f"{name} sigma", [factor["sigma"] for factor in factors], expected["sigma"])
    intervals = [factor["mu_star"]["interval"] for factor in factors]
    scale = float(np.max(expected["mu_star"]))
    comparison.widths(f"{name} mu*", intervals, expected["mu_star_conf"], scale)


def compare_sequence(comparison, points):
    points = np.array(points)
    expected = qmc.Sobol(points.shape[1], scramble=False).random(points.shape[0])
    comparison.count += points.size
    if not np.array_equal(points, expected):
        comparison.failures.append("the Sobol sequence is not SciPy's")


def main():
    warnings.simplefilter("ignore")
    source = open(sys.argv[1], encoding="utf-8") if len(sys.argv) > 1 else sys.stdin
    with source:
        table = json.load(source)
    comparison = Comparison()
    compare_sequence(comparison, table["sequence"])
    for case in table["cases"]:
        compare_shares(comparison, case["name"], case["shares"])
        compare_effects(comparison, case["name"], case["effects"])
    for failure in comparison.failures:
        print(failure, file=sys.stderr)
    if not table["cases"] or comparison.failures:
        print(f"{len(comparison.failures)} disagreements with SALib", file=sys.stderr)
        return 1
    print(
        f"{comparison.count} numbers agree with SALib: estimates to {comparison.worst_estimate:.1e}, "
        f"interval widths to {comparison.worst_width:.0%}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
