"""What `ontrack verify` shows: a line for every file that is not as it was, and what that means."""

from __future__ import annotations

from collections import Counter

from rich.table import Table

from ontrack.batch.verify import CHANGED, MOVED, OK, Finding, Verdict
from ontrack.cli.terminal.assessment import make_console
from ontrack.wording import Wording, load_wording

GROUPS = ("manifest", "inputs", "tables", "documents", "files", "rerun")


def print_verdict(verdict: Verdict, language: str, *, full: bool) -> None:
    """Print the table of files and, below it, what was found in a sentence or two.

    Parameters
    ----------
    full : bool
        Whether files that are as they were get a line each; otherwise they are counted.
    """
    wording, console = load_wording(language), make_console()
    job = verdict.job
    title = wording("verify.title", plan=job.plan, year=job.as_of, code=verdict.check_code)
    table = Table()
    for key in ("group", "file", "state"):
        table.add_column(wording(f"verify.{key}"), overflow="fold")
    for group in GROUPS:
        for cells in lines_of(group, verdict, wording, full=full):
            table.add_row(*cells)
    console.print(title, soft_wrap=True)
    console.print(table)
    for sentence in conclusions(verdict, wording):
        console.print(sentence, soft_wrap=True)


def lines_of(group: str, verdict: Verdict, wording: Wording, *, full: bool) -> list[tuple[str, str, str]]:
    """Return the lines of one group: how many files are as they were, then each of the others."""
    findings = [finding for finding in verdict.findings if finding.group == group]
    name = wording(f"verify.group_{group}")
    if full:
        return [(name, finding.name, state_text(finding, wording)) for finding in findings]
    fine = Counter(finding.state for finding in findings)[OK]
    lines = [(name, "", wording.count("verify.files_ok", fine))] if fine else []
    others = (finding for finding in findings if finding.state != OK)
    return lines + [(name, finding.name, state_text(finding, wording)) for finding in others]


def state_text(finding: Finding, wording: Wording) -> str:
    """Return what was found of a file, in words."""
    if finding.group == "manifest" and finding.state == CHANGED:
        return wording("verify.state_changed_manifest", detail=finding.detail)
    return wording(f"verify.state_{finding.state}", detail=finding.detail)


def conclusions(verdict: Verdict, wording: Wording) -> list[str]:
    """Return what it all means, and the command that helps."""
    command = verdict.job.command
    bad = {finding.group for finding in verdict.findings if finding.state != OK} - {"inputs"}
    sentences = [wording("verify.broken", command=command)] if bad else []
    if verdict.inputs_changed:
        same = verdict.rerun and not any(finding.state == MOVED for finding in verdict.findings)
        key = "verify.holds_rerun" if same else "verify.inputs_changed"
        return [*sentences, wording(key, **({} if same else {"command": command}))]
    if not bad:
        sentences.append(wording("verify.holds"))
        sentences += [wording("verify.rerun_same")] if verdict.rerun else []
    return sentences
