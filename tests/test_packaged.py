from pathlib import Path

import pytest

from negotiations import packaged


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a package that carries nothing yet."""
    where = tmp_path / "negotiations"
    where.mkdir()
    monkeypatch.setattr(packaged, "_PACKAGE", where)
    return where


def made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def add_case(seeds: Path, name: str) -> Path:
    case = made(seeds / name)
    (case / "case.yaml").touch()
    return case


@pytest.mark.parametrize("name", ["rules", "seeds", "features"])
def test_a_checkout_has_its_folders_at_the_top(name: str) -> None:
    """In this checkout each packaged folder is the repository's own."""
    assert packaged.folder(name) == Path(__file__).resolve().parents[1] / name


def test_an_installed_package_has_its_own_folder(package: Path) -> None:
    """The data inside the package win over a folder beside it."""
    (package.parent / "pyproject.toml").touch()
    made(package.parent / "rules")
    carried = made(package / "_data" / "rules")
    assert packaged.folder("rules") == carried


def test_a_folder_beside_an_installed_package_is_somebody_elses(package: Path) -> None:
    """Without a pyproject.toml the neighbours are other packages, never our rules."""
    made(package.parent / "rules")
    with pytest.raises(FileNotFoundError, match="without its folder 'rules'"):
        packaged.folder("rules")


def test_seeds_are_the_folders_with_a_case(package: Path) -> None:
    """A folder without a case.yaml is no seed, and the names come sorted."""
    seeds = made(package / "_data" / "seeds")
    made(seeds / "drafts")
    add_case(seeds, "minsk-2015")
    add_case(seeds, "istanbul-2025")
    assert packaged.seed_names() == ("istanbul-2025", "minsk-2015")


def test_a_seed_is_found_by_its_name(package: Path) -> None:
    """The name of a case gives its folder."""
    case = add_case(package / "_data" / "seeds", "istanbul-2025")
    assert packaged.seed("istanbul-2025") == case


@pytest.mark.parametrize("name", ["geneva", "", ".", "../seeds/istanbul-2025", "istanbul-2025/"])
def test_only_a_name_finds_a_seed(package: Path, name: str) -> None:
    """An unknown name or a path is nobody's case."""
    add_case(package / "_data" / "seeds", "istanbul-2025")
    assert packaged.seed(name) is None
