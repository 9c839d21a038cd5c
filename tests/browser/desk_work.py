"""What people do at a desk in their browsers, step by step, with nothing but what the pages offer them."""

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from support.desks import ServedDesk

SUMMARY = "An example made by a test; it finds nothing."
PIECES = (
    ("The minutes of an invented council", "https://council.example.net/minutes/17"),
    ("An invented builder's offer", "https://builder.example.org/offer"),
)


@dataclass
class DeskWork:
    """One browser page in front of one desk; works with and without JavaScript."""

    page: Page
    desk: ServedDesk

    def open(self, path: str) -> None:
        answer = self.page.goto(self.desk.address + path)
        assert answer is not None
        assert answer.ok, f"{path} answered {answer.status}"

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=False).first.click()

    def unfold(self, words: str) -> None:
        """Open a part of the page that is folded away, unless it is open."""
        part = self.page.locator("details", has=self.page.locator("summary", has_text=words)).last
        if part.get_attribute("open") is None:
            part.locator("summary").first.click()

    def sign_in(self, role: str) -> None:
        somebody = self.desk.people[role]
        self.open("/login")
        self.page.get_by_label("E-mail address").fill(somebody.email)
        self.page.get_by_label("Password").fill(somebody.password)
        self.page.locator("main").get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_role("button", name="Sign out")).to_be_visible()

    def sign_out(self) -> None:
        self.press("Sign out")
        expect(self.page.get_by_role("heading", name="Sign in")).to_be_visible()

    def add_article(self, text: str) -> None:
        self.open("/desk/articles/new")
        self.page.get_by_label("Text of the article").fill(text)
        self.press("Split into claims")
        expect(self.page.get_by_text(re.compile(r"split into \d+ claims"))).to_be_visible(timeout=60_000)

    def queue_claim(self, number: int) -> str:
        """Queue one claim of the article at hand by its box in the list; returns its id."""
        box = self.page.get_by_label(f"Choose claim {number}", exact=True)
        claim_id = box.get_attribute("value") or ""
        box.check()
        self.press("Queue these")
        expect(self.page.get_by_text("Changed: 1 claim.")).to_be_visible()
        return claim_id

    def take(self, claim_id: str) -> None:
        self.open(f"/desk/claims/{claim_id}")
        self.press("Take")
        expect(self.page.get_by_text("The claim is yours.")).to_be_visible()

    def confirm(self) -> None:
        self.unfold("Correct")
        self.page.get_by_label("Said by").first.select_option("article")
        self.page.get_by_role("radio", name="Whether it is so").check()
        self.press("Save and confirm")
        expect(self.page.get_by_text("Text and speaker were confirmed")).to_be_visible()

    def attach(self, title: str, url: str) -> None:
        self.unfold("Attach evidence")
        form = self.page.locator("#attach")
        form.get_by_label("gives context").check()
        form.get_by_label("Passage", exact=False).last.fill("Cost of the works: 4.2 million crowns.")
        form.get_by_label("Title").fill(title)
        form.get_by_label("Address").fill(url)
        form.get_by_role("button", name="Attach").click()
        expect(self.page.locator("ol.evidence").get_by_text(title)).to_be_visible()

    def propose(self, rating: str, *, change: str = "", reason: str = "") -> None:
        self.unfold("Propose a verdict")
        form = self.page.locator("#propose")
        form.get_by_role("radio", name=re.compile(f"^{rating}")).first.check()
        form.get_by_label("Summary").fill(SUMMARY)
        if change:
            form.locator(f"input[name=change][value={change}]").check()
            form.get_by_label("Reason for readers").fill(reason)
        self.press("Hand it to the editors")
        expect(self.page.locator(".proposal").get_by_text(SUMMARY)).to_be_visible()

    def publish(self, claim_id: str) -> None:
        self.open(f"/desk/claims/{claim_id}")
        self.page.locator("#publish").get_by_role("button", name="Publish").click()
        expect(self.page.get_by_role("link", name="What readers see")).to_be_visible()

    def reopen(self, claim_id: str, holder: str) -> None:
        """Take a published claim up again and hand it to somebody."""
        self.open(f"/desk/claims/{claim_id}")
        self.unfold("Take it up again")
        self.page.locator("#reopen-reason").fill("A reader of the example wrote to us.")
        self.page.locator("#reopen-holder").select_option(label=self.desk.people[holder].name)
        self.press("Take it up again")
        expect(self.page.get_by_role("heading", name="What you can do now")).to_be_visible()

    def review(self, text: str, number: int) -> str:
        """Take one claim of a new article through the whole desk until readers see it; returns its id."""
        self.sign_in("reviewer")
        self.add_article(text)
        claim_id = self.queue_claim(number)
        self.take(claim_id)
        self.confirm()
        for title, url in PIECES:
            self.attach(title, url)
        self.propose("Unproven")
        self.sign_out()
        self.sign_in("editor")
        self.publish(claim_id)
        self.sign_out()
        return claim_id
