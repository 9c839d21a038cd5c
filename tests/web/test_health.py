"""Those who watch over the desk learn whether it runs, and what keeps it from its work."""

import pytest
from flask.testing import FlaskClient

from factcheck.app import DeskApp
from factcheck.db import open_engine
from factcheck.ledger import Fault
from factcheck.services import history
from support.publishing import PublishingDesk


def test_a_running_program_says_so(client: FlaskClient) -> None:
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json) == (200, {"live": True})
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_sound_desk_is_ready(client: FlaskClient, desk: PublishingDesk) -> None:
    desk.publish()

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json) == (200, {"ready": True, "problems": [], "warnings": []})


def test_a_desk_without_its_guards_is_not_ready(app: DeskApp, client: FlaskClient) -> None:
    on_postgres = app.database.engine.dialect.name == "postgresql"
    behind_its_back(app, f"DROP TRIGGER event_no_delete{' ON event' if on_postgres else ''}")

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json == {
        "ready": False,
        "problems": ["The trigger event_no_delete is missing or switched off."],
        "warnings": [],
    }


def test_a_desk_with_a_changed_guard_is_not_ready(app: DeskApp, client: FlaskClient) -> None:
    told = {"event_chain": "The trigger event_chain is not as it was made."}
    if app.database.engine.dialect.name == "postgresql":
        behind_its_back(app, "ALTER TABLE event DISABLE TRIGGER event_no_update")
        behind_its_back(app, EMPTIED)
        behind_its_back(app, "DROP TRIGGER checkpoint_no_change ON checkpoint")
        behind_its_back(app, NARROWED)
        behind_its_back(app, "ALTER TABLE checkpoint ENABLE ALWAYS TRIGGER checkpoint_no_change")
        told["event_no_update"] = "The trigger event_no_update is missing or switched off."
        told["checkpoint"] = "The trigger checkpoint_no_change is not as it was made."
    else:
        behind_its_back(app, "DROP TRIGGER event_chain")
        behind_its_back(app, "CREATE TRIGGER event_chain BEFORE INSERT ON event BEGIN SELECT 1; END")

    assert set(client.get("/readyz").json["problems"]) == set(told.values())


@pytest.mark.only("sqlite")  # PostgreSQL keeps its columns to their kinds.
def test_a_checkpoint_made_no_text_vouches_for_nothing_and_breaks_no_card(
    app: DeskApp, client: FlaskClient, desk: PublishingDesk
) -> None:
    claim = desk.publish()
    for statement in ("DROP TRIGGER checkpoint_no_update", "UPDATE checkpoint SET note = CAST(note AS BLOB)"):
        behind_its_back(app, statement)

    pages = ("/export/verdicts.json", "/corrections.csv", "/.well-known/factcheck-log")
    answers = [client.get(page, headers={"Accept": "application/json"}) for page in pages]
    card = client.get(f"/embed/{claim}")

    assert [answer.status_code for answer in answers] == [503] * 3
    assert all("cannot be read" in answer.json["detail"] for answer in answers)
    assert all("Retry-After" not in answer.headers for answer in answers)
    assert card.status_code == 200
    assert "checkpoint" not in card.text


def test_a_trigger_of_somebody_else_is_told(app: DeskApp, client: FlaskClient) -> None:
    if app.database.is_sqlite:
        made = "BEFORE INSERT ON event WHEN NEW.type = 'retraction' BEGIN SELECT RAISE(IGNORE); END"
    else:
        behind_its_back(app, EMPTY_FUNCTION)
        made = "BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION quiet()"
    behind_its_back(app, f"CREATE TRIGGER quiet {made}")

    assert client.get("/readyz").json["problems"] == ["The trigger quiet is none of this program's."]


def test_a_check_that_was_taken_off_is_told(app: DeskApp, client: FlaskClient) -> None:
    if app.database.is_sqlite:
        taken = "replace(sql, 'CONSTRAINT ck_event_pos CHECK (pos > 0),', '')"
        behind_its_back(app, "PRAGMA writable_schema = ON", f"UPDATE sqlite_master SET sql = {taken}")
        told = "The table event is not as it was made."
    else:
        behind_its_back(app, "ALTER TABLE event DROP CONSTRAINT ck_event_pos")
        told = "The check ck_event_pos is missing."

    assert client.get("/readyz").json["problems"] == [told]


EMPTY_FUNCTION = "CREATE FUNCTION quiet() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'"
# A function that guards nothing any more, and a trigger that no longer guards against all.
EMPTIED = """
    CREATE OR REPLACE FUNCTION event_chain() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'
"""
NARROWED = """
    CREATE TRIGGER checkpoint_no_change BEFORE UPDATE ON checkpoint
    FOR EACH ROW EXECUTE FUNCTION checkpoint_refuse()
"""


def test_a_desk_at_an_older_revision_is_not_ready(app: DeskApp, client: FlaskClient) -> None:
    behind_its_back(app, "UPDATE alembic_version SET version_num = '0002'")

    (problem,) = client.get("/readyz").json["problems"]

    assert problem.startswith("The database is at revision 0002; this program needs ")


def test_a_desk_whose_newest_events_do_not_hold_is_not_ready(
    client: FlaskClient, desk: PublishingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "check_tail", lambda: history.Tail(7, (Fault(7, "its hash is wrong"),)))

    assert client.get("/readyz").json["problems"] == ["Event 7: its hash is wrong."]


def test_a_desk_whose_database_is_gone_is_not_ready_and_still_live(
    app: DeskApp, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as gone:
        gone.setattr(app.database, "engine", unreachable())
        ready, live = client.get("/readyz"), client.get("/healthz")

    assert (ready.status_code, live.status_code) == (503, 200)
    assert ready.json["problems"] == ["The database does not answer."]


def unreachable() -> object:
    return open_engine("sqlite:////nowhere/at/all/factcheck.sqlite")


def behind_its_back(app: DeskApp, *statements: str) -> None:
    """Run statements on a connection that is not the application's."""
    engine = open_engine(app.desk.database_url, guarded=False).execution_options(writes=True)
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()
