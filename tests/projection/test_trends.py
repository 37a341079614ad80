"""Trend fits, from answers: closed formulas, worked values, recursions written out, simulated worlds."""

import warnings
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, stats
from statsmodels.tools.sm_exceptions import ConvergenceWarning

from ontrack.errors import InputError
from ontrack.plan import Indicator
from ontrack.plan.texts import Texts
from ontrack.projection.trends import COLUMNS, METHODS, fit_trends, fits, methods_for
from ontrack.projection.trends.methods import spread
from ontrack.series.scales import Identity, Log, Logit

RAW = Path(__file__).parents[2] / "data" / "raw"
COUNT = Indicator("count", Texts(), Texts(), "stock", 0.0, None, "higher", 0, "", 0, Texts())
FREE = replace(COUNT, kind="flow", lower=None)
SCORE = replace(COUNT, kind="score", upper=100.0)
TOTAL = replace(COUNT, kind="cumulative")

STEADY = [100, 104, 110, 115, 121, 126]  # METHODS.md S1
SLOWING = [100, 112, 121, 125, 127, 128]  # METHODS.md S2


def yearly(values, start=2020):
    return pd.Series(np.asarray(values, dtype=float), index=range(start, start + len(values)))


def wandering(length, *, drift=1.0, seed=0):
    return yearly(100 + np.cumsum(drift + np.random.default_rng(seed).standard_normal(length)), start=2000)


def rows(table, method):
    return table[table["method"] == method].set_index("year")[fits.COLUMNS]


def fitted(method, series, indicator, last_year):
    return rows(fit_trends(series, indicator, last_year), method)


def in_own_units(series):
    return (series - series.iloc[0]) / spread(series)


# --- The lines --------------------------------------------------------------------------------------------


def test_exact_line_goes_on_exactly_and_without_width():
    series = pd.Series([3.0, 5.0, 9.0, 13.0], index=[2018, 2019, 2021, 2023])
    answer = fitted("straight_line", series, FREE, 2026)
    expected = np.array([[15.0] * 3, [17.0] * 3, [19.0] * 3])
    np.testing.assert_allclose(answer, expected, atol=1e-9)
    assert list(answer.index) == [2024, 2025, 2026]


def test_straight_line_interval_is_the_textbook_formula():
    x, y = np.array([2012, 2013, 2016, 2020, 2021]), np.array([4.0, 4.9, 6.2, 9.1, 9.0])
    slope, intercept = np.polyfit(x - x.mean(), y, 1)
    s = np.sqrt(np.sum((y - intercept - slope * (x - x.mean())) ** 2) / 3)
    ahead = np.arange(2022, 2031)
    root = np.sqrt(1 + 1 / 5 + (ahead - x.mean()) ** 2 / np.sum((x - x.mean()) ** 2))
    middle, half_width = intercept + slope * (ahead - x.mean()), stats.t.ppf(0.9, 3) * s * root
    answer = fitted("straight_line", pd.Series(y, index=x), FREE, 2030)
    np.testing.assert_allclose(
        answer, np.column_stack([middle, middle - half_width, middle + half_width]), rtol=1e-9
    )


def test_eighty_per_cent_of_what_comes_lies_in_the_straight_lines_interval():
    random = np.random.default_rng(2030)
    worlds = 5 + 2 * np.arange(7) + random.standard_normal((500, 7))
    tables = [fits.line(yearly(world[:6]), np.array([2026])) for world in worlds]
    limits = pd.concat(tables)[["lower_80", "upper_80"]].to_numpy()
    inside = (limits[:, 0] <= worlds[:, 6]) & (worlds[:, 6] <= limits[:, 1])
    assert inside.mean() == pytest.approx(0.80, abs=0.03)


def test_growth_of_five_per_cent_goes_on_at_five_per_cent():
    answer = fitted("log_linear", yearly(40 * 1.05 ** np.arange(6)), COUNT, 2030)
    np.testing.assert_allclose(answer["value"], 40 * 1.05 ** np.arange(6, 11), rtol=1e-9)
    np.testing.assert_allclose(answer["upper_80"] / answer["lower_80"], 1, rtol=1e-6)


def test_log_linear_is_the_line_of_the_logarithms_carried_back():
    logs = fitted("straight_line", yearly(np.log(SLOWING)), FREE, 2030)
    answer = fitted("log_linear", yearly(SLOWING), COUNT, 2030)
    np.testing.assert_allclose(answer, np.exp(logs), rtol=1e-9)


@pytest.mark.parametrize(
    ("first", "last", "method", "scale", "in_2030"),
    [  # METHODS.md 7.1: satisfaction, university patents put to use; 2020 and 2025
        (76.94, 87.28, "log_linear", Log(), 99.0),
        (76.94, 87.28, "straight_line", Identity(), 97.6),
        (76.94, 87.28, "logistic", Logit(0, 100), 93.4),
        (3.8, 13.6, "log_linear", Log(), 48.7),
        (3.8, 13.6, "straight_line", Identity(), 23.4),
        (3.8, 13.6, "logistic", Logit(0, 100), 38.5),
    ],
)
def test_lines_reach_the_published_worked_values(first, last, method, scale, in_2030):
    ends = scale.forward([first, last])
    series = pd.Series(scale.inverse(np.interp([0, 0.4, 1], [0, 1], ends)), index=[2020, 2022, 2025])
    assert fitted(method, series, SCORE, 2030)["value"][2030] == pytest.approx(in_2030, abs=0.05)


def test_logistic_stays_inside_the_bounds_close_to_one():
    answer = fitted("logistic", yearly([97.0, 98.5, 98.4, 99.6, 99.7]), SCORE, 2050)
    assert (answer["upper_80"] < 100).all()
    assert answer["value"].is_monotonic_increasing
    assert (answer["lower_80"] < answer["value"]).all()
    assert (answer["value"] < answer["upper_80"]).all()


def test_logistic_uses_both_bounds_of_the_indicator():
    between = replace(SCORE, lower=50.0, upper=90.0)
    answer = fitted("logistic", yearly(50 + 40 / (1 + np.exp(-np.linspace(-1, 1, 5)))), between, 2026)
    expected = 50 + 40 / (1 + np.exp(-np.array([1.5, 2.0])))
    np.testing.assert_allclose(answer["value"], expected, rtol=1e-9)


# --- Damped Holt ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [2, 8])
def test_damped_holt_follows_its_recursions(seed):
    series = in_own_units(wandering(12, seed=seed))
    alpha, beta, phi = fits.damped_holt_model(series).params
    assert 0.1 < alpha < 0.9 and beta > 0.1  # or the recursions would not be tried
    y, ahead = series.to_numpy(), 6
    level, trend, errors = y[1], y[1] - y[0], []
    for value in y[2:]:
        error = value - (level + phi * trend)
        errors.append(error)
        level, trend = level + phi * trend + alpha * error, phi * trend + beta * error
    damping = np.cumsum(phi ** np.arange(1, ahead + 1))
    middle = level + damping * trend
    weights = alpha + beta * damping  # of an error in what comes 1, 2, ... years later
    sigma2 = np.sum(np.square(errors)) / (12 - 5)
    variance = sigma2 * (1 + np.concatenate([[0], np.cumsum(weights[:-1] ** 2)]))
    half_width = stats.t.ppf(0.9, 12 - 5) * np.sqrt(variance)
    answer = fits.damped_holt(series, np.arange(2012, 2012 + ahead))
    np.testing.assert_allclose(answer["value"], middle, rtol=1e-8)
    np.testing.assert_allclose(answer["upper_80"] - answer["value"], half_width, rtol=1e-8)
    np.testing.assert_allclose(answer["value"] - answer["lower_80"], half_width, rtol=1e-8)


def test_damped_holt_finds_the_weights_of_a_long_history():
    random, level, trend, values = np.random.default_rng(1), 0.0, 2.0, []
    for error in random.standard_normal(800):
        values.append(level + 0.9 * trend + error)
        level, trend = level + 0.9 * trend + 0.6 * error, 0.9 * trend + 0.2 * error
    found = fits.damped_holt_model(in_own_units(yearly(values, start=1000))).params
    np.testing.assert_allclose(found, [0.6, 0.2, 0.9], atol=0.08)


def test_damped_holt_interval_holds_what_comes_after_a_short_history():
    inside = []
    for seed in range(40):
        world = wandering(15, seed=seed)
        came = world.iloc[10:].to_numpy()
        answer = fits.damped_holt(world.iloc[:10], np.arange(2010, 2015))
        inside.append((answer["lower_80"] <= came) & (came <= answer["upper_80"]))
    assert 0.65 < np.mean(inside) < 0.90  # statsmodels' own interval: 0.3


# --- Theta ------------------------------------------------------------------------------------------------


def simple_smoothing(y, alpha):
    level, errors = y[0], []
    for value in y[1:]:
        errors.append(value - level)
        level += alpha * (value - level)
    return level, np.array(errors)


def test_theta_is_simple_smoothing_plus_half_the_slope():
    series = yearly([10.0, 14.1, 9.2, 13.8, 12.0, 15.5, 11.9, 16.0, 14.2])
    y, n, h = series.to_numpy(), 9, np.arange(1, 6)
    search = optimize.minimize_scalar(
        lambda weight: np.sum(simple_smoothing(y, weight)[1] ** 2), bounds=(1e-4, 1 - 1e-4), method="bounded"
    )
    alpha, half_slope = search.x, np.polyfit(np.arange(n), y, 1)[0] / 2
    assert 0.1 < alpha < 0.9
    drift = half_slope * (h - 1 + 1 / alpha - (1 - alpha) ** n / alpha)
    answer = fitted("theta", series, FREE, 2033)
    np.testing.assert_allclose(answer["value"], simple_smoothing(y, alpha)[0] + drift, rtol=1e-4)


def test_theta_interval_is_that_of_smoothing_with_drift():
    series = in_own_units(yearly([10.0, 14.1, 9.2, 13.8, 12.0, 15.5, 11.9, 16.0, 14.2]))
    y, n, h = series.to_numpy(), 9, np.arange(1, 6)
    slope, alpha = fits.ThetaModel(y, deseasonalize=False).fit().params
    # The drift that smoothing has gathered before each value, in closed form, instead of the recursion.
    gathered = slope / 2 * (1 - (1 - alpha) ** np.arange(1, n)) / alpha
    plain_level = [simple_smoothing(y[:k], alpha)[0] for k in range(1, n)]
    errors = y[1:] - plain_level - gathered
    half_width = stats.t.ppf(0.9, 6) * np.sqrt(np.sum(errors**2) / 6 * (1 + (h - 1) * alpha**2))
    answer = fits.theta(series, np.arange(2029, 2034))
    np.testing.assert_allclose(answer["upper_80"] - answer["value"], half_width, rtol=1e-9)
    np.testing.assert_allclose(answer["value"] - answer["lower_80"], half_width, rtol=1e-9)


def test_theta_carries_on_half_of_a_steady_rise():
    answer = fitted("theta", yearly(2.0 * np.arange(10) + 1e-3 * np.sin(np.arange(10))), FREE, 2034)
    np.testing.assert_allclose(answer["value"].diff().dropna(), 1.0, atol=1e-3)


# --- Local linear trend -----------------------------------------------------------------------------------


def test_local_linear_trend_bridges_a_gap():
    years = np.array([2010, 2011, 2012, 2015, 2016, 2017, 2018, 2020])
    line = 7 + 3.0 * (years - 2010)
    series = pd.Series(line + 1e-3 * np.cos(5.0 * years), index=years)
    answer = fitted("local_linear_trend", series, FREE, 2025)
    np.testing.assert_allclose(answer["value"], 7 + 3.0 * np.arange(11, 16), atol=0.02)
    assert (answer["upper_80"] - answer["lower_80"]).max() < 0.05


def test_local_linear_trend_is_the_straight_line_where_level_and_slope_stand_still():
    series = pd.Series(
        [1.0, 4.5, 4.7, 8.4, 8.6, 12.5, 12.4, 16.1], index=[2010, 2011, 2012, 2013, 2015, 2016, 2017, 2018]
    )
    table = fit_trends(series, FREE, 2025)
    variances = fits.local_linear_trend_model(in_own_units(series)).params.to_numpy()
    assert variances[0] > 0.5 and variances[1:].max() < 1e-6
    np.testing.assert_allclose(
        rows(table, "local_linear_trend"), rows(table, "straight_line"), rtol=1e-3, atol=1e-3
    )


def test_local_linear_trend_interval_is_for_the_observation_and_not_for_the_level():
    series = in_own_units(yearly([10.0, 14.1, 9.2, 13.8, 12.0, 15.5, 11.9, 16.0, 14.2]))
    model = fits.local_linear_trend_model(series)
    irregular = model.params["sigma2.irregular"]
    assert irregular > 0.1
    last = np.array(model.filtered_state_cov)[:, :, -1]
    level_then = last[0, 0] + 2 * last[0, 1] + last[1, 1] + model.params["sigma2.level"]
    half_width = stats.t.ppf(0.9, 7) * np.sqrt(level_then + irregular)
    answer = fits.local_linear_trend(series, np.array([2029]))
    assert answer["upper_80"][0] - answer["value"][0] == pytest.approx(half_width, rel=1e-6)


def test_local_linear_trend_takes_no_size_of_slope_for_granted():
    series = wandering(9, seed=5)
    tilted = series + 1e6 * np.arange(9)
    years = np.arange(2009, 2013)
    answer, steep = fits.local_linear_trend(series, years), fits.local_linear_trend(tilted, years)
    np.testing.assert_allclose(steep["value"] - answer["value"], 1e6 * np.arange(9, 13), rtol=1e-6)
    np.testing.assert_allclose(
        steep["upper_80"] - steep["value"], answer["upper_80"] - answer["value"], rtol=1e-3
    )


@pytest.mark.parametrize("seed", [4, 5, 26])
def test_local_linear_trend_climbs_past_the_peak_where_the_default_search_stops(seed):
    fit = fits.local_linear_trend_model(in_own_units(wandering(12, seed=seed)))
    assert fit.llf > fit.model.fit(disp=False).llf + 0.3


# --- What the history allows ------------------------------------------------------------------------------


def test_the_methods_are_those_of_the_tables_in_their_order():
    assert {name: method.minimum_values for name, method in METHODS.items()} == {
        "straight_line": 3,
        "log_linear": 3,
        "damped_holt": 10,
        "theta": 5,
        "local_linear_trend": 6,
        "logistic": 3,
    }
    names = "straight_line, log_linear, damped_holt, theta, local_linear_trend, logistic"
    assert ", ".join(METHODS) == names


@pytest.mark.parametrize("name", METHODS)
def test_each_method_comes_in_at_its_minimum_and_answers(name):
    history = wandering(METHODS[name].minimum_values, drift=0.1, seed=2) / 2
    assert name in methods_for(history, SCORE)
    assert name in set(fit_trends(history, SCORE, 2030)["method"])
    assert name not in methods_for(history.iloc[1:], SCORE)


def test_gaps_leave_the_methods_that_need_only_years():
    scattered = pd.Series([76.94, 86.4, 87.28], index=[2020, 2024, 2025])
    assert methods_for(scattered, COUNT) == ["straight_line", "log_linear"]
    assert methods_for(scattered, SCORE) == ["straight_line", "log_linear", "logistic"]
    assert list(fit_trends(scattered, COUNT, 2026)["method"]) == ["straight_line", "log_linear"]


def test_a_missing_year_leaves_out_what_needs_every_year():
    history = wandering(14).drop(2005)
    assert methods_for(history, COUNT) == ["straight_line", "log_linear", "local_linear_trend"]


@pytest.mark.parametrize("values", [[0.0, 1.0, 2.5], [-1.0, 1.0, 2.5]])
def test_log_linear_needs_positive_values(values):
    assert methods_for(yearly(values), FREE) == ["straight_line"]


@pytest.mark.parametrize("values", [[90.0, 95.0, 100.0], [1.0, 0.0, 3.0]])
def test_logistic_needs_values_strictly_between_the_bounds(values):
    assert "logistic" not in methods_for(yearly(values), SCORE)


@pytest.mark.parametrize("values", [[5.0] * 12, [0.0] * 12, list(np.linspace(0.1, 1.3, 12))])
def test_smoothing_needs_values_that_stray_from_a_line(values):
    assert set(methods_for(yearly(values), FREE)) <= {"straight_line", "log_linear"}
    answer = fitted("straight_line", yearly(values), FREE, 2033)
    np.testing.assert_allclose(answer.iloc[0], 2 * values[-1] - values[-2], atol=1e-9)


def test_no_history_allows_nothing():
    empty = fit_trends(pd.Series(dtype=float), COUNT, 2030)
    assert list(empty.columns) == COLUMNS and empty.empty
    assert fit_trends(yearly([1.0, 2.0]), COUNT, 2030).empty


@pytest.mark.parametrize("values", [STEADY, SLOWING])
def test_six_values_give_finite_answers_by_every_method_that_allows_six(values):
    table = fit_trends(yearly(values), COUNT, 2030)
    assert list(table.columns) == COLUMNS
    expected = ["straight_line", "log_linear", "theta", "local_linear_trend"]
    assert list(table["method"]) == [name for name in expected for _ in range(5)]
    assert list(table["year"]) == [2026, 2027, 2028, 2029, 2030] * 4
    assert np.isfinite(table[fits.COLUMNS]).all(axis=None)
    assert (table["lower_80"] < table["value"]).all() and (table["value"] < table["upper_80"]).all()


# --- What an indicator can be -----------------------------------------------------------------------------


def test_a_method_whose_value_leaves_the_bounds_is_left_out():
    rising = yearly([80.0, 85.1, 88.9, 93.2])
    shown = set(fit_trends(rising, SCORE, 2030)["method"])
    assert shown == {"logistic"}
    assert "straight_line" in set(fit_trends(rising, replace(SCORE, upper=200.0), 2030)["method"])
    assert "straight_line" in set(fit_trends(rising, SCORE, 2024)["method"])  # not yet out


def test_a_falling_line_below_zero_is_left_out():
    assert set(fit_trends(yearly([9.0, 6.1, 3.9, 2.2]), COUNT, 2030)["method"]) == {"log_linear"}


def test_an_interval_is_cut_at_the_bound_and_its_value_kept():
    close = yearly([97.0, 98.5, 96.0, 98.0])
    free, cut = fitted("straight_line", close, FREE, 2030), fitted("straight_line", close, SCORE, 2030)
    assert (free["upper_80"] > 100).all()
    assert (cut["upper_80"] == 100).all()
    pd.testing.assert_frame_equal(cut[["value", "lower_80"]], free[["value", "lower_80"]])


def test_a_running_total_never_falls():
    slowing = fit_trends(yearly([100, 300, 380, 400, 402, 404]), TOTAL, 2030)
    assert (slowing["lower_80"] >= 404).all()
    hooked = yearly([100, 101, 103, 110, 150])
    assert "straight_line" not in set(fit_trends(hooked, TOTAL, 2030)["method"])
    assert "straight_line" in set(fit_trends(hooked, COUNT, 2030)["method"])


def test_a_running_total_that_stands_still_goes_on_standing():
    for method in ("straight_line", "log_linear"):  # the logarithm and back ends 1e-15 below 6.6
        answer = fitted(method, yearly([6.6] * 4), TOTAL, 2030)
        np.testing.assert_allclose(answer, np.full((7, 3), 6.6), rtol=1e-12)


# --- What goes wrong --------------------------------------------------------------------------------------


def warns(series, years):
    warnings.warn("no maximum found", ConvergenceWarning, stacklevel=2)
    return fits.line(series, years)


def breaks_down(series, years):
    raise np.linalg.LinAlgError("singular")


def knows_nothing(series, years):
    return fits.line(series, years).assign(upper_80=np.nan)


def knows_no_end(series, years):
    return fits.line(series, years).assign(upper_80=np.inf)


@pytest.mark.parametrize("fit", [warns, breaks_down, knows_nothing, knows_no_end])
def test_a_fit_that_fails_is_left_out_and_the_others_stay(monkeypatch, fit):
    monkeypatch.setitem(METHODS, "theta", replace(METHODS["theta"], fit=fit))
    shown = list(fit_trends(yearly(STEADY), COUNT, 2026)["method"])
    assert shown == ["straight_line", "log_linear", "local_linear_trend"]


@settings(max_examples=15, deadline=None, derandomize=True)
@given(
    st.lists(st.floats(0, 100).map(lambda number: round(number, 1)), min_size=1, max_size=14),
    st.sets(st.integers(1, 12), max_size=3),
)
def test_any_history_gives_possible_answers_without_a_word(values, missing):
    series = yearly(values).drop(missing_years := [2020 + k for k in missing if k < len(values)])
    assert len(series) == len(values) - len(missing_years)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        table = fit_trends(series, SCORE, series.index[-1] + 5)
    assert table[fits.COLUMNS].stack().between(0, 100).all()
    assert (table["lower_80"] <= table["value"]).all() and (table["value"] <= table["upper_80"]).all()


def test_an_interval_without_end_is_left_out_without_a_word():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        shown = set(fit_trends(yearly([0.001, 5e6, 0.002]), COUNT, 2100)["method"])
    assert shown == {"straight_line"}


@pytest.mark.parametrize("factor", [1e5, 1e-3])
def test_the_unit_of_the_figures_does_not_matter(factor):
    series = wandering(12, seed=3)
    table, scaled = fit_trends(series, COUNT, 2016), fit_trends(series * factor, COUNT, 2016)
    assert len(set(table["method"])) == 5
    np.testing.assert_allclose(scaled[fits.COLUMNS] / factor, table[fits.COLUMNS], rtol=1e-4)


def test_the_same_call_gives_the_same_bits_and_leaves_the_series_alone():
    series = wandering(14)
    before = series.copy(deep=True)
    first = fit_trends(series, COUNT, 2020)
    pd.testing.assert_frame_equal(first, fit_trends(series, COUNT, 2020), check_exact=True)
    pd.testing.assert_series_equal(series, before, check_exact=True)
    assert len(set(first["method"])) == 5


def test_the_grid_has_a_row_a_year():
    grid = fits.on_yearly_grid(pd.Series([1.0, 4.0], index=[2020, 2023]))
    np.testing.assert_array_equal(grid, [1.0, np.nan, np.nan, 4.0])
    assert list(grid.index) == [0, 1, 2, 3]


# --- Bad input --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("series", "last_year", "words"),
    [
        ([1.0, 2.0, 3.0], 2030, "series must be a pandas.Series by calendar year, not list"),
        (yearly(STEADY), 2030.0, "last_year must be a calendar year as an integer, not 2030.0"),
        (yearly(STEADY), "2030", "last_year must be a calendar year as an integer, not '2030'"),
        (yearly(STEADY), True, "last_year must be a calendar year as an integer, not True"),
    ],
)
def test_wrong_types_are_named(series, last_year, words):
    with pytest.raises(TypeError, match=words):
        fit_trends(series, COUNT, last_year)


@pytest.mark.parametrize(
    ("series", "last_year", "words"),
    [
        (yearly(STEADY)[::-1], 2030, "year: found 2024 after 2025, .*each year once, in rising order.*Sort"),
        (pd.Series([1.0, 2.0], index=[2020, 2020]), 2030, "found 2020 after 2020;.*one value a year"),
        (
            pd.Series([1.0], index=["2020"]),
            2030,
            "found years of type .*; expected calendar years as integers",
        ),
        (pd.Series([1.0], index=[2020.0]), 2030, "found years of type float64; .*Index the series by year"),
        (yearly([1.0, np.nan, 3.0, np.inf]), 2030, "value: found no finite value in 2021, 2023; .*Leave out"),
        (pd.Series(["1"], index=[2020]), 2030, "value: found values of type .*; expected numbers"),
        (pd.Series([True], index=[2020]), 2030, "value: found values of type bool; .*Convert the values"),
        (yearly(STEADY), 2025, "found last_year 2025 and values up to 2025; .*Ask for a later year"),
        (yearly(STEADY), 2019, "found last_year 2019 and values up to 2025; .*after the last observed year"),
    ],
)
def test_bad_histories_are_named(series, last_year, words):
    with pytest.raises(InputError, match=words):
        fit_trends(series, COUNT, last_year)


def test_all_faults_are_named_at_once():
    with pytest.raises(InputError) as raised:
        fit_trends(pd.Series([1.0, np.nan], index=[2024, 2023]), COUNT, 2020)
    assert len(raised.value.faults) == 3


# --- Real figures -----------------------------------------------------------------------------------------


def national(indicator):
    table = pd.read_csv(RAW / "observations" / "CN.csv", dtype=str, encoding="utf-8")
    table = table[(table["indicator"] == indicator) & (table["period"].str.len() == 4)].sort_values("period")
    return pd.Series(table["value"].astype(float).to_numpy(), index=table["period"].astype(int).to_numpy())


def test_national_satisfaction_gets_all_six_methods():
    series = national("ip_protection_satisfaction")
    assert methods_for(series.loc[2012:2025], SCORE) == list(METHODS)
    table = fit_trends(series.loc[2012:2025], SCORE, 2030)
    assert set(table["method"]) == set(METHODS)
    assert table["upper_80"].max() <= 100
    in_2030 = table[table["year"] == 2030].set_index("method")["value"]
    assert in_2030["logistic"] < in_2030["straight_line"] < in_2030["log_linear"]


def test_national_patent_stock_with_gaps_gets_its_local_linear_trend():
    series = national("valid_invention_patents").loc[2007:2025]
    assert not {2008, 2010} & set(series.index)
    answer = fitted("local_linear_trend", series, COUNT, 2030)
    # The last step carried on: the search ends with a random walk of the slope alone.
    step = series[2025] - series[2024]
    np.testing.assert_allclose(answer["value"].diff().dropna(), step, rtol=1e-3)
