"""The manifest: what it says, and what is no manifest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from batch.conftest import JOB, ROOT

from ontrack.batch import manifest
from ontrack.batch.documents import stamped_result, update_manifest
from ontrack.batch.job import PRINT
from ontrack.batch.manifest import NAME, Document, Manifest, Run, read_manifest, write_manifest
from ontrack.batch.trace import hash_file
from ontrack.errors import InputError
from ontrack.tables import read_results


def test_it_lists_what_went_in_and_what_came_out(project):
    reports = project.reports("tiny", 2025)
    found = read_manifest(reports)
    assert found.parameters == {"plan": "tiny", "as_of": 2025}
    assert found.inputs["data/raw/breaks.csv"] == hash_file(project.raw / "breaks.csv")
    assert found.tables["series.csv"] == hash_file(project.processed("tiny", 2025) / "series.csv")
    document = found.documents["assessment.en.pdf"]
    assert document.sha256 == hash_file(reports / "assessment.en.pdf")
    assert document.check_code == found.check_code
    for name in (f"{PRINT}/overview.en.svg", f"{PRINT}/overview.en.json"):
        assert found.files[name] == hash_file(reports / name)
    assert NAME not in found.files
    assert found.assessed is None
    assert found.reported is not None
    assert found.reported.started <= found.reported.ended
    assert found.reported.ended.endswith("Z")
    assert found.reported.packages.keys() >= {"numpy", "typst"}
    assert sum(found.reported.seconds.values()) > 0


def test_no_folder_of_this_machine_stands_in_it(project):
    text = (project.reports("tiny", 2025) / NAME).read_text(encoding="utf-8")
    assert str(project.root) not in text
    assert "\\" not in text


def test_it_is_read_as_it_was_written(project):
    reports = project.reports("tiny", 2025)
    before = (reports / NAME).read_bytes()
    write_manifest(read_manifest(reports), reports)
    assert (reports / NAME).read_bytes() == before


def test_what_another_run_wrote_keeps_its_entry_while_it_is_there(project):
    reports, processed = project.reports("tiny", 2025), project.processed("tiny", 2025)
    before = read_manifest(reports)
    (reports / "midterm.en.pdf").write_bytes(b"%PDF")
    (reports / PRINT / "reference.en.svg").unlink()
    result = stamped_result(project, JOB, read_results(processed), processed)
    update_manifest(
        project, JOB, result, [Path("midterm.en.pdf")], reports=reports, processed=processed,
        charts={"zh": "0"},
    )  # fmt: skip
    after = read_manifest(reports)
    assert after.documents.keys() == {"assessment.en.pdf", "brief.en.pdf", "midterm.en.pdf"}
    assert after.documents["assessment.en.pdf"] == before.documents["assessment.en.pdf"]
    assert set(before.files) - set(after.files) == {f"{PRINT}/reference.en.svg"}
    assert after.charts == {**before.charts, "zh": "0"}


def fault_of(folder, content: str) -> str:
    (folder / NAME).write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_manifest(folder)
    return str(caught.value)


def test_what_is_no_manifest_is_named(project, tmp_path):
    text = (project.reports("tiny", 2025) / NAME).read_text(encoding="utf-8")
    assert "Invalid JSON" in fault_of(tmp_path, text[:-20])
    assert "column format: found Input should be 1" in fault_of(
        tmp_path, text.replace('"format": 1', '"format": 2')
    )
    unknown = json.dumps({**json.loads(text), "author": "x"})
    assert "column author: found Extra inputs are not permitted" in fault_of(tmp_path, unknown)
    without = {key: value for key, value in json.loads(text).items() if key not in ("inputs", "tables")}
    both = fault_of(tmp_path, json.dumps(without))
    assert "column inputs: found Field required" in both
    assert "column tables: found Field required" in both
    assert "Run `ontrack assess` for this plan and year again" in both


def test_every_key_is_explained():
    page = (ROOT / "reports" / "README.md").read_text(encoding="utf-8")
    rows = "\n".join(line.split(" | ")[0] for line in page.splitlines() if line.startswith("| `"))
    assert [key for key in Manifest.model_fields if f"`{key}`" not in rows] == []
    keys = [*Document.model_fields, *Run.model_fields]
    assert [key for key in keys if f"`{key}`" not in page] == []
    assert [key for key in Manifest.model_fields if f"``{key}``" not in manifest.__doc__] == []


def test_a_missing_manifest_is_named(tmp_path):
    with pytest.raises(InputError, match=r"manifest\.json: found no such file; expected the manifest that"):
        read_manifest(tmp_path)
