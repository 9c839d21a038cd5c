"""The proof behind a badge, the key and newest checkpoint of the log, and a page that checks proofs."""

import json
from typing import Any

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError

from factcheck.errors import InvalidInput
from factcheck.ledger import verify_export
from factcheck.schemas.readers import SizesInput
from factcheck.services import checkpoints, desks, proofs, signing
from factcheck.web import answers
from factcheck.web.this_app import config

blueprint = Blueprint("proofs", __name__)
# Characters; longer ones are checked from a file, on the command line. A proof is sent in ASCII, of which
# each may become three in an address, and the server takes an address of 65,000.
LONGEST_PROOF = 20_000


TOO_LONG = (
    "It is longer than this page takes, so it did not arrive whole. A whole export is checked from its file."
)
CUT_OFF = (
    "It breaks off before its end: it was cut off. Copy the whole of it, from the first { to the last }."
)
BEGUN_LATE = "Its beginning is missing. Copy the whole of it, from the first { to the last }."


class NothingSigned(answers.NotOffered):
    """The desk signs nothing yet."""

    status = 404


@blueprint.get("/badges/<public_id>/proof.json")
def of_badge(public_id: str) -> ResponseReturnValue:
    proof = proofs.of_badge(public_id)
    if proof is None:
        raise NothingSigned("This desk does not sign its history: there is no proof.")
    return answers.open_to_all(jsonify(proof))


@blueprint.get("/.well-known/factcheck-log")
def log() -> ResponseReturnValue:
    stored, signer = checkpoints.vouching(), checkpoints.signer()
    if signer is None:
        raise NothingSigned("This desk does not sign its history.")
    asked, signed = sizes_asked(), stored.size if stored else 0
    proof = proofs.consistency(**asked, signed=signed) if asked["since"] is not None else None
    chain = signing.chain([signer.key.public])
    keys = proofs.keys_up_to(stored.size) if stored else None
    answer = jsonify(
        origin=config().log_name,
        public_key=str(chain.newest or signer.key.public),
        former_keys=[{"public_key": str(key), "ended": size} for size, key in chain.former],
        checkpoint=stored.note if stored else None,
        size=signed,
        at=stored.at if stored else None,
        **({"keys": keys} if keys else {}),
        **({"consistency": proof} if proof else {}),
    )
    return answers.open_to_all(answer)


def sizes_asked() -> dict[str, Any]:
    """Return which sizes of the log the address asks about, or raise `InvalidInput`."""
    try:
        sizes: dict[str, Any] = SizesInput().load(request.args)
    except ValidationError:
        raise InvalidInput("The size of a log is a whole number from 1 on.") from None
    if any(len(request.args.getlist(name)) > 1 for name in sizes):
        raise InvalidInput("The address names one size twice.")
    if sizes["size"] is not None and sizes["since"] is None:
        raise InvalidInput("With size comes since: the size of the log that is to begin it.")
    return sizes


@blueprint.get("/verify")
def verify() -> ResponseReturnValue:
    pasted = request.args.get("proof", "")
    key = request.args.get("key", "").strip()
    if key in {"", desks.public_key()}:
        key = signing.key_for(pasted)
    result = checked(pasted.strip(), key) if pasted.strip() else None
    return answers.page("public/verify.html", proof=pasted, key=key, result=result, longest=LONGEST_PROOF)


def checked(pasted: str, key: str) -> dict[str, object]:
    """Return whether a pasted proof holds, and what of it in words; `from_file` where a file would do."""
    if broken := what_is_broken(pasted):
        return {"sound": None, "why": broken, "from_file": broken == TOO_LONG}
    try:
        found = list(verify_export.check_file(pasted, verify_export.Key(key)))
    except verify_export.Altered as altered:
        return {"sound": False, "why": f"{altered}."}
    except verify_export.Unreadable as unreadable:
        return {"sound": None, "why": str(unreadable)}
    return {"sound": True, "claims": found}


def what_is_broken(pasted: str) -> str:
    """Return why a text that holds JSON in part is not all of it; empty for all else, which is checked."""
    try:
        json.loads(pasted)
    except RecursionError:
        return ""
    except ValueError:
        if length(pasted) >= LONGEST_PROOF:
            return TOO_LONG
        if pasted.startswith("{"):
            return "" if pasted.endswith("}") else CUT_OFF
        return BEGUN_LATE if pasted.endswith("}") else ""
    return ""


def length(text: str) -> int:
    """Return a text's length as browsers count it where a field has a `maxlength`: in UTF-16 units."""
    return len(text.replace("\r\n", "\n").encode("utf-16-le")) // 2
