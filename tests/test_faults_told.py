"""Faults in Chinese: where, found, expected and remedy; and how many messages still come in English."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tables.test_faults import project

from ontrack.cli import main
from ontrack.errors import Fault, InputError, RunError
from ontrack.options import language_of_messages
from ontrack.tables import load_raw
from ontrack.wording import load_wording
from ontrack.wording.faults import told, translated

ZH = load_wording("zh")
DATA = Path(__file__).parent / "data"
COMPOSED = (
    "header_without", "header_with", "header_both", "header_order", "neither", "neither_one", "total_of",
    "increment_of", "semicolons", "tabs",
)  # fmt: skip
SAID = re.compile(r"found (.+?); expected (.+)\. ((?:[A-Z]|Did you mean).*?)(?: \(And .*\))?$")


def messages() -> list[str]:
    """Return found, expected and remedy of every fault that the folders of tests/data make."""
    lines = [
        line
        for path in DATA.glob("*/expected.txt")
        for line in path.read_text(encoding="utf-8").splitlines()[1:]
    ]
    return [part for line in lines if (said := SAID.search(line)) for part in said.groups()]


def test_a_fault_of_a_table_is_told_in_chinese(tmp_path):
    with pytest.raises(InputError) as caught:
        load_raw(project(tmp_path, "comma_in_a_number"), "tiny")
    (fault,) = caught.value.faults
    assert told(caught.value, "zh") == (
        f"输入有1处错误：\n- data/raw/observations/CN-ZJ.csv，第{fault.line}行，value列：现为{fault.found}；"
        "应为不带单位、逗号和空格的数字，如24.3。请只填数字，至多一个小数点。"
    )


def test_names_and_numbers_stand_in_the_translation(tmp_path):
    with pytest.raises(InputError) as caught:
        load_raw(project(tmp_path, "target_beyond_its_bounds"), "tiny", strict=True)
    text = told(caught.value, "zh")
    assert "应为0至100之间的数值。请更正目标或上下限。" in text


def test_several_faults_and_places():
    several = InputError([Fault("an empty cell", "a value", "Add it.", column="name"), Fault("a", "b", "C.")])
    assert told(several, "zh") == (
        "输入有2处错误：\n- name：现为空单元格；应为数值。请补上。\n- 现为a；应为b。C."
    )
    assert told(several, "en") == str(several)


def test_what_follows_and_what_is_left_out_is_counted_in_chinese():
    root = Fault("an empty cell", "a value", "Add it.", "a.csv", 1, following=3)
    many = [root, *(Fault("an empty cell", "a value", "Add it.", "a.csv", line) for line in range(2, 24))]
    lines = told(InputError(many), "zh").splitlines()
    assert lines[1] == "- a.csv，第1行：现为空单元格；应为数值。请补上。（另有3处错误由此而来。）"
    assert lines[21:] == ["- a.csv：另有3处。"]
    assert f"现为{'长' * 300}…；" in told(InputError([Fault("长" * 999, "a value", "Add it.")]), "zh")


def test_another_failure_keeps_its_words():
    assert told(RunError("It failed."), "zh") == "It failed."


def test_what_no_table_has_is_not_guessed():
    assert translated("a sentence nobody has translated", ZH) == ""


@pytest.mark.parametrize(
    ("words", "variable", "plan", "language"),
    [
        (["assess", "--lang", "en"], "zh", "", "en"),
        (["assess", "--lang=en,zh"], "", "", "en"),
        (["assess", "--lang", "fr"], "en", "", "en"),
        (["check"], "", "", "zh"),
        (["assess", "--plan", "tiny"], "", 'languages = ["en"]', "en"),
        (["assess", "--plan=tiny"], "", "languages = 3", "zh"),
        (["assess", "--plan", "none"], "", 'languages = ["en"]', "en"),
    ],
)
def test_whose_language_messages_are_in(tmp_path, monkeypatch, words, variable, plan, language):
    paths = project(tmp_path)
    head = paths.raw / "plans" / "tiny" / "plan.toml"
    head.write_text(f"{plan}\n{head.read_text(encoding='utf-8')}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ONTRACK_LANG", variable)
    assert language_of_messages(words) == language


def test_the_command_line_answers_a_chinese_office_in_chinese(tmp_path, monkeypatch, capsys):
    project(tmp_path, "comma_in_a_number")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ONTRACK_LANG", "")
    monkeypatch.setattr("sys.argv", ["ontrack", "check"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    said = capsys.readouterr().err
    assert said.startswith("ontrack：输入有1处错误：\n- data/raw/observations/CN-ZJ.csv，第")
    project(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert capsys.readouterr().out == "2个指标的4个数值和规划tiny都没有错误。\n"


def test_most_messages_have_their_chinese():
    said = [text for text in messages() if re.search("[A-Za-z]{3}", text)]
    english = sorted({text for text in said if not translated(text, ZH) and not text.startswith(("'", "“"))})
    assert len(said) > 200
    # What is left; only ever lower this number.
    assert len(english) <= 27, "\n".join(english)


def test_the_english_sentences_are_the_codes():
    package = DATA.parents[1] / "lib" / "ontrack"
    source = "\n".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))
    joined = re.sub(r'"\s*\n\s*f?"', "", source)
    texts = load_wording("en").texts
    for key, text in texts.items():
        if key.startswith("faults.text.") and key.removeprefix("faults.text.") not in COMPOSED:
            longest = max(re.split(r"\{\w+\}", text), key=len).strip()
            assert longest in joined, key
