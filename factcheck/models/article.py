"""Articles and the revisions of their text; a claim points at one revision."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.models.base import Base, new_public_id

CONTEXT = 32  # Code points of context on each side of a quotation.


class Article(Base):
    """A news article that somebody brought to the desk."""

    __tablename__ = "article"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=new_public_id)
    title: Mapped[str]
    url: Mapped[str | None]
    publisher: Mapped[str | None]
    author: Mapped[str | None]
    published_at: Mapped[str | None]
    archived_url: Mapped[str | None]
    lang: Mapped[str] = mapped_column(default="en")
    free_to_show: Mapped[bool] = mapped_column(default=False)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("reviewer.id"))
    created_at: Mapped[datetime]

    revisions: Mapped[list["ArticleRevision"]] = relationship(
        back_populates="article", order_by="ArticleRevision.number", lazy="raise"
    )


class ArticleRevision(Base):
    """The text of an article as it was read once. Offsets are Unicode code points of `text`."""

    __tablename__ = "article_revision"
    __table_args__ = (UniqueConstraint("article_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    number: Mapped[int]
    text: Mapped[str]
    sha256: Mapped[str]
    splitter: Mapped[str]
    # Where headings and the title stand, and what the splitter had to say: [[start, end], …] and sentences.
    headings: Mapped[list[list[int]]] = mapped_column(JSON)
    notes: Mapped[list[str]] = mapped_column(JSON)
    created_at: Mapped[datetime]

    article: Mapped[Article] = relationship(back_populates="revisions", lazy="raise")

    def context(self, start: int, end: int) -> tuple[str, str]:
        """Return the words before and after a span, at most 32 code points each."""
        return self.text[max(0, start - CONTEXT) : start], self.text[end : end + CONTEXT]
