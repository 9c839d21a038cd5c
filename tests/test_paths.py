"""Templates, migrations and seeds are found in a wheel and in a checkout, and nowhere else."""

from pathlib import Path

import pytest

from factcheck import paths
from factcheck.paths import resource


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty package in an empty folder, in place of ours."""
    folder = tmp_path / "factcheck"
    folder.mkdir()
    monkeypatch.setattr(paths, "PACKAGE", folder)
    return folder


@pytest.mark.parametrize("name", ["templates", "migrations", "seeds"])
def test_this_copy_has_all_its_folders(name: str) -> None:
    assert any(resource(name).iterdir())


def test_a_checkout_has_them_above_the_package(package: Path) -> None:
    (package.parent / "pyproject.toml").touch()
    (package.parent / "seeds").mkdir()

    assert resource("seeds") == package.parent / "seeds"


def test_a_wheel_has_them_inside_the_package(package: Path) -> None:
    (package.parent / "pyproject.toml").touch()
    (package.parent / "seeds").mkdir()
    (package / "seeds").mkdir()

    assert resource("seeds") == package / "seeds"


def test_a_folder_beside_an_installed_package_is_somebody_elses(package: Path) -> None:
    (package.parent / "seeds").mkdir()

    with pytest.raises(FileNotFoundError, match="The folder seeds is missing"):
        resource("seeds")
