"""The browser of the check, on pages that are not as they should be."""

from email.message import Message

import pytest

from factcheck.cli.browser import Page, Unexpected

ADDRESS = "http://127.0.0.1/desk/claims/abc"


def page(html: str, status: int = 200) -> Page:
    return Page(ADDRESS, status, Message(), html.encode())


def test_a_form_is_found_by_how_its_address_ends() -> None:
    shown = page('<form action="/desk/claims/abc/take"><input name="version" value="3"></form>')

    assert dict(shown.form("/abc/take").form_values()) == {"version": "3"}


def test_a_form_without_an_address_is_the_page_s_own() -> None:
    assert page("<form></form>").form("/abc") is not None


def test_a_page_without_the_form_is_unexpected() -> None:
    with pytest.raises(Unexpected, match="offers no form “/take”"):
        page("<p>Nothing.</p>").form("/take")


def test_a_link_is_found_by_its_words_and_where_it_leads() -> None:
    shown = page('<a href="/about">A bridge</a><a href="/desk/claims/xyz">A <b>bridge</b></a>')

    assert shown.link("A bridge", to="/desk/") == "http://127.0.0.1/desk/claims/xyz"


def test_a_page_without_the_link_is_unexpected() -> None:
    with pytest.raises(Unexpected, match="has no link “A bridge”"):
        page("").link("A bridge", to="/")


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ('<main><p>Long.</p><div role="alert">It was <b>stale</b>.</div></main>', "It was stale."),
        ("<main><p>There is nothing</p> <p>here.</p></main>", "There is nothing here."),
        ("", ""),
    ],
)
def test_what_is_wrong_is_taken_from_the_page(html: str, words: str) -> None:
    assert page(html, 409).complaint() == f"{ADDRESS} answered 409: {words}"
