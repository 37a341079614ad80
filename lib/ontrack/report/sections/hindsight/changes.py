"""What moved since the assessment before this one, in sentences: probabilities, then words."""

from __future__ import annotations

import pandas as pd

from ontrack.report.edition import Edition

# From worst to best; the word of a target moves along this line.
ORDER = ("missed", "very_unlikely", "unlikely", "uncertain", "likely", "very_likely", "met")


def change_sentences(edition: Edition) -> list[str]:
    """Return what moved among the targets of the plan's table; empty without an earlier assessment.

    A probability has risen or fallen when it moved by at least half a percentage point. A word has improved
    or worsened when it moved along the line from missed over the five words to met.
    """
    rows = table_changes(edition)
    if rows.empty:
        return []
    year = int(rows["earlier_as_of"].iloc[0])
    said = [
        sentence(edition, "probability", probability_moves(rows), year),
        sentence(edition, "word", word_moves(rows), year),
        *decided(edition, rows),
    ]
    return [text for text in said if text]


def table_changes(edition: Edition) -> pd.DataFrame:
    """Return the rows of changes for the targets of the plan's table."""
    changes = edition.results["changes"]
    targets = [target.target for target in edition.plan.table_targets]
    return changes[changes["target"].isin(targets)]


def probability_moves(rows: pd.DataFrame) -> dict[str, int]:
    """Return for how many targets the probability rose, fell and stayed, of those that have both."""
    points = (100 * rows["difference"].dropna()).round()
    return {"rose": sum(points > 0), "fell": sum(points < 0), "stayed": sum(points == 0)}


def word_moves(rows: pd.DataFrame) -> dict[str, int]:
    """Return for how many targets the word improved, worsened and stayed, of those that have both."""
    both = rows[rows["verdict"].isin(ORDER) & rows["earlier_verdict"].isin(ORDER)]
    steps = both["verdict"].map(ORDER.index) - both["earlier_verdict"].map(ORDER.index)
    return {"improved": sum(steps > 0), "worsened": sum(steps < 0), "kept": sum(steps == 0)}


def sentence(edition: Edition, subject: str, moves: dict[str, int], year: int) -> str:
    """Return a sentence that counts the moves there were; empty where nothing can be compared."""
    total = sum(moves.values())
    if not total:
        return ""
    parts = [
        edition.say(f"changes.{name}", number=amount(edition, count))
        for name, count in moves.items()
        if count
    ]
    last = edition.say(
        "changes.last_of_list", parts=edition.say("changes.comma").join(parts[:-1]), last=parts[-1]
    )
    listed = last if len(parts) > 1 else parts[0]
    return edition.count(f"changes.{subject}", total, year=year, moves=listed, total=amount(edition, total))


def amount(edition: Edition, number: int) -> str:
    """Return a number as running text writes it: in English a word up to nine."""
    key = f"changes.amount.{number}"
    return edition.say(key) if f"report.{key}" in edition.wording.texts else str(number)


def decided(edition: Edition, rows: pd.DataFrame) -> list[str]:
    """Return how many targets were decided since, as their year is over and its figure is out."""
    new = rows[~rows["earlier_verdict"].isin(("met", "missed"))]
    said = []
    for verdict in ("met", "missed"):
        count = int((new["verdict"] == verdict).sum())
        if count:
            said.append(edition.count(f"changes.decided_{verdict}", count, amount=amount(edition, count)))
    return said
