"""`factcheck demo --check`: the main job done once on a running server, as a browser would do it."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import click

from factcheck.cli.browser import Browser, Page, Unexpected
from factcheck.cli.databases import bring_up
from factcheck.cli.desks import open_desk, revision_of
from factcheck.cli.running import running
from factcheck.cli.verification import told, walked
from factcheck.config import Config
from factcheck.errors import FactcheckError
from factcheck.models.terms import Role
from factcheck.paths import resource
from factcheck.services import desks, seeds

REAL, INVENTED = "seed.txt", "harbour.txt"
CLAIMS = 15  # In the real article.
WORDS = "4.2 million crowns"  # What names the claim of the invented article that is checked.
SUMMARY = "An example verdict on an invented town, made to see whether this desk works."
EVIDENCE = (
    {
        "title": "Minutes of the town council (invented)",
        "url": "https://council.example.net/minutes/17",
        "stance": "supports",
        "excerpt": "Cost of the works: 4.2 million crowns.",
    },
    {
        "title": "Offer of the builder (invented)",
        "url": "https://builder.example.org/offer",
        "stance": "supports",
        "excerpt": "All works together: 4.2 million crowns.",
    },
)


@dataclass
class Rehearsal:
    """What one step hands to the next."""

    config: Config
    story: seeds.Seeds
    reviewer: Browser
    claim: Page | None = None
    public_id: str = ""
    rating: str = ""

    def person(self, role: Role) -> seeds.Person:
        return next(person for person in self.story.people if person.role is role)

    def act(self, ending: str, **fields: str) -> Page:
        """Send a form of the claim's page as the reviewer, and go on with the page that answers."""
        assert self.claim is not None  # Taken in hand before anything is done with it.
        self.claim = self.reviewer.submit(self.claim, f"/{self.public_id}/{ending}", fields)
        return self.claim


def rehearse(config: Config) -> bool:
    """Do every step and print a line for each; return whether all of them worked."""
    run = Rehearsal(config, seeds.read(resource("seeds")), Browser(config.public_url))
    if not all(worked(run, name, step) for name, step in BEFORE):
        return False
    try:
        with running(config, port=int(config.public_url.rpartition(":")[2])):
            return all(worked(run, name, step) for name, step in OVER_HTTP)
    except FactcheckError as failure:
        return tell_failure("serving", str(failure))


def worked(run: Rehearsal, name: str, step: Callable[[Rehearsal], str]) -> bool:
    """Do one step and say what came of it."""
    try:
        click.echo(f"ok      {name}: {step(run)}")
    except FactcheckError as failure:
        return tell_failure(name, str(failure))
    except Exception as fault:  # Whatever it was, the step it happened in is what people need to know.
        return tell_failure(name, f"{type(fault).__name__}: {fault}")
    return True


def tell_failure(name: str, reason: str) -> bool:
    click.echo(f"failed  {name}: {reason}", err=True)
    return False


# Without the server.


def migrate(run: Rehearsal) -> str:
    bring_up(run.config)
    desks.signer_of(run.config, make_key=True)  # Before anything is published, so that all of it is signed.
    with open_desk(run.config) as database:
        return f"the database is at revision {revision_of(database)}"


def split(run: Rehearsal) -> str:
    """Split the real article, and load the example desk."""
    given = next(one for one in run.story.articles if one["file"] == REAL)
    number = len(seeds.read_article(run.story, given).split.claims)
    expect(number == CLAIMS, f"{REAL} gave {number} claims and not {CLAIMS}")
    with open_desk(run.config) as database:
        seeds.load(run.story, database)
    return f"{number} claims"


# Over HTTP.


def sign_in(run: Rehearsal) -> str:
    """Sign in as a reviewer and find the real article with all its claims on its page."""
    reviewer = run.person(Role.REVIEWER)
    enter(run.reviewer, reviewer)
    title = (run.story.folder / "articles" / REAL).read_text(encoding="utf-8").splitlines()[0]
    article = run.reviewer.get(run.reviewer.get("/desk/articles").link(title, to="/desk/articles/"))
    shown = len({link.get("href") for link in article.tree.iter("a") if is_claim(link)})
    expect(shown == CLAIMS, f"{article.url} shows {shown} claims and not {CLAIMS}")
    return f"as {reviewer.name}, who sees the {shown} claims"


def enter(browser: Browser, person: seeds.Person) -> Page:
    """Sign somebody in, or raise `Unexpected`."""
    credentials = {"email": person.email, "password": person.password}
    page = browser.submit(browser.get("/login"), "/login", credentials)
    expect("/login" not in page.url, f"{person.name} could not sign in")
    return page


def is_claim(link: Any) -> bool:
    return link.get("href", "").startswith("/desk/claims/") and "title" in link.get("class", "").split()


def attach(run: Rehearsal) -> str:
    """Bring an article, take one of its claims in hand, confirm it, and attach two pieces of evidence."""
    text = (run.story.folder / "articles" / INVENTED).read_text(encoding="utf-8")
    form = run.reviewer.get("/desk/articles/new")
    # The example desk has this article already.
    article = run.reviewer.submit(form, "/desk/articles/new", {"text": text, "again": "1"})
    run.claim = run.reviewer.get(article.link(WORDS, to="/desk/claims/"))
    run.public_id = run.claim.url.rpartition("/")[2]
    run.act("queue")
    run.act("take")
    run.act("confirm", confirm="1", said_by="article", checks="content", type="numerical")
    for piece in EVIDENCE:
        page = run.act("evidence", **piece)
    missing = [piece["title"] for piece in EVIDENCE if piece["title"] not in page.tree.text_content()]
    expect(not missing, f"{page.url} does not show the evidence {', '.join(missing)}")
    return f"{len(EVIDENCE)} pieces to claim {run.public_id}"


def propose(run: Rehearsal) -> str:
    """Propose the first rating that the page offers."""
    assert run.claim is not None
    step = run.claim.form("/propose").xpath(".//input[@name='rating']")[0]
    page = run.act("propose", rating=step.get("value"), summary=SUMMARY)
    expect(SUMMARY in page.tree.text_content(), f"{page.url} does not show the proposal")
    return "an editor has it"


def publish(run: Rehearsal) -> str:
    """Publish it as an editor, and read it as a stranger."""
    editor, browser = run.person(Role.EDITOR), Browser(run.config.public_url)
    enter(browser, editor)
    page = browser.get(f"/desk/claims/{run.public_id}")
    browser.submit(page, f"/{run.public_id}/publish", {})
    public = Browser(run.config.public_url).get(f"/claims/{run.public_id}")
    expect(SUMMARY in public.tree.text_content(), f"{public.url} does not show the verdict")
    return f"by {editor.name}, at {public.url}"


def export(run: Rehearsal) -> str:
    """Find the verdict in the export, with a second person."""
    document = json.loads(Browser(run.config.public_url).get("/export/verdicts.json").body)
    found = [record for record in document["verdicts"] if record["claim_id"] == run.public_id]
    expect(bool(found), f"/export/verdicts.json has no record of {run.public_id}")
    verdict = found[0]["verdict"]
    expect(verdict["summary"] == SUMMARY and verdict["second_person"], "the exported verdict is another one")
    run.rating = verdict["rating"]["label"]
    return f"{document['count']} records"


def serve_badge(run: Rehearsal) -> str:
    """Fetch the badge, which shows the rating in words."""
    badge = Browser(run.config.public_url).get(f"/badges/{run.public_id}.svg")
    kind = badge.headers.get_content_type()
    expect(kind == "image/svg+xml", f"{badge.url} is {kind}")
    words = " ".join(ET.fromstring(badge.body).itertext())  # noqa: S314 – our own server made it.
    expect(run.rating in words, f"{badge.url} does not say “{run.rating}”")
    return f"it says “{run.rating}”"


def verify(run: Rehearsal) -> str:
    finding = walked(run.config)
    expect(finding.sound, " ".join(told(finding)))
    return f"{finding.events} events, every link and seal holds"


def expect(fits: bool, sentence: str) -> None:
    """Raise `Unexpected` with the sentence where something is not as it should be."""
    if not fits:
        raise Unexpected(sentence)


BEFORE = (("migrated", migrate), ("split", split))
OVER_HTTP = (
    ("signed in", sign_in),
    ("evidence attached", attach),
    ("proposed", propose),
    ("published by another person", publish),
    ("exported", export),
    ("badge served", serve_badge),
    ("history verified", verify),
)
