"""Shares, medians and tests, against scipy and against counting by hand."""

from __future__ import annotations

import random
from itertools import pairwise

import numpy as np
import pytest
from scipy import stats

from mkdocs_postmortems.learn.statistics import (
    Detectable,
    Share,
    detectable,
    fisher,
    holm,
    median_interval,
    p90,
    percentile,
    wilson,
)

SHARES = [
    (k, n) for n in (1, 2, 4, 5, 8, 10, 20, 40, 333) for k in {0, 1, n // 3, n // 2, n - 1, n}
]
TABLES = [
    (Share(k1, n1), Share(k2, n2))
    for n1, n2 in ((1, 1), (3, 8), (8, 3), (12, 15), (20, 20), (40, 7))
    for k1 in range(0, n1 + 1, 2)
    for k2 in range(n2 + 1)
]


@pytest.mark.parametrize(("count", "of"), SHARES)
def test_wilsons_interval_is_scipys(count: int, of: int) -> None:
    expected = stats.binomtest(count, of).proportion_ci(0.95, method="wilson")
    found = wilson(count, of)

    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=1e-12)


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        (1, 4, 5, 70),
        (3, 8, 14, 69),
        (6, 12, 25, 75),
        (2, 20, 3, 30),
        (10, 40, 14, 40),
        (0, 10, 0, 28),
    ],
)
def test_wilsons_interval_reads_as_published(count: int, of: int, low: int, high: int) -> None:
    found = wilson(count, of)

    assert (round(found.low * 100), round(found.high * 100)) == (low, high)


def test_none_and_all_have_an_exact_end() -> None:
    assert [wilson(0, n).low for n in range(1, 200)] == [0.0] * 199
    assert [wilson(n, n).high for n in range(1, 200)] == [1.0] * 199


@pytest.mark.parametrize(("count", "of"), [(0, 0), (-1, 4), (5, 4)])
def test_what_is_no_share_is_refused(count: int, of: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(count, of)


def test_a_share_below_five_is_a_fraction_only() -> None:
    assert [Share(1, of).interval is None for of in (0, 1, 4, 5)] == [True, True, True, False]
    assert (Share(0, 0).value, Share(1, 4).value) == (None, 0.25)


@pytest.mark.parametrize("n", [*range(6, 40), 70, 71, 200, 1001])
def test_the_medians_interval_is_scipys(n: int) -> None:
    values = [random.Random(n * 1000 + i).lognormvariate(3, 1.2) for i in range(n)]
    expected = stats.quantile_test(values, q=0, p=0.5).confidence_interval(0.95)
    found = median_interval(values)

    assert found
    assert (found.low, found.high) == (expected.low, expected.high)


@pytest.mark.parametrize("n", [*range(6, 60), 200, 5000])
def test_the_coverage_is_the_binomials_and_one_rank_narrower_is_too_narrow(n: int) -> None:
    found = median_interval(range(n))

    assert found
    rank = int(found.low) + 1
    assert int(found.high) == n - rank
    assert found.coverage == pytest.approx(1 - 2 * stats.binom.cdf(rank - 1, n, 0.5), abs=1e-12)
    assert found.coverage >= 0.95 > 1 - 2 * stats.binom.cdf(rank, n, 0.5)


@pytest.mark.parametrize("n", range(6))
def test_below_six_values_no_pair_covers_the_median(n: int) -> None:
    assert median_interval(range(n)) is None


def test_the_interval_of_equal_values_is_that_value() -> None:
    found = median_interval([7.0] * 12)

    assert found
    assert (found.low, found.high) == (7.0, 7.0)


@pytest.mark.parametrize("n", [1, 2, 3, 10, 11, 37])
@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 1.0])
def test_percentiles_are_numpys_linear_ones(n: int, share: float) -> None:
    values = [random.Random(i).expovariate(1) for i in range(n)]

    assert percentile(values, share) == pytest.approx(np.quantile(values, share), rel=1e-12)


def test_p90_is_said_from_ten_values_on() -> None:
    assert p90(range(9)) is None
    assert p90(range(10)) == pytest.approx(8.1)


def test_fishers_p_is_scipys() -> None:
    for first, second in TABLES:
        table = [[one.count, one.of - one.count] for one in (first, second)]

        assert fisher(first, second) == pytest.approx(stats.fisher_exact(table).pvalue, rel=1e-9)


def test_fishers_p_does_not_mind_which_is_first() -> None:
    assert all(fisher(first, second) == fisher(second, first) for first, second in TABLES)


def test_equal_shares_have_a_p_of_one() -> None:
    assert [fisher(Share(k, 9), Share(k, 9)) for k in range(10)] == [1.0] * 10


@pytest.mark.parametrize(
    ("raw", "adjusted"),
    [
        ((), ()),
        ((0.04,), (0.04,)),
        ((0.01, 0.04, 0.03, 0.005), (0.03, 0.06, 0.06, 0.02)),
        ((0.5, 0.5, 0.001), (1.0, 1.0, 0.003)),
        ((0.02, 0.02), (0.04, 0.04)),
    ],
)
def test_holms_correction_steps_down_and_never_falls(
    raw: tuple[float, ...], adjusted: tuple[float, ...]
) -> None:
    assert holm(raw) == pytest.approx(adjusted)


def test_holm_rejects_what_its_steps_reject() -> None:
    """The definition itself: go up the ordered p until one misses alpha / (m - step)."""
    for seed in range(300):
        random_ = random.Random(seed)
        raw = [random_.random() ** 4 for _ in range(random_.randint(1, 12))]
        rejected = set()
        for step, at in enumerate(sorted(range(len(raw)), key=raw.__getitem__)):
            if raw[at] * (len(raw) - step) >= 0.05:
                break
            rejected.add(at)

        assert {at for at, p in enumerate(holm(raw)) if p < 0.05} == rejected


def test_with_twenty_and_twenty_ten_percent_would_have_to_become_sixty_five() -> None:
    assert detectable(Share(2, 20), 20, 36) == Detectable(rise_to=13, fall_to=None)


@pytest.mark.parametrize("tests", [1, 5, 36])
@pytest.mark.parametrize(("before_of", "after_of"), [(5, 5), (12, 30), (30, 12), (25, 25)])
def test_the_detectable_count_is_the_nearest_one(before_of: int, after_of: int, tests: int) -> None:
    """Halving finds what trying all finds, upwards and downwards."""
    for count in range(before_of + 1):
        before = Share(count, before_of)
        seen = [k for k in range(after_of + 1) if fisher(before, Share(k, after_of)) * tests < 0.05]
        higher = [k for k in seen if k * before_of > count * after_of]
        lower = [k for k in seen if k * before_of < count * after_of]

        expected = Detectable(min(higher, default=None), max(lower, default=None))
        assert detectable(before, after_of, tests) == expected


def test_more_themes_ask_for_more() -> None:
    counts = [detectable(Share(4, 40), 40, tests).rise_to or 99 for tests in (1, 2, 6, 36, 200)]

    assert all(less <= more for less, more in pairwise(counts))
    assert counts[0] < counts[-1]


def test_of_few_nothing_could_be_seen() -> None:
    assert detectable(Share(1, 4), 4, 36) == Detectable(rise_to=None, fall_to=None)
