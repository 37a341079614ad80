"""Several vintages of one figure in one file: read with their days, notes and translations."""

from __future__ import annotations

from tables.test_faults import project

from ontrack.paths import Paths
from ontrack.series import annual_series
from ontrack.tables import load_raw

REVISED = "patents,2025,118,件,revised,high,2027-05,office-2026,another note\n"


def with_revision(folder, line: str = REVISED) -> Paths:
    paths = project(folder)
    with (paths.raw / "observations" / "CN-ZJ.csv").open("a", encoding="utf-8") as file:
        file.write(line)
    return paths


def test_both_stay_and_each_year_has_its_own(tmp_path):
    raw = load_raw(with_revision(tmp_path), "tiny")
    known = [annual_series(raw.observations, raw.indicators["patents"], "CN-ZJ", year)[2025]
             for year in (2025, 2026)]  # fmt: skip
    assert known == [120.5, 118.0]


def test_a_translation_is_of_one_note(tmp_path):
    paths = with_revision(tmp_path)
    assert translated(paths) == {"2026-02": "a note translated"}  # that on the first vintage
    table = paths.raw / "note_translations.csv"
    header, *rows = table.read_text(encoding="utf-8").splitlines()
    dated = [f"{header},published", *(f"{row}," for row in rows), "CN-ZJ,patents,2025,Revised.,2027-05"]
    table.write_text("\n".join(dated) + "\n", encoding="utf-8")
    assert translated(paths) == {"2026-02": "a note translated", "2027-05": "Revised."}


def translated(paths: Paths) -> dict[str, str]:
    """Return the translated notes by the day of their figures."""
    notes = load_raw(paths, "tiny").observations.set_index("published")["note_en"]
    return notes[notes != ""].to_dict()
