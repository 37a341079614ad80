"""All that is known of an indicator beside its own values: economy, parent, peers, neighbours."""

from ontrack.evidence.choice import ALL_EVIDENCE, NO_EVIDENCE, EvidenceChoice
from ontrack.evidence.collect import collect_evidence, gather
from ontrack.evidence.kinds import few_kinds, in_few_words, is_own_alone, kinds_in_words, kinds_of, kinds_text
from ontrack.evidence.known import Evidence, own_alone
from ontrack.evidence.reading import evidence_of
from ontrack.evidence.summary import evidence_table

__all__ = [
    "ALL_EVIDENCE",
    "NO_EVIDENCE",
    "Evidence",
    "EvidenceChoice",
    "collect_evidence",
    "evidence_of",
    "evidence_table",
    "few_kinds",
    "gather",
    "in_few_words",
    "is_own_alone",
    "kinds_in_words",
    "kinds_of",
    "kinds_text",
    "own_alone",
]
