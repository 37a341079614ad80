"""Three views of one target: indicators like it, the nation and its peers, earlier targets as ambitious."""

from ontrack.explanation.lenses.lenses import Lenses
from ontrack.explanation.lenses.sentences import lens_sentences, reconciling_line
from ontrack.explanation.lenses.table import lenses_table

__all__ = ["Lenses", "lens_sentences", "lenses_table", "reconciling_line"]
