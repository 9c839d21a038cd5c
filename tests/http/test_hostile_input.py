"""Requests that no browser sends: too large, malformed, in no known encoding, with numbers beyond all bounds.

Each gets a 4xx that says what is wrong, as a page or a problem document, with the headers of every answer.
"""

import io
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from werkzeug.test import TestResponse

from factcheck.models.terms import Status

from .crowd import GUESTS, Crowd
from .headers import lacking

MEBIBYTE = 1024 * 1024
TRACES = ("Traceback", 'File "', "site-packages", "sqlalchemy", "psycopg", "werkzeug")
IDS = (
    "-1",
    "0",
    "1",
    str(2**31),
    str(2**63),
    str(2**64),
    "9" * 5000,
    "١٢",
    "²",
    "NaN",
    "1e400",
    "x' OR '1'='1",
    "<script>",
    "%00",
    "%ff",
    "%ed%a0%80",
    "%0d%0aSet-Cookie:%20a=b",
    "..%2f..%2fetc%2fpasswd",
    "%",
    "a" * 4000,
    "😀",
)
# What each way through a list may be asked in an address, and what is no answer to it.
QUESTIONS = ("after", "before", "worth", "number", "page", "maxwidth", "v")
NONSENSE = ("abc", "%20", "-1", str(2**63), "9" * 5000, "1e400", "١٢", "2026-99-99~x")


def assert_plain(answer: TestResponse, statuses: set[int]) -> None:
    """Fail unless the answer has one of the statuses, tells nothing of our insides, and is guarded."""
    assert answer.status_code in statuses, f"{answer.status_code} {answer.request.path[:200]}"
    if answer.status_code >= 400:
        assert not [sign for sign in TRACES if sign in answer.text]
    assert lacking(answer.headers, answer.request.path) == []


# Addresses.


def test_ids_that_are_none_are_found_nowhere(crowds: Crowd) -> None:
    client = crowds.clients["editor"]
    rules = [rule for rule in crowds.rules("GET") if rule.arguments]

    for number, rule in enumerate(rules):
        for value in IDS[number % 3 :: 3]:
            path = crowds.path(rule, **dict.fromkeys(rule.arguments, value))
            badge = path.startswith(("/badges/", "/embed/"))
            found = {200, 304} if badge else set()
            assert_plain(client.get(path), {302, 400, 404, 422} | found)


@pytest.mark.parametrize("value", IDS)
def test_a_version_that_is_no_number_is_not_found(crowds: Crowd, value: str) -> None:
    answer = crowds.clients[GUESTS].get(f"/claims/{crowds.published}/verdicts/{value}")

    assert_plain(answer, {200} if value == "1" else {404, 422})


def test_nonsense_after_the_question_mark_is_a_question_wrongly_put(crowds: Crowd) -> None:
    for number, rule in enumerate(crowds.rules("GET")):
        for place, question in enumerate(QUESTIONS):
            value = NONSENSE[(number + place) % len(NONSENSE)]
            with crowds.clients["editor"].get(f"{crowds.path(rule)}?{question}={value}") as answer:
                assert_plain(answer, {200, 302, 308, 400, 403, 404, 422})


@pytest.mark.parametrize("broken", ["%00", "a%00b", "%ed%a0%80", "%ff%fe", "%c3%28"])
def test_text_that_is_none_is_refused_or_read_as_what_it_is(crowds: Crowd, broken: str) -> None:
    for path in ("/claims", "/desk", "/oembed", "/login"):
        assert_plain(
            crowds.clients["editor"].get(f"{path}?q={broken}&url={broken}"), {200, 302, 400, 404, 422}
        )
        assert_plain(crowds.clients["editor"].get(f"{path}?{broken}=1"), {200, 302, 400, 404, 422})
    assert crowds.clients["editor"].get(f"/claims?q={'%00'}").status_code == 422


def test_a_parameter_given_twice_is_no_fault(crowd: Crowd) -> None:
    for rule in crowd.rules("GET"):
        path = f"{crowd.path(rule)}?q=a&q=b&after=1&after=x&view=a&view=b"
        with crowd.clients["editor"].get(path) as answer:
            assert answer.status_code < 500


@pytest.mark.parametrize(
    "path", ["/" + "a" * 9000, "/claims?q=" + "a" * 9000, "/desk/claims/" + "%41" * 3000]
)
def test_an_endless_address_is_refused(crowd: Crowd, path: str) -> None:
    assert_plain(crowd.clients["editor"].get(path), {400, 404, 414, 422})


@pytest.mark.parametrize(
    "wanted",
    [
        "/desk\r\nSet-Cookie: a=b",
        "/desk\nX: y",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "https://elsewhere.example",
        "/\t/elsewhere.example",
        "javascript:alert(1)",
        "/%0d%0aX: y",
        "/desk\u2028",
    ],
)
def test_where_one_wanted_to_go_leads_nowhere_else(crowd: Crowd, wanted: str) -> None:
    """Whoever is signed in already is sent on at once."""
    answer = crowd.clients["editor"].get(f"/login?next={quote(wanted)}")

    assert answer.status_code == 302
    assert answer.location.startswith("/")
    assert not answer.location.startswith(("//", "/\\"))
    assert "X" not in answer.headers
    assert "Set-Cookie" not in answer.headers or "a=b" not in answer.headers["Set-Cookie"]


@pytest.mark.parametrize("host", ["elsewhere.example", "127.0.0.1.elsewhere.example", "[", "a b", "", "@"])
@pytest.mark.parametrize("path", ["/", "/login", "/desk", "/nowhere", "/export/verdicts.json"])
def test_a_host_that_is_not_ours_gets_no_page(crowd: Crowd, host: str, path: str) -> None:
    for method in ("GET", "POST"):
        answer = crowd.clients["editor"].open(path, method=method, headers={"Host": host})
        assert_plain(answer, {400})


# Methods.


@pytest.mark.parametrize("role", [GUESTS, "editor", "admin"])
def test_what_can_be_read_can_be_asked_for_its_head(crowd: Crowd, role: str) -> None:
    client = crowd.clients[role]

    for rule in crowd.rules("GET"):
        path = crowd.path(rule)
        with client.head(path) as head, client.get(path) as whole:
            assert head.status_code == whole.status_code, path
            assert head.data == b""
            assert lacking(head.headers, path) == []


@pytest.mark.parametrize("method", ["BREW", "TRACE", "PROPFIND", "X" * 500])
def test_a_method_that_is_none_is_refused(crowd: Crowd, method: str) -> None:
    for path in ("/", "/login", "/desk", "/export/verdicts.json", "/static/factcheck.css", "/nowhere"):
        answer = crowd.clients["editor"].open(path, method=method)
        assert_plain(answer, {400, 403, 404, 405, 501})


def test_asking_what_may_be_done_changes_nothing(crowd: Crowd) -> None:
    before = crowd.digest()

    answers = {crowd.clients["admin"].options(crowd.path(rule)).status_code for rule in crowd.rules("POST")}

    assert answers == {200}
    assert crowd.digest() == before


# Bodies.


def test_a_body_beyond_the_limit_is_refused(crowd: Crowd) -> None:
    token = crowd.token("reviewer")

    for path in ("/login", f"/desk/claims/{crowd.claims[Status.NEW]}/note", "/desk/account"):
        body = {"csrf_token": token, "note": "a" * (MEBIBYTE + 1)}
        assert_plain(crowd.clients["reviewer"].post(path, data=body), {413})


def test_a_file_beyond_the_limit_is_refused(crowd: Crowd) -> None:
    large = multipart(b"a" * (20 * MEBIBYTE + 1))

    assert_plain(crowd.clients["reviewer"].post("/desk/articles/new", **large), {413})


def test_an_article_of_five_megabytes_is_refused_with_a_sentence(crowd: Crowd) -> None:
    answer = crowd.post("reviewer", "/desk/articles/new", {"text": "A bridge stands. " * 310_000})

    assert_plain(answer, {413})
    assert "too long" in answer.text or "larger" in answer.text


@pytest.mark.parametrize("parts", [201, 1_000])
def test_a_form_of_too_many_parts_is_refused(crowd: Crowd, parts: int) -> None:
    body = multipart(*[b"x"] * parts, named="")

    assert_plain(crowd.clients["reviewer"].post("/desk/articles/new", **body), {413})


def multipart(*parts: bytes, named: str = '; filename="x.txt"') -> dict[str, Any]:
    """Return a form of these parts as it goes over the wire; those that are `named` are files."""
    head = f'--x\r\nContent-Disposition: form-data; name="file"{named}\r\n\r\n'.encode()
    body = b"".join(head + content + b"\r\n" for content in parts) + b"--x--\r\n"
    return {"data": body, "content_type": "multipart/form-data; boundary=x"}


def test_ten_thousand_fields_are_no_fault(crowd: Crowd) -> None:
    fields = {f"field{number}": "x" for number in range(10_000)}

    assert_plain(
        crowd.post("reviewer", f"/desk/claims/{crowd.claims[Status.NEW]}/note", fields), {400, 413, 422}
    )


UNUSABLE: dict[str, bytes] = {
    "a NUL": b"a%00b",
    "a lone surrogate": b"%ed%a0%80",
    "bytes that are no text": b"%ff%fe",
    "raw bytes that are no text": b"\xff\xfe\xfd",
}


@pytest.mark.parametrize("words", UNUSABLE)
def test_words_that_are_no_text_are_refused_or_replaced(crowds: Crowd, words: str) -> None:
    path = f"/desk/claims/{crowds.claims[Status.NEW]}/note"
    body = b"csrf_token=" + crowds.token("reviewer").encode() + b"&note=" + UNUSABLE[words]

    answer = crowds.clients["reviewer"].post(
        path, data=body, content_type="application/x-www-form-urlencoded"
    )

    assert_plain(answer, {422} if words == "a NUL" else {303, 400, 403, 422})


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"--x\r\n"),
        ("multipart/form-data; boundary=", b"--x\r\n"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data"),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb'),
        ("multipart/form-data; boundary=" + "x" * 5000, b"--x--"),
        ("multipart/form-data; boundary=\xff", b"--x--"),
        ("application/x-www-form-urlencoded; charset=utf-16", "note=ä".encode("utf-16")),
        ("application/x-www-form-urlencoded; charset=nonsense", b"note=a"),
        ("application/json", b'{"csrf_token": NaN}'),
        ("\x01", b"note=a"),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(crowd: Crowd, kind: str, body: bytes) -> None:
    headers = {"X-CSRFToken": crowd.token("reviewer")}

    for path in ("/login", "/desk/articles/new", f"/desk/claims/{crowd.claims[Status.NEW]}/take"):
        answer = crowd.clients["reviewer"].post(path, data=body, content_type=kind, headers=headers)
        assert_plain(answer, {400, 403, 413, 415, 422})


NUMBERS = ("", " ", "-1", "1.5", "1e3", str(2**31), str(2**63), str(2**64), "9" * 5000, "٣", "NaN", "abc")


@pytest.mark.parametrize("number", NUMBERS)
def test_a_version_or_a_rating_that_is_no_number_is_a_field_wrongly_filled_in(
    crowds: Crowd, number: str
) -> None:
    held = crowds.claims[Status.IN_REVIEW]
    proposal = {"version": number, "rating": number, "summary": "As it was.", "note": "x"}

    for move in ("take", "confirm", "evidence", "propose", "queue", "parts", "release"):
        fields = {**proposal, "parts": [number, "0"]}
        assert_plain(crowds.post("reviewer", f"/desk/claims/{held}/{move}", fields), {409, 422})


NO_ADDRESSES = (
    "javascript:alert(1)",
    "http://",
    "http://[",
    "http://127.0.0.1/",
    "https://example.org:99999/",
    "ftp://example.org/",
    "//example.org",
    "http://exa mple.org/",
    "data:text/html,x",
)
# What would be looked up first, and tests ask no name server.
LOOKED_UP = (
    "http://user:secret@example.org/",
    "http://" + "a" * 300 + ".example/",
    "http://xn--a/",
    "http://example.org/\x7f",
)


@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_an_address_of_an_article_that_cannot_be_fetched_says_why_and_is_kept(
    crowd: Crowd, address: str
) -> None:
    before = crowd.digest()

    answer = crowd.post("reviewer", "/desk/articles/new", {"url": address})

    assert_plain(answer, {403, 422, 502})
    assert crowd.digest() == before
    assert address.split("://", 1)[-1][:10] in answer.text


@pytest.mark.parametrize("address", NO_ADDRESSES + LOOKED_UP)
def test_a_source_at_an_address_that_is_none_is_refused_or_escaped(crowds: Crowd, address: str) -> None:
    held = crowds.claims[Status.IN_REVIEW]
    piece = {"version": "0", "title": "Minutes", "stance": "supports", "url": address}

    assert_plain(crowds.post("reviewer", f"/desk/claims/{held}/evidence", piece), {409, 422})


@pytest.mark.parametrize(
    "given",
    [
        {"text": ""},
        {"text": " \u200b\n\t"},
        {"file": (io.BytesIO(b""), "empty.txt")},
        {"file": (io.BytesIO(b"\x89PNG\r\n\x1a\n" + bytes(2000)), "picture.txt")},
        {"file": (io.BytesIO(b"\x7fELF" + bytes(range(256)) * 8), "program.html")},
        {"file": (io.BytesIO(b"%PDF-1.7"), "paper.pdf")},
        {"file": (io.BytesIO(b"<html></html>"), "empty.html")},
        {"file": (io.BytesIO("Ein Wort.".encode("utf-16")), "wide.txt")},
    ],
)
def test_an_article_that_is_none_is_refused_with_a_sentence(crowd: Crowd, given: dict[str, Any]) -> None:
    before = crowd.digest()

    answer = crowd.post("reviewer", "/desk/articles/new", {name: renewed(it) for name, it in given.items()})

    assert_plain(answer, {415, 422})
    assert 'role="alert"' in answer.text
    assert crowd.digest() == before


def renewed(given: Any) -> Any:
    """Return an upload that can be read once more."""
    return (io.BytesIO(given[0].getvalue()), given[1]) if isinstance(given, tuple) else given


# Faults of ours.


def failing(*_: object, **__: object) -> None:
    raise ValueError("the secret of the house")


@pytest.fixture
def fault(crowd: Crowd, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], TestResponse]:
    """A function that asks for a page whose view has a fault."""

    def ask(path: str) -> TestResponse:
        for endpoint in ("methodology.show", "exports.document", "queue.show"):
            monkeypatch.setitem(crowd.app.view_functions, endpoint, failing)
        return crowd.clients["editor"].get(path)

    return ask


@pytest.mark.parametrize("path", ["/methodology", "/export/verdicts.json", "/desk"])
def test_a_fault_of_ours_tells_nothing_of_our_insides(
    fault: Callable[[str], TestResponse], path: str
) -> None:
    answer = fault(path)

    assert answer.status_code == 500
    assert "secret of the house" not in answer.text
    assert not [sign for sign in TRACES if sign in answer.text]
    assert lacking(answer.headers, path) == []
