"""Run ontrack: one command that makes its own environment and then hands over.

    python3 run.py assess            answer every target of the default plan: tables, notebooks, PDFs
    python3 run.py test              run every test
    python3 run.py jupyter lab       open the notebooks
    python3 run.py ontrack --help    list every command

The first run makes the folder .venv beside this file from requirements.lock (about a minute); a later run
makes it anew only when it is out of date or broken. What developers need beyond it, by requirements-dev.lock,
is added when they first ask for it: with test, lock, or a program of theirs such as ruff or mypy. Every other
word is passed on to ontrack. On Windows write `py run.py` for `python3 run.py`.
"""

# Standard library only, and readable by Python 3.6: an old Python gets a sentence, not a SyntaxError.
import ast
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

WINDOWS = os.name == "nt"
ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"  # what developers need beyond LOCK
VENV = ROOT / ".venv"
PROGRAMS = VENV / ("Scripts" if WINDOWS else "bin")
STAMP = VENV / "set-up.stamp"
DEV_STAMP = VENV / "set-up-dev.stamp"  # there once developers' packages are begun, right when all are in
TURN = VENV / "set-up.lock"  # held while one run sets up, so that a second one waits
SETUP_VERSION = "2"  # raise it when build() changes, and every .venv is made anew

# Packages of whose many modules ontrack reads a few, which Python compiles when it first reads them.
HARDLY_READ = r"[/\\](plotly|fontTools|debugpy|pygments|setuptools|wcwidth|prompt_toolkit)[/\\]"

# uv reads none of pip's configuration; a mirror, proxy or certificate set for pip goes on by these names.
UV_NAMES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "no-index": "UV_NO_INDEX",
    "trusted-host": "UV_INSECURE_HOST",
    "no-cache-dir": "UV_NO_CACHE",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
}
NOT_INSTALLED = (
    "run.py: the packages could not be installed (the reason stands above); see to the network, or to the "
    "proxy and mirror that `pip config list` shows, and run the same command again."
)
NOT_WRITTEN = (
    "Close every program that uses .venv, see that this folder can be written to and has 2 GB of room, "
    "and run the same command again."
)


def version_fault(version, executable):
    """Return why this Python cannot run ontrack, as one sentence; empty when it can."""
    if (3, 11) <= tuple(version[:2]) < (3, 14):
        return ""
    found = ".".join(str(part) for part in version[:3])
    return (
        f"ontrack needs Python 3.11, 3.12 or 3.13, but this is Python {found} ({executable}); "
        "install one of them from python.org and start run.py with it."
    )


def program(name):
    """Return the path of a program in the environment, there or not."""
    return str(PROGRAMS / (name + ".exe" if WINDOWS else name))


def expected_stamp(*more):
    """Return the fingerprint of a finished environment made from these very files, and from `more` locks."""
    made_by = "{} {}.{} {}".format(SETUP_VERSION, *sys.version_info[:2], ROOT)
    files = (LOCK, ROOT / "pyproject.toml", *more)
    parts = [path.read_bytes() for path in files] + [os.fsencode(made_by)]
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def is_current(developers=False):
    """Return whether the environment is finished, made from these files, and its interpreter runs.

    With `developers`, whether their packages are in it, too.
    """
    try:
        if STAMP.read_text(encoding="utf-8") != expected_stamp() or not os.path.isfile(program("ontrack")):
            return False
        if developers and DEV_STAMP.read_text(encoding="utf-8") != expected_stamp(DEV_LOCK):
            return False
        return subprocess.call([program("python"), "-I", "-c", ""], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def say(line):
    """Print one line of progress beside, not among, the output of the command itself."""
    print(line, file=sys.stderr, flush=True)


def pip_command(host):
    """Return the words that run pip for the environment, which has none of its own."""
    told = subprocess.run([host, "-m", "pip", "--version"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    found = re.match(rb"pip (\d+)\.(\d+)", told.stdout)
    if found and tuple(map(int, found.groups())) >= (22, 3):  # the first pip that knows --python
        return [host, "-m", "pip", "--python", program("python")]
    bring = [program("python"), "-m", "ensurepip"]
    if subprocess.call(bring, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
        return [program("python"), "-m", "pip"]
    sys.exit(f"run.py: this Python has no pip; install pip for {host} and run the same command again.")


def uv_settings(listing):
    """Return the settings that `pip config list` prints, under the names of uv's environment variables."""
    settings = {}
    for name, value in re.findall(r"^(?:global|install|:env:)\.([a-z-]+)=(.+)$", listing, re.MULTILINE):
        if name in UV_NAMES:
            words = str(ast.literal_eval(value)).split()
            settings[UV_NAMES[name]] = ("," if name == "find-links" else " ").join(words)
    return settings


def dev_entry(name):
    """Return the lines of one package in the developers' lock: its version and its hashes; or nothing."""
    text = DEV_LOCK.read_text(encoding="utf-8")
    found = re.search(rf"^{re.escape(name)}==.*\n(?: .*\n)*", text, re.MULTILINE)
    return found.group() if found else ""


def install(host, locks):
    """Install every package of the locks by hash; with users' also the project, which no hash can cover."""
    pip = pip_command(host)
    listing = subprocess.run([*pip, "config", "list"], stdout=subprocess.PIPE).stdout
    environ = {**uv_settings(listing.decode("utf-8", "replace")), **os.environ}
    environ.update(PIP_USER="0", PIP_DISABLE_PIP_VERSION_CHECK="1")
    by_hash = ["--no-deps", "--only-binary", ":all:", "--require-hashes"]
    locked = by_hash + [word for lock in locks for word in ("-r", str(lock))]
    by_pip = [*pip, "install", "-qq", "--no-input", "--no-compile"]
    only_uv = VENV / "uv.txt"
    only_uv.write_text(dev_entry("uv"), encoding="utf-8")
    if subprocess.call([*by_pip, *by_hash, "-r", str(only_uv)], env=environ) != 0:
        sys.exit(NOT_INSTALLED)
    # uv takes a fifth of pip's time. It searches all indexes, as pip does: the hashes keep that safe.
    command = [program("uv"), "pip", "install", "--quiet", "--system-certs", "--python", program("python")]
    command += ["--index-strategy", "unsafe-best-match"]
    if subprocess.call([*command, *locked], env=environ) != 0:
        say("  uv could not do it (the reason stands above); pip takes over, which takes longer ...")
        command = by_pip
        if subprocess.call([*command, *locked], env=environ) != 0:
            sys.exit(NOT_INSTALLED)
    project = ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    if LOCK in locks and subprocess.call([*command, *project], env=environ) != 0:
        sys.exit("run.py: ontrack itself could not be installed (the reason stands above).")
    if DEV_LOCK not in locks:  # uv has done its work, and takes 40 MB
        subprocess.call([*pip, "uninstall", "-qq", "-y", "uv"], env=environ)


def foreign_venv():
    """Return why .venv is not this file's to empty, and what to do, as one sentence; empty when it is."""
    place = os.path.realpath(str(VENV))  # also of what only Windows calls a link
    if os.path.normcase(place) != os.path.normcase(os.path.join(os.path.realpath(str(ROOT)), VENV.name)):
        found = "is a link to {}".format(place)
    elif VENV.is_dir():
        if TURN.exists() or STAMP.exists() or not os.listdir(str(VENV)):
            return ""
        found = "was made by something else"
    elif VENV.exists():
        found = "is a file"
    else:
        return ""
    return (
        "run.py: {} {}, and run.py empties nothing that it did not make; move it away or rename it, "
        "and run the same command again."
    ).format(VENV, found)


def clear():
    """Empty .venv but for the file whose lock this run holds."""
    for path in VENV.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path != TURN:
            path.unlink()


def without_tests():
    """Remove the tests that packages bring of themselves: 170 MB that nothing here runs."""
    for parent, folders, _ in os.walk(str(VENV)):
        if "tests" in folders:
            shutil.rmtree(os.path.join(parent, "tests"))
            folders.remove("tests")


def host_python():
    """Return the Python to build with: inside .venv, which may be about to go, the one it was made from."""
    inside = Path(sys.prefix).resolve() == VENV.resolve()
    return getattr(sys, "_base_executable", sys.executable) if inside else sys.executable


def build(developers=False):
    """Make the environment from nothing; the stamp comes last, so that a half-made one counts as stale."""
    say("Setting up .venv (once, about a minute) ...")
    host = host_python()
    clear()
    if subprocess.call([host, "-m", "venv", "--without-pip", str(VENV)]) != 0:
        sys.exit("run.py: this Python could not make a virtual environment (the reason stands above).")
    say("  installing the packages of requirements.lock ...")
    install(host, [LOCK, DEV_LOCK] if developers else [LOCK])
    without_tests()
    say("  compiling them ...")  # on every core; where Python may not write bytecode, each start would do it
    quietly = ["-m", "compileall", "-qq", "-j", "0", "-x", HARDLY_READ, str(VENV)]
    subprocess.call([program("python"), *quietly])
    if developers:
        DEV_STAMP.write_text(expected_stamp(DEV_LOCK), encoding="utf-8")
    STAMP.write_text(expected_stamp(), encoding="utf-8")


def add_developers():
    """Add what developers need to a finished environment, none of whose packages it touches.

    When it stops half-way, users' commands go on, and the next developer's command makes .venv anew.
    """
    say("Adding the packages of requirements-dev.lock to .venv (once) ...")
    DEV_STAMP.write_text("begun", encoding="utf-8")
    install(host_python(), [DEV_LOCK])
    DEV_STAMP.write_text(expected_stamp(DEV_LOCK), encoding="utf-8")


def take_turn(handle):
    """Wait until no other run holds the lock; the system frees it when a run ends, however it ends."""
    told = False
    while True:
        try:
            if WINDOWS:
                import msvcrt

                msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except (BlockingIOError, PermissionError):
            if not told:
                say("Another run.py is setting up .venv; waiting for it ...")
            told = True
            time.sleep(0.5)


def stop(number, frame):
    """Answer a signal as Ctrl-C is answered."""
    raise KeyboardInterrupt(number)


def set_up(developers):
    """Make the environment, or add what developers need to one that has never had it."""
    if is_current(developers):  # the run just waited for may have made it
        return
    if developers and not DEV_STAMP.exists() and is_current():
        add_developers()
    else:
        build(developers)


def prepare(developers=False):
    """See that the environment is there and current, or make it."""
    if is_current(developers):
        return
    if foreign_venv():
        sys.exit(foreign_venv())
    for name in (
        "SIGTERM",
        "SIGHUP",
    ):  # `kill` and a closed terminal end what this run has started, too
        if hasattr(signal, name) and signal.getsignal(getattr(signal, name)) == signal.SIG_DFL:
            signal.signal(getattr(signal, name), stop)
    try:
        VENV.mkdir(exist_ok=True)
        with TURN.open("a") as handle:
            take_turn(handle)
            set_up(developers)
    except KeyboardInterrupt as stopped:
        say("run.py: stopped; the next run sets up .venv from the start.")
        sys.exit(128 + (stopped.args[0] if stopped.args else signal.SIGINT))
    except OSError as error:
        sys.exit(f"run.py: {error}. {NOT_WRITTEN}")


def for_developers(word):
    """Return whether the first word asks for something that developers' packages bring."""
    return word in ("test", "lock") or dev_entry(word) != ""


def command_for(words):
    """Return the command that the words stand for."""
    first, rest = words[0], words[1:]
    if first == "test":
        return [program("python"), "-m", "pytest", *(rest or ["-n", "auto"])]  # all of them: on every core
    if first == "lock":
        return [program("python"), str(ROOT / ".ci" / "lock.py"), *rest]
    if Path(first).name == first and shutil.which(program(first)):
        return [program(first), *rest]
    return [program("ontrack"), *words]


def hand_over(command):
    """Run the command in this run's place and return its exit status."""
    environ = {**os.environ, "VIRTUAL_ENV": str(VENV)}
    environ["PATH"] = os.pathsep.join([str(PROGRAMS), os.environ.get("PATH", os.defpath)])
    environ.setdefault("PYTHONUTF8", "1")  # Chinese words, also where Windows' own code page has none
    if not WINDOWS:
        os.execve(command[0], command, environ)
    # There, exec would return to the prompt at once. Ctrl-C is for the command alone, which says so itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return subprocess.call(command, env=environ)


def main(words):
    """Set up if need be and run what the words ask for; return the exit status."""
    fault = version_fault(sys.version_info, sys.executable)
    if fault:
        sys.exit(fault)
    if not words or words[0] in ("-h", "--help"):
        print(__doc__.strip())
        return 0
    prepare(for_developers(words[0]))
    if words[0] == "test":
        os.chdir(ROOT)
    return hand_over(command_for(words))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
