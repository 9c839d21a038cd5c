"""`factcheck seed`, and what the example desk tells."""

import json
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from cli.conftest import Run
from factcheck.config import Config
from factcheck.db import Database
from factcheck.errors import Conflict, InvalidInput
from factcheck.models import Article, Claim, Claimant, Evidence, Reviewer, Source, Verdict
from factcheck.models.terms import Change, Publication, Role, Status
from factcheck.paths import resource
from factcheck.services import exports, history, people, seeds
from factories import make_reviewer

FOLDER = resource("seeds")
REAL = "21bdbf530277251af3eb2bab28f8ffa20a39a97f959cec201d5c8c0aacfb4f05"
TEXT = "The bridge of Orlen opened in 1932.\n\nIt cost four million crowns."


def small_seeds(folder: Path, **changes: Any) -> Path:
    """Write a desk of one person and one article."""
    (folder / "articles").mkdir(parents=True)
    (folder / "articles" / "bridge.txt").write_text(TEXT)
    story = {
        "people": [
            {
                "key": "ana",
                "name": "Ana",
                "email": "ana@example.org",
                "role": "reviewer",
                "password": "a long pass phrase",
            }
        ],
        "articles": [{"key": "bridge", "file": "bridge.txt", "by": "ana"}],
        "claimants": [],
        "story": [],
        **changes,
    }
    (folder / "demo.json").write_text(json.dumps(story))
    return folder


def chapter(*steps: dict[str, Any], quote: str = "four million") -> dict[str, Any]:
    return {"article": "bridge", "quote": quote, "steps": [{"by": "ana", **step} for step in steps]}


def everything(database: Database, thing: type[Any]) -> list[Any]:
    with database.reading() as session:
        found = list(session.scalars(select(thing).order_by(thing.id)))
        session.expunge_all()
    return found


def records(database: Database) -> list[dict[str, Any]]:
    document = b"".join(exports.json_document(Config().completed(), database))
    found: list[dict[str, Any]] = json.loads(document)["verdicts"]
    return found


# Loading.


def test_the_example_desk_is_loaded_once(run: Run, desk: Database) -> None:
    first, events = run("seed"), count(desk)
    second = run("seed")

    assert first.stdout.startswith("Loaded “Hamas Calls for Global Alliances")
    assert "with 15 claims" in first.stdout
    assert second.stdout == "The example desk is there already; nothing was loaded.\n"
    assert count(desk) == events > 100


def count(database: Database) -> int:
    with database.reading():
        return history.count()


def test_another_folder_can_be_loaded(run: Run, desk: Database, place: Path) -> None:
    answer = run("seed", small_seeds(place / "mine", story=[chapter({"do": "queue"}, {"do": "take"})]))

    assert answer.exit_code == 0
    assert [claim.status for claim in everything(desk, Claim)] == [Status.NEW, Status.IN_REVIEW]


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        ({"do": "take"}, "A claim that is new cannot be taken up."),
        ({"do": "dance"}, "There is no step 'dance'."),
        ({"do": "dismiss"}, "'code'"),
        ({"do": "dismiss", "code": "boring"}, "'boring' is not a valid Dismissal"),
        ({"do": "queue", "by": "nobody"}, "'nobody'"),
    ],
)
def test_a_story_that_cannot_be_played_names_the_step_and_leaves_nothing(
    run: Run, desk: Database, place: Path, step: dict[str, Any], reason: str
) -> None:
    answer = run("seed", small_seeds(place / "mine", story=[chapter(step)]))

    assert answer.exit_code == 1
    assert f"The story of “four million”, step 1 ({step['do']}) cannot be played: {reason}" in answer.stderr
    assert everything(desk, Reviewer) == everything(desk, Article) == []


def test_a_story_about_no_claim_is_refused(run: Run, desk: Database, place: Path) -> None:
    answer = run("seed", small_seeds(place / "mine", story=[chapter({"do": "queue"}, quote="five million")]))

    assert answer.exit_code == 1
    assert "holds the words “five million”" in answer.stderr


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("written", ["no story", '{"people": []}', '{"people": [{"role": "poet"}]}', "[]"])
def test_a_file_that_is_no_story_is_refused(run: Run, place: Path, written: str) -> None:
    (small_seeds(place / "mine") / "demo.json").write_text(written)

    answer = run("seed", place / "mine")

    assert answer.exit_code == 1
    assert "cannot be read as seeds" in answer.stderr


@pytest.mark.usefixtures("desk")
def test_a_folder_without_a_story_is_refused(run: Run, place: Path) -> None:
    answer = run("seed", place)

    assert (answer.exit_code, answer.stderr) == (1, f"Error: There is no {place / 'demo.json'}.\n")


@pytest.mark.usefixtures("desk")
def test_passwords_that_everybody_knows_do_not_reach_a_desk_on_the_web(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTCHECK_PUBLIC_URL", "https://facts.example.org")

    answer = run("seed")

    assert answer.exit_code == 1
    assert "passwords are public" in answer.stderr


@pytest.mark.usefixtures("desk")
def test_a_missing_article_is_refused(run: Run, place: Path) -> None:
    (small_seeds(place / "mine") / "articles" / "bridge.txt").unlink()

    answer = run("seed", place / "mine")

    assert answer.exit_code == 1
    assert "The article bridge.txt cannot be read" in answer.stderr


def test_a_desk_with_only_some_of_the_people_is_refused(database: Database) -> None:
    with database.transaction():
        make_reviewer().email = "editor@example.org"

    with pytest.raises(Conflict, match=r"people of its own at the seeds' addresses: editor@example\.org"):
        seeds.load(seeds.read(FOLDER), database)


def test_of_two_who_load_at_once_one_finds_it_done(
    migrated_sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, found = Database(migrated_sqlite_url), seeds.read(small_seeds(tmp_path / "mine"))
    read_article = seeds.read_article

    def while_somebody_else_loads(*given: Any) -> Any:
        monkeypatch.setattr(seeds, "read_article", read_article)
        seeds.load(found, database)
        return read_article(*given)

    monkeypatch.setattr(seeds, "read_article", while_somebody_else_loads)
    loaded = seeds.load(found, database)

    assert loaded.new is False
    assert len(everything(database, Article)) == 1
    database.close()


def test_every_step_can_be_told(database: Database, tmp_path: Path) -> None:
    editor = {
        "key": "edda",
        "name": "Edda",
        "email": "edda@example.org",
        "role": "editor",
        "password": "a long pass phrase",
    }
    ana = {**editor, "key": "ana", "name": "Ana", "email": "ana@example.org", "role": "reviewer"}
    draft = {"do": "propose", "rating": "unproven", "summary": "An example."}
    later = {**draft, "change": "update", "reason": "New papers."}
    steps = [
        {"do": "queue"},
        {"do": "take"},
        {"do": "release"},
        {"do": "assign", "by": "edda", "to": "ana"},
        {"do": "confirm"},
        draft,
        {"do": "withdraw"},
        draft,
        {"do": "publish", "by": "edda"},
        {"do": "reopen", "by": "edda", "to": "ana", "reason": "A letter came."},
        later,
        {"do": "uphold", "by": "edda", "note": "It stands."},
        {"do": "retract", "by": "edda", "reason": "It was wrong."},
        {"do": "queue", "reason": "Once more."},
        {"do": "close", "by": "edda", "reason": "No more."},
        {"do": "withhold", "by": "edda", "reason": "A court ordered it."},
    ]
    folder = small_seeds(tmp_path / "mine", people=[ana, editor], story=[chapter(*steps)])

    with pytest.raises(InvalidInput, match=r"step 12 \(uphold\)"):  # Who was handed nothing may uphold.
        seeds.load(seeds.read(with_editor_as_holder(folder)), database)
    seeds.load(seeds.read(with_editor_as_holder(folder, back=True)), database)

    claim = next(claim for claim in everything(database, Claim) if "four million" in claim.quote)
    assert (claim.status, claim.publication) == (Status.DONE, Publication.WITHHELD)


def with_editor_as_holder(folder: Path, *, back: bool = False) -> Path:
    """Let the editor reopen the claim for herself, or undo that."""
    path = folder / "demo.json"
    told = json.loads(path.read_text())
    for step in told["story"][0]["steps"]:
        if step["do"] == "reopen":
            step["to"] = "ana" if back else "edda"
        if step["do"] == "propose" and "change" in step:
            step["by"] = "ana" if back else "edda"
    path.write_text(json.dumps(told))
    return folder


# What it tells.


def test_the_real_article_is_as_it_was_and_the_other_one_of_a_readable_length() -> None:
    real = (FOLDER / "articles" / "seed.txt").read_bytes()
    invented = (FOLDER / "articles" / "harbour.txt").read_text(encoding="utf-8")

    assert sha256(real).hexdigest() == REAL
    assert 350 <= len(invented.split()) <= 500
    assert "Invented" in invented.splitlines()[0]


def test_there_are_two_reviewers_an_editor_and_an_admin_with_plain_names(seeded: Database) -> None:
    cast = everything(seeded, Reviewer)

    assert Counter(person.role for person in cast) == {Role.REVIEWER: 2, Role.EDITOR: 1, Role.ADMIN: 1}
    assert all("Example" in person.name for person in cast)
    assert all(person.email.endswith("@example.org") for person in cast)


def test_the_demo_passwords_open_the_desk(seeded: Database) -> None:
    with seeded.reading():
        for person in seeds.read(FOLDER).people:
            known = people.by_email(person.email)
            assert known is not None
            assert people.password_fits(person.password, known.password_hash)


def test_about_the_real_article_nothing_is_found(seeded: Database) -> None:
    with seeded.reading() as session:
        verdicts = session.execute(
            select(Verdict, Claim)
            .join(Claim, Claim.id == Verdict.claim_id)
            .join(Article, Article.id == Claim.article_id)
            .where(Article.title.startswith("Hamas"))
        ).all()
        ratings = {verdict.rating_id for verdict, _ in verdicts}
        live = [claim for _, claim in verdicts if claim.publication is Publication.LIVE]
        summaries = [verdict.summary for verdict, _ in verdicts]
    (record,) = [
        record for record in records(seeded) if record.get("article", {}).get("title", "").startswith("Hamas")
    ]

    assert len(ratings) == len(live) == 1
    assert all("example" in summary and "it finds nothing" in summary.lower() for summary in summaries)
    assert (record["verdict"]["rating"]["key"], record["checks"]) == ("unproven", "attribution")
    assert record["verdict"]["rating"]["value"] is None


def test_every_summary_says_that_it_is_an_example(seeded: Database) -> None:
    found = [verdict for verdict in everything(seeded, Verdict) if verdict.change is not Change.RETRACTION]

    assert found
    assert all("example" in verdict.summary.lower() for verdict in found)


def test_published_are_a_correction_a_retraction_and_an_attribution(seeded: Database) -> None:
    found = [record for record in records(seeded) if record["publication"] != "withheld"]
    invented = [record for record in found if "Invented" in record["article"]["title"]]
    live = [record for record in invented if record["publication"] == "live"]

    assert len(live) >= 3
    assert any(record["verdict"]["change"] == "correction" and record["previous"] for record in live)
    assert any(record["publication"] == "retracted" for record in invented)
    assert any(record["verdict"]["rating"]["scale"].startswith("attribution") for record in live)
    assert any(record["rechecking"] for record in live)


def test_claims_of_both_articles_stand_in_many_places(seeded: Database) -> None:
    with seeded.reading() as session:
        rows = session.execute(
            select(Article.title, Claim.status, func.count())
            .join(Claim, Claim.article_id == Article.id)
            .group_by(Article.title, Claim.status)
        ).all()
    statuses = {title[:5]: {row.status for row in rows if row.title == title} for title, _, _ in rows}

    assert statuses["Hamas"] == set(Status)
    assert statuses["The I"] == set(Status)


def test_sources_are_the_articles_and_pages_of_example_domains(seeded: Database) -> None:
    found = everything(seeded, Source)
    titles = {article.title for article in everything(seeded, Article)}

    assert found
    assert all(
        source.origin in {"example.org", "example.net", "example.com"}
        or source.title in titles
        or "(invented)" in source.title
        for source in found
    )


def test_who_is_no_public_figure_is_nowhere_named_in_what_readers_get(seeded: Database) -> None:
    private = [one.name for one in everything(seeded, Claimant) if not one.public_figure]
    said = json.dumps([record.get("said_by") for record in records(seeded)])

    assert "Ines Calloway" in private
    assert not [name for name in private if name in said]


def test_evidence_is_attached_by_the_reviewers(seeded: Database) -> None:
    reviewers = {person.id for person in everything(seeded, Reviewer) if person.role is Role.REVIEWER}

    assert {piece.added_by_id for piece in everything(seeded, Evidence)} == reviewers


def test_the_example_desk_is_signed_from_its_first_publication(run: Run, desk: Database) -> None:
    run("seed")

    answer = run("verify")

    assert answer.exit_code == 0
    assert "signed checkpoints" in " ".join(answer.stdout.split())
