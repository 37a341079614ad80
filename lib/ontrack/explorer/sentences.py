"""What the page says beside its chart: the answer, two scenarios compared, every target at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ontrack.assessment.verdicts import NOT_JUDGED, SYMBOLS, full_verdict_key, reason_sentence, shown_verdict
from ontrack.evidence import kinds_in_words
from ontrack.explanation.lenses import Lenses, lens_sentences, reconciling_line
from ontrack.plan import Indicator, Target
from ontrack.scenarios import Outcome
from ontrack.wording import Wording
from ontrack.wording.number_format import MISSING, format_interval, format_probability, format_value


def verdict_words(outcome: Outcome, wording: Wording) -> str:
    """Return the verdict on a target, or why there is none."""
    return wording(full_verdict_key(outcome.assessment))


def symbol_of(outcome: Outcome) -> str:
    """Return the symbol of the verdict on a target, as in print; of an open target that of none."""
    word = shown_verdict(outcome.assessment)
    return SYMBOLS[word if word != NOT_JUDGED or outcome.probability is not None else "not_assessable"]


def marked_verdict(outcome: Outcome, wording: Wording) -> str:
    """Return symbol and words of the verdict on a target as HTML; only the words are read out."""
    words = escape(verdict_words(outcome, wording))
    return f'<span class="symbol" aria-hidden="true">{symbol_of(outcome)}</span> {words}'


def answer(
    shown: Outcome,
    other: Outcome,
    names: tuple[str, str],
    wording: Wording,
    *,
    is_baseline: bool,
    beside: Sequence[str] = (),
) -> str:
    """Return the answer as HTML: probability, word, difference to the other scenario, what must be known.

    `beside` are lines to stand below it, as `lenses` returns them.
    """
    probability = format_probability(shown.probability)
    key = shown_verdict(shown.assessment)
    figure = (
        f'<p class="figure {key}"><strong class="probability">{probability}</strong> '
        f'<span class="verdict">{marked_verdict(shown, wording)}</span></p>'
    )
    sentences = [*(escape(text) for text in notes(shown, names[0], wording, is_baseline=is_baseline))]
    if names[0] != names[1] and (difference := compared(shown, other, names[1], wording)):
        sentences.insert(0, escape(difference))
    label = escape(wording("explorer.answer.label", scenario=names[0]))
    return (
        f'<div class="answer" role="status" aria-live="polite" lang="{wording.language}">'
        f'<p class="label">{label}</p>{figure}<p>{wording.join(sentences)}</p>'
        f"{listed(beside, wording)}</div>"
    )


def listed(lines: Sequence[str], wording: Wording) -> str:
    """Return the lines of the lenses as an HTML list below their heading; empty without any."""
    if not lines:
        return ""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f'<p class="label">{escape(wording("explorer.lenses.heading"))}</p><ul class="lenses">{items}</ul>'


def lenses(
    row: Lenses | None,
    shown: Outcome,
    name: str,
    indicator: Indicator | None,
    wording: Wording,
    *,
    region: str,
) -> list[str]:
    """Return the three lenses of the last assessment, and the line that reconciles them with the rules.

    The first lens is the probability shown: under a scenario, that of the scenario. The others are of the
    plan's own target: where the page has another value or year of it, none of them is asked for.

    Parameters
    ----------
    row : Lenses or None
        The target's row of lenses.csv, where there is one.
    name : str
        Of the scenario shown.
    region : str
        Of the plan.
    """
    if row is None or indicator is None:
        return []
    found = lens_sentences(row, shown.target, indicator, wording.language, region=region)
    if shown.changed:
        probability = format_probability(shown.probability)
        found[0] = wording("explorer.lenses.scenario", probability=probability, scenario=name)
    return [*found, reconciling_line(row, wording.language, indicator)]


def notes(shown: Outcome, name: str, wording: Wording, *, is_baseline: bool) -> list[str]:
    """Return what must be known of an outcome, in sentences."""
    found = []
    if shown.reason and not is_baseline:
        found.append(wording(f"explorer.reason.{shown.reason}", scenario=name))
    elif shown.by_construction:
        found.append(wording("explorer.answer.by_construction"))
    elif shown.changed:
        found.append(wording("explorer.answer.no_forecast"))
    elif not is_baseline:
        found.append(wording("explorer.answer.unchanged", scenario=name))
    if shown.ends:
        found.append(wording("explorer.answer.ends", year=shown.ends))
    kinds = kinds_in_words(shown.assessment.evidence_kinds, wording)
    if kinds:
        grade = shown.assessment.evidence_grade
        found.append(wording("explorer.answer.rests_on", kinds=kinds, grade=grade or MISSING))
    if shown.assessment.reason:
        found.append(reason_sentence(shown.assessment, wording))
    elif shown.assessment.evidence_grade == "E":
        found.append(wording("explorer.answer.reference_only"))
    return found


def compared(shown: Outcome, other: Outcome, name: str, wording: Wording) -> str:
    """Return how the probability differs from that under the other scenario, or nothing."""
    if shown.probability is None or other.probability is None:
        return ""
    points = round(100 * shown.probability) - round(100 * other.probability)
    key = "same" if not points else "more" if points > 0 else "less"
    if key == "same":
        return wording("explorer.answer.same", scenario=name)
    return wording.count(
        f"explorer.answer.{key}",
        abs(points),
        scenario=name,
        probability=format_probability(other.probability),
    )


def comparison(
    outcomes: tuple[Outcome, Outcome], names: tuple[str, str], indicator: Indicator, wording: Wording
) -> str:
    """Return a table as HTML: probability, median, interval and year of the median under two scenarios."""
    year = outcomes[0].target.year
    heads = [
        wording(f"explorer.table.{key}", year=year)
        for key in ("probability", "median", "interval", "crossing")
    ]
    lines, unit = [], indicator.text("unit", wording.language)
    different = 1 if names[0] == names[1] else 2
    for outcome, name in list(zip(outcomes, names, strict=True))[:different]:
        found = outcome.assessment
        cells = (
            format_probability(found.probability_met),
            format_value(found.projected_median, indicator.decimals, unit),
            format_interval(found.lower_80, found.upper_80, indicator.decimals, unit, wording.language),
            str(outcome.crossing_year or wording("explorer.table.not_by", year=last_year(outcome))),
        )
        lines.append(f'<tr><th scope="row">{escape(name)}</th>{in_cells(cells)}</tr>')
    caption = escape(wording("explorer.table.caption"))
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    corner = escape(wording("explorer.control.scenario"))
    return (
        f'<table class="compared" lang="{wording.language}"><caption>{caption}</caption>'
        f'<thead><tr><th scope="col">{corner}</th>{head}</tr></thead><tbody>{"".join(lines)}</tbody></table>'
    )


def in_cells(texts: Sequence[str]) -> str:
    """Return table cells."""
    return "".join(f"<td>{escape(text)}</td>" for text in texts)


def last_year(outcome: Outcome) -> int | str:
    """Return the last year projected."""
    return outcome.projection.years[-1] if outcome.projection else MISSING


def strip(
    targets: Sequence[Target],
    shown: Sequence[Outcome],
    other: Sequence[Outcome],
    chosen: str,
    wording: Wording,
) -> str:
    """Return every target of the plan's table as HTML: bar, probability, word, difference."""
    tiles = "".join(
        tile(target, one, two, wording, chosen=target.target == chosen)
        for target, one, two in zip(targets, shown, other, strict=True)
    )
    heading = escape(wording("explorer.strip.heading", number=len(targets)))
    return f'<div class="strip" lang="{wording.language}"><h2>{heading}</h2><ul>{tiles}</ul></div>'


def tile(target: Target, shown: Outcome, other: Outcome, wording: Wording, *, chosen: bool) -> str:
    """Return one target of the strip."""
    probability, word = shown.probability, shown_verdict(shown.assessment)
    name = escape(target.text("name", wording.language))
    width = 0 if probability is None else 100 * probability
    points = 0
    if probability is not None and other.probability is not None:
        points = round(100 * probability) - round(100 * other.probability)
    arrow = "" if not points else f'<span class="moved">{"↑" if points > 0 else "↓"} {abs(points)}</span>'
    mark = ' aria-current="true"' if chosen else ""
    changed = " changed" if shown.changed else ""
    return (
        f'<li class="tile {word}{changed}"{mark} data-target="{escape(target.target)}">'
        f'<span class="name">{name}</span>'
        f'<span class="bar" aria-hidden="true"><i style="width:{width:.1f}%"></i></span>'
        f'<span class="said"><b>{format_probability(probability)}</b> '
        f"{marked_verdict(shown, wording)}{arrow}</span></li>"
    )
