"""Build the documents of a result, read them back, put them in place, and enter them in the manifest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pandas as pd

from ontrack.batch.job import Job, Stopwatch
from ontrack.batch.manifest import NAME, Document, Manifest, Run, earlier_manifest, write_manifest
from ontrack.batch.trace import (
    commit_of,
    hash_file,
    hash_files,
    input_files,
    result_hash,
    table_files,
    text_files,
)
from ontrack.paths import Paths
from ontrack.report import Stamp, build_companions, build_report, check_report, write_pages
from ontrack.report.edition import Edition
from ontrack.report.forms import annexes_asked, document_name
from ontrack.report.sections.written.still_to_write import require_finished
from ontrack.tables import RawData

Entry = TypeVar("Entry")


@dataclass(frozen=True)
class Result:
    """A finished result and what it rests on.

    Attributes
    ----------
    tables : mapping
        Result tables by name.
    inputs, hashes : mapping
        Hash of every input and of every result table, by name.
    stamp : Stamp
        What its documents are traced by.
    """

    tables: Mapping[str, pd.DataFrame]
    inputs: Mapping[str, str]
    hashes: Mapping[str, str]
    stamp: Stamp


def stamped_result(paths: Paths, job: Job, tables: Mapping[str, pd.DataFrame], folder: Path) -> Result:
    """Return the result whose tables stand in `folder`."""
    inputs = hash_files(input_files(paths, job.plan, job.as_of))
    hashes = hash_files(table_files(folder))
    whole = result_hash(job.parameters, inputs, hashes)
    vintage = tables["series"]["published"].max()
    stamp = Stamp(commit_of(paths.root), whole, job.parameters, job.as_of, vintage)
    return Result(tables, inputs, hashes, stamp)


def require_printable(raw: RawData, job: Job, result: Result) -> None:
    """Return unless a job is to be printed and something is still to be written, in whichever language.

    Raises
    ------
    InputError
        With every gap of every language, before the first document is built.
    """
    if job.final_print:
        require_finished(*(Edition(raw, result.tables, one, result.stamp, job.form) for one in job.languages))


def build_documents(
    raw: RawData, job: Job, result: Result, folder: Path, *, figures: Path, watch: Stopwatch,
    workbook: bool = True,
) -> None:  # fmt: skip
    """Build report, brief and workbook of each language of a job into `folder`; read the report back.

    Without `workbook` the one that is there stays.
    """
    annexes = annexes_asked(job.annexes)
    for language in job.languages:
        pdf = folder / document_name(job.form, language)
        with watch.timing(f"report.{language}"):
            build_report(
                raw, result.tables, figures=figures, language=language, stamp=result.stamp,
                destination=pdf, form=job.form, annexes=annexes, final_print=job.final_print,
            )  # fmt: skip
        with watch.timing("check"):
            check_report(pdf, plan=raw.plan, language=language, stamp=result.stamp, form=job.form)
            write_pages(pdf, language)
        with watch.timing(f"brief.{language}"):
            edition = Edition(raw, result.tables, language, result.stamp, job.form)
            build_companions(edition, folder, figures=figures, workbook=workbook)


def update_manifest(
    paths: Paths, job: Job, result: Result, written: Iterable[Path], *, reports: Path, processed: Path,
    assessed: Run | None = None, reported: Run | None = None, charts: Mapping[str, str],
) -> Manifest:  # fmt: skip
    """Write the manifest of what a run has made, and return it.

    Files that this run did not write keep their entries as long as they are there, so that a document of
    another language, form or result is still known for what it is.

    Parameters
    ----------
    written : iterable of Path
        What the run has made, from the folder of the documents.
    reports, processed : Path
        The folders of the documents, where the manifest goes, and of the tables, complete.
    """
    before = earlier_manifest(reports)
    manifest = Manifest(
        format=1,
        check_code=result.stamp.check_code,
        result_hash=result.stamp.result_hash,
        parameters=dict(job.parameters),
        inputs=dict(result.inputs),
        tables=dict(result.hashes),
        other_tables=hash_files(other_tables(processed)),
        documents=before.documents if before else {},
        files=before.files if before else {},
        charts={**(before.charts if before else {}), **charts},
        assessed=assessed or (before.assessed if before else None),
        reported=reported,
    )
    add_written(manifest, paths, job, reports, written)
    manifest.documents = still_there(manifest.documents, reports)
    manifest.files = still_there(manifest.files, reports)
    write_manifest(manifest, reports)
    return manifest


def add_written(manifest: Manifest, paths: Paths, job: Job, reports: Path, written: Iterable[Path]) -> None:
    """Enter the files that a run has made in the folder of its documents."""
    for path in written:
        name = path.as_posix()
        if path.suffix == ".pdf":
            texts = hash_files(text_files(paths, job.plan, language_of(name)))
            manifest.documents[name] = Document(
                sha256=hash_file(reports / path), check_code=manifest.check_code, texts=texts
            )
        else:
            manifest.files[name] = hash_file(reports / path)


def language_of(name: str) -> str:
    """Return the language that a document's name says: ``assessment.zh.pdf`` is in zh."""
    return name.split(".")[-2]


def still_there(entries: Mapping[str, Entry], folder: Path) -> dict[str, Entry]:
    """Return the entries whose files are in `folder`, sorted by name."""
    return {name: entries[name] for name in sorted(entries) if (folder / name).is_file()}


def other_tables(processed: Path) -> dict[str, Path]:
    """Return the files of a folder of result tables that are no result table: pictures for the README."""
    tables = table_files(processed)
    return {
        path.name: path for path in sorted(processed.iterdir()) if path.is_file() and path.name not in tables
    }


def listed_files(reports: Path) -> Sequence[str]:
    """Return the names of all files that a manifest should list; a notebook that failed is no result."""
    files = (path.relative_to(reports) for path in reports.rglob("*") if path.is_file())
    return sorted(name.as_posix() for name in files if name.as_posix() != NAME and name.parts[0] != "failed")
