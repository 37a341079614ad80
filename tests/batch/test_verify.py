"""Every kind of tampering is found, and nothing else is called tampering."""

from __future__ import annotations

import shutil

import pytest
from batch.conftest import JOB

from ontrack.batch.documents import stamped_result, update_manifest
from ontrack.batch.job import PRINT
from ontrack.batch.manifest import NAME, Manifest, read_manifest, write_manifest
from ontrack.batch.rebuild import report_job
from ontrack.batch.trace import hash_file
from ontrack.batch.verify import Verdict, verify_folder
from ontrack.cli.terminal.verify import conclusions
from ontrack.errors import InputError
from ontrack.paths import Paths
from ontrack.tables import read_results
from ontrack.wording import load_wording


def verify(paths: Paths) -> Verdict:
    return verify_folder(paths.reports("tiny", 2025), rerun=False, progress=lambda step, done, total: None)


def amiss(verdict: Verdict) -> list[tuple[str, str, str]]:
    """Return group, name and state of everything that is not as it was."""
    return [(one.group, one.name, one.state) for one in verdict.findings if one.state != "ok"]


def rewrite(paths: Paths, **changes: object) -> Manifest:
    """Write the manifest with some of its parts changed."""
    reports = paths.reports("tiny", 2025)
    manifest = read_manifest(reports).model_copy(update=changes)
    write_manifest(manifest, reports)
    return manifest


def test_nothing_changed_is_found_to_hold(project):
    verdict = verify(project)
    assert (amiss(verdict), verdict.holds, verdict.inputs_changed) == ([], True, False)
    assert {one.group for one in verdict.findings} == {"manifest", "inputs", "tables", "documents", "files"}
    assert conclusions(verdict, load_wording("en")) == [
        "All is as it was: no file has changed since it was written, and the check code is right."
    ]


def test_the_folder_of_the_tables_does_as_well(project):
    verdict = verify_folder(
        project.processed("tiny", 2025), rerun=False, progress=lambda step, done, total: None
    )
    assert verdict.holds
    assert len(verdict.findings) == len(verify(project).findings)


def test_a_copy_elsewhere_in_the_project_does_as_well(project):
    copy = project.root / "archive" / "2025"
    shutil.copytree(project.reports("tiny", 2025), copy)
    (copy / PRINT / "fan.rate.en.svg").unlink()
    verdict = verify_folder(copy, rerun=False, progress=lambda step, done, total: None)
    assert amiss(verdict) == [("files", f"{PRINT}/fan.rate.en.svg", "missing")]


def test_a_digit_of_a_table(project):
    table = project.processed("tiny", 2025) / "assessments.csv"
    content = table.read_bytes()
    table.write_bytes(content.replace(b"120.5", b"120.6", 1))
    verdict = verify(project)
    assert amiss(verdict) == [("tables", "assessments.csv", "changed")]
    assert not verdict.holds
    assert conclusions(verdict, load_wording("en")) == [
        "Some files are not what the manifest says. To restore them: "
        "ontrack assess --plan tiny --as-of 2025 --lang en"
    ]


def test_a_table_that_is_gone(project):
    (project.processed("tiny", 2025) / "rules.csv").unlink()
    assert amiss(verify(project)) == [("tables", "rules.csv", "missing")]


def test_a_figure_that_is_gone(project):
    (project.reports("tiny", 2025) / PRINT / "overview.en.svg").unlink()
    assert amiss(verify(project)) == [("files", f"{PRINT}/overview.en.svg", "missing")]


def test_files_that_nobody_listed(project):
    (project.reports("tiny", 2025) / "figures" / "extra.svg").write_bytes(b"<svg/>")
    (project.processed("tiny", 2025) / "notes.txt").write_bytes(b"x")
    assert amiss(verify(project)) == [
        ("tables", "notes.txt", "not_listed"), ("files", "figures/extra.svg", "not_listed"),
    ]  # fmt: skip


def test_a_notebook_that_failed_is_no_result(project):
    failed = project.reports("tiny", 2025) / "failed"
    failed.mkdir()
    (failed / "01_series.ipynb").write_text("{}", encoding="utf-8")
    assert verify(project).holds


def test_a_document_that_is_gone(project):
    (project.reports("tiny", 2025) / "assessment.en.pdf").unlink()
    assert amiss(verify(project)) == [("documents", "assessment.en.pdf", "missing")]


def test_a_byte_of_a_document(project):
    pdf = project.reports("tiny", 2025) / "assessment.en.pdf"
    pdf.write_bytes(pdf.read_bytes() + b"\n")
    assert amiss(verify(project)) == [("documents", "assessment.en.pdf", "changed")]


def test_a_document_that_is_no_pdf(project):
    (project.reports("tiny", 2025) / "assessment.en.pdf").write_bytes(b"nothing")
    assert amiss(verify(project)) == [("documents", "assessment.en.pdf", "changed")]


@pytest.mark.parametrize("listed", [False, True])
def test_a_document_of_another_assessment(project, tmp_path, listed):
    """Its pages tell, even where somebody has entered its hash in the manifest."""
    other = Paths(tmp_path / "other")
    shutil.copytree(project.root, other.root)
    shutil.rmtree(other.reports("tiny", 2025))
    with (other.raw / "sources.csv").open("a", encoding="utf-8") as file:
        file.write("office-2027,统计局,公报,2027-01-01,https://example.org/2027,,not stated\n")
    code = report_job(other, JOB).check_code
    pdf = project.reports("tiny", 2025) / "assessment.en.pdf"
    shutil.copy(other.reports("tiny", 2025) / "assessment.en.pdf", pdf)
    if listed:
        manifest = read_manifest(pdf.parent)
        manifest.documents["assessment.en.pdf"].sha256 = hash_file(pdf)
        write_manifest(manifest, pdf.parent)
    verdict = verify(project)
    assert code != verdict.check_code
    [finding] = [one for one in verdict.findings if one.state != "ok"]
    assert (finding.group, finding.state, finding.detail) == ("documents", "other_result", code)


def test_a_document_left_over_from_an_earlier_result(project):
    """A run for one language leaves the other's document, which then belongs to another result."""
    processed = project.processed("tiny", 2025)
    with (project.raw / "sources.csv").open("a", encoding="utf-8") as file:
        file.write("office-2027,统计局,公报,2027-01-01,https://example.org/2027,,not stated\n")
    result = stamped_result(project, JOB, read_results(processed), processed)
    reports = project.reports("tiny", 2025)
    update_manifest(project, JOB, result, [], reports=reports, processed=processed, charts={})
    assert amiss(verify(project)) == [
        ("documents", name, "other_result") for name in ("assessment.en.pdf", "brief.en.pdf")
    ]


def test_written_parts_that_have_changed_since(project):
    text = project.raw / "plans" / "tiny" / "narrative.en.md"
    text.write_text("# Suggestions\n", encoding="utf-8")
    verdict = verify(project)
    assert amiss(verdict) == [
        ("documents", name, "text_changed") for name in ("assessment.en.pdf", "brief.en.pdf")
    ]
    assert not verdict.inputs_changed


def test_figures_that_have_changed_since(project):
    figures = project.raw / "observations" / "CN-ZJ.csv"
    figures.write_text(figures.read_text(encoding="utf-8").replace("120.5", "121.5"), encoding="utf-8")
    (project.raw / "observations" / "CN.csv").write_bytes(figures.read_bytes())
    verdict = verify(project)
    assert amiss(verdict) == [
        ("inputs", "data/raw/observations/CN-ZJ.csv", "changed"),
        ("inputs", "data/raw/observations/CN.csv", "not_listed"),
    ]
    assert verdict.inputs_changed
    assert not verdict.holds
    [said] = conclusions(verdict, load_wording("en"))
    assert said.startswith("Data, plan or method have changed since the assessment.")
    assert said.endswith("to assess anew: ontrack assess --plan tiny --as-of 2025 --lang en")


def test_a_manifest_whose_hashes_were_made_to_fit_a_table(project):
    table = project.processed("tiny", 2025) / "assessments.csv"
    table.write_bytes(table.read_bytes().replace(b"120.5", b"120.6", 1))
    tables = {**read_manifest(project.reports("tiny", 2025)).tables, "assessments.csv": hash_file(table)}
    rewrite(project, tables=tables)
    assert amiss(verify(project)) == [("manifest", NAME, "changed")]


def test_a_manifest_with_another_check_code(project):
    rewrite(project, check_code="0000-0000-0000")
    assert [(group, state) for group, _, state in amiss(verify(project))] == [
        ("manifest", "changed"), ("documents", "other_result"), ("documents", "other_result"),
    ]  # fmt: skip


def refusal(folder) -> str:
    with pytest.raises(InputError) as caught:
        verify_folder(folder, rerun=False, progress=lambda step, done, total: None)
    return str(caught.value)


def test_a_folder_that_is_not_there(project):
    said = refusal(project.root / "reports" / "tiny" / "2031")
    assert "2031: found no such folder; expected a folder of reports" in said


def test_a_manifest_that_is_not_there(project):
    (project.reports("tiny", 2025) / NAME).unlink()
    for folder in (project.reports("tiny", 2025), project.processed("tiny", 2025)):
        said = refusal(folder)
        assert "manifest.json: found no such file" in said
        assert "Run `ontrack assess` for this plan and year again" in said


def test_a_manifest_that_is_no_json(project):
    (project.reports("tiny", 2025) / NAME).write_text("not JSON", encoding="utf-8")
    assert "Invalid JSON" in refusal(project.reports("tiny", 2025))


def test_a_manifest_without_plan_and_year(project):
    rewrite(project, parameters={"scenarios": "all"})
    assert "column parameters: found no plan and year; expected both" in refusal(
        project.reports("tiny", 2025)
    )
