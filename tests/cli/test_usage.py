"""What is wrong with a command line, told to a Chinese office and to an English one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from cli.command_line import called

import ontrack


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["assess", "--bogus"], "没有--bogus选项。"),
        (["assess", "--plans", "a"], "没有--plans选项。是否指--annexes、--lang、--plan？"),
        (["nope"], "没有“nope”命令。"),
        (["asess"], "没有“asess”命令。是否指'assess'？"),
        (["reference", "nope"], "没有“nope”命令。"),
        (["mend"], "缺少参数“file”。"),
        (["assess", "--as-of"], "--as-of选项后面请写值。"),
        (["assess", "--as-of", "x"], "“--as-of”的值有误：应为整数。"),
        (["explore", "--port", "99999999"], "“--port”的值有误：应为不大于65535的数。"),
        (["assess", "--quiet=1"], "--quiet选项不带值。"),
        (["assess", "extra", "words"], "多出参数：extra words。"),
    ],
)
def test_a_wrong_command_line_is_told_in_chinese(tmp_path, monkeypatch, words, told):
    monkeypatch.setenv("ONTRACK_LANG", "zh")
    answer = called(tmp_path, *words)
    *_, said = answer.stderr.splitlines()
    assert (answer.returncode, answer.stdout, said) == (2, "", f"ontrack：{told}")


def test_the_use_of_the_command_stands_above(tmp_path, monkeypatch):
    monkeypatch.setenv("ONTRACK_LANG", "zh")
    usage, help_line, _ = called(tmp_path, "assess", "--bogus").stderr.splitlines()
    assert usage.startswith("用法：") and usage.endswith("assess [OPTIONS]")
    assert help_line.startswith("说明（英文）请看：") and help_line.endswith("assess --help")


def test_english_is_told_as_ever(tmp_path, monkeypatch):
    monkeypatch.setenv("ONTRACK_LANG", "en")
    answer = called(tmp_path, "assess", "--bogus")
    assert answer.returncode == 2
    assert "No such option: --bogus" in answer.stderr and answer.stderr.startswith("Usage:")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("words", "status"), [(["--help"], 0), (["assess", "--help"], 0), ([], 2)])
def test_a_help_is_printed_alone_and_with_its_status(tmp_path, monkeypatch, language, words, status):
    monkeypatch.setenv("ONTRACK_LANG", language)
    answer = called(tmp_path, *words)
    assert (answer.returncode, answer.stderr) == (status, "")
    assert "Usage:" in answer.stdout


@pytest.mark.parametrize(("ending", "status"), [(EOFError, 1), (KeyboardInterrupt, 130)])
def test_who_no_longer_answers_ends_it_in_both_languages(tmp_path, monkeypatch, ending, status):
    def ends(*_, **__):
        raise ending

    monkeypatch.setattr("ontrack.cli.commands.check.find_root", ends)
    for language in ("zh", "en"):
        monkeypatch.setenv("ONTRACK_LANG", language)
        assert called(tmp_path, "check").returncode == status


def test_who_asks_for_help_need_not_wait_for_pandas():
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import ontrack.cli.app\n"
        "assert 'pandas' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code, str(Path(ontrack.__file__).parents[1])], check=True)
