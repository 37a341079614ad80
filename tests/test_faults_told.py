"""Faults in Chinese: where, found, expected and remedy; and how many messages still come in English."""

from __future__ import annotations

import ast
import errno
import re
from dataclasses import replace
from pathlib import Path
from string import Formatter

import pytest
from fault_texts import PLACE, sources
from tables.test_faults import project

from ontrack.batch.lanes import one_line
from ontrack.cli import main
from ontrack.errors import Fault, InputError, OutputError, RunError
from ontrack.options import language_of_messages
from ontrack.paths import writing
from ontrack.reference.model_file import FORMAT as MODEL_FORMAT
from ontrack.tables import load_raw
from ontrack.wording import load_wording
from ontrack.wording.faults import told
from ontrack.wording.translation import NESTED, TEXTS, lines_translated, patterns, reason_told, translated

ZH = load_wording("zh")
DATA = Path(__file__).parent / "data"
# Sentences that the code puts together while it runs, so that no line of it holds their longest part.
COMPOSED = (
    "header_with", "header_both", "header_order", "neither", "total_of", "increment_of", "semicolons", "tabs",
    "picture_slashes", "headings_to", "headings_to_none", "statement_more", "years_such_and",
    "notebook_stopped", "html_in_text", "code_in_text", "picture_in_text", "above_such",
)  # fmt: skip
# Functions whose words come from callers, columns or tables, and are found where those write them.
HANDED_ON = {
    "batch/stale.py:fault", "explorer/draft.py:draft_scenario", "narrative/characters.py:character_faults",
    "narrative/inline.py:fault", "narrative/pictures.py:picture_of", "narrative/reader.py:named",
    "narrative/reader.py:refuse", "notebooks/parameters.py:_declarations", "reference/model_file.py:foreign",
    "statements/faults.py:contradictions", "tables/columns.py:", "tables/columns.py:region_id",
    "tables/identities.py:part_fault", "tables/mending.py:mended_table", "tables/plan_head.py:key_fault",
    "tables/reader.py:character_faults", "tables/reader.py:check_each", "tables/target_rows.py:kind_fault",
    "tables/toml_files.py:character_faults", "tables/validation.py:cell_fault",
    "text_files.py:read_content", "text_files.py:read_file", "training/panels.py:read_series",
}  # fmt: skip
# Functions whose words are the system's or pydantic's, or names, numbers and lists put together.
PUT_TOGETHER = {
    "batch/manifest.py:read_manifest",  # of the system
    "charts/saving.py:refuse_missing_glyphs", "report/check.py:check_document",  # lines; see below
    "mixture/drawing.py:draw", "statements/faults.py:joint_faults",  # statements side by side
    "notebooks/parameters.py:_declaration", "notebooks/parameters.py:_value_fault",  # Python
    "notebooks/parameters.py:read_notebook",  # of the system
    "prose/check.py:fault_of",  # figures side by side
    "tables/csv_files.py:header_fault",  # names of columns; tested with the folders of tests/data
    "tables/scenario_faults.py:date_faults", "tables/statement_faults.py:beyond_bounds",  # numbers
    "target_kinds/milestones.py:wrong", "trends/check.py:_faults_of_years",  # years
}  # fmt: skip
# What is the same in every language: names of columns and files, and how two of them compare.
NEUTRAL = re.compile(r"[a-z_0-9./]*[_./,][a-z_0-9./,]*|\w+( [<>]=? \w+)+|nan")
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


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("The second process ended with status 9 and without a word: out of memory?",
         "第二个进程以状态9结束，未留下说明：是否内存不足？"),
        ("The fonts of the package fonts-zh cannot be used:\n- a.ttf cannot be read (Permission denied)\n"
         "- b.ttf is damaged: not the file that was delivered",
         "软件包fonts-zh中的字体无法使用：\n- a.ttf无法读取（没有权限）\n"
         "- b.ttf已损坏：与软件包所带的文件不同"),
        ("The font Noto lacks characters that a chart shows:\n- '☃' (U+2603) in 'a ☃'\n"
         "Write them otherwise in data/raw or in lib/ontrack/wording.",
         "字体Noto缺少图中用到的字符：\n- 'a ☃'中的'☃'（U+2603）\n"
         "请在data/raw或lib/ontrack/wording中换一种写法。"),
        ("01.ipynb stopped in cell In [3]:\n>   1 | 4 lines\nValueError: no\n"
         "The half-executed notebook is in failed/01.ipynb",
         "01.ipynb停在单元格In [3]：\n>   1 | 4 lines\nValueError: no\n执行到一半的笔记本在failed/01.ipynb"),
        ("01.ipynb did not start: Kernel died\n"
         "The notebook's Python process ended or answers no more: out of memory?",
         "01.ipynb未能启动：Kernel died\n笔记本的Python进程已结束或不再响应：是否内存不足？"),
        ("No Python kernel could be started with python3 ([Errno 28] No space left on device: 'a').",
         "无法用python3启动Python内核（磁盘空间不足：'a'（错误码28））。"),
        ("a.pdf is not complete:\n- 3 pages; at least 9 are expected\n- it is not marked as PDF/UA-1",
         "a.pdf不完整：\n- 3页；至少应有9页\n- 没有标明PDF/UA-1"),
        ("The report could not be set: a file of typst", "报告未能排版：a file of typst"),
    ],
)  # fmt: skip
def test_what_fails_while_it_runs_is_told_in_chinese(english, chinese):
    assert told(RunError(english), "zh") == chinese
    assert told(RunError(english), "en") == english


def test_what_cannot_be_written_is_told_in_chinese():
    with pytest.raises(OutputError) as caught, writing(Path("a.csv")):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert told(caught.value, "zh") == (
        "a.csv无法写入（磁盘空间不足）。原有结果未变。"
        "请腾出磁盘空间、使文件夹可写，或在其他软件中关闭该文件，然后重新运行。"
    )
    refused = OutputError("The file system refused ([Errno 30] Read-only file system: 'a.csv').")
    assert told(refused, "zh") == "文件系统拒绝操作（文件系统只读：'a.csv'（错误码30））。"


@pytest.mark.parametrize(
    ("fault", "chinese"),
    [
        (Fault("an empty cell", "a value", "Add it.", "a.csv", 3, "name"), "a.csv，第3行，name列："),
        (Fault("an empty cell", "a value", "Add it.", "a.csv", 3), "a.csv，第3行："),
        (Fault("an empty cell", "a value", "Add it.", "a.csv", None, "name"), "a.csv，name列："),
        (Fault("an empty cell", "a value", "Add it.", "a.csv"), "a.csv："),
        (Fault("an empty cell", "a value", "Add it."), ""),
    ],
)
def test_a_reason_of_a_table_is_told_in_chinese(fault, chinese):
    said = f"{chinese}现为空单元格；应为数值。请补上。"
    assert reason_told(one_line(InputError([fault])), ZH) == said
    assert reason_told(one_line(InputError([fault, fault])), ZH) == f"{said}（另有1处）"
    following = InputError([replace(fault, following=2)])
    assert reason_told(one_line(following), ZH) == f"{said}（另有2处错误由此而来。）"
    assert reason_told(one_line(following), load_wording("en")) == one_line(following)


def test_a_reason_that_is_no_fault_is_told_in_chinese():
    ended = "The process ended with status 7 and without a word: out of memory?"
    assert reason_told(ended, ZH) == "进程以状态7结束，未留下说明：是否内存不足？"
    assert reason_told("KeyError", ZH) == "KeyError"


def english_in(text: str) -> list[str]:
    """Return the lines of a message that stay English: all with a word, but for quotations and names."""
    if translated(text, ZH) or text.startswith(("'", "“", "{")):
        return []
    lines = zip(text.splitlines(), lines_translated(text, ZH).splitlines(), strict=True)
    same = [line for line, told in lines if line == told]
    return [line for line in same if re.search("[A-Za-z]{3}", line) and not NEUTRAL.fullmatch(line)]


def swallowed(text: str) -> list[str]:
    """Return the words of a message that a sentence takes for a name: it was meant for another message."""
    found = next((match for _, pattern in patterns(TEXTS) if (match := pattern.fullmatch(text))), None)
    parts = found.groupdict() if found else {}
    named = [re.sub(" (or|and) ", ", ", part) for name, part in parts.items() if name not in NESTED]
    return [part for part in named if re.search("[a-z]{2} [a-z]", part) and part != MODEL_FORMAT]


def test_every_message_has_its_chinese():
    said = [text for text in messages() if re.search("[A-Za-z]{3}", text)]
    assert len(said) > 200
    assert [line for text in sorted(set(said)) for line in english_in(text)] == []


def test_every_message_in_the_source_has_its_chinese():
    said = {text for source in sources() for text in source.said()}
    assert len(said) > 600
    # Said of semicolons and tabs, which have sentences of their own.
    assert [line for text in sorted(said) for line in english_in(text)] == [f"{PLACE} between the columns"]
    assert [part for text in sorted(said) for part in swallowed(text)] == []
    unseen = {where for source in sources() for where in source.unseen}
    assert unseen == HANDED_ON | PUT_TOGETHER


def test_the_english_sentences_are_the_codes():
    words = [node.value for source in sources() for node in source.nodes if isinstance(node, ast.Constant)]
    joined = "\n".join(word for word in words if isinstance(word, str))
    texts = load_wording("en").texts
    for key, text in texts.items():
        if key.startswith("faults.text.") and key.removeprefix("faults.text.") not in COMPOSED:
            longest = max((literal for literal, *_ in Formatter().parse(text)), key=len).strip()
            assert longest in joined, key
