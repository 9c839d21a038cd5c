"""The wheel holds all that the service needs, and runs where there is no checkout."""

import os
import site
import subprocess
import sys
import tomllib
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

PROJECT = Path(__file__).resolve().parents[1]
ARTICLE = "A council met on Monday. “The bridge cost 4 million euros,” said Ada Lund, the mayor.\n"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's wheel, built without network by what is pinned here."""
    folder = tmp_path_factory.mktemp("wheel")
    offline = ["--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check"]
    run(sys.executable, "-m", "pip", "wheel", *offline, "--wheel-dir", folder, PROJECT, cwd=folder)
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that holds the wheel, and sees the dependencies of this one."""
    home = tmp_path_factory.mktemp("elsewhere")
    venv.create(home, symlinks=True)
    python = home / "bin" / "python"
    offline = ["--no-index", "--no-deps", "--no-compile", "--disable-pip-version-check"]
    run(sys.executable, "-m", "pip", "--python", python, "install", *offline, wheel, cwd=home)
    [packages] = home.glob("lib/python*/site-packages")
    # Folders named this way have their own .pth files left unread; one of those would name this checkout.
    (packages / "dependencies.pth").write_text("\n".join(site.getsitepackages()))
    return home / "bin"


def test_the_wheel_ships_templates_migrations_and_seeds(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())

    for folder in ("templates", "migrations", "seeds"):
        shipped = {path.relative_to(PROJECT).as_posix() for path in files(PROJECT / folder)}
        assert shipped
        assert {f"factcheck/{name}" for name in shipped} <= names


def test_the_wheel_ships_every_module_and_page_part(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())

    assert {path.relative_to(PROJECT).as_posix() for path in files(PROJECT / "factcheck")} <= names


def test_an_installed_copy_uses_its_own_folders(installed: Path, tmp_path: Path) -> None:
    code = (
        "from factcheck.paths import *; print(*(resource(n) for n in ('templates', 'migrations', 'seeds')))"
    )

    found = run(installed / "python", "-c", code, cwd=tmp_path).split()

    assert all(Path(path).is_relative_to(installed.parent) for path in found)


def test_an_installed_copy_splits_an_article(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE)

    claims = run(installed / "factcheck", "split", "--jsonl", "article.txt", cwd=tmp_path)

    assert len(claims.splitlines()) == 2


def test_an_installed_copy_makes_a_desk_from_its_seeds(installed: Path, tmp_path: Path) -> None:
    run(installed / "factcheck", "db", "upgrade", cwd=tmp_path)
    run(installed / "factcheck", "seed", cwd=tmp_path)

    run(installed / "factcheck", "verify", cwd=tmp_path)

    assert (tmp_path / "instance" / "factcheck.sqlite").is_file()


def test_an_installed_copy_says_its_version(installed: Path, tmp_path: Path) -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]

    answer = run(installed / "factcheck", "--version", cwd=tmp_path)

    assert project["version"] in answer


def test_what_the_tests_install_is_what_runs() -> None:
    run_pins, test_pins = (pins(PROJECT / "requirements" / name) for name in ("run.txt", "test.txt"))

    assert run_pins <= test_pins


@pytest.mark.parametrize("name", ["pip.txt", "run.txt", "test.txt"])
def test_every_pin_has_its_hashes_and_names_no_address(name: str) -> None:
    text = (PROJECT / "requirements" / name).read_text()
    entries = text.replace("\\\n", "").splitlines()

    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []
    assert "://" not in text


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"]


def pins(path: Path) -> set[str]:
    """Return the lines of a requirements file that name a package and its version."""
    return {line.rstrip(" \\") for line in path.read_text().splitlines() if line[:1].isalnum()}


def run(*command: object, cwd: Path) -> str:
    """Run a program far from the checkout, without settings of ours, and return what it prints."""
    theirs = {
        name: word
        for name, word in os.environ.items()
        if not name.startswith(("FACTCHECK_", "PYTHON", "COV"))
    }
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=cwd, env=theirs, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
