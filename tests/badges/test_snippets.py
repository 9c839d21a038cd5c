"""What a publisher copies."""

from lxml import html

from badges.samples import CLAIM_ID, make_state
from factcheck.badges import snippets

PAGE = f"https://desk.example/claims/{CLAIM_ID}"


def test_an_image_links_to_the_claims_page() -> None:
    (link,) = html.fragments_fromstring(snippets(make_state()).image)

    assert link.get("href") == PAGE
    assert link.find("img").get("src") == f"https://desk.example/badges/{CLAIM_ID}.svg"
    assert link.find("img").get("alt") == "Fact check: Example Desk"


def test_a_card_is_sandboxed() -> None:
    (frame,) = html.fragments_fromstring(snippets(make_state(), lang="de").card)

    assert frame.get("src") == f"https://desk.example/embed/{CLAIM_ID}?lang=de"
    assert frame.get("sandbox") == "allow-popups"


def test_a_component_comes_with_its_script_and_a_plain_link() -> None:
    script, badge = html.fragments_fromstring(snippets(make_state(), lang="de").component)

    assert script.get("src") == "https://desk.example/embed.js"
    assert (badge.tag, badge.get("claim"), badge.get("lang")) == ("claim-badge", CLAIM_ID, "de")
    assert badge.find("a").get("href") == PAGE


def test_nothing_copied_can_go_stale() -> None:
    copied = str(snippets(make_state(corrections=1)))

    assert "Mostly true" not in copied
    assert "2024" not in copied


def test_a_hostile_name_stays_text() -> None:
    ways = snippets(make_state(desk='"><script>window.__x=1</script>'))

    (link,) = html.fragments_fromstring(ways.image)
    assert link.find("img").get("alt") == 'Fact check: "><script>window.__x=1</script>'
    assert [element.tag for element in html.fragments_fromstring(ways.component)] == ["script", "claim-badge"]
