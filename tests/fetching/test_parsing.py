"""What the parser's process does, called from here."""

import io
import json
import resource
import sys

import pytest

from factcheck.fetching import parsing
from factcheck.fetching.limits import FIELD_CHARACTERS, PARSE_CPU_SECONDS, PARSE_MEMORY_BYTES

LONG = "The council of Lanternbrook opened the new footbridge over the river on Saturday. " * 4


def text_of(body: str) -> str:
    found = parsing.parse(f"<html><body>{body}</body></html>", url=None)
    assert found is not None
    assert found["text"] is not None
    return found["text"]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>The bridge opened in 1932.</p>", "The bridge opened in 1932."),
        ("<h1>Bridge</h1><p>One\n day.</p><h2>Sub</h2><p>Two.</p>", "Bridge\n\nOne day.\n\nSub\n\nTwo."),
        ("<article><p>It opened.<br>It closed.</p></article>", "It opened.\n\nIt closed."),
        ("<article><p>“It opened.”<br><br>It closed.</p></article>", "“It opened.”\n\nIt closed."),
        ("<article><p>Roses are red,<br>violets blue.</p></article>", "Roses are red,\nviolets blue."),
        (
            "<article><p>He said <q>we <b>won</b></q> and <q>left</q>.</p></article>",
            "He said “we won” and “left”.",
        ),
        (
            "<p>By <a href='x'>Ada</a>, <em>who <span>was</span></em> there.</p>",
            "By Ada, who was there.",
        ),
        ("<article><p>Fell &lt;5% &amp; rose &#x1F680;</p></article>", "Fell <5% & rose 🚀"),
        ("<article><p>می\u200cخواهم آمد</p></article>", "می\u200cخواهم آمد"),
        ("<article><p>cafe\u0301</p></article>", "cafe\u0301"),
        ("<article><p>a\x00b\x07c\ufffed</p></article>", "abcd"),
    ],
)
def test_a_page_becomes_plain_paragraphs(body: str, text: str) -> None:
    assert text_of(body) == text


def test_lists_quotations_and_tables_become_paragraphs_of_their_own() -> None:
    body = f"""<article><p>{LONG}</p>
      <ul><li>One item</li><li>Two items <ul><li>nested</li></ul></li></ul>
      <blockquote><p>First word.</p><p>Last word.</p></blockquote>
      <table><tr><th>Year</th><th>Cost</th></tr>
        <tr><td>1932</td><td>5\n crowns</td></tr><tr><td>alone</td></tr></table>
      <pre>as
  written</pre><p>{LONG}</p></article>"""

    paragraphs = text_of(body).split("\n\n")

    assert paragraphs[1:6] == ["One item", "Two items", "nested", "First word.", "Last word."]
    assert paragraphs[6:-1] == ["Year | Cost", "1932 | 5 crowns", "alone", "as", "written"]


@pytest.mark.parametrize(
    ("html", "language"),
    [
        ("<html lang='pt-BR'><body><p>x</p></body></html>", "pt"),
        ("<html lang=' '><head><meta property='og:locale' content='UK_UA'></head><p>x</p></html>", "uk"),
        ("<html><head><meta http-equiv='content-language' content='ar'></head><p>x</p></html>", "ar"),
        ("<html xml:lang='fa'><body><p>x</p></body></html>", "fa"),
        ("<html lang='english'><body><p>x</p></body></html>", None),
        ("<html><body><p>x</p></body></html>", None),
    ],
)
def test_the_language_is_the_one_the_page_states(html: str, language: str | None) -> None:
    found = parsing.parse(html, url=None)

    assert found is not None
    assert found["language"] == language


def test_a_date_in_the_text_is_not_taken_for_the_articles() -> None:
    found = parsing.parse("<html><body><p>On 4 March 2019 the bridge fell.</p></body></html>", url=None)

    assert found is not None
    assert found["published_at"] is None


def test_what_a_page_hides_in_its_metadata_cannot_harm() -> None:
    lie = (
        '{"@type": "NewsArticle", "headline": "x\\ud800\\u0000y", "author": {"name": "' + "Ada " * 500 + '"}}'
    )
    page = f"<html><head><script type='application/ld+json'>{lie}</script></head><p>{LONG}</p></html>"

    found = parsing.parse(page, url=None)

    assert found is not None
    json.dumps(found, ensure_ascii=False).encode("utf-8")
    assert all(len(found[name] or "") <= FIELD_CHARACTERS for name in ("title", "author", "publisher"))


def test_a_date_that_the_page_states_is_taken_also_from_a_short_page() -> None:
    page = (
        "<html><body><p><time datetime='2021-05-06' pubdate>6 May</time> The bridge fell.</p></body></html>"
    )

    found = parsing.parse(page, url=None)

    assert found is not None
    assert found["published_at"] == "2021-05-06"


def test_what_is_no_page_at_all_has_no_article(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "load_html", lambda _html: None)

    assert parsing.parse("<p>The bridge fell.</p>", url=None) is None


@pytest.mark.parametrize("html", ["", "<html>", "<html></html>", "<html><body><p> </p></body></html>"])
def test_a_page_without_words_has_no_article(html: str) -> None:
    assert parsing.parse(html, url=None) is None


def test_the_process_answers_one_request_within_its_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    limits: dict[int, tuple[int, int]] = {}
    source, sink = io.BytesIO(b'{"url": null}\n<p>The bridge opened.</p>'), io.BytesIO()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(source))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(sink))
    monkeypatch.setattr(resource, "setrlimit", limits.__setitem__)
    monkeypatch.setattr(parsing.os, "nice", lambda _step: None)

    parsing.main()

    assert json.loads(sink.getvalue())["text"] == "The bridge opened."
    assert limits[resource.RLIMIT_AS] == (PARSE_MEMORY_BYTES, PARSE_MEMORY_BYTES)
    assert limits[resource.RLIMIT_CPU][0] > PARSE_CPU_SECONDS
