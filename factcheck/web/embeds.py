"""What other people's pages embed: the card in an iframe, the script that places badges, and oEmbed."""

from urllib.parse import urlencode, urlsplit

from flask import Blueprint, Response, current_app, jsonify, make_response, render_template
from flask.typing import ResponseReturnValue

from factcheck.badges import card, oembed
from factcheck.errors import NotFound
from factcheck.schemas.readers import BadgeInput, OEmbedInput
from factcheck.services import checkpoints
from factcheck.web import answers
from factcheck.web.badges import record_of, state_of
from factcheck.web.this_app import config, public_url

blueprint = Blueprint("embeds", __name__)
CARD_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"


@blueprint.get("/embed/<public_id>")
def show(public_id: str) -> ResponseReturnValue:
    asked = answers.asked(BadgeInput())
    state = state_of(public_id, asked["v"])
    shown, note = card(state, lang=asked["lang"]), checkpoints.newest_note() if state.publication else None
    proof = public_url(f"/badges/{state.claim_id}/proof.json") if note else ""
    answer = make_response(render_template("embed/card.html", card=shown, checkpoint=note, proof=proof))
    answers.carry(answer, note)
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answers.open_to_all(answer, policy=CARD_POLICY)


@blueprint.get("/embed.js")
def script() -> ResponseReturnValue:
    answer = make_response(current_app.send_static_file("embed.js"))
    answer.headers.update(answers.OPEN_TO_ALL)
    answer.headers["Cache-Control"] = "public, max-age=3600, must-revalidate"
    return answer


@blueprint.get("/oembed")
def describe() -> ResponseReturnValue:
    asked = answers.asked(OEmbedInput())
    if asked["format"] != "json":
        raise answers.NotOffered("oEmbed is answered as JSON only.")
    public_id = claim_in(asked["url"])
    if record_of(public_id) is None:
        raise NotFound("There is no published claim at this address.")
    wish = {"lang": asked["lang"]} if asked["lang"] else {}
    answer: Response = jsonify(
        oembed(
            state_of(public_id),
            maxwidth=asked["maxwidth"],
            maxheight=asked["maxheight"],
            url=public_url(f"/embed/{public_id}") + (f"?{urlencode(wish)}" if wish else ""),
            lang=asked["lang"],
        )
    )
    return answers.open_to_all(answer)


def claim_in(address: str) -> str:
    """Return the id of the claim whose page or card stands at an address of ours, or raise `NotFound`."""
    try:
        given, own = urlsplit(address), urlsplit(config().public_url)
    except ValueError:
        raise NotFound("This is no address.") from None
    path = given.path.removeprefix(own.path).strip("/").split("/")
    if given.netloc != own.netloc or path[0] not in {"claims", "embed"} or len(path) < 2:
        raise NotFound("This is no address of a claim here.")
    return path[1]
