"""The small file of correlations that comes with the package."""

from __future__ import annotations

import pytest

from ontrack.errors import InputError
from ontrack.plan import Dependence
from ontrack.reference import dependence
from ontrack.reference.dependence import by_panel, panel_dependence, read_dependence, stated
from ontrack.reference.model_file import read_model
from ontrack.training.dependence import CLASSES, PANELS, model_digest


def test_the_packages_estimate_is_that_of_its_model_and_panel():
    found = read_dependence()
    assert found["panel_sha256"] == read_model().metadata["panels"][PANELS.index(found["used"])]["sha256"]
    assert found["model_sha256"] == model_digest(), "run ontrack reference dependence once more"
    assert found["attribution"] == read_model().metadata["attribution"]
    assert 0 <= found["other_topic"] < found["same_topic"] < 1
    assert panel_dependence() == Dependence(found["same_topic"], found["other_topic"])


def test_plans_use_the_provinces_and_the_others_stand_beside():
    found = read_dependence()
    assert found["used"] == "chinese_provinces"
    assert list(by_panel(found)) == list(PANELS)
    for word in CLASSES:
        assert found[word] == by_panel(found)["chinese_provinces"][word]
        assert found[f"{word}_error"] > 0


@pytest.mark.parametrize(("same", "other", "told"), [(0.2, -0.1, (0.2, 0)), (0.1, 0.3, (0.3, 0.3))])
def test_a_negative_mean_is_none_and_one_topic_is_never_looser(monkeypatch, same, other, told):
    monkeypatch.setattr(dependence, "read_dependence", lambda: {"same_topic": same, "other_topic": other})
    assert panel_dependence() == Dependence(*told)


def test_the_estimates_a_line_a_panel():
    found = {"same_topic": 0.1926, "same_topic_error": 0.021, "same_topic_pairs": 89,
             "other_topic": 0.0234, "other_topic_error": 0.005, "other_topic_pairs": 1610}  # fmt: skip
    other = {"other_topic": 0.1, "other_topic_error": 0.02, "other_topic_pairs": 3}
    assert stated({**found, "used": "first", "first": found, "second": other, "third": {}}) == [
        "first (used): same topic 0.193 ± 0.021, 89 pairs; other topic 0.023 ± 0.005, 1610 pairs",
        "second: other topic 0.100 ± 0.020, 3 pairs",
        "third: no pairs",
    ]


def test_an_unusable_file_is_told(tmp_path):
    path = tmp_path / "dependence.toml"
    with pytest.raises(InputError, match=r"dependence.toml: found a file that cannot be used \(FileNotFound"):
        read_dependence(path)
    path.write_text("same_topic = 0.2\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"expected same_topic and other_topic as TOML\. Write it with"):
        read_dependence(path)
