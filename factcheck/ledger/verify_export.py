"""Check an export or a badge proof without the application: this one file, Python 3.11 and `cryptography`.

    python verify_export.py FILE --key "NAME+ID+BASE64" [--against CHECKPOINT [--proof ANSWER]]

It exits with 0 when everything holds, with 1 when something was changed, naming the first field or event, and
with 2 when the file cannot be checked. Written a second time on purpose, from the formats: canonical JSON
(RFC 8785), Merkle proofs (RFC 9162), signed notes (C2SP), Ed25519 (RFC 8032).
"""

import argparse
import base64
import json
import re
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

Object = dict[str, Any]
Answer = tuple[int, int, list[bytes]]  # What shows that a log of one size begins that of another: its path.
VERSIONS = ("published", "correction", "update", "clarification", "minor", "retraction")
PUBLIC = (*VERSIONS, "upheld", "withheld", "rechecking", "redaction", "gap", "key")
PLACE = ("v", "pos", "claim", "seq", "prev", "prev_claim", "sealed")
CONTENTS = ("type", "actor", "at", "body", "salt")

NO_KEY = "Name the desk's public key with --key; /.well-known/factcheck-log has it in the field public_key."

LATER = "`factcheck verify` of the whole log or the desk's corrections feed shows them."
TOO_DEEP = "It is nested deeper than an export or a proof is."
DEEPEST = 32  # How far the values of a document, or of an event's body, may be nested.
BOM = "\ufeff"  # What some editors put before a text.


class Unreadable(ValueError):
    """The file is neither an export nor a badge proof, or does not show what was asked; the words say why."""


class Altered(Exception):
    """Something is not as it was signed; the words say what and where."""


def ensure(holds: bool, why: str) -> None:
    """Raise `Altered` unless something holds."""
    if not holds:
        raise Altered(why)


def canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def decoded(written: str) -> bytes:
    """Read base64 in its one spelling."""
    found = base64.b64decode(written, validate=True)
    ensure(base64.b64encode(found).decode() == written, "its base64 is not spelled as it was signed")
    return found


def hashes(path: Any) -> list[bytes]:
    """Read the steps of a proof, or raise `ValueError`: each is 64 hex digits in lower case."""
    if not isinstance(path, list) or not all(re.fullmatch("[0-9a-f]{64}", step) for step in path):
        raise ValueError("A step of a proof is no SHA-256 hash.")
    return [bytes.fromhex(step) for step in path]


class Key:
    """A C2SP verifier key for Ed25519."""

    def __init__(self, written: str) -> None:
        self.written = written.strip()
        try:
            self.name, key_id, encoded = self.written.split("+", 2)
            raw = base64.b64decode(encoded, validate=True)
            self.key = Ed25519PublicKey.from_public_bytes(raw[1:])
        except ValueError:
            raise Unreadable("This is no verifier key: it looks like name+id+base64.") from None
        self.id = sha256(self.name.encode() + b"\n" + raw).digest()[:4]
        if raw[:1] != b"\x01" or self.id.hex() != key_id:
            raise Unreadable("The verifier key does not fit its own id.")

    def check(self, signature: bytes, message: bytes, what: str) -> None:
        """Raise `Altered` unless this key signed the message."""
        try:
            self.key.verify(signature, message)
        except InvalidSignature:
            raise Altered(f"{what} is not signed by this key") from None


class Chain:
    """The keys of a log in order, each announced by the one before; the one given vouches for later ones.

    Anybody can announce a key that is not theirs: an earlier one is believed only where the given one signed.
    """

    def __init__(self, given: Key, events: list[Object]) -> None:
        told = [(event["pos"], json.loads(event["body"])) for event in events if event.get("type") == "key"]
        is_later = given.written in {body["key"] for _, body in told}
        self.given, self.newest = given, Key(told[0][1]["previous"]) if is_later else given
        self.former: list[tuple[int, Key]] = []
        self.start = 0  # The size of the log that announces the given key.
        for pos, body in told:
            message = canonical({"key": body["key"], "previous": body["previous"], "after": pos - 1})
            in_turn = (body["previous"], body["after"]) == (self.newest.written, pos - 1)
            ensure(in_turn, f"event {pos} announces a key in the name of another than the one before")
            self.newest.check(decoded(body["signature"]), message, f"the key announced by event {pos}")
            self.former.append((pos, self.newest))
            self.newest = Key(body["key"])
            self.start = pos if body["key"] == given.written else self.start

    def at(self, size: int) -> Key:
        return next((key for end, key in self.former if size <= end), self.newest)

    def read(self, note: Any) -> tuple[int, bytes, list[Key]]:
        """Return size, root and signers of a checkpoint by the key of its size, or raise `Altered`.

        Where that log announces the next key, that one may have signed as well.
        """
        try:
            body, _, signatures = str(note).partition("\n\n")
            origin, written, root = body.split("\n")
            size, lines = int(written), signatures.splitlines(keepends=True)
            told = decoded(root)
            made = [(line, base64.b64decode(line.strip().rsplit(" ", 1)[1], validate=True)) for line in lines]
        except (ValueError, IndexError):
            raise Altered("the checkpoint cannot be read") from None
        signers = list(dict.fromkeys((self.at(size), self.at(size + 1))))[: len(lines)]
        well = len(lines) == len(signers) > 0 and str(size) == written and origin == signers[0].name
        ensure(size >= 0 and len(told) == 32, "the checkpoint has no size or no root of 32 bytes")
        for key, (line, signature) in zip(signers, made, strict=False):
            well &= (
                line == f"— {key.name} {base64.b64encode(signature).decode()}\n" and signature[:4] == key.id
            )
        ensure(well, "the checkpoint is not by this key, nor by one that was announced for its size")
        for key, (_, signature) in zip(signers, made, strict=True):
            key.check(signature[4:], (body + "\n").encode(), "the checkpoint")
        return size, told, signers

    def open(self, note: Any) -> tuple[int, bytes]:
        """Return size and root of a checkpoint that the given key vouches for, or raise."""
        size, root, signers = self.read(note)
        if size <= self.start and self.given.written not in {key.written for key in signers}:
            raise Unreadable(
                "It is signed by a key of before the one given: check it with the key of its time."
            )
        return size, root


class Kept(NamedTuple):
    """The checkpoints that a file of this name keeps, and what may prove that logs of other sizes go on."""

    text: str
    file: str
    proof: str | None


def link_of(event: Object) -> str:
    return sha256(b"\x00" + canonical({name: event[name] for name in PLACE})).hexdigest()


def seal_of(event: Object) -> str:
    return sha256(canonical({name: event[name] for name in CONTENTS})).hexdigest()


def check_history(history: list[Object], claim: str) -> None:
    """Raise `Altered` for the first event of a claim that does not hold, by itself or after those before.

    That the newest is in the log bounds the positions of all: they are positive and rise.
    """
    before, last, at = "0" * 64, 0, ""
    for seq, event in enumerate(history, start=1):
        where = f"claim {claim}, event {seq}"
        place = (event.get("seq"), event.get("claim"), event.get("prev_claim"))
        ensure(place == (seq, claim, before), f"{where}: it does not follow the one before")
        ensure(event.get("hash") == link_of(event), f"{where}: its hash is not that of its place and seal")
        check_contents(event, where)
        rises = type(event["pos"]) is int and event["pos"] > last
        ensure(rises, f"{where}: its place in the log is not after that of the one before")
        ensure(event.get("at", at) >= at, f"{where}: it is earlier than the one before")
        before, last, at = event["hash"], event["pos"], event.get("at", at)
    named = {(event["pos"], pos) for event in history for pos in named_by(event) if pos < event["pos"]}
    for event in history:
        known = "redacted" not in event or (event["redacted"], event["pos"]) in named
        ensure(known, f"claim {claim}, event {event['seq']}: no redaction names it")


def check_contents(event: Object, where: str) -> None:
    """Raise `Altered` where an event's contents are not what was sealed, or it shows what it should not."""
    sealed = {"internal": True} if event.get("internal") is True else {}
    if sealed or "redacted" in event:
        bare = set(event) == {*PLACE, "hash", *(sealed or {"redacted"})}
        ensure(bare, f"{where}: a sealed event shows more than its seal")
        return
    ensure(set(event) == {*PLACE, "hash", *CONTENTS}, f"{where}: it has other fields than an event has")
    ensure(event["sealed"] == seal_of(event), f"{where}: its contents are not what was sealed")
    ensure(canonical(strict(event["body"])).decode() == event["body"], f"{where}: its body is not canonical")


def named_by(event: Object) -> dict[int, Object]:
    """Return what a redaction repeats of the events it names, by their positions; of other events nothing."""
    body = json.loads(event["body"]) if event.get("type") == "redaction" else {}
    return {named["pos"]: named for named in body.get("positions", [])}


def check_inclusion(event: Object, proof: Object, size: int, root: bytes) -> None:
    """Raise `Altered` unless the proof shows the event in the log of that size and root."""
    ensure(type(event["pos"]) is int, f"claim {event['claim']}: its place in the log is no number")
    top, place, last = bytes.fromhex(event["hash"]), event["pos"] - 1, size - 1
    where, path = f"claim {event['claim']}", hashes(proof["path"])
    about = {"pos": event["pos"], "size": size, "path": [step.hex() for step in path]}
    ensure(canonical(proof) == canonical(about), f"{where}: its proof is about something else")
    ensure(0 <= place <= last, f"{where}: its newest event is later than the checkpoint")
    found = climb(top, place, last, path)
    ensure(
        found is not None and found[1] == root, f"{where}: its history is not in the log of the checkpoint"
    )


def climb(start: bytes, place: int, last: int, path: list[bytes]) -> tuple[bytes, bytes] | None:
    """Return the roots that a path leads to from a place in a tree, without and with what stands right of it.

    None where the path breaks off or goes on too long (RFC 9162 sections 2.1.3.2 and 2.1.4.2).
    """
    old = new = start
    for step in path:
        if last == 0:
            return None
        if place % 2 or place == last:
            old, new = sha256(b"\x01" + step + old).digest(), sha256(b"\x01" + step + new).digest()
            while place and place % 2 == 0:
                place, last = place >> 1, last >> 1
        else:
            new = sha256(b"\x01" + new + step).digest()
        place, last = place >> 1, last >> 1
    return (old, new) if last == 0 else None


def derive(history: list[Object]) -> Object:
    """Return the record that the public events say, without `url`, `history` and `proof`."""
    known = {pos: named for event in history for pos, named in named_by(event).items()}
    events = [{**known[event["pos"]], **event} if "redacted" in event else event for event in history]
    public = [event for event in events if event.get("type") in PUBLIC]
    hidden = max((event["pos"] for event in public if event["type"] == "withheld"), default=0)
    shown = [e for e in public if e["type"] in VERSIONS and e["pos"] > hidden and "redacted" not in e]
    versions = [(event["at"], json.loads(event["body"])) for event in shown]
    states = {**dict.fromkeys(VERSIONS, "live"), "retraction": "retracted", "withheld": "withheld"}
    state, told = "none", False
    for event in public:
        state = states.get(event["type"], state)
        if event["type"] not in {"redaction", "gap", "key"}:
            told = event["type"] == "rechecking"
    stands = bool(public) and (state == "withheld" or bool(versions))
    ensure(stands, "a record has no public event to stand on")
    if state == "withheld":
        return {"claim_id": history[0]["claim"], "publication": state, "modified_at": public[-1]["at"]}
    at, record = versions[-1]
    return {
        **record,
        "verdict": {**record["verdict"], "published_at": at},
        "publication": state,
        "rechecking": told,
        "modified_at": public[-1]["at"],
        "previous": [{**old["verdict"], "published_at": then} for then, old in reversed(versions[:-1])],
    }


def check_record(record: Object, size: int, root: bytes) -> None:
    """Raise `Altered` for the first thing in a record that its events do not say."""
    claim, history = str(record.get("claim_id")), record["history"]
    check_history(history, claim)
    ensure(record.get("proof") is not None, f"claim {claim}: it has no proof; a newer export may have one")
    check_inclusion(history[-1], record["proof"], size, root)
    told = {name: value for name, value in record.items() if name not in {"url", "history", "proof"}}
    meant = derive(history)
    for name in sorted({*told, *meant}):
        same = canonical(told.get(name)) == canonical(meant.get(name)) and (name in told) == (name in meant)
        ensure(same, f"claim {claim}: the field {name} is not what was published")


def check_export(document: Object, chain: Chain, size: int, root: bytes) -> Iterator[str]:
    """Raise `Altered` for the first thing that does not hold; yield the claims that do."""
    check_signature(document, chain, size)
    ensure(document.get("count") == len(document["verdicts"]), "the count is not that of the records")
    is_bare = lacks_history(document)
    for record in document["verdicts"]:
        if not is_bare:
            check_record(record, size, root)
        yield record["claim_id"]


def lacks_history(document: Object) -> bool:
    """Whether an export was asked for without events and proofs; then it is signed as a list, and no more."""
    return all({"history", "proof"}.isdisjoint(record) for record in document["verdicts"])


def check_signature(document: Object, chain: Chain, size: int) -> None:
    """Raise `Altered` unless the key of its size, or the one announced there, signed all but addresses."""
    records = [{k: v for k, v in record.items() if k != "url"} for record in document["verdicts"]]
    covered = {k: v for k, v in document.items() if k not in {"generated_at", "signature"}}
    digest = sha256(canonical({**covered, "verdicts": records})).digest()
    signature = decoded(str(document.get("signature")))
    try:
        chain.at(max(size, chain.start + 1)).check(signature, digest, "the list of records")
    except Altered:
        chain.at(size + 1).check(signature, digest, "the list of records")


def check_badge_proof(proof: Object, size: int, root: bytes) -> Iterator[str]:
    """Raise `Altered` unless a badge's proof holds; yield its claim."""
    event, where = proof["event"], f"claim {proof.get('claim')}"
    linked = event.get("hash") == link_of(event) and event.get("claim") == proof.get("claim")
    ensure(linked, f"{where}: its event is not what was linked")
    check_contents(event, where)
    check_inclusion(event, proof["proof"], size, root)
    verdict = json.loads(event["body"]).get("verdict") or {}
    told, meant = ([shown.get("version"), shown.get("rating")] for shown in (proof, verdict))
    ensure(canonical(told) == canonical(meant), f"{where}: the rating is not what was published")
    fields = {"claim", "version", "rating", "event", "proof", "checkpoint"}
    ensure(set(proof) - {"keys"} == fields, f"{where}: the proof has other fields than a proof has")
    yield str(proof["claim"])


def check_document(document: Object, key: Key, kept: Kept | None) -> Iterator[str]:
    """Check the keys that a document leads to and its checkpoint, then what it says and what was kept."""
    events = document["keys"]["history"] if "keys" in document else []
    check_history(events, "desk")
    chain = Chain(key, events)
    size, root = chain.open(document.get("checkpoint"))
    if "keys" in document:
        ensure(set(document["keys"]) == {"history", "proof"}, "its keys have other fields than keys have")
        check_inclusion(events[-1], document["keys"]["proof"], size, root)
    if "verdicts" in document:
        yield from check_export(document, chain, size, root)
    else:
        yield from check_badge_proof(document, size, root)
    if kept is not None:
        check_kept(kept, chain, size, root)


def check_kept(kept: Kept, chain: Chain, size: int, root: bytes) -> None:
    """Compare with all kept checkpoints; raise `Unreadable` where one of another size is not proved to fit.

    Roots of two sizes tell nothing of each other without the events between, which no document holds.
    """
    roots, unread = kept_roots(kept, chain, size, root)
    compared = {size} & set(roots)
    for answer in answers_in(kept.proof) if kept.proof is not None else ():
        compared.add(check_growth(answer, roots, size, root))
    if unread:
        raise Unreadable(f"{kept.file} cannot be compared with: {unread}.")
    left, newest = set(roots) - compared, max(roots)
    if left and compared:
        raise Unreadable(
            f"It holds by itself and with {len(compared):,} of the checkpoints in {kept.file}, and was not "
            f"compared with {len(left):,} of other sizes: --proof takes a file with the log's answer on each."
        )
    if left:
        raise Unreadable(
            f"It holds by itself, and could not be compared: its log of {size} events is "
            f"{'older' if newest > size else 'newer'} than that of {newest} in {kept.file}"
            f"{f', the newest of {len(left):,}' if len(left) > 1 else ''}. Whether one begins the other "
            f"is what the desk's address /.well-known/factcheck-log?since={min(size, newest)}&size="
            f"{max(size, newest)} proves: keep its answer in a file, and name that with --proof."
        )


def notes_in(text: str) -> list[str]:
    """Return the signed notes that a file keeps, one or many."""
    blocks = re.split(r"\n\n+", text.removeprefix(BOM).replace("\r\n", "\n").strip())
    return [f"{body}\n\n{made}\n" for body, made in zip(blocks[::2], [*blocks[1::2], ""], strict=False)]


def kept_roots(kept: Kept, chain: Chain, size: int, root: bytes) -> tuple[dict[int, bytes], str]:
    """Return the kept roots by size, and why one cannot be read; raise `Altered` where two are at odds."""
    roots: dict[int, bytes] = {}
    unread = ""
    for note in notes_in(kept.text):
        try:
            at, told, _ = chain.read(note)
        except Altered as bad:
            unread = unread or str(bad)
            continue
        is_ours = at != size or told == root
        ensure(is_ours, f"the log was rewritten: at {size} events the one of {kept.file} was another")
        is_one = roots.setdefault(at, told) == told
        ensure(is_one, f"the key signed two different logs of {at} events: {kept.file} has both")
    return roots, unread


def answers_in(text: str) -> Iterator[Answer]:
    """Yield each of the log's answers that a file keeps, one or many, or raise `Unreadable`."""
    rest = text.removeprefix(BOM).lstrip() or "none"
    try:
        while rest:
            answer, end = json.JSONDecoder().raw_decode(rest)
            told, rest = answer["consistency"], rest[end:].lstrip()
            if type(told["since"]) is not int or type(told["size"]) is not int:
                raise ValueError("A size is a whole number.")
            yield told["since"], told["size"], hashes(told["path"])
    except (ValueError, LookupError, TypeError, RecursionError):
        raise Unreadable("The proof cannot be read: it is no answer to ?since= of the desk's log.") from None


def check_growth(answer: Answer, kept: dict[int, bytes], size: int, root: bytes) -> int:
    """Return the kept size that a proof relates to a document's, or raise `Unreadable` where it does not.

    Raises `Altered` unless the smaller log begins the larger.
    """
    earlier, later, path = answer
    if earlier == later == size:
        raise Unreadable(f"The proof relates the log of {size} events to itself, and to none that was kept.")
    other, about = earlier if later == size else later, f"logs of {earlier} and {later} events"
    if size not in {earlier, later} or other not in kept:
        raise Unreadable(
            f"The proof is about {about}, and not about the one of {size} and one that was kept."
        )
    roots = {**kept, size: root}
    found = roots_by(roots[earlier], earlier, later, path)
    if found is None:
        raise Unreadable(f"The proof is none about {about}: it breaks off, or goes on too long.")
    ensure(
        found == (roots[earlier], roots[later]),
        f"the log was rewritten: the proof does not show that the one of {later} events begins with that of "
        f"{earlier}",
    )
    return other


def roots_by(old_root: bytes, earlier: int, later: int, path: list[bytes]) -> tuple[bytes, bytes] | None:
    """Return the roots of two logs that a proof leads to; None where it has not the shape of their proof."""
    steps = [old_root, *path] if earlier & (earlier - 1) == 0 else path
    if not (0 < earlier < later and path and all(len(step) == 32 for step in steps)):
        return None
    place, last = earlier - 1, later - 1
    while place % 2:
        place, last = place >> 1, last >> 1
    return climb(steps[0], place, last, steps[1:])


def strict(text: str) -> Any:
    """Read JSON that can be read in one way alone: no name twice in an object, no number but integers.

    Raises `Altered` for other JSON, `Unreadable` where it is nested too deep.
    """

    def once(pairs: list[tuple[str, Any]]) -> Object:
        found = dict(pairs)
        ensure(len(found) == len(pairs), "a name stands twice in one object")
        return found

    def refuse(written: str) -> None:
        raise Altered(f"the number {written} is no integer")

    try:
        found = json.loads(text, object_pairs_hook=once, parse_float=refuse, parse_constant=refuse)
    except RecursionError:
        raise Unreadable(TOO_DEEP) from None
    level = [found]
    for _ in range(DEEPEST):
        inner = (list(value.values()) if isinstance(value, dict) else value for value in level)
        level = [value for values in inner if isinstance(values, list) for value in values]
    if level:
        raise Unreadable(TOO_DEEP)
    return found


def older_by(text: str, against: str | None) -> int:
    """Return how many events what holds ends before the newest checkpoint that it was compared with."""
    notes = [json.loads(text)["checkpoint"], *notes_in(against or "")]
    sizes = [int(note.split("\n")[1]) for note in notes if note.strip()]
    return max(sizes) - sizes[0]


def found_words(text: str, claims: list[str], against: str | None = None) -> str:
    """Say what `check_file` found to hold, and what it cannot show."""
    document, number = json.loads(text), f"{len(claims):,} claim{'' if len(claims) == 1 else 's'}"
    older, size = older_by(text, against), document["checkpoint"].split("\n")[1]
    log = f"in the signed log of {size} events"
    end = f" It ends {older:,} event{'' if older == 1 else 's'} before the newest one kept." if older else ""
    if "verdicts" not in document:
        what = f"the verdict on claim {claims[0]} is {log} as event {document['event']['pos']} published it"
    elif claims and lacks_history(document):
        what = f"{number}, as the desk signed the list; without their history they prove no more"
    else:
        what = f"{number}, each field shown is {log} as the events shown published it"
    return f"Sound: {what}. The log may hold later events of a claim: {LATER}{end}"


def check_file(
    text: str, key: Key, against: str | None = None, kept_in: str = "the kept", proof: str | None = None
) -> Iterator[str]:
    """Check an export or a badge proof from its text; raises `Altered` or `Unreadable`.

    `against` are the checkpoints that a file called `kept_in` keeps. `proof` is what the desk's log answers
    to `?since=`, where none of them is of the same size.
    """
    if proof is not None and against is None:
        raise Unreadable("--proof goes with --against: name the checkpoint that was kept.")
    kept = Kept(against, kept_in, proof) if against is not None else None
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable("It is not JSON.") from None
    known = document if isinstance(document, dict) else {}
    if not isinstance(known.get("verdicts"), list) and not {"event", "proof"} <= set(known):
        raise Unreadable("It is neither an export nor a badge proof.")
    try:
        yield from check_document(strict(text), key, kept)
    except Unreadable:
        raise
    except (LookupError, TypeError, AttributeError, ValueError):
        raise Altered("a field is missing or of another kind") from None


def plain(text: str) -> str:
    """Return text with a blank in place of whatever could steer a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def main(arguments: list[str] | None = None) -> int:
    ask = argparse.ArgumentParser(description="Check an export or a badge proof.")
    ask.add_argument("file", type=Path)
    ask.add_argument("--key", help="the desk's public key: name+id+base64")
    ask.add_argument("--against", type=Path, help="a checkpoint kept before")
    ask.add_argument("--proof", type=Path, help="what the desk's log answered to ?since=, for --against")
    given = ask.parse_args(arguments)
    try:
        if given.key is None:
            raise Unreadable(NO_KEY)
        text = given.file.read_text(encoding="utf-8")
        kept, proof = (
            file.read_text(encoding="utf-8") if file else None for file in (given.against, given.proof)
        )
        found = list(check_file(text, Key(given.key), kept, str(given.against), proof))
    except Altered as altered:
        print(plain(f"Altered: {altered}."))
        return 1
    except (Unreadable, OSError, UnicodeDecodeError) as error:
        name = f"{error.filename}: " if isinstance(error, OSError) else ""
        why = f"{name}{getattr(error, 'strerror', None) or error}"
        print(plain(f"Cannot be checked: {why}"), file=sys.stderr)
        return 2
    print(plain(found_words(text, found, kept)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
