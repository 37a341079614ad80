"""Which plans and years a batch does, and what becomes of each when some of them cannot be done."""

from __future__ import annotations

import os
import shutil
import signal
import sys

import pytest
from batch import lane_helpers
from rich.progress import Progress

from ontrack.batch import NOTEBOOKS, Job, lanes, many
from ontrack.batch.lanes import Lane, Step, can_be_assessed, one_line, plan_lanes, result_of, run_lane
from ontrack.cli.options import parse_years
from ontrack.cli.terminal.batch import BatchBars, print_results
from ontrack.errors import Fault, InputError, RunError
from ontrack.paths import Paths
from ontrack.processes.endings import ENDING
from ontrack.wording import load_wording


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2023", (2023,)),
        ("2021,2023", (2021, 2023)),
        ("2021:2025", (2021, 2022, 2023, 2024, 2025)),
        ("2025, 2021:2022,2022", (2021, 2022, 2025)),
        ("2023:2023", (2023,)),
    ],
)
def test_years_are_written_in_three_ways(text, years):
    assert parse_years(text) == years


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2025:2021", "--as-of 2025:2021"),
        ("21,2022,last", "--as-of 21, last"),
        ("2021-2025", "--as-of 2021-2025"),
        (" ", "an empty --as-of"),
    ],
)
def test_what_is_no_year_is_refused(text, found):
    with pytest.raises(InputError, match="years of four digits, the earlier first") as caught:
        parse_years(text)
    assert f"found {found};" in str(caught.value)
    assert "--as-of 2021:2025" in str(caught.value)


@pytest.fixture
def several(project) -> Paths:
    """Three plans: tiny, second, and one whose plan.toml has a fault."""
    plans = project.raw / "plans"
    for name, year in (("second", "2024"), ("broken", '"x"')):
        shutil.copytree(plans / "tiny", plans / name)
        text = (plans / name / "plan.toml").read_text(encoding="utf-8")
        text = text.replace('id = "tiny"', f'id = "{name}"').replace(
            "default_as_of = 2025", f"default_as_of = {year}"
        )
        (plans / name / "plan.toml").write_text(text, encoding="utf-8")
    return project


def lanes_of(paths: Paths, *plans: str, every: bool = False, years=None) -> list[Lane]:
    return plan_lanes(paths, plans, every=every, years=years, languages=("zh", "en"), form="annual")


def test_every_plan_has_its_own_year(several):
    found = {lane.plan: lane for lane in lanes_of(several)}
    assert {plan: [job.as_of for job in lane.jobs] for plan, lane in found.items()} == {
        "broken": [], "second": [2024], "tiny": [2025],
    }  # fmt: skip
    assert not any(lane.asked for lane in found.values())
    assert "plan.toml, line 12, column default_as_of: found 'x'" in found["broken"].fault
    assert lanes_of(several, every=True) == lanes_of(several)


def test_all_combinations_of_plans_and_years(several):
    found = lanes_of(several, "tiny", "broken", "tiny", years=(2023, 2024))
    assert [(lane.plan, [job.as_of for job in lane.jobs]) for lane in found] == [
        ("tiny", [2023, 2024]), ("broken", [2023, 2024]),
    ]  # fmt: skip
    assert all(lane.asked and not lane.fault for lane in found)


def test_what_cannot_be_meant_is_refused(several, tmp_path):
    with pytest.raises(InputError, match=r"unknown plan “secnd”; .* Did you mean second\?"):
        lanes_of(several, "secnd")
    with pytest.raises(InputError, match=r"--all beside tiny; expected the one or the other"):
        lanes_of(several, "tiny", every=True)
    with pytest.raises(InputError, match=r"found no plan; expected at least one folder of data/raw/plans"):
        lanes_of(Paths(tmp_path))


class Line:
    """Keeps what is sent."""

    def __init__(self) -> None:
        self.sent: list[object] = []

    def send(self, told: object) -> None:
        self.sent.append(told)

    def close(self) -> None:
        self.sent.append("closed")


def run_with(monkeypatch, answers: dict[int, Exception], lane: Lane) -> list[object]:
    """Do a lane whose jobs end as `answers` says, by year; KeyboardInterrupt is Ctrl-C."""

    def assess(paths, job, progress):
        progress("01_series", 1, 2)
        if job.as_of in answers:
            raise answers[job.as_of]

    monkeypatch.setattr(lanes, "assess_job", assess)
    monkeypatch.setattr(os, "setsid", lambda: None, raising=False)
    line, before = Line(), {number: signal.getsignal(number) for number in ENDING}
    try:
        run_lane(Paths(".").root, lane, line)
    finally:
        for number, answer in before.items():
            signal.signal(number, answer)
    return line.sent


def jobs(*years: int) -> tuple[Job, ...]:
    return tuple(Job("p", year, ("en",)) for year in years)


def test_a_failure_does_not_stop_the_later_years(monkeypatch):
    answers = {2022: RunError("01_series.ipynb failed in cell 3\nlong story"), 2023: ValueError("a defect")}
    sent = run_with(monkeypatch, answers, Lane("p", jobs(2021, 2022, 2023, 2024)))
    results = [told for told in sent if not isinstance(told, (Step, str))]
    assert [(one.as_of, one.state, one.reason) for one in results] == [
        (2021, "ok", ""),
        (2022, "failed", "01_series.ipynb failed in cell 3"),
        (2023, "failed", "a defect"),
        (2024, "ok", ""),
    ]
    assert results[1].command == "ontrack assess --plan p --as-of 2022 --lang en"
    assert sent[0] == Step(jobs(2021)[0], "01_series", 1, 2)
    assert sent[-1] == "closed"


def test_an_interrupt_ends_the_lane(monkeypatch):
    sent = run_with(monkeypatch, {2022: KeyboardInterrupt()}, Lane("p", jobs(2021, 2022, 2023)))
    results = [told for told in sent if not isinstance(told, (Step, str))]
    assert [one.as_of for one in results] == [2021]
    assert sent[-1] == "closed"


@pytest.mark.parametrize(
    ("year", "asked", "state"),
    [(2024, True, "failed"), (2024, False, "skipped"), (2026, False, "skipped")],
)
def test_a_year_that_cannot_be_assessed_fails_only_when_it_was_asked_for(project, year, asked, state):
    result = result_of(project, Job("tiny", year, ("en",)), lambda told: None, asked=asked)
    assert result.state == state
    assert f"--as-of {year}" in result.reason


def test_a_fault_in_the_figures_is_always_a_failure(several):
    assert can_be_assessed(several, Job("broken", 2025, ("en",)))
    result = result_of(several, Job("broken", 2025, ("en",)), lambda told: None, asked=False)
    assert result.state == "failed"


def test_reasons_take_one_line():
    faults = [Fault("a", "b", "Do c."), Fault("d", "e", "Do f."), Fault("g", "h", "Do i.")]
    assert one_line(InputError(faults)) == "found a; expected b. Do c. (and 2 more)"
    assert one_line(InputError(faults[:1])) == "found a; expected b. Do c."
    assert one_line(RunError("first\nsecond")) == "first"
    assert one_line(ZeroDivisionError()) == "ZeroDivisionError"


def test_a_crash_of_one_process_stops_no_other(monkeypatch, tmp_path):
    monkeypatch.setattr(many, "run_lane", lane_helpers.easy_lane)
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    two = [Lane(plan, tuple(Job(plan, year, ("en",)) for year in (2023, 2024))) for plan in ("crash", "fine")]
    unreadable = Lane("broken", (), False, "plan.toml: a fault")
    heard: list[object] = []
    results = many.run_lanes(Paths(tmp_path), [*two, unreadable], workers=1, heard=heard.append)
    assert [(one.plan, one.as_of, one.state) for one in results] == [
        ("crash", 2023, "ok"), ("crash", 2024, "failed"), ("fine", 2023, "ok"), ("fine", 2024, "ok"),
        ("broken", None, "failed"),
    ]  # fmt: skip
    assert results[1].reason == "The process ended with status 7 and without a word: out of memory?"
    assert results[-1].command == "ontrack assess --plan broken"
    assert [one.reason for one in results if one.state == "ok"] == ["1", "1", "1"]  # one thread each
    assert len(heard) == 3
    assert "OMP_NUM_THREADS" not in os.environ


@pytest.mark.skipif(sys.platform == "win32", reason="signals to a child are another matter on Windows")
def test_an_interrupt_waits_until_every_process_has_cleared_away(monkeypatch, tmp_path):
    monkeypatch.setattr(many, "run_lane", lane_helpers.endless_lane)

    def interrupt(told):
        raise KeyboardInterrupt

    three = [Lane(plan, tuple(Job(plan, year, ("en",)) for year in (2023, 2024))) for plan in "abc"]
    results = many.run_lanes(Paths(tmp_path), three, workers=2, heard=interrupt)
    states = {(one.plan, one.as_of): one.state for one in results}
    assert "ok" in (states["a", 2023], states["b", 2023])
    assert states["a", 2024] == states["b", 2024] == states["c", 2023] == states["c", 2024] == "stopped"
    assert {path.name for path in tmp_path.iterdir()} == {"a.cleared", "b.cleared"}


def test_the_bars_move_as_the_lanes_tell():
    two = [Lane("p", jobs(2023, 2024)), Lane("q", jobs(2023))]
    bars = Progress(disable=True)
    shown = BatchBars(bars, two, load_wording("en"))
    shown.hear(Step(two[0].jobs[0], list(NOTEBOOKS)[1], 5, 10))
    part = 1.5 / (len(NOTEBOOKS) + 1)
    assert [(task.completed, task.total) for task in bars.tasks] == [(0, 3), (part, 2), (0, 1)]
    assert bars.tasks[1].description == f"p 2023: notebook {list(NOTEBOOKS)[1]}"
    shown.hear(lane_helpers.told(two[0], 2023))
    shown.hear(lane_helpers.told(two[1], 2023, "failed"))
    shown.hear(Step(two[0].jobs[1], next(iter(NOTEBOOKS)), 10, 10))
    part = 1 + 1 / (len(NOTEBOOKS) + 1)
    assert [task.completed for task in bars.tasks] == [2, part, 1]
    assert bars.tasks[2].description == "q 2023: failed (1 s)"


def test_the_closing_table_says_what_to_do_again(capsys):
    lane = Lane("p", jobs(2023))
    results = [
        lane_helpers.told(lane, 2023),
        lane_helpers.told(lane, 2024, "failed", "no figures"),
        lane_helpers.told(lane, 2025, "skipped", "too early"),
        lane_helpers.told(lane, 2026, "stopped"),
    ]
    print_results(results, "en")
    said = capsys.readouterr().out
    [failed] = [line for line in said.splitlines() if "2024" in line]
    assert "failed" in failed
    assert "no figures" in failed
    assert "1 assessment done." in said
    assert "1 failed. To do just this again:\n  command" in said
    assert "1 skipped: it cannot be assessed yet" in said
    assert "1 stopped; nothing is left half-written. To go on:\n  command" in said
    print_results(results[:1], "zh")
    assert "1项完成。" in capsys.readouterr().out
