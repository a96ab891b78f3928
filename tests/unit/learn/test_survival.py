"""How long things stay open, against lifelines and scipy."""

from __future__ import annotations

import math
import random

import pytest
from scipy import stats

from mkdocs_postmortems.learn.survival import Survival, survival

NOT_THERE = "lifelines judges the bands and is installed for tests only; scipy judges the curve"


def observed(seed: int, n: int, censored: float = 0.4) -> list[tuple[float, bool]]:
    random_ = random.Random(seed)
    return [(float(random_.randint(0, 60)), random_.random() > censored) for _ in range(n)]


@pytest.mark.parametrize("n", [1, 2, 7, 20, 150])
@pytest.mark.parametrize("seed", range(6))
def test_the_curve_is_scipys(seed: int, n: int) -> None:
    times = observed(seed, n)
    sample = stats.CensoredData(
        uncensored=[time for time, ended in times if ended],
        right=[time for time, ended in times if not ended],
    )
    expected = stats.ecdf(sample).sf
    found = survival(times)

    assert [step.left for step in found.steps] == pytest.approx(
        [float(expected.evaluate(step.time)) for step in found.steps]
    )
    assert {step.time for step in found.steps} == {time for time, ended in times if ended}
    assert (found.n, found.censored) == (n, sum(not ended for _, ended in times))


@pytest.mark.parametrize("n", [2, 7, 20, 150])
@pytest.mark.parametrize("seed", range(6))
def test_the_bands_and_the_medians_limits_are_lifelines(seed: int, n: int) -> None:
    lifelines = pytest.importorskip("lifelines", reason=NOT_THERE)
    utils = pytest.importorskip("lifelines.utils", reason=NOT_THERE)
    times = observed(seed, n)
    fitter = lifelines.KaplanMeierFitter().fit(*zip(*times, strict=True))
    bands = fitter.confidence_interval_
    found = survival(times)

    for step in found.steps:
        low, high = bands.loc[step.time]
        if step.left:
            assert (step.low, step.high) == pytest.approx((low, high))
        else:
            assert (step.low, step.high) == (None, None)
    expected = fitter.median_survival_time_
    assert found.median == (None if math.isinf(expected) else expected)
    if all(step.left for step in found.steps):
        limits = utils.median_survival_times(bands).iloc[0]
        assert [found.median_low, found.median_high] == [
            None if math.isinf(limit) else limit for limit in limits
        ]


def test_the_curve_of_a_textbook() -> None:
    """Six-mercaptopurine (Freireich et al., Blood 21, 1963): the median is 23 weeks."""
    ended = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    found = survival([(t, True) for t in ended] + [(t, False) for t in censored])

    assert [
        (step.time, step.at_risk, step.events, round(step.left, 3)) for step in found.steps
    ] == [
        (6, 21, 3, 0.857),
        (7, 17, 1, 0.807),
        (10, 15, 1, 0.753),
        (13, 12, 1, 0.69),
        (16, 11, 1, 0.627),
        (22, 7, 1, 0.538),
        (23, 6, 1, 0.448),
    ]
    assert (found.median, found.median_low, found.median_high) == (23, 13, None)


def test_nothing_seen_gives_no_curve() -> None:
    assert survival([]) == Survival()


def test_while_nothing_ends_the_curve_stays_at_one_and_has_no_median() -> None:
    assert survival([(5, False), (9, False)]) == Survival(censored=2)


def test_a_median_that_is_not_reached_is_not_told() -> None:
    found = survival([(1, True), (5, False), (9, False)])

    assert found.median is None
    assert found.median_high is None


def test_a_half_reached_by_products_is_a_half() -> None:
    """4/5 x 5/8 is a half, whatever floating point makes of it."""
    times = [(1, True)] * 2 + [(3, True)] * 3 + [(4, False)] * 5

    assert survival(times).median == 3


def test_the_end_of_the_curve_limits_nothing() -> None:
    """Once nothing is left, Greenwood's variance does not exist: no upper limit comes from it."""
    found = survival([(1, True), (2, True), (3, True)])

    assert [step.high is None for step in found.steps] == [False, False, True]
    assert (found.median, found.median_low, found.median_high) == (2, 1, None)


def test_open_ones_lengthen_the_median_that_closed_ones_alone_would_flatter() -> None:
    closed = [(float(day), True) for day in range(1, 11)]

    assert survival(closed).median == 5
    assert survival(closed + [(30.0, False)] * 8).median == 9


def test_the_order_of_observations_does_not_matter() -> None:
    times = observed(3, 40)

    assert survival(times) == survival(times[::-1])
