"""A stranger with an export or a badge's proof and the public key finds every change."""

import copy
import json
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest

from factcheck import clock
from factcheck.config import Config
from factcheck.db import Database
from factcheck.errors import NotFound
from factcheck.ledger import verify_export
from factcheck.ledger.checkpoints import Checkpoint, SigningKey
from factcheck.ledger.verify_export import Altered, Key, Unreadable, check_file
from factcheck.models.terms import Role
from factcheck.services import exports, history, people, proofs, verdicts
from support.tampering import fill, issued, sign_with

NAME = "facts.example.org/log"
FREE = frozenset({"generated_at", "url"})  # What nothing covers, at the top or in a record.


@pytest.fixture(scope="module")
def key(tmp_path_factory) -> SigningKey:
    return SigningKey.make(tmp_path_factory.mktemp("keys") / "signing.key", name=NAME)


@pytest.fixture
def public(key) -> Key:
    return Key(str(key.public))


@pytest.fixture
def config() -> Config:
    return Config.from_environment({}, secret_key="for tests", public_url="https://facts.example.org")


@pytest.fixture
def furnished(copy_of, key) -> tuple[str, list[str]]:
    """The URL of a desk with three published claims, the first retracted, the second withheld; their ids."""

    def furnish(database: Database) -> list[str]:
        sign_with(database, key)
        found = fill(database, articles=3)
        with database.transaction():
            editor = next(person for person in people.everybody() if person.role is Role.EDITOR)
            verdicts.retract(found[0], by=editor, version=None, reason="An example of a retraction.")
            verdicts.withhold(found[1], by=editor, version=None, reason="An example.")
        return found

    return copy_of("three published claims", furnish)


@pytest.fixture
def database(furnished, key) -> Iterator[Database]:
    with closing(Database(furnished[0])) as database:
        sign_with(database, key)
        yield database


@pytest.fixture
def published(furnished) -> list[str]:
    return furnished[1]


@pytest.fixture
def export(database, config, published) -> dict[str, Any]:
    return json.loads(b"".join(exports.json_document(config, database)))


def holds(document: Any, key: Key, against: str | None = None) -> bool:
    try:
        list(check_file(json.dumps(document), key, against))
    except Altered:
        return False
    return True


def changes(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield every place in a document with something else to put there."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from changes(inner, (*path, name))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from changes(inner, (*path, place))
        if value:
            yield path, value[:-1]
    elif isinstance(value, bool) or value is None:
        yield path, "other"
    elif isinstance(value, int):
        yield path, value + 1
    else:
        yield path, value + "x"


def put(document: Any, path: tuple[Any, ...], value: Any) -> Any:
    changed = copy.deepcopy(document)
    target = changed
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    return changed


def is_covered(path: tuple[Any, ...]) -> bool:
    at_top = len(path) == 1 and path[0] in FREE
    return not at_top and not (len(path) == 3 and path[0] == "verdicts" and path[2] == "url")


def test_an_export_holds_as_it_was_given(export, public):
    assert holds(export, public)
    assert export["count"] == 3
    assert [record["publication"] for record in export["verdicts"]] == ["retracted", "withheld", "live"]


def test_no_field_of_an_export_can_be_changed(export, public):
    tried = [(path, value) for path, value in changes(export) if is_covered(path)]
    assert len(tried) > 300

    missed = [path for path, value in tried if holds(put(export, path, value), public)]

    print(f"\nan export: {len(tried)} fields changed one by one, {len(missed)} of them not found")
    assert missed == []


def test_what_nothing_covers_may_differ(export, public):
    moved = put(
        put(export, ("generated_at",), "later"), ("verdicts", 0, "url"), "https://mirror.example.org/"
    )

    assert holds(moved, public)


def test_records_cannot_be_dropped_added_or_moved(export, public):
    records = export["verdicts"]
    for changed in (records[1:], records[:-1], [*records, records[0]], records[::-1], []):
        assert not holds({**export, "verdicts": changed, "count": len(changed)}, public)


def test_events_cannot_be_dropped_added_moved_or_hashed_anew(export, public):
    for number, record in enumerate(export["verdicts"]):
        events = record["history"]
        forged = {**events[-1], "actor": "editor-aaaa"} if "actor" in events[-1] else dict(events[-1])
        forged["sealed"] = verify_export.seal_of(forged) if "actor" in forged else "0" * 64
        forged["hash"] = verify_export.link_of(forged)
        for changed in (events[1:], events[:-1], [*events, events[-1]], events[::-1], [*events[:-1], forged]):
            assert not holds(put(export, ("verdicts", number, "history"), changed), public)


def test_events_before_the_newest_stand_where_the_log_can_have_them(export, public, key):
    """Whoever has the key can seal, link and sign anything: what is not proved must at least be possible."""
    record, size = export["verdicts"][2], len_of(export)

    def forged(first: int, second: int) -> Any:
        events = copy.deepcopy(record["history"])
        events[0]["pos"], events[1]["pos"] = first, second
        before = "0" * 64
        for event in events:
            event["prev_claim"] = before
            event["sealed"] = verify_export.seal_of(event) if "salt" in event else event["sealed"]
            before = event["hash"] = verify_export.link_of(event)
        return events

    assert verify_export.check_history(record["history"], record["claim_id"]) is None
    for first, second in ((-5, 17), (0, 17), (9, 9), (17, 9), (1, size + 1), (True, 17)):
        with pytest.raises(Altered, match="its place in the log is not after that of the one before"):
            verify_export.check_history(forged(first, second), record["claim_id"])


def test_time_does_not_go_back_in_a_history(export):
    record = export["verdicts"][2]
    events = [event for event in record["history"] if "at" in event][:1] * 2
    before, made = "0" * 64, []
    for seq, at in enumerate(("2031-01-01T00:00:00.000000Z", "2026-01-01T00:00:00.000000Z"), start=1):
        event = {**events[0], "seq": seq, "pos": seq, "at": at, "prev_claim": before}
        event["sealed"] = verify_export.seal_of(event)
        before = event["hash"] = verify_export.link_of(event)
        made.append(event)

    with pytest.raises(Altered, match="event 2: it is earlier than the one before"):
        verify_export.check_history(made, record["claim_id"])


def test_an_export_is_compared_with_the_checkpoint_kept_of_its_size(export, public, key):
    size = int(export["checkpoint"].split("\n")[1])
    kept, other = export["checkpoint"], Checkpoint(NAME, size, bytes(32)).signed_by(key)
    earlier = Checkpoint(NAME, 1, bytes(32)).signed_by(key)

    for written in (
        kept,
        kept.rstrip("\n"),
        f"{kept}\n",
        kept.replace("\n", "\r\n"),
        f"\ufeff{kept}\n{kept}",
    ):
        assert holds(export, public, against=written)
    for written in (other, f"{kept}\n{other}", f"{earlier}\n{other}"):
        with pytest.raises(Altered, match=f"rewritten: at {size} events the one of my file was another"):
            list(check_file(json.dumps(export), public, written, "my file"))


def test_a_checkpoint_that_cannot_be_compared_with_is_no_comparison(export, public, key, tmp_path):
    kept = export["checkpoint"]
    stranger = SigningKey.make(tmp_path / "stranger", name=NAME)
    size = int(kept.split("\n")[1])
    foreign = Checkpoint(NAME, size, bytes(32)).signed_by(stranger)

    for written in ("", "nonsense", kept.partition("\n\n")[0], foreign, f"{kept}\n{foreign}"):
        with pytest.raises(Unreadable, match="my file cannot be compared with"):
            list(check_file(json.dumps(export), public, written, "my file"))
    for other, what in ((size - 1, "newer"), (size + 1, "older")):
        written = Checkpoint(NAME, other, bytes(32)).signed_by(key)
        with pytest.raises(Unreadable, match=f"could not be compared: its log of {size} events is {what}"):
            list(check_file(json.dumps(export), public, written, "my file"))


def test_an_older_export_is_refused_against_a_checkpoint_kept(database, config, export, public):
    older = {**export}
    with database.transaction():
        editor = next(person for person in people.everybody() if person.role is Role.EDITOR)
        verdicts.reopen(
            export["verdicts"][2]["claim_id"], by=editor, version=None, reason="Again.", tell_readers=True
        )
    kept = issued(database)[-1].note

    assert holds(older, public)
    with pytest.raises(Unreadable, match="is older than that of"):
        list(check_file(json.dumps(older), public, kept))
    newer = json.loads(b"".join(exports.json_document(config, database)))
    assert holds(newer, public, against=kept)
    assert newer["verdicts"][2]["rechecking"] is True


def grown(database: Database, *sizes: int) -> str:
    """Return what the log answers of two sizes."""
    with database.reading():
        told = proofs.consistency(*sizes, signed=max(sizes))
    return json.dumps({"size": max(sizes), "consistency": told})


def test_an_export_is_compared_with_checkpoints_of_other_sizes_by_what_the_log_proves(
    database, config, export, public, key
):
    checkpoints, size = [stored.note for stored in issued(database)], int(export["checkpoint"].split("\n")[1])
    with database.transaction():
        editor = next(person for person in people.everybody() if person.role is Role.EDITOR)
        claim = export["verdicts"][2]["claim_id"]
        verdicts.reopen(claim, by=editor, version=None, reason="Again.", tell_readers=True)
    checkpoints.append(issued(database)[-1].note)
    text, mirror = json.dumps(export), "\n".join(checkpoints)

    answers = []
    for note in checkpoints:
        other = int(note.split("\n")[1])
        if other == size:
            continue
        answers.append(proof := grown(database, min(size, other), max(size, other)))
        assert list(check_file(text, public, f"\ufeff{note}", "my file", f"\ufeff{proof}")) != []
        lie = Checkpoint(NAME, other, bytes(32)).signed_by(key)
        with pytest.raises(Altered, match="the log was rewritten: the proof does not show that the one of"):
            list(check_file(text, public, lie, "my file", proof))
    assert list(check_file(text, public, mirror, "my file", "\n".join(answers))) != []
    with pytest.raises(Unreadable, match="not compared with 1 of other sizes"):
        list(check_file(text, public, mirror, "my file", "".join(answers[1:])))


def test_no_kept_checkpoint_is_passed_over(database, export, public, key):
    text, notes, size = json.dumps(export), [stored.note for stored in issued(database)], len_of(export)
    first, *_, kept = notes
    at = int(first.split("\n")[1])
    lie, proof = Checkpoint(NAME, at, bytes(32)).signed_by(key), grown(database, at, size)
    foreign = Checkpoint(NAME, 2, bytes(32)).signed_by(key)

    assert len(notes) > 2
    with pytest.raises(Unreadable, match=r"newer than that of \d+ in my file, the newest of \d+\. Whether"):
        list(check_file(text, public, "\n".join(notes[:-1]), "my file"))
    for written, rest in ((f"{lie}\n{kept}", 1), ("\n".join(notes), len(notes) - 1)):
        with pytest.raises(Unreadable, match=f"was not compared with {rest} of other sizes"):
            list(check_file(text, public, written, "my file"))
    with pytest.raises(Unreadable, match="was not compared with 1 of other sizes"):
        list(check_file(text, public, f"{first}\n{foreign}", "my file", proof))
    for written in (f"{lie}\n{first}", f"{first}\n{lie}", f"{first}\nnone\n\nnone\n\n{lie}"):
        with pytest.raises(Altered, match=f"the key signed two different logs of {at} events: my file has"):
            list(check_file(text, public, written, "my file", proof))


def len_of(document: Any) -> int:
    return int(document["checkpoint"].split("\n")[1])


def test_a_proof_that_relates_nothing_kept_to_the_document_is_none(database, export, public, key):
    text, size = json.dumps(export), len_of(export)
    lie, kept = Checkpoint(NAME, 1, bytes(32)).signed_by(key), export["checkpoint"]
    nothing = json.dumps({"consistency": {"since": size, "size": size, "path": []}})

    for written in (lie, kept):
        for proof in (nothing, grown(database, size, size)):
            with pytest.raises(Unreadable, match=f"relates the log of {size} events to itself, and to none"):
                list(check_file(text, public, written, "my file", proof))


def test_a_proof_of_something_else_is_no_comparison(database, export, public):
    text, first, size = json.dumps(export), issued(database)[0], issued(database)[-1].size
    path = json.loads(grown(database, first.size, size))["consistency"]["path"]

    for since, to in ((first.size, size - 1), (1, size), (first.size + 1, size)):
        with pytest.raises(Unreadable, match=f"The proof is about logs of {since} and {to} events"):
            list(check_file(text, public, first.note, "my file", grown(database, since, to)))
    hollow = [
        json.dumps({"consistency": {"since": since, "size": to, "path": path}})
        for since, to in (
            ("\x1b[31m", size),
            (float(first.size), size),
            (first.size, float(size)),
            (True, size),
        )
    ]
    for nothing in ("", "[]", "{}", '{"consistency": {"since": 1, "size": 2, "path": 5}}', *hollow):
        with pytest.raises(Unreadable, match="The proof cannot be read"):
            list(check_file(text, public, first.note, "my file", nothing))
    for changed, told_as, why in (
        (path[1:], Unreadable, "it breaks off"),
        ([*path, path[0]], Unreadable, "or goes on too long"),
        ([], Unreadable, "it breaks off"),
        ([path[0][::-1], *path[1:]], Altered, "the log was rewritten"),
    ):
        told = {"since": first.size, "size": size, "path": changed}
        with pytest.raises(told_as, match=why):
            list(check_file(text, public, first.note, "my file", json.dumps({"consistency": told})))
    with pytest.raises(Unreadable, match="--proof goes with --against"):
        list(check_file(text, public, proof=grown(database, first.size, size)))


def test_steps_that_are_no_hashes_are_no_proof(database, export, public):
    text, (first, *_), size = json.dumps(export), issued(database), int(export["checkpoint"].split("\n")[1])
    path = json.loads(grown(database, first.size, size))["consistency"]["path"]
    glued, upper = [path[0] + path[1], *path[2:]], [path[0].upper(), *path[1:]]

    for steps in (glued, upper, ["", *path], [*path, ""], ["zz"], [1], None):
        told = {"consistency": {"since": first.size, "size": size, "path": steps}}
        with pytest.raises(Unreadable, match="The proof cannot be read"):
            list(check_file(text, public, first.note, "my file", json.dumps(told)))
    record = export["verdicts"][0]["proof"]
    for steps in ([*record["path"], ""], [record["path"][0] + record["path"][1], *record["path"][2:]]):
        assert not holds(put(export, ("verdicts", 0, "proof", "path"), steps), public)


def test_what_ends_before_what_was_kept_says_so(database, config, export, public):
    text, size = json.dumps(export), len_of(export)
    with database.transaction():
        editor = next(person for person in people.everybody() if person.role is Role.EDITOR)
        claim = export["verdicts"][2]["claim_id"]
        verdicts.reopen(claim, by=editor, version=None, reason="Again.", tell_readers=True)
    newest = issued(database)[-1]
    proof = grown(database, size, newest.size)

    found = list(check_file(text, public, newest.note, "my file", proof))

    older = newest.size - size
    assert verify_export.older_by(text, newest.note) == older > 0
    ends = f"It ends {older} event{'' if older == 1 else 's'} before the newest one kept."
    assert verify_export.found_words(text, found, newest.note).endswith(ends)
    assert "before the newest" not in verify_export.found_words(text, found, export["checkpoint"])
    assert verify_export.older_by(text, None) == 0


def test_no_more_is_claimed_than_a_document_shows(database, export, public, published):
    with database.reading():
        proof = proofs.of_badge(published[0])
    size = len_of(export)

    of_export, of_badge = (
        verify_export.found_words(text, list(check_file(text, public)))
        for text in (json.dumps(export), json.dumps(proof))
    )

    assert of_export.startswith(f"Sound: 3 claims, each field shown is in the signed log of {size} events as")
    assert f"in the signed log of {size} events as event {proof['event']['pos']} published it" in of_badge
    for words in (of_export, of_badge):
        assert "may hold later events of a claim: `factcheck verify` of the whole log or" in words


@pytest.mark.parametrize(
    "deep", ["[" * 3000 + "]" * 3000, "[" * 40 + "]" * 40, '{"a":' * 40 + "1" + "}" * 40]
)
def test_what_is_nested_too_deep_cannot_be_checked(database, published, public, deep):
    with database.reading():
        proof = proofs.of_badge(published[0])
    proof["event"]["body"] = deep
    proof["event"]["sealed"] = verify_export.seal_of(proof["event"])
    proof["event"]["hash"] = verify_export.link_of(proof["event"])

    for document in (json.dumps(proof), json.dumps(proof).replace(json.dumps(deep), deep)):
        with pytest.raises(Unreadable, match=r"nested deeper|not JSON"):
            list(check_file(document, public))


def test_nothing_that_steers_a_terminal_reaches_it(export, key, tmp_path, capsys):
    file = tmp_path / "export.json"
    record = export["verdicts"][0]
    file.write_text(json.dumps({**export, "keys": {"history": [{"claim": "\x1b[31m"}], "proof": {}}}))
    steering = tmp_path / "\x1b[31m.json"

    ends = [verify_export.main([str(name), "--key", str(key.public)]) for name in (file, steering)]

    assert (record["publication"], ends) == ("retracted", [1, 2])
    said = capsys.readouterr()
    assert "\x1b" not in said.out + said.err


def test_another_key_opens_nothing(export, tmp_path):
    other = SigningKey.make(tmp_path / "other.key", name=NAME)

    assert not holds(export, Key(str(other.public)))


def test_a_badge_proof_is_small_and_every_field_of_it_is_covered(database, published, public):
    for claim in published:
        with database.reading():
            proof = proofs.of_badge(claim)
        assert proof is not None
        assert holds(proof, public)
        assert len(json.dumps({"proof": proof["proof"], "checkpoint": proof["checkpoint"]})) < 2000
        tried = list(changes(proof))
        missed = [path for path, value in tried if holds(put(proof, path, value), public)]
        print(f"\na badge's proof: {len(tried)} fields changed one by one, {len(missed)} of them not found")
        assert missed == []


def test_what_programs_may_read_in_two_ways_is_refused(database, published, export, public):
    with database.reading():
        proof = proofs.of_badge(published[0])
    for document in (export, proof):
        text, shown = json.dumps(document), document.get("verdicts", [document])[0]["proof"]
        size, step = f'"size": {shown["size"]}', next(step for step in shown["path"] if step != step.upper())
        for old, new in (
            ("{", '{"checkpoint": "another", '),
            (size, f'"size": 1, {size}'),
            (size, f"{size}.0"),
            (size, f"{size}e0"),
            (step, step.upper()),
            (step, f"{step[:2]} {step[2:]}"),
        ):
            assert old in text
            with pytest.raises(Altered):
                list(check_file(text.replace(old, new, 1), public))


def test_true_is_no_number_and_a_signature_has_one_spelling(database, export, published, public):
    with database.reading():
        proof = proofs.of_badge(published[2])
    last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    letter = export["signature"][-3]
    other = last[last.index(letter) + 1]

    assert proof is not None
    assert proof["version"] == 1
    assert not holds({**proof, "version": True}, public)
    assert not holds({**export, "signature": f"{export['signature'][:-3]}{other}=="}, public)


def test_a_badge_proof_of_a_withheld_claim_tells_nothing(database, published):
    with database.reading():
        proof = proofs.of_badge(published[1])

    assert (proof["version"], proof["rating"]) == (None, None)
    assert proof["event"]["body"] == "{}"


def test_an_unknown_claim_has_no_proof(database, published):
    with database.reading(), pytest.raises(NotFound):
        proofs.of_badge("aaaaaaaaaaaa")


def test_an_unsigned_desk_has_no_proofs(database_url, config):
    with closing(Database(database_url)) as database:
        (claim, *_) = fill(database, articles=1)

        with database.reading():
            assert proofs.of_badge(claim) is None
        document = json.loads(b"".join(exports.json_document(config, database)))
    assert (document["checkpoint"], document["signature"]) == (None, None)
    assert document["verdicts"][0]["proof"] is None


def test_an_export_of_an_earlier_moment_holds_and_leaves_out_what_was_withheld_since(
    database, config, published, public
):
    with database.reading():
        events = [event for event in history.walk() if event.type == "published"]
    then = clock.moment(events[1].at) + timedelta(microseconds=0)

    with database.reading():
        of = exports.snapshots.present(as_of=then)
    document = json.loads(b"".join(exports.json_document(config, database, of=of)))

    assert holds(document, public)
    assert document["as_of"] == events[1].at
    assert [record["publication"] for record in document["verdicts"]] == ["live", "withheld"]


def test_a_manifest_signs_the_bytes_of_its_files(database, config, published, tmp_path, public):
    manifest = exports.write(tmp_path, config, database, ["json", "csv"])

    assert manifest.signature is not None
    assert manifest.checkpoint == issued(database)[-1].note
    assert json.loads((tmp_path / "manifest.json").read_text())["signature"] == manifest.signature


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"verdicts": 1}', "nonsense"])
def test_other_files_are_neither_export_nor_proof(text, public):
    with pytest.raises(Unreadable):
        list(check_file(text, public))


def test_an_export_without_history_is_checked_as_the_list_that_was_signed(database, config, export, key):
    public = Key(str(key.public))
    bare = json.loads(b"".join(exports.json_document(config, database, history=False)))
    text = json.dumps(bare)

    words = verify_export.found_words(text, list(check_file(text, public)))

    assert words.startswith("Sound: 3 claims, as the desk signed the list; without their history")
    missed = [p for p, value in changes(bare) if is_covered(p) and holds(put(bare, p, value), public)]
    assert missed == []
    for record in export["verdicts"]:
        del record["history"], record["proof"]
    assert not holds(export, public)


def test_the_single_file_says_what_it_found_and_ends_accordingly(export, key, tmp_path, capsys):
    sound, changed, none = tmp_path / "a.json", tmp_path / "b.json", tmp_path / "c.json"
    kept = tmp_path / "checkpoint"
    kept.write_text(export["checkpoint"])
    sound.write_text(json.dumps(export))
    changed.write_text(json.dumps(put(export, ("verdicts", 2, "claim"), "Another one.")))

    ends = [
        verify_export.main([str(file), "--key", str(key.public), "--against", str(kept)])
        for file in (sound, changed, none)
    ]

    assert ends == [0, 1, 2]
    said = capsys.readouterr()
    assert "Sound: 3 claims" in said.out
    assert "Altered: the list of records is not signed by this key." in said.out
    assert verify_export.main([str(sound), "--key", "nonsense"]) == 2
    assert verify_export.main([str(sound)]) == 2
    assert "Cannot be checked: Name the desk's public key with --key" in capsys.readouterr().err
    kept.write_text("nonsense")
    assert verify_export.main([str(sound), "--key", str(key.public), "--against", str(kept)]) == 2
    assert f"{kept} cannot be compared with: the checkpoint cannot be read." in capsys.readouterr().err
