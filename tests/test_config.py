"""Settings: where they come from and which are refused."""

from pathlib import Path

import pytest

from factcheck.config import BadConfiguration, Config


def test_without_an_environment_there_are_defaults() -> None:
    config = Config.from_environment({})

    assert config.data_dir == Path("instance").resolve()
    assert config.database_url == f"sqlite:///{config.data_dir / 'factcheck.sqlite'}"
    assert config.public_url == "http://127.0.0.1:8000"
    assert (config.four_eyes, config.noindex, config.demo, config.secret_key) == (True, False, False, "")


def test_the_environment_is_read_in_the_type_of_each_setting(tmp_path: Path) -> None:
    config = Config.from_environment(
        {
            "FACTCHECK_DATA_DIR": str(tmp_path),
            "FACTCHECK_FOUR_EYES": "0",
            "FACTCHECK_NOINDEX": "Yes",
            "FACTCHECK_TRUSTED_PROXIES": "2",
            "FACTCHECK_DESK_NAME": "The Orlen desk",
            "OTHER_DESK_NAME": "not ours",
        }
    )

    assert config.data_dir == tmp_path
    assert config.database_url == f"sqlite:///{tmp_path / 'factcheck.sqlite'}"
    assert (config.four_eyes, config.noindex, config.trusted_proxies) == (False, True, 2)
    assert config.desk_name == "The Orlen desk"


def test_the_environment_of_the_process_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTCHECK_DESK_NAME", "The Orlen desk")

    assert Config.from_environment().desk_name == "The Orlen desk"


def test_keywords_win_over_the_environment() -> None:
    config = Config.from_environment({"FACTCHECK_DESK_NAME": "The Orlen desk"}, desk_name="Another desk")

    assert config.desk_name == "Another desk"


def test_an_empty_setting_is_none_at_all() -> None:
    assert (
        Config.from_environment({"FACTCHECK_FOUR_EYES": "", "FACTCHECK_DESK_NAME": ""})
        == Config(desk_name=Config.desk_name).completed()
    )


@pytest.mark.parametrize(
    "setting",
    [
        {"FACTCHECK_FOUR_EYES": "perhaps"},
        {"FACTCHECK_TRUSTED_PROXIES": "some"},
        {"FACTCHECK_PUBLIC_URL": "example.org"},
        {"FACTCHECK_PUBLIC_URL": "ftp://example.org"},
        {"FACTCHECK_PUBLIC_URL": "https://"},
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_by_its_name(setting: dict[str, str]) -> None:
    [name] = setting

    with pytest.raises(BadConfiguration, match=name):
        Config.from_environment(setting)


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgres://desk@db.example.org/facts", "postgresql+psycopg://desk@db.example.org/facts"),
        ("postgresql://desk@db.example.org/facts", "postgresql+psycopg://desk@db.example.org/facts"),
        ("postgresql+psycopg://db.example.org/facts", "postgresql+psycopg://db.example.org/facts"),
        ("sqlite:///desk.sqlite", "sqlite:///desk.sqlite"),
    ],
)
def test_postgresql_is_reached_with_its_new_driver(given: str, used: str) -> None:
    assert Config.from_environment({"FACTCHECK_DATABASE_URL": given}).database_url == used


@pytest.mark.parametrize(
    ("url", "https", "loopback", "host"),
    [
        ("https://facts.example.org/", True, False, "facts.example.org"),
        ("http://127.0.0.1:8000", False, True, "127.0.0.1"),
        ("http://localhost:8000/", False, True, "localhost"),
        ("http://[::1]:8000", False, True, "::1"),
        ("http://facts.example.org", False, False, "facts.example.org"),
    ],
)
def test_the_public_address_says_what_it_is(url: str, https: bool, loopback: bool, host: str) -> None:
    config = Config.from_environment({}, public_url=url)

    assert config.public_url == url.rstrip("/")
    assert (config.is_https, config.is_loopback, config.host) == (https, loopback, host)
