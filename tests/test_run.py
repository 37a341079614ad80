"""run.py: which Python it takes, when it makes .venv anew, what it hands over."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
UV_IN_LOCK = "uv==1.0 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n"
SENTENCE = r"ontrack needs Python 3\.11, 3\.12 or 3\.13, but this is Python [\d.]+ \(.+\); install .+\.\n"
# What a test run puts into its processes must not reach the ones that a user would start.
QUIET = {
    key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "COV", "VIRTUAL_ENV"))
}


@pytest.fixture
def run(tmp_path) -> ModuleType:
    """run.py as a module, alone in a folder of its own with two small locks."""
    folder = tmp_path / "my projects 项目"
    folder.mkdir()
    shutil.copy(ROOT / "run.py", folder)
    (folder / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    lock = f"uv-a==1 \\\n    --hash=sha256:cc\n{UV_IN_LOCK}uv-build==2 \\\n    --hash=sha256:dd\n"
    (folder / "requirements-dev.lock").write_text(lock, encoding="utf-8", newline="\n")
    (folder / "requirements.lock").write_text("typst==3\n", encoding="utf-8", newline="\n")
    spec = importlib.util.spec_from_file_location("run_copy", folder / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def finished(run) -> ModuleType:
    """The same with a finished .venv: a real one that sees our packages; its ontrack is a copy of Python."""
    venv.create(run.VENV, symlinks=not run.WINDOWS)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(run.VENV)}))
    (packages / "ours.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    shutil.copy(run.program("python"), run.program("ontrack"))
    run.STAMP.write_text(run.expected_stamp(), encoding="utf-8")
    return run


def start(
    run: ModuleType, *words: str, python: str = sys.executable, **options
) -> subprocess.CompletedProcess:
    """Run the copy of run.py as a user does."""
    options = {"capture_output": True, "encoding": "utf-8", "env": QUIET, "check": False, **options}
    return subprocess.run([python, str(run.ROOT / "run.py"), *words], **options)


def old_pythons() -> list[str]:
    """Return the Pythons of this machine that are too old for ontrack but know f-strings."""
    places = [*Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")).glob("versions/3.*/bin/python")]
    places += [found for minor in range(6, 11) if (found := shutil.which(f"python3.{minor}"))]
    ask = "import sys; sys.exit(not (3, 6) <= sys.version_info[:2] < (3, 11))"
    return sorted(str(place) for place in places if subprocess.run([place, "-c", ask]).returncode == 0)


# Which Python


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 8, 18), (3, 10, 13), (3, 14, 0), (4, 0, 0)])
def test_another_python_is_refused_in_one_sentence(run, version):
    sentence = run.version_fault((*version, "final", 0), "somewhere/python")
    assert re.fullmatch(SENTENCE, sentence + "\n")
    assert f"Python {'.'.join(map(str, version))} (somewhere/python)" in sentence


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 1), (3, 13, 9)])
def test_the_promised_pythons_are_taken(run, version):
    assert run.version_fault((*version, "final", 0), "python") == ""


@pytest.mark.parametrize("python", old_pythons())
def test_an_old_python_says_the_sentence_itself(run, python):
    done = start(run, "assess", python=python)
    assert done.returncode == 1
    assert re.fullmatch(SENTENCE, done.stderr)
    assert not run.VENV.exists()


def test_python_3_6_can_read_the_file():
    """So far as this Python can tell; the test above asks the old ones themselves, where there are any."""
    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 6))


# When .venv is made anew


def test_a_finished_environment_is_current(finished):
    assert finished.is_current()


def test_no_environment_is_not_current(run):
    assert not run.is_current()


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_a_changed_file_makes_it_stale(finished, name):
    (finished.ROOT / name).write_text("changed", encoding="utf-8")
    assert not finished.is_current()


@pytest.mark.parametrize(("name", "value"), [("SETUP_VERSION", "other"), ("ROOT", None)])
def test_another_set_up_or_place_makes_it_stale(finished, monkeypatch, name, value):
    if name == "ROOT":
        value = shutil.copytree(finished.ROOT, finished.ROOT.with_name("moved"), symlinks=True)
    monkeypatch.setattr(finished, name, value)
    assert not finished.is_current()


def test_another_python_makes_it_stale(finished, monkeypatch):
    monkeypatch.setattr(finished.sys, "version_info", (3, 99, 0))
    assert not finished.is_current()


@pytest.mark.parametrize("text", [None, "", "half"])
def test_a_missing_or_wrong_stamp_makes_it_stale(finished, text):
    finished.STAMP.unlink() if text is None else finished.STAMP.write_text(text, encoding="utf-8")
    assert not finished.is_current()


@pytest.mark.parametrize("name", ["python", "ontrack"])
def test_a_lost_program_makes_it_stale(finished, name):
    Path(finished.program(name)).unlink()
    assert not finished.is_current()


@pytest.mark.parametrize("text", ["no program", "#!/bin/sh\nexit 1\n"])
def test_an_interpreter_that_does_not_run_makes_it_stale(finished, text):
    python = Path(finished.program("python"))
    python.unlink()
    python.write_text(text, encoding="utf-8")
    python.chmod(0o755)
    assert not finished.is_current()


def test_a_current_environment_is_left_alone(finished, monkeypatch):
    monkeypatch.setattr(finished, "set_up", lambda developers: pytest.fail("made anew"))
    finished.prepare()


# What developers need beyond


@pytest.mark.parametrize(
    ("word", "asked"),
    [("test", True), ("lock", True), ("uv", True), ("uv-a", True), ("u", False), ("typst", False),
     ("ontrack", False), ("../uv", False), ("(", False), ("", False)],
)  # fmt: skip
def test_their_words_are_those_of_their_lock(run, word, asked):
    assert run.for_developers(word) is asked


@pytest.fixture
def made(finished, monkeypatch) -> list[str]:
    """What is made of a finished .venv, in order: "built" from nothing, or which locks are installed."""
    made: list[str] = []
    monkeypatch.setattr(finished, "build", lambda developers: made.append(f"built, {developers=}"))
    monkeypatch.setattr(finished, "install", lambda host, locks: made.extend(lock.name for lock in locks))
    return made


def test_they_are_added_once_to_what_users_have(finished, made):
    for developers in (False, True, True, False):
        finished.prepare(developers)
    assert made == ["requirements-dev.lock"]
    assert finished.is_current()
    assert finished.is_current(developers=True)


@pytest.mark.parametrize("stamp", ["begun", "of another lock"])
def test_half_added_or_other_ones_are_made_anew_but_do_not_disturb_users(finished, made, stamp):
    finished.DEV_STAMP.write_text(stamp)
    finished.prepare()
    assert made == []
    finished.prepare(developers=True)
    assert made == ["built, developers=True"]


def test_adding_them_that_is_stopped_leaves_users_their_environment(finished, monkeypatch):
    def stopped(host, locks):
        raise KeyboardInterrupt

    monkeypatch.setattr(finished, "install", stopped)
    with pytest.raises(SystemExit):
        finished.prepare(developers=True)
    assert finished.is_current()
    assert not finished.is_current(developers=True)
    assert finished.DEV_STAMP.exists()


def test_a_stale_environment_is_made_anew_for_either(finished, made):
    finished.STAMP.write_text("stale")
    finished.prepare(developers=True)
    finished.prepare()
    assert made == ["built, developers=True", "built, developers=False"]


def test_the_tests_of_packages_are_removed_and_nothing_else(finished):
    for name in ("one/tests/data", "one/testing", "tests", "one/lib/tests"):
        (finished.VENV / "lib" / name).mkdir(parents=True)
        (finished.VENV / "lib" / name / "kept").touch()
    finished.without_tests()
    kept = sorted(path.relative_to(finished.VENV / "lib") for path in finished.VENV.rglob("kept"))
    assert kept == [Path("one/testing/kept")]


# When the set-up fails


def test_a_set_up_that_fails_leaves_a_stale_environment(run, monkeypatch, capfd):
    def fail(host, locks):
        sys.exit("no packages")

    monkeypatch.setattr(run, "install", fail)
    with pytest.raises(SystemExit, match="no packages"):
        run.prepare()
    assert Path(run.program("python")).exists()
    assert not run.is_current()
    assert capfd.readouterr().err.splitlines()[0] == "Setting up .venv (once, about a minute) ..."


def test_what_stood_in_venv_is_cleared_but_nothing_beyond(finished, tmp_path):
    beyond = tmp_path / "beyond"
    beyond.mkdir()
    (beyond / "kept").touch()
    finished.TURN.touch()
    if not finished.WINDOWS:
        (finished.VENV / "link").symlink_to(beyond)
    finished.clear()
    assert [path.name for path in finished.VENV.iterdir()] == [finished.TURN.name]
    assert (beyond / "kept").exists()


def test_a_venv_that_cannot_be_written_is_explained(run):
    run.TURN.mkdir(parents=True)  # a folder where a file is wanted
    with pytest.raises(
        SystemExit, match=r"(?s)\.venv.*Close every program that uses \.venv, see that this folder"
    ):
        run.prepare()


@pytest.fixture
def signals():
    """Afterwards signals are answered as before."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    for number in before:
        signal.signal(number, signal.SIG_DFL)
    yield
    for number, answer in before.items():
        signal.signal(number, answer)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends a process no signal")
@pytest.mark.usefixtures("signals")
@pytest.mark.parametrize(("number", "status"), [(None, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_ctrl_c_and_its_like_during_the_set_up_are_one_line(run, monkeypatch, capsys, number, status):
    def interrupt():
        if number is None:
            raise KeyboardInterrupt
        os.kill(os.getpid(), number)

    monkeypatch.setattr(run, "set_up", lambda developers: interrupt())
    with pytest.raises(SystemExit) as ended:
        run.prepare()
    assert ended.value.code == status
    assert capsys.readouterr().err == "run.py: stopped; the next run sets up .venv from the start.\n"


def refused(run, monkeypatch) -> str:
    """Return the sentence that refuses the .venv there is; nothing in the project has changed."""
    before = {path: path.read_bytes() for path in run.ROOT.parent.rglob("*") if path.is_file()}
    monkeypatch.setattr(run, "build", lambda developers: pytest.fail("made anew"))
    with pytest.raises(SystemExit) as ended:
        run.prepare()
    assert {path: path.read_bytes() for path in run.ROOT.parent.rglob("*") if path.is_file()} == before
    return ended.value.code


REMEDY = (
    ", and run.py empties nothing that it did not make; "
    "move it away or rename it, and run the same command again."
)  # fmt: skip


@pytest.mark.parametrize("stamped", [True, False])
def test_a_linked_venv_is_refused_also_when_run_py_made_it_elsewhere(run, monkeypatch, tmp_path, stamped):
    other = tmp_path / "another project" / ".venv"
    (other / "bin").mkdir(parents=True)
    (other / "bin" / "python").write_text("of the other project")
    if stamped:
        (other / run.STAMP.name).write_text("of the other project")
    run.VENV.symlink_to(other)
    assert refused(run, monkeypatch) == f"run.py: {run.VENV} is a link to {other}{REMEDY}"


def test_a_venv_of_another_program_is_refused(run, monkeypatch):
    run.VENV.mkdir()
    (run.VENV / "pyvenv.cfg").write_text("home = /usr/bin")
    assert refused(run, monkeypatch) == f"run.py: {run.VENV} was made by something else{REMEDY}"


def test_a_file_in_place_of_the_venv_is_refused(run, monkeypatch):
    run.VENV.write_text("mine")
    assert refused(run, monkeypatch) == f"run.py: {run.VENV} is a file{REMEDY}"


def test_a_link_to_nothing_is_refused(run, monkeypatch, tmp_path):
    run.VENV.symlink_to(tmp_path / "gone")
    assert "is a link to" in refused(run, monkeypatch)


@pytest.mark.parametrize("name", [None, "set-up.lock", "set-up.stamp"])
def test_an_empty_venv_or_one_of_run_py_half_made_or_stale_is_made_anew(run, monkeypatch, name):
    run.VENV.mkdir()
    if name:
        (run.VENV / name).touch()
        (run.VENV / "half").touch()
    built = []
    monkeypatch.setattr(run, "build", lambda developers: built.append(run.clear()))
    run.prepare()
    assert built
    assert not (run.VENV / "half").exists()


def test_a_second_run_waits_for_the_first(finished):
    finished.STAMP.unlink()
    command = [sys.executable, str(finished.ROOT / "run.py"), "python", "-c", "print('handed over')"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8", "env": QUIET}
    with finished.TURN.open("a") as handle:
        finished.take_turn(handle)
        with subprocess.Popen(command, **pipes) as second:
            assert second.stderr.readline() == "Another run.py is setting up .venv; waiting for it ...\n"
            finished.STAMP.write_text(finished.expected_stamp(), encoding="utf-8")
            handle.close()
            out, err = second.communicate(timeout=60)
    assert (second.returncode, out, err) == (0, "handed over\n", "")


# How the packages are installed


class Calls(list):
    """Stands in for subprocess.call: notes each command and answers with the next status."""

    def __init__(self, *statuses: int):
        self.statuses = list(statuses)

    def __call__(self, command, **options):
        self.append((" ".join(command), options.get("env", {})))
        return self.statuses.pop(0)


def install(run: ModuleType, monkeypatch, *statuses: int, locks: tuple[str, ...] = ("LOCK",)) -> Calls:
    """Let run.py install locks with commands that end with these statuses, and return the commands."""
    calls = Calls(*statuses)
    told = subprocess.CompletedProcess([], 0, stdout=b"global.index-url='https://mirror.example/simple'\n")
    monkeypatch.setattr(run, "pip_command", lambda host: [host, "-m", "pip"])
    monkeypatch.setattr(run.subprocess, "run", lambda *args, **options: told)
    monkeypatch.setattr(run.subprocess, "call", calls)
    run.VENV.mkdir()
    run.install("host", [getattr(run, lock) for lock in locks])
    return calls


def test_uv_comes_by_hash_and_brings_the_rest_by_hash_and_the_project_and_goes(run, monkeypatch):
    calls = install(run, monkeypatch, 0, 0, 0, 0)
    first, second, third, fourth = (command for command, _ in calls)
    safely = "--no-deps --only-binary :all: --require-hashes -r"
    assert first.startswith("host -m pip install")
    assert first.endswith(f"{safely} {run.VENV / 'uv.txt'}")
    assert second.startswith(f"{run.program('uv')} pip install")
    assert second.endswith(f"{safely} {run.LOCK}")
    assert third.startswith(f"{run.program('uv')} pip install")
    assert third.endswith(f"--no-deps --no-build-isolation --editable {run.ROOT}")
    assert fourth == "host -m pip uninstall -qq -y uv"
    assert calls[1][1]["UV_DEFAULT_INDEX"] == "https://mirror.example/simple"
    assert (run.VENV / "uv.txt").read_text(encoding="utf-8") == UV_IN_LOCK


def test_developers_keep_uv_and_get_both_locks_at_once(run, monkeypatch):
    _, second, third = install(run, monkeypatch, 0, 0, 0, locks=("LOCK", "DEV_LOCK"))
    assert second[0].endswith(f"--require-hashes -r {run.LOCK} -r {run.DEV_LOCK}")
    assert third[0].endswith(f"--editable {run.ROOT}")


def test_what_developers_need_is_added_without_a_touch_of_the_project(run, monkeypatch):
    _, second = install(run, monkeypatch, 0, 0, locks=("DEV_LOCK",))
    assert second[0].endswith(f"--require-hashes -r {run.DEV_LOCK}")


def test_pip_takes_over_when_uv_fails(run, monkeypatch, capsys):
    calls = install(run, monkeypatch, 0, 2, 0, 0, 0)
    pips = [command.startswith("host -m pip install") for command, _ in calls]
    assert pips == [True, False, True, True, False]
    assert "uv could not do it (the reason stands above); pip takes over" in capsys.readouterr().err


@pytest.mark.parametrize("statuses", [(1,), (0, 2, 1)])
def test_a_failed_installation_names_the_remedy(run, monkeypatch, statuses):
    with pytest.raises(
        SystemExit, match=r"could not be installed .* `pip config list` shows, and run the same"
    ):
        install(run, monkeypatch, *statuses)


def test_a_project_that_does_not_install_is_told_apart(run, monkeypatch):
    with pytest.raises(SystemExit, match="ontrack itself could not be installed"):
        install(run, monkeypatch, 0, 0, 1)


@pytest.mark.parametrize(
    ("told", "bundled", "command"),
    [
        (b"pip 22.3 from somewhere", 1, "host -m pip --python {python}"),
        (b"pip 101.0.1 from somewhere", 1, "host -m pip --python {python}"),
        (b"pip 22.2.9 from somewhere", 0, "{python} -m pip"),
        (b"", 0, "{python} -m pip"),
    ],
)
def test_the_running_pip_is_used_or_else_the_one_that_python_brings(run, monkeypatch, told, bundled, command):
    monkeypatch.setattr(
        run.subprocess, "run", lambda *args, **options: subprocess.CompletedProcess([], 0, told)
    )
    monkeypatch.setattr(run.subprocess, "call", Calls(bundled))
    assert " ".join(run.pip_command("host")) == command.format(python=run.program("python"))


def test_a_python_without_any_pip_is_explained(run, monkeypatch):
    monkeypatch.setattr(
        run.subprocess, "run", lambda *args, **options: subprocess.CompletedProcess([], 1, b"")
    )
    monkeypatch.setattr(run.subprocess, "call", Calls(1))
    with pytest.raises(
        SystemExit, match="this Python has no pip; install pip for host and run the same command"
    ):
        run.pip_command("host")


def test_pip_settings_reach_uv_under_its_own_names(run):
    listing = (
        "global.index-url='https://mirror.example/simple'\n"
        "global.extra-index-url='https://a.example/simple\\nhttps://b.example/simple'\n"
        "install.find-links='wheels more'\n"
        ":env:.cert='ca.pem'\n"
        "global.proxy='http://proxy.example:3128'\n"
        "global.progress-bar='off'\n"
        "download.no-index='1'\n"
    )
    assert run.uv_settings(listing) == {
        "UV_DEFAULT_INDEX": "https://mirror.example/simple",
        "UV_INDEX": "https://a.example/simple https://b.example/simple",
        "UV_FIND_LINKS": "wheels,more",
        "SSL_CERT_FILE": "ca.pem",
        "ALL_PROXY": "http://proxy.example:3128",
    }


# What the words become


@pytest.mark.parametrize(
    ("words", "program", "arguments"),
    [
        (["assess", "--as-of", "2025"], "ontrack", ["assess", "--as-of", "2025"]),
        (["ontrack", "--help"], "ontrack", ["--help"]),
        (["test"], "python", ["-m", "pytest", "-n", "auto"]),
        (["test", "-k", "a or b"], "python", ["-m", "pytest", "-k", "a or b"]),
        (["lock", "--upgrade"], "python", ["{ci}", "--upgrade"]),
        (["python", "-c", "1"], "python", ["-c", "1"]),
        (["activate"], "ontrack", ["activate"]),
        (["nonsense"], "ontrack", ["nonsense"]),
        (["../bin/python"], "ontrack", ["../bin/python"]),
        (["--version"], "ontrack", ["--version"]),
        ([""], "ontrack", [""]),
    ],
)
def test_words_become_a_command(finished, words, program, arguments):
    arguments = [str(finished.ROOT / ".ci" / "lock.py") if word == "{ci}" else word for word in arguments]
    assert finished.command_for(words) == [finished.program(program), *arguments]


@pytest.mark.parametrize("words", [[], ["-h"], ["--help"]])
def test_help_needs_no_environment(run, words):
    done = start(run, *words)
    assert (done.returncode, done.stderr) == (0, "")
    assert "python3 run.py assess" in done.stdout
    assert not run.VENV.exists()


def test_arguments_status_and_folder_are_handed_over_unchanged(finished, tmp_path):
    code = "import os, sys; print(sys.argv[1:], os.getcwd(), sys.prefix); sys.exit(7)"
    done = start(finished, "python", "-c", code, "a b", "专利", "*", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (7, "")
    assert done.stdout == f"{['a b', '专利', '*']} {tmp_path} {finished.VENV}\n"


def test_programs_of_the_environment_come_first(finished):
    done = start(finished, "python", "-c", "import shutil; print(shutil.which('python'))")
    assert Path(done.stdout.strip()) == Path(finished.program("python"))


def test_tests_run_in_the_project_folder(finished, tmp_path):
    finished.DEV_STAMP.write_text(finished.expected_stamp(finished.DEV_LOCK), encoding="utf-8")
    (finished.ROOT / "test_one.py").write_text("def test_one():\n    pass\n", encoding="utf-8")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = start(finished, "test", "-q", cwd=elsewhere)
    assert done.returncode == 0, done.stdout
    assert "1 passed" in done.stdout


# End to end


@pytest.mark.slow
def test_a_clean_copy_sets_itself_up(tmp_path):
    """With nothing but the Python that this environment was made from, its pip and a package registry."""
    if not (ROOT / ".git").exists():
        pytest.skip("this folder is not a git checkout")
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    copy = tmp_path / "a clean copy"
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
    command = [getattr(sys, "_base_executable", sys.executable), "run.py", "ontrack", "--help"]
    first, second = (
        subprocess.run(command, cwd=copy, capture_output=True, encoding="utf-8", env=QUIET, check=False)
        for _ in range(2)
    )
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert first.stderr.startswith("Setting up .venv")
    assert second.stderr == ""
    assert "assess" in second.stdout
    assert (copy / ".venv" / "set-up.stamp").exists()
