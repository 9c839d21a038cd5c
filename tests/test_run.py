"""The command `run`: it sets up what is missing, once, wherever the project and the person are.

The set-ups are real ones of a small project of the same shape, without packages to fetch.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

RUN = Path(__file__).resolve().parents[1] / "run"
SETTING_UP = "Setting up"
ANSWER = 7  # What the small project's program ends with.
# The Python that these tests' environment was made from.
BASE_PYTHON = str(Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info.minor}")
PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
"""
# The smallest build backend: an editable wheel whose program says its folder, its words and its umask.
BACKEND = """
from pathlib import Path
from zipfile import ZipFile

INFO = "factcheck-1.dist-info"


def get_requires_for_build_editable(config_settings=None):
    return []


def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    name = "factcheck-1-py3-none-any.whl"
    with ZipFile(Path(wheel_directory) / name, "w") as wheel:
        wheel.writestr("factcheck.pth", str(Path.cwd()))
        wheel.writestr(f"{INFO}/METADATA", "Metadata-Version: 2.1\\nName: factcheck\\nVersion: 1\\n")
        wheel.writestr(f"{INFO}/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(f"{INFO}/entry_points.txt", "[console_scripts]\\nfactcheck = factcheck:main\\n")
        wheel.writestr(f"{INFO}/RECORD", "")
    return name
"""
PROGRAM = """
import os, sys

def main():
    print(os.getcwd(), *sys.argv[1:], sep="|")
    return 7
"""
# Stands in for ruff, mypy, pytest and what measures it, and fails when it is told to.
TOOL = """
import os, pathlib, sys

name = pathlib.Path(__file__).stem
print(name, *sys.argv[1:])
sys.exit(not {name, *sys.argv[1:2]}.isdisjoint(os.environ.get("FAILING", "").split()))
"""
UNKNOWN = "no-such-package==1 --hash=sha256:" + "0" * 64 + "\n"
# Becomes the file `run` in a Python that believes to be another one.
BELIEVING = "import runpy, sys; sys.executable = {python!r}; runpy.run_path({run!r}, run_name='__main__')"

# Becomes it in a Python whose environments another program makes.
WITH_MAKER = (
    "import runpy, sys; sys._base_executable = {maker!r}; runpy.run_path({run!r}, run_name='__main__')"
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of our shape as it is after cloning, in a folder with a blank in its name."""
    project = tmp_path_factory.mktemp("clone") / "a project"
    (project / "requirements").mkdir(parents=True)
    (project / "factcheck").mkdir()
    shutil.copy(RUN, project)
    for name in ("pip", "run", "test"):
        (project / "requirements" / f"{name}.txt").touch()
    for tool in ("ruff", "mypy", "pytest", "slipcover"):
        (project / f"{tool}.py").write_text(TOOL)
    (project / "pyproject.toml").write_text(PYPROJECT)
    (project / "backend.py").write_text(BACKEND)
    (project / "factcheck" / "__init__.py").write_text(PROGRAM)
    return project


@pytest.fixture(scope="module")
def set_up(project: Path) -> subprocess.CompletedProcess[str]:
    """The first command in a new clone: from another folder, with an empty home and a strict umask."""
    home = project.parent / "home"
    home.mkdir()
    return start(project, "split", "a file", cwd=home, env={"HOME": str(home)}, umask=0o277)


@pytest.fixture
def ready(project: Path, set_up: subprocess.CompletedProcess[str]) -> Path:
    """The project after its first command."""
    assert set_up.returncode == ANSWER, set_up.stderr
    return project


def test_the_first_command_sets_up_and_hands_its_words_over(
    project: Path, set_up: subprocess.CompletedProcess[str]
) -> None:
    assert set_up.stderr.startswith(SETTING_UP)
    assert set_up.stdout == f"{project.parent / 'home'}|split|a file\n"
    assert set_up.returncode == ANSWER


def test_the_second_command_sets_nothing_up(ready: Path) -> None:
    again = start(ready, "demo", "--check")

    assert again.stderr == ""
    assert again.stdout.endswith("|demo|--check\n")


def test_changed_pins_are_installed_into_what_is_there(ready: Path) -> None:
    kept = ready / ".venv" / "kept"
    kept.touch()
    with (ready / "requirements" / "run.txt").open("a") as pins:
        pins.write("# Changed.\n")

    changed = start(ready, "demo")

    assert changed.stderr.startswith(SETTING_UP)
    assert changed.returncode == ANSWER
    assert kept.exists()


def test_a_set_up_that_broke_off_starts_afresh(ready: Path, tmp_path: Path) -> None:
    maker = maker_of_environments(ready, tmp_path)
    left = ready / ".venv" / "left"
    left.touch()
    pins = ready / "requirements" / "run.txt"
    before = pins.read_text()
    pins.write_text(UNKNOWN)
    broken = start(ready, "demo", env={"PIP_NO_INDEX": "1"})
    pins.write_text(before)

    code = WITH_MAKER.format(maker=str(maker), run=str(ready / "run"))
    afresh = call([BASE_PYTHON, "-c", code, "demo"])

    assert broken.returncode == 1
    assert "given again, starts it afresh" in broken.stderr
    assert afresh.stderr.startswith(f"{SETTING_UP}, once for this Python and these pins: environment, ")
    assert afresh.returncode == ANSWER
    assert not left.exists()


def maker_of_environments(ready: Path, folder: Path) -> Path:
    """Return a program that makes what `-m venv` made here before, which takes long: without the project."""
    made, maker = folder / "made", folder / "maker"
    shutil.copytree(ready / ".venv", made, symlinks=True)
    (made / "complete").unlink()
    (made / "bin" / "factcheck").unlink()
    [packages] = made.glob("lib/python3.*/site-packages")
    (packages / "factcheck.pth").unlink()
    [project] = packages.glob("factcheck-*")
    shutil.rmtree(project)
    maker.write_text(f'#!/bin/sh\n[ "$1 $2" = "-m venv" ] && exec cp -a "{made}" "$3"\n')
    maker.chmod(0o755)
    return maker


def test_what_was_set_up_for_tests_also_runs(ready: Path) -> None:
    start(ready, "test")

    after = start(ready, "demo")

    assert after.stderr == ""
    assert after.returncode == ANSWER


def test_all_checks_run_on_the_whole_project(ready: Path) -> None:
    checked = start(ready, "test")

    tools = [line for line in checked.stdout.splitlines() if not line.startswith("==")]
    assert tools[:2] == ["ruff format --check", "ruff check"]
    assert tools[2] == "slipcover --json --out .coverage.json -m pytest -n 3 --dist worksteal"
    assert tools[3] == "slipcover --merge .coverage.json --out .coverage.json --fail-under 95"
    assert tools[4] == "mypy"
    assert tools[5].endswith("all well.")
    assert checked.returncode == 0


def test_words_after_test_are_for_pytest(ready: Path) -> None:
    checked = start(ready, "test", "tests/test_paths.py", "-k", "a wheel")

    assert "pytest tests/test_paths.py -k a wheel" in checked.stdout.splitlines()


def test_a_failed_check_is_named_and_hides_no_other(ready: Path) -> None:
    checked = start(ready, "test", env={"FAILING": "mypy slipcover"})

    assert checked.stdout.endswith("Failed: tests, types\n")
    assert checked.returncode == 1


def test_what_tests_do_not_reach_fails_them_by_itself(ready: Path) -> None:
    checked = start(ready, "test", env={"FAILING": "--merge"})

    assert checked.stdout.endswith("Failed: coverage\n")
    assert checked.returncode == 1


def test_a_python_that_does_not_fit_hands_over_to_one_that_does(ready: Path, tmp_path: Path) -> None:
    broken, fitting = tmp_path / "python3.13", tmp_path / "python3.11"
    broken.write_text("#!/bin/sh\nexit 127\n")
    broken.chmod(0o755)
    fitting.symlink_to(BASE_PYTHON)

    code = BELIEVING.format(python=str(broken), run=str(ready / "run"))
    handed = call([sys.executable, "-c", code, "demo"], env={"PATH": f"{tmp_path}:/usr/bin:/bin"})

    assert handed.stdout.endswith("|demo\n")
    assert handed.returncode == ANSWER


def test_without_any_fitting_python_it_says_what_is_needed(ready: Path, tmp_path: Path) -> None:
    code = BELIEVING.format(python=str(tmp_path / "none"), run=str(ready / "run"))

    refused = call([sys.executable, "-c", code, "demo"], env={"PATH": str(tmp_path)})

    assert refused.stderr.startswith("factcheck needs Python 3.11, 3.12 or 3.13")
    assert refused.returncode == 1


def start(project: Path, *words: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the project's command with the Python of these tests."""
    return call([BASE_PYTHON, str(project / "run"), *words], **options)


def call(
    command: list[str], *, env: dict[str, str] | None = None, cwd: Path | None = None, umask: int = -1
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        env={**os.environ, **(env or {})},
        cwd=cwd,
        umask=umask,
        check=False,
        capture_output=True,
        text=True,
    )
