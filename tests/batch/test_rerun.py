"""A second assessment makes tables alone: what people wrote belongs to its year and is not judged again."""

from __future__ import annotations

from batch.conftest import JOB

from ontrack.batch import NOTEBOOKS, rerun
from ontrack.paths import Paths


def test_texts_stay_behind_and_no_document_is_built(project, monkeypatch):
    text = project.raw / "plans" / "tiny" / "narrative.en.md"
    text.write_text("# no narrative at all\n\nPatents are 1,000,000.\n", encoding="utf-8")
    seen, asked = [], []

    def run(paths: Paths, job, tables, documents, **settings) -> None:
        seen.append((job.languages, sorted(path.name for path in paths.raw.rglob("*.md"))))
        asked.append((list(settings["names"]), settings["pages"]))
        (tables / "rules.csv").write_text("as made again", encoding="utf-8")

    monkeypatch.setattr(rerun, "run_notebooks", run)
    made = rerun.rerun_tables(project, JOB, lambda step, done, total: None)
    assert made == {"rules.csv": b"as made again"}
    assert seen == [(("en",), [])]
    (left_out,) = set(NOTEBOOKS) - set(asked[0][0])
    assert asked == [([name for name in NOTEBOOKS if name != left_out], False)]
    # What is left out writes no table.
    assert "write_result" not in (project.notebooks / f"{left_out}.ipynb").read_text(encoding="utf-8")
