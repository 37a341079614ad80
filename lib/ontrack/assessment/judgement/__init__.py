"""When a word may be given to a probability: where the evidence carries it, and why not elsewhere."""

from ontrack.assessment.judgement.rule import withheld
from ontrack.assessment.judgement.signs import Signs
from ontrack.assessment.judgement.table import judged, signs_of

__all__ = ["Signs", "judged", "signs_of", "withheld"]
