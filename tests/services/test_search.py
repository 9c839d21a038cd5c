"""One suite for both databases: what is found, what is not, and that no query is ever an error."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck.folding import fold, tokens
from factcheck.models import Claim, PublicRecord
from factcheck.models.terms import Publication, Status
from factcheck.services import claims, public, queue, search, verdicts
from factories import confirm, make_claim, make_editor, make_reviewer, publish

LIVE = Publication.LIVE
FOUND = [
    ("The bridge of Orlen opened in 1932.", "bridge"),
    ("The bridge of Orlen opened in 1932.", "BRIDGE orlen"),
    ("The bridge of Orlen opened in 1932.", "1932 opened bridge"),
    ("The bridge of Orlen opened in 1932.", "orlen bri"),
    ("The bridge of Orlen opened in 1932.", "193"),
    ("The bridge of Orlen opened in 1932.", "\"bridge\" 'of' (Orlen)"),
    ("The bridge of Orlen opened in 1932.", "bridge-of-orlen"),
    ("He said yes AND no OR maybe NOT, NEAR the harbour.", "AND no OR maybe NOT NEAR"),
    ("It grew by 3.5 per cent to 2,500.", "3.5"),
    ("It grew by 3.5 per cent to 2,500.", "2,500"),
    ("It grew by -7 % (the worst).", "-7"),
    ("See example.org/minutes for more.", "minutes"),
    ("See example.org/minutes for more.", "example"),
    ("See example.org/minutes for more.", "example.org"),
    ("Harbour/town talks ended.", "town"),
    ("Write to ada@orlen.example today.", "ada"),
    ("Write to ada@orlen.example today.", "orlen"),
    ("A well-known mayor resigned.", "known"),
    ("The U.S. side left.", "u.s."),
    ("They don't know.", "don't"),
    ("They don’t know.", "don't"),
    ("<b>Bold</b> words were said.", "bold"),
    # Folding: case, compatibility forms, accents.
    ("The oﬃce is in ﬁrst place.", "first office"),
    ("The office is in first place.", "ﬁrst"),
    ("İstanbul sent a ship.", "istanbul"),
    ("Istanbul sent a ship.", "İSTANBUL"),
    ("Ｆｕｌｌ　ｗｉｄｔｈ words.", "full width"),
    ("Full width words.", "ｆｕｌｌ"),
    ("Die Straße ist lang.", "STRASSE"),
    ("The café of Malé closed.", "cafe male"),
    ("The cafe of Male closed.", "Café"),
    ("The cafe\u0301 closed.", "café"),
    ("Ἡ γέφυρα ἄνοιξε.", "γεφυρα"),
    ("Мост открылся в марте.", "МОСТ"),
    # Right to left, with and without points.
    ("افتتح الجسر عام ١٩٣٢", "الجسر"),
    ("افتتح الجسر عام ١٩٣٢", "الجس"),
    ("مُحَمَّد افتتح الجسر", "محمد"),
    ("محمد افتتح الجسر", "مُحَمَّد"),
    ("הגשר נפתח בשנת 1932", "הגשר נפתח"),
    ("הַגֶּשֶׁר נפתח", "הגשר"),
    ('צה"ל הודיע', 'צה"ל'),
    # Scripts whose vowels are marks, and one without blanks.
    ("पुल खुला था", "पुल"),
    ("สะพานเปิด", "สะพาน"),
    ("桥于1932年开放", "桥于1932"),
    ("The 🌉 opened.", "🌉 opened"),
]
NOT_FOUND = [
    ("The bridge of Orlen opened in 1932.", "ridge"),
    ("The bridge of Orlen opened in 1932.", "bri orlen"),
    ("The bridge of Orlen opened in 1932.", "bridge tunnel"),
    ("The bridge of Orlen opened in 1932.", "bridge OR tunnel"),
    ("The bridge of Orlen opened in 1932.", "bridge NOT opened"),
    ("The bridge of Orlen opened in 1932.", "bridge* | tunnel"),
    ("The bridge of Orlen opened in 1932.", "folded : bridge"),
    ("The bridge of Orlen opened in 1932.", "1933"),
    ("It grew by 35 per cent.", "3.5"),
]
WORDLESS = [
    "'",
    '"',
    "*",
    ":",
    "()",
    "&",
    "|",
    "!",
    "<->",
    "\\",
    "%",
    "_",
    "-",
    "' OR 1=1 --",
    "\x00",
    "\u0301",
    "\ud800",
    "🌉",
    "\t\n",
    '""*',
]
ODD = [
    "bridge:*",
    "bridge & | ! <-> ( )",
    "'bridge''",
    '"bridge" *',
    "^bridge",
    "bridge\\",
    "{bridge}",
    "NEAR(bridge, 5)",
    "bridge\x00orlen",
    "a" * 3000,
    "桥" * 3000,
    "bridge " * 500,
    "\u0301\u0301 bridge",
    "bridge \u0301",
    "bridge -- ; DROP TABLE claim",
    "²bridge½",
]


def matching(work: Session, query: str) -> int:
    words = search.matches(Claim, query)
    if words is None:
        return 0
    return len(work.scalars(select(Claim).where(words)).all())


@pytest.mark.parametrize(("sentence", "query"), FOUND)
def test_words_are_found(sentence: str, query: str, work: Session) -> None:
    make_claim(sentence=sentence)

    assert matching(work, query) == 1


@pytest.mark.parametrize(("sentence", "query"), NOT_FOUND)
def test_what_is_not_there_is_not_found(sentence: str, query: str, work: Session) -> None:
    make_claim(sentence=sentence)

    assert matching(work, query) == 0


def test_no_query_is_an_error(work: Session) -> None:
    make_claim(sentence="The bridge of Orlen opened in 1932.")
    person = make_reviewer()

    for query in WORDLESS + ODD:
        found = queue.listing(person, view="new", query=query)

        assert len(found.claims) in {0, 1}, ascii(query)
        assert public.find(public.Wanted(query=query)).records == [], ascii(query)


def test_a_query_without_words_finds_nothing_and_only_blanks_ask_for_nothing(work: Session) -> None:
    make_claim(sentence="The bridge of Orlen opened in 1932.", status=Status.DONE, publication=LIVE)

    for query in WORDLESS:
        found = public.find(public.Wanted(query=query)).records

        assert len(found) == (0 if query.strip() else 1), ascii(query)


@given(st.text(max_size=40))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_breaks_a_search(work: Session, query: str) -> None:
    condition = search.matches(PublicRecord, query)

    if condition is not None:
        assert work.scalars(select(PublicRecord).where(condition)).all() == []


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_text_is_found_by_its_own_words(work: Session, text: str) -> None:
    folded = fold(text)

    assert fold(folded) == folded
    assert tokens(text) == folded.split()[:12]


def test_a_changed_text_is_found_by_its_new_words_and_not_by_its_old(work: Session) -> None:
    claim = make_claim(sentence="The bridge opened.", text="The bridge opened.")
    claims.edit(claim.public_id, by=make_reviewer(), version=None, text="The tunnel opened.")

    assert matching(work, "tunnel") == 1
    assert matching(work, "opened") == 1


def test_what_is_not_published_is_not_found_in_public(work: Session) -> None:
    holder = make_reviewer()
    claim = make_claim(sentence="The bridge opened.", status=Status.PROPOSED, holder=holder)

    assert matching(work, "bridge") == 1
    assert public.find(public.Wanted(query="bridge")).records == []
    verdicts.publish(claim.public_id, by=make_editor(), version=None)
    assert len(public.find(public.Wanted(query="bridge")).records) == 1


def test_words_added_after_publication_are_not_found_in_public(work: Session) -> None:
    holder = make_reviewer()
    claim = make_claim(
        sentence="The bridge opened.", status=Status.IN_REVIEW, publication=LIVE, holder=holder
    )

    claims.edit(claim.public_id, by=holder, version=None, text="A secret tunnel opened.")

    assert matching(work, "tunnel") == 1
    assert public.find(public.Wanted(query="tunnel")).records == []


def test_the_public_finds_who_said_it_and_what_we_found(work: Session) -> None:
    claim = make_claim(sentence="The bridge opened.")
    said_by = {"kind": "person", "name": "Mayor Ada", "text": "the mayor", "public_figure": True}
    confirm(claim, by=make_reviewer(), said_by=said_by)
    publish(claim, summary="It never closed.")

    for query in ("ada", "mayor", "closed", "bridge"):
        assert len(public.find(public.Wanted(query=query)).records) == 1


def test_a_restricted_claim_is_not_found_by_others(work: Session) -> None:
    claim, editor = make_claim(sentence="The bridge opened."), make_editor()
    claims.flag(claim.public_id, by=editor, version=None, restricted=True)

    assert queue.listing(make_reviewer(), view="new", query="bridge").claims == []
    assert len(queue.listing(editor, view="new", query="bridge").claims) == 1


def test_only_so_many_words_of_a_query_count() -> None:
    assert tokens("a b c d", most=3) == ["a", "b", "c"]
    assert len(tokens("word " * 100)) == 12


def test_a_search_text_is_words_and_single_blanks() -> None:
    assert fold("  The\n“Bridge”—", None, "", "of Orlen! ") == "the bridge of orlen"
    assert fold(None) == ""
