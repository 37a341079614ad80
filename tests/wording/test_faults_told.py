"""Failures in Chinese: faults of an input by their parts, other failures line by line."""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path

import pytest
from tables.test_faults import project

from ontrack.batch.lanes import one_line
from ontrack.cli.app import main
from ontrack.cli.options import language_of_messages
from ontrack.errors import Fault, InputError, OutputError, RunError
from ontrack.paths import writing
from ontrack.tables import load_raw
from ontrack.tables.toml_files import parse_toml
from ontrack.wording import load_wording
from ontrack.wording.faults import told
from ontrack.wording.translation import reason_told, translated

ZH = load_wording("zh")


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


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        ("a = 北京", "第1行第5个字符：值有误，文字请加英文双引号"),
        ("a\n", "第1行第2个字符：键后缺少等号"),
        ('a = "x', "文件末尾：引号没有闭合"),
        ("a = [1, 2", "文件末尾：方括号没有闭合"),
        ("a = 1 b = 2", "第1行第7个字符：一行只能写一个键"),
        ("a = 1\na = 2", "文件末尾：同一个键写了两次"),
        ("[a\n", "第1行第3个字符：节名后缺少]"),
        ('a = "C:\\d"', "第1行第10个字符：文字中的反斜杠应写成两个"),
    ],
)
def test_what_is_no_toml_is_told_in_chinese(text, chinese):
    error = InputError(parse_toml(text, "plan.toml").faults)
    assert f"现为不是TOML（{chinese}）；应为“键 = 值”各行。" in told(error, "zh")
