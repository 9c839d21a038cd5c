"""Articles as readers see them: those with published claims, and the claims of one."""

from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue

from factcheck.schemas.readers import PositionInput
from factcheck.services import public
from factcheck.web import answers
from factcheck.web.marked_text import paragraphs
from factcheck.web.this_app import public_url

blueprint = Blueprint("public_articles", __name__)
PAGE = 30


@blueprint.get("/articles")
def listing() -> ResponseReturnValue:
    before = answers.asked(PositionInput())["before"]
    found = public.articles(before=before, limit=PAGE + 1)
    more = found[PAGE - 1].newest if len(found) > PAGE else None
    return answers.page("public/articles.html", articles=found[:PAGE], before=before, more=more)


@blueprint.get("/articles/<public_id>")
def show(public_id: str) -> ResponseReturnValue:
    article = public.article(public_id)
    text = paragraphs(article) if article.text is not None else None
    return answers.page("public/article.html", article=article, text=text)


@blueprint.get("/articles/<public_id>.json")
def selectors(public_id: str) -> ResponseReturnValue:
    """Answer where an article's published claims stand in it, for pages that mark them."""
    items = [
        {
            "id": record["claim_id"],
            "url": public_url(f"/claims/{record['claim_id']}"),
            "selectors": record["selectors"],
        }
        for record in public.article(public_id).records
    ]
    answer: Response = jsonify(items=items)
    return answers.open_to_all(answer)
