"""Root causes first; and a fault stops only what needs the thing that is wrong."""

from __future__ import annotations

import os
import shutil
import time

import pytest
from tables.test_full_width import changed
from tables.whole_project import PLAN, whole_project

from ontrack.errors import Fault, InputError
from ontrack.paths import Paths
from ontrack.tables import known_plans, load_plan, load_raw, read_common
from ontrack.tables.checking import load_all

OBSERVED = "observations/CN-ZJ.csv"


@pytest.fixture
def whole(tmp_path) -> Paths:
    return whole_project(tmp_path)


def faults_of(paths: Paths, *, strict: bool = True) -> tuple[Fault, ...]:
    with pytest.raises(InputError) as caught:
        load_raw(paths, "tiny", strict=strict)
    return caught.value.faults


def test_a_wrong_header_of_the_targets_comes_alone(whole):
    changed(whole, PLAN + "targets.csv", ("target,indicator", "name,indicator"))
    (fault,) = faults_of(whole)
    assert (fault.file, fault.line) == ("data/raw/plans/tiny/targets.csv", 1)
    # The heading of a target in the written text, and the indicator of a scenario.
    assert fault.following == 2
    assert str(fault).endswith("(And 2 more that follow from it.)")


def test_a_faulty_indicator_comes_before_what_follows_from_it(whole):
    changed(whole, "indicators.csv", ("patents,专利,", "patents, 专利,"))
    changed(whole, "breaks.csv", ("patents", "patent"))
    first, other = faults_of(whole)
    assert (first.file, first.line, first.column) == ("data/raw/indicators.csv", 2, "name_zh")
    assert first.following >= 6
    assert (other.file, other.following) == ("data/raw/breaks.csv", 0)


def test_at_most_twenty_faults_of_a_file_are_shown():
    faults = [Fault("x", "y", "z.", "a.csv", line) for line in range(30)] + [
        Fault("x", "y", "z.", "b.csv", 1)
    ]
    lines = str(InputError(faults)).splitlines()
    assert lines[0] == "31 faults in the input:"
    assert lines[20:] == [
        "- a.csv, line 19: found x; expected y. z.",
        "- a.csv: and 10 more.",
        "- b.csv, line 1: found x; expected y. z.",
    ]
    assert len(str(Fault("x" * 5000, "y", "z."))) < 400


def two_plans(whole: Paths) -> Paths:
    """Return a project with a second plan, whose one target is the rate."""
    shutil.copytree(whole.raw / "plans" / "tiny", whole.raw / "plans" / "other")
    folder = whole.raw / "plans" / "other"
    for file in folder.iterdir():
        if file.name not in ("plan.toml", "targets.csv", "goals.csv"):
            file.unlink()
    changed(whole, "plans/other/plan.toml", ('"tiny"', '"other"'))
    lines = (folder / "targets.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "targets.csv").write_text(lines[0] + lines[2], encoding="utf-8")
    return whole


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (OBSERVED, "patents,2024,110", "patents,2024,11O"),
        (OBSERVED, "patents,2024,110,件", "patents,2024,110,家"),
        ("statements.csv", "at_least,,2025,100", "at_least,,2025,many"),
        ("breaks.csv", "patents,*", "patents,CN-XX"),
        ("indicators.csv", "patents,专利,", "patents,,"),
        (PLAN + "plan.toml", "last_year = 2030", "last_year = x"),
        (PLAN + "narrative.zh.md", "# 指标", "# 甲"),
    ],
)
def test_a_fault_in_one_plans_figures_or_texts_stops_only_that_plan(whole, file, old, new):
    paths = two_plans(whole)
    old = old if old in (paths.raw / file).read_text(encoding="utf-8") else "patents,CN-ZJ"
    changed(paths, file, (old, new))
    assert load_raw(paths, "other").plan.targets[0].target == "rate"
    assert load_plan(paths, "other").id == "other"
    with pytest.raises(InputError):
        load_raw(paths, "tiny")
    with pytest.raises(InputError):
        load_all(paths, known_plans(paths))


def test_what_is_set_apart_is_left_out_and_told(whole):
    changed(two_plans(whole), OBSERVED, ("patents,2024,110", "patents,2024,11O"))
    raw = load_raw(whole, "other")
    assert [(fault.line, fault.column) for fault in raw.apart] == [(3, "value")]
    assert raw.observations["period"].tolist() == ["2023", "2025", "2025"]


def test_an_indicator_that_nobody_knows_may_be_a_mistyped_one(whole):
    changed(two_plans(whole), OBSERVED, ("rate,2025", "rat,2025"))
    with pytest.raises(InputError, match="unknown “rat”"):
        load_raw(whole, "other")


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        (",2030,90,%", ",2030,9o,%", "value"),
        (",2030,90,%", ",2030,190,%", "value"),
        ("rate,rate,", "rate,rat,", "indicator"),
        (",2025,87.5,2030", ",,87.5,2030", "baseline_year"),
        ("%,%,share,", "%,%,shares,", "kind"),
    ],
)
def test_a_fault_in_a_targets_row_stops_only_that_target(whole, old, new, column):
    changed(whole, PLAN + "targets.csv", (old, new))
    raw = load_raw(whole, "tiny")
    assert [target.target for target in raw.plan.targets] == ["patents", "firms"]
    (left,) = raw.plan.targets_without_value
    assert (left.target, left.name["en"]) == ("rate", "Rate of satisfaction")
    assert left.fault is not None and (left.fault.line, left.fault.column) == (3, column)
    assert raw.identities.identity == ()  # it is made of the rate
    assert len(raw.scenarios) == 2
    assert faults_of(whole)[0].column == column


@pytest.mark.parametrize(
    ("old", "new"), [("rate,rate,", "patents,rate,"), ("%,%,share,>=,yes,,", "%,%,share,>=,maybe,,")]
)
def test_a_row_that_cannot_even_be_listed_stops_the_plan(whole, old, new):
    changed(whole, PLAN + "targets.csv", (old, new))
    assert faults_of(whole, strict=False)


def test_a_plan_without_any_target_left_stops(whole):
    changed(whole, PLAN + "targets.csv", (",150,", ",15o,"), (",90,", ",9o,"), (",50,", ",5o,"))
    assert len(faults_of(whole, strict=False)) >= 3


def test_no_plan_at_all(whole):
    with pytest.raises(InputError, match="found no plan; expected at least one folder of data/raw/plans"):
        load_all(whole, [])


QUICK = 1.0  # seconds of this process in which a file must be refused


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        (
            PLAN + "plan.toml",
            "".join(f"key_{n} = 1\n" for n in range(100_000)),
            "bytes; expected a TOML file of at most",
        ),
        (PLAN + "plan.toml", "".join(f"k{n} = 1\n" for n in range(10_000)), "10,000 keys at the top"),
        (PLAN + "scenarios.toml", "[[scenario]]\n" * 9_000, "entries in all; expected at most"),
        (PLAN + "identities.toml", "a = " + "[" * 90_000, "no TOML"),
        (PLAN + "identities.toml", ".".join("a" * 20_000) + " = 1", "a key of more than ten parts"),
        (PLAN + "plan.toml", "last_year = " + "9" * 5_000, "no TOML"),
        (PLAN + "narrative.zh.md", ("| 1 " * 20 + "|\n") * 3_000, "bars of tables|bytes"),
        (PLAN + "narrative.zh.md", "[" * 90_000, "square brackets"),
        (PLAN + "narrative.zh.md", "a\n" * 20_000, "20,000 lines"),
        (OBSERVED, "indicator,period\n" + '"' + "x" * 200_000, "a header without|a broken line"),
    ],
)
def test_what_nobody_can_have_meant_is_refused_at_once(whole, file, text, words):
    (whole.raw / file).write_text(text, encoding="utf-8")
    common = read_common(whole)
    start = time.process_time()
    with pytest.raises(InputError, match=words):
        load_raw(whole, "tiny", common=common)
    assert time.process_time() - start < QUICK


def test_a_huge_cell(whole):
    changed(whole, OBSERVED, ("a note", "x" * 20_000))
    assert "a cell of 20,000 characters" in str(faults_of(whole)[0])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes among its files")
@pytest.mark.parametrize(
    "file", [OBSERVED, PLAN + "plan.toml", PLAN + "scenarios.toml", PLAN + "narrative.zh.md"]
)
def test_a_pipe_is_not_waited_for(whole, file):
    (whole.raw / file).unlink()
    os.mkfifo(whole.raw / file)
    assert "found a pipe in place of a file" in str(faults_of(whole)[0])


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="this system has no devices among its files")
def test_a_device_is_not_read(whole):
    (whole.raw / OBSERVED).unlink()
    (whole.raw / OBSERVED).symlink_to("/dev/zero")
    assert "found a device in place of a file" in str(faults_of(whole)[0])


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "column"),
    [
        (OBSERVED, "a note", "a 𠮷 note", 4, "note"),
        (PLAN + "targets.csv", "企业", "𠮷企业", 4, "name_zh"),
        ("indicators.csv", "专利,Patents", "专利,Pat\x07ents", 2, "name_en"),
        (PLAN + "plan.toml", "小规划", "小𠮷规划", 2, "name_zh"),
        (PLAN + "scenarios.toml", "冲击", "𠮷", 10, "name_zh"),
        (PLAN + "identities.toml", "占比", "𠮷", 4, "title_zh"),
    ],
)
def test_a_character_that_no_chart_could_show_is_named(whole, file, old, new, line, column):
    changed(whole, file, (old, new))
    (fault,) = [one for one in faults_of(whole) if "U+" in one.found]
    assert (fault.file, fault.line, fault.column) == (f"data/raw/{file}", line, column)
    assert fault.expected == "characters of the fonts Noto Serif SC and Noto Sans SC"


@pytest.mark.parametrize("file", ["plan.toml", "scenarios.toml", "identities.toml", "narrative.zh.md"])
def test_other_files_have_the_encoding_of_the_tables(whole, file):
    path = whole.raw / PLAN / file
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    assert any("found GB18030" in str(fault) and "ontrack mend" in str(fault) for fault in faults_of(whole))


def test_other_separators_and_line_ends_are_sent_to_mend(whole):
    text = (whole.raw / OBSERVED).read_text(encoding="utf-8")
    for given, words in (
        (text.replace(",", ";"), "found semicolons between the columns; expected commas. Run"),
        (text.replace("\n", "\r"), "found lines that end as on an old Macintosh"),
    ):
        (whole.raw / OBSERVED).write_bytes(given.encode())
        assert words in str(faults_of(whole)[0])
    (whole.raw / OBSERVED).write_bytes(text.encode("utf-16"))
    assert "found UTF-16, as Excel's “Unicode text” writes" in str(faults_of(whole)[0])


def test_a_year_in_quotation_marks_is_refused(whole):
    changed(
        whole,
        PLAN + "identities.toml",
        ('{ target = "patents" }', '{ indicator = "patents", year = "2030" }'),
    )
    assert "part.year: found '2030'; expected a whole number. Type digits without quotes." in str(
        faults_of(whole)[0]
    )


def test_a_compiler_of_blanks_is_none(whole):
    changed(
        whole,
        PLAN + "plan.toml",
        ("default_as_of", 'compiler_zh = "办公室"\ncompiler_en = "  "\ndefault_as_of'),
    )
    assert "found compiler_zh without compiler_en" in str(faults_of(whole)[0])


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('contact_zh = "电话"', "found contact_zh without contact_en; expected both keys, or neither"),
        ('revision_policy_en = "None."', "found revision_policy_en without revision_policy_zh"),
        ('next_release = "2027-13"', "next_release: found '2027-13'"),
        ('report_scenarios = ["faster"]', "report_scenarios: found unknown scenario “faster”"),
    ],
)
def test_what_the_documents_print_of_a_plan_is_checked(whole, line, fault):
    changed(whole, PLAN + "plan.toml", ("default_as_of", f"{line}\ndefault_as_of"))
    (scenarios := whole.raw / PLAN / "scenarios.toml").write_text(
        '[[scenario]]\nid = "baseline"\nkind = "baseline"\nname_zh = "基准"\nname_en = "Baseline"\n', "utf-8"
    )
    assert scenarios.is_file()
    assert fault in str(faults_of(whole)[0])


@pytest.mark.parametrize(
    ("file", "old", "column"),
    [
        (PLAN + "plan.toml", 'name_en = "Tiny plan"', "name_en"),
        (PLAN + "plan.toml", 'status_en = "trial"', "status_en"),
        (PLAN + "identities.toml", 'title_en = "Share"', "title_en"),
        (PLAN + "identities.toml", 'name_en = "Number"', "name_en"),
    ],
)
def test_a_text_of_blanks_is_none(whole, file, old, column):
    changed(whole, file, (old, f'{column} = "  "'))
    assert [fault.column for fault in faults_of(whole)] == [column]
