"""What people must still write: every gap is marked and listed, and nothing with a gap is printed."""

from __future__ import annotations

import dataclasses

import pytest
from report.reading import bookmarked_pages, pages_of
from report.results import compute_results

from ontrack.errors import InputError
from ontrack.narrative.reader import read_text
from ontrack.plan.texts import Texts
from ontrack.report import build_report
from ontrack.report.edition import Edition
from ontrack.report.sections.written.still_to_write import require_finished, still_to_write

SERIES = [{"2023": 115.0, "2024": 121.0, "2025": 126.0}]
WRITTEN = "".join(
    f"# {title}\n\nText.\n\n"
    for title in ("Achievements", "Problems and causes", "Changed circumstances", "Suggestions")
)
OF_A_TARGET = "# Indicators\n\n## t0\n\nBecause.\n"


@pytest.fixture
def written_with(make_raw, tmp_path):
    """Return a function that returns raw data whose plan says all it must, with a text and changes."""

    def make(text: str, **changes):
        raw = make_raw(SERIES)
        told = {name: Texts(zh="某", en=f"The {name}") for name in ("compiler", "contact", "revision_policy")}
        plan = dataclasses.replace(raw.plan, **told | {"next_release": "2027-06"} | changes)
        narrative, faults = read_text(
            text, plan, language="en", year=2025, file="narrative.md", folder=tmp_path
        )
        assert faults == []
        return dataclasses.replace(raw, plan=plan, narratives={(2025, "en"): narrative})

    return make


def gaps_of(raw, stamp) -> list[str]:
    return [gap["what"] for gap in still_to_write(Edition(raw, compute_results(raw), "en", stamp))]


def test_a_report_in_which_all_is_written_has_no_gap(written_with, stamp):
    raw = written_with(WRITTEN + OF_A_TARGET)
    assert gaps_of(raw, stamp) == []
    require_finished(Edition(raw, {}, "en", stamp))


def test_what_the_plan_lacks_what_is_not_written_and_what_is_marked_are_gaps(written_with, stamp):
    raw = written_with(
        "# Achievements\n\nDone {pending:what came of it}.\n", contact=Texts(), next_release=""
    )
    assert gaps_of(raw, stamp) == [
        "contact", "date of the next release", "Problems and causes", "Changed circumstances", "Suggestions",
        "Indicators", "what came of it",
    ]  # fmt: skip


def test_a_report_with_gaps_is_not_printed_and_all_of_them_are_named(written_with, stamp, charts, tmp_path):
    raw = written_with(WRITTEN + OF_A_TARGET.replace("Because.", "{pending:the cause}"), compiler=Texts())
    earlier = tmp_path / "report.pdf"
    earlier.write_bytes(b"earlier")
    with pytest.raises(InputError) as refused:
        build_report(
            raw, compute_results(raw), figures=charts, language="en", stamp=stamp, destination=earlier,
            final_print=True,
        )  # fmt: skip
    told = str(refused.value)
    assert "data/raw/plans/sample/plan.toml: found “compiling office” is still to be written" in told
    assert "narrative.md: found “the cause” is still to be written" in told
    assert "Write it, or leave out --final-print to get a draft." in told
    assert earlier.read_bytes() == b"earlier"


def test_gaps_of_every_language_are_named_together(written_with, stamp):
    raw = written_with(WRITTEN + OF_A_TARGET, compiler=Texts(), contact=Texts())
    results = compute_results(raw)
    with pytest.raises(InputError) as refused:
        require_finished(*(Edition(raw, results, language, stamp) for language in ("zh", "en")))
    told = str(refused.value)
    assert all(
        f"“{gap}” is still to be written" in told for gap in ("编制单位", "compiling office", "contact")
    )


def test_a_draft_says_so_on_every_page_and_lists_its_gaps_with_their_pages(
    written_with, stamp, charts, tmp_path
):
    raw = written_with(WRITTEN.replace("Text.", "Text. {pending:more}", 1) + OF_A_TARGET, contact=Texts())
    pdf = build_report(
        raw, compute_results(raw), figures=charts, language="en", stamp=stamp, destination=tmp_path / "x.pdf",
        annexes=(),
    )  # fmt: skip
    pages = pages_of(pdf)
    assert all("DRAFT" in page for page in pages)
    (place,) = (page for title, page in bookmarked_pages(pdf) if "earlierforecasts" in title)
    assert f"contact (settings of the plan) page {place + 1}" in " ".join(pages[1].split())
    assert "[to be written: contact]" in " ".join(pages[place].split())
    assert "Annex" not in "".join(pages)


def test_what_is_finished_is_printed_without_a_mark(written_with, stamp, charts, tmp_path):
    raw = written_with(WRITTEN + OF_A_TARGET)
    pdf = build_report(
        raw, compute_results(raw), figures=charts, language="en", stamp=stamp, destination=tmp_path / "x.pdf",
        annexes=("F",), final_print=True,
    )  # fmt: skip
    text = "".join(pages_of(pdf))
    assert "DRAFT" not in text and "to be written" not in text
    assert [title[:6] for title, _ in bookmarked_pages(pdf) if title.startswith("Annex")] == ["AnnexF"]
