"""The words that columns hold where there is a list of them."""

from __future__ import annotations

KINDS = ("stock", "flow", "cumulative", "ratio", "share", "score")
NATURES = ("binding", "expected")
YEARLY_BY = ("sum", "mean", "last")
STATUSES = ("quoted", "rounded", "lower_bound", "derived", "suspect")
FIGURE_STATUSES = (*STATUSES, "preliminary", "revised", "final")  # the last three: of a vintage, as published
CONFIDENCES = ("high", "medium", "low")
ROLES = ("annual", "dated", "shown_only", "before_break")
TRENDS = (
    "random_walk_drift",
    "straight_line",
    "log_linear",
    "damped_holt",
    "theta",
    "local_linear_trend",
    "logistic",
)
VERDICTS = (
    "very_likely",
    "likely",
    "uncertain",
    "unlikely",
    "very_unlikely",
    "met",
    "missed",
    "not_assessable",
)
REASONS = (
    "no_data", "figures_too_old", "no_target_year", "no_baseline", "no_count_yet", "missing_years",
    "yes_or_no", "ranks_alone", "places_unknown",
    "long_horizon", "too_far", "not_published",
    "definition_changed",
)  # fmt: skip
# Why a probability gets no word: the verdict is empty then.
WITHHELD_REASONS = ("one_value_alone", "class_answer", "moves_too_much", "lenses_apart")
OTHER_PLACES = "other_places"  # they decide too, and the rule for words was not tried there
PIECES = ("economy", "parent", "peers", "same_place")
FORM_PIECES = ("other_form", "denominator")  # what two forms of one quantity are read from
GRADES = ("A", "B", "C", "D", "E")
RULES = (
    "china_elapsed_time", "eurostat", "statistics_canada", "unsd", "escap_current_status",
    "escap_anticipated_progress", "sdsn", "oecd", "german_symbols", "who", "ihme",
)  # fmt: skip
MEASURES = (
    "ratio", "share_of_way", "index_10", "gap_pct", "path_share", "missed_pct", "rate_pct", "level",
    "progress_pct",
)  # fmt: skip
TONES = ("good", "middle", "bad")
RULE_REASONS = (
    "no_data", "no_target_year", "one_value", "no_time", "base_is_target", "base_beyond_target",
    "not_positive", "sign_change", "at_a_bound", "target_year_over", "few_yearly_rates",
    "few_consecutive_years", "latest_is_target", "no_baseline", "not_begun", "beyond_numbers",
    "needs_a_number",
)  # fmt: skip
COHERENCE_KINDS = ("rate", "share", "numerator", "growth", "multiple", "count", "existing", "same")
FINDINGS = (
    "contradictory", "strained", "differs", "not_checkable", "immaterial", "coherent_rounded", "coherent",
)  # fmt: skip
UNCHECKED_REASONS = ("missing_figure", "zero_denominator", "no_target_year")
PACE_UNITS = ("percent", "points", "amount")
AMBITIONS = ("trivial", "ordinary", "stretching", "unprecedented")
YES_NO = ("yes", "no")
SCENARIO_REASONS = (
    "no_projection", "observed_already", "beyond_projection", "no_level_target", "target_year_over",
    "not_positive", "no_percent", "no_points", "no_denominator", "no_peer_data", "peer_never_there",
)  # fmt: skip
# In the order in which they are changed one after another; the last is what then remains.
CHANGE_STEPS = ("plan_changed", "definition", "revised_figures", "new_figures", "statements", "method")
CAUSES = (*CHANGE_STEPS, "unchanged")
REVISION_KINDS = ("added", "revised", "linked", "withdrawn")
STATEMENT_KINDS = (
    "sum_over", "change_over", "ratio_over", "average_growth", "at_least", "at_most", "between",
    "will_be_added",
)  # fmt: skip
AMBITION_CLASSES = ("met_already", "under_half", "half_to_one", "one_to_two", "over_two")
OUTSIDE_GROUPS = ("all", "ambition", "kind", "issuer", "past_targets")
LEVEL_KINDS = ("percent", "positive", "real")
POLICY_FLAGS = ("definition", "early outcome")
RECONCILED = (
    "agree", "rules_see_longer_pace", "rules_see_last_value", "rules_see_two_values", "rules_see_own_pace",
    "rules_know_no_chance", "no_rule_answers",
)  # fmt: skip
WHY_PIECES = ("class", "what", "economy", "nation", "peers", "same_place", "own_values", "statements", "form")
MODEL_PANELS = ("all", "without_chinese_provinces", "without_official", "without_world_bank")
SUGGESTIONS = ("keep", "clarify", "more_figures", "hold", "lower", "raise")
