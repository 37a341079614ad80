"""Is everything as it was written? Every hash computed again, and the check code read from every page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ontrack.batch.documents import language_of, listed_files, other_tables
from ontrack.batch.job import SCENARIOS_ASKED, Job, Progress
from ontrack.batch.manifest import NAME, Document, Manifest, read_manifest
from ontrack.batch.rerun import rerun_tables
from ontrack.batch.trace import hash_file, hash_files, input_files, result_hash, table_files, text_files
from ontrack.errors import Fault, InputError
from ontrack.languages import UNLESS_TOLD
from ontrack.paths import Paths, find_root
from ontrack.report.pdf_check.check import check_codes_in
from ontrack.report.stamp import check_code
from ontrack.tables import load_plan

OK, CHANGED, MISSING, NOT_LISTED = "ok", "changed", "missing", "not_listed"
OTHER_RESULT, TEXT_CHANGED = "other_result", "text_changed"
MOVED = "moved"


@dataclass(frozen=True)
class Finding:
    """What one file turned out to be.

    Attributes
    ----------
    group : str
        inputs, tables, documents, files, manifest or rerun.
    name : str
        From the folder of its group.
    state : str
        ok, changed, missing, not_listed; of a document also other_result (its pages carry another check
        code) and text_changed (what people wrote for it has changed since); of a table made again, moved.
    detail : str
        What else there is to say.
    """

    group: str
    name: str
    state: str
    detail: str = ""


@dataclass(frozen=True)
class Verdict:
    """What a verification found.

    Attributes
    ----------
    job : Job
        What the manifest says was assessed.
    check_code : str
        As the manifest says.
    findings : tuple of Finding
        One a file.
    rerun : bool
        Whether the tables were made again.
    """

    job: Job
    check_code: str
    findings: tuple[Finding, ...]
    rerun: bool = False

    @property
    def inputs_changed(self) -> bool:
        """Whether data, plan or method have changed since the assessment."""
        return any(one.group == "inputs" and one.state != OK for one in self.findings)

    @property
    def holds(self) -> bool:
        """Whether all is as it was written and comes from what is there now.

        Changed inputs are no matter once a second assessment has given the same tables.
        """
        bad = {one.group for one in self.findings if one.state != OK}
        return not (bad - {"inputs"} if self.rerun else bad)


def verify_folder(folder: Path, *, rerun: bool, progress: Progress) -> Verdict:
    """Compare everything that belongs to an assessment with its manifest.

    Parameters
    ----------
    folder : Path
        ``reports/<plan>/<as_of>`` or ``data/processed/<plan>/<as_of>``.
    rerun : bool
        Whether to assess again in a temporary folder and compare the tables byte by byte.
    progress : callable
        As `ontrack.batch.assess_job` takes it, for the second assessment.

    Raises
    ------
    InputError
        When the folder, or its manifest, is missing or not what it must be.
    """
    paths, reports = reports_folder(folder)
    manifest = read_manifest(reports)
    job = job_of(manifest, reports)
    processed = paths.processed(job.plan, job.as_of)
    findings = [
        *compare_manifest(manifest),
        *compare("inputs", manifest.inputs, hash_files(input_files(paths, job.plan, job.as_of))),
        *compare("tables", manifest.tables, hash_files(table_files(processed))),
        *compare("tables", manifest.other_tables, hash_files(other_tables(processed))),
        *compare_documents(manifest, paths, job, reports),
        *compare_files(manifest, reports),
    ]
    if rerun:
        again = rerun_tables(paths, job, progress)
        findings += compare_rerun(processed, again)
    return Verdict(job, manifest.check_code, tuple(findings), rerun)


def reports_folder(folder: Path) -> tuple[Paths, Path]:
    """Return the project and the reports folder that belong to a folder of reports or of result tables."""
    if not folder.is_dir():
        remedy = "Name a folder such as reports/<plan>/<year>; `ontrack assess` makes it."
        raise InputError([Fault("no such folder", "a folder of reports", remedy, str(folder))])
    paths, folder = Paths(find_root(folder)), folder.resolve()
    if not (folder / NAME).exists() and folder.is_relative_to(paths.root / "data" / "processed"):
        folder = paths.root / "reports" / folder.relative_to(paths.root / "data" / "processed")
    return paths, folder


def languages_of(folder: Path) -> tuple[str, ...]:
    """Return the languages of the plan that a folder of reports or of result tables belongs to.

    Those of the program while the plan has faults: that its documents are as they were can be proved still.

    Raises
    ------
    InputError
        As `verify_folder`.
    """
    paths, reports = reports_folder(folder)
    plan = job_of(read_manifest(reports), reports).plan
    try:
        return load_plan(paths, plan).languages
    except InputError:
        return UNLESS_TOLD


def job_of(manifest: Manifest, reports: Path) -> Job:
    """Return what a manifest says was assessed."""
    asked = manifest.parameters
    plan, as_of = asked.get("plan"), asked.get("as_of")
    if not isinstance(plan, str) or not isinstance(as_of, int):
        remedy = "Run `ontrack assess` for this plan and year again; it writes a new one."
        raise InputError([Fault("no plan and year", "both", remedy, str(reports / NAME), None, "parameters")])
    languages = tuple(dict.fromkeys(language_of(name) for name in sorted(manifest.documents, reverse=True)))
    return Job(plan, as_of, languages, str(asked.get("scenarios", SCENARIOS_ASKED)))


def compare_manifest(manifest: Manifest) -> Iterator[Finding]:
    """Yield whether the manifest's own hash and check code are those of what it lists."""
    whole = result_hash(manifest.parameters, manifest.inputs, manifest.tables)
    right = whole == manifest.result_hash and check_code(whole) == manifest.check_code
    yield Finding("manifest", NAME, OK if right else CHANGED, "" if right else check_code(whole))


def compare(group: str, listed: Mapping[str, str], found: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what has become of each file that is listed or found, by the hashes."""
    for name in sorted(listed.keys() | found.keys()):
        if name not in found:
            state = MISSING
        elif name not in listed:
            state = NOT_LISTED
        else:
            state = OK if found[name] == listed[name] else CHANGED
        yield Finding(group, name, state)


def compare_documents(manifest: Manifest, paths: Paths, job: Job, reports: Path) -> Iterator[Finding]:
    """Yield what has become of each document: its bytes, the check code on its pages, its written parts."""
    for name, document in manifest.documents.items():
        path = reports / name
        if not path.is_file():
            yield Finding("documents", name, MISSING)
            continue
        codes = check_codes_in(path)
        others = sorted(codes - {manifest.check_code})
        if others or not codes:
            yield Finding("documents", name, OTHER_RESULT if others else CHANGED, ", ".join(others))
        elif hash_file(path) != document.sha256:
            yield Finding("documents", name, CHANGED)
        else:
            yield text_finding(name, document, hash_files(text_files(paths, job.plan, language_of(name))))


def text_finding(name: str, document: Document, texts: Mapping[str, str]) -> Finding:
    """Return whether the written parts of an unchanged document are still those it was made from."""
    differing = sorted(
        text for text in texts.keys() | document.texts.keys() if texts.get(text) != document.texts.get(text)
    )
    return Finding("documents", name, TEXT_CHANGED if differing else OK, ", ".join(differing))


def compare_files(manifest: Manifest, reports: Path) -> Iterator[Finding]:
    """Yield what has become of the other files of a reports folder, and which nobody listed."""
    names = [name for name in listed_files(reports) if name not in manifest.documents]
    yield from compare("files", manifest.files, {name: hash_file(reports / name) for name in names})


def compare_rerun(processed: Path, again: Mapping[str, bytes]) -> Iterator[Finding]:
    """Yield whether each table made again has the bytes of the one in place."""
    before = {name: path.read_bytes() for name, path in table_files(processed).items()}
    for name in sorted(before.keys() | again.keys()):
        yield Finding("rerun", name, OK if before.get(name) == again.get(name) else MOVED)
