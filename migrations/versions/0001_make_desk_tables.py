"""Make the tables of the desk."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "claimant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("public_figure", sa.Boolean(), nullable=False),
        sa.Column("same_as", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claimant")),
        sa.UniqueConstraint("public_id", name=op.f("uq_claimant_public_id")),
    )
    op.create_index(op.f("ix_claimant_name"), "claimant", ["name"], unique=False)
    op.create_table(
        "rating_scale",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("checks", sa.String(length=40), nullable=False),
        sa.Column("best", sa.Integer(), nullable=False),
        sa.Column("worst", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating_scale")),
        sa.UniqueConstraint("key", "version", name=op.f("uq_rating_scale_key_version")),
    )
    op.create_table(
        "reviewer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviewer")),
        sa.UniqueConstraint("email", name=op.f("uq_reviewer_email")),
        sa.UniqueConstraint("public_id", name=op.f("uq_reviewer_public_id")),
    )
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("publisher", sa.String(), nullable=True),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("medium", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("public_id", name=op.f("uq_source_public_id")),
    )
    op.create_index(op.f("ix_source_url"), "source", ["url"], unique=False)
    op.create_table(
        "api_token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("token_sha256", sa.String(), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["reviewer.id"], name=op.f("fk_api_token_reviewer_id_reviewer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_api_token_token_sha256")),
    )
    op.create_table(
        "article",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("publisher", sa.String(), nullable=True),
        sa.Column("author", sa.String(), nullable=True),
        sa.Column("published_at", sa.String(), nullable=True),
        sa.Column("archived_url", sa.String(), nullable=True),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("free_to_show", sa.Boolean(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["reviewer.id"], name=op.f("fk_article_added_by_id_reviewer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
        sa.UniqueConstraint("public_id", name=op.f("uq_article_public_id")),
    )
    op.create_table(
        "login_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("token_sha256", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["reviewer.id"], name=op.f("fk_login_session_reviewer_id_reviewer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_session")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_login_session_token_sha256")),
    )
    op.create_index(op.f("ix_login_session_reviewer_id"), "login_session", ["reviewer_id"], unique=False)
    op.create_table(
        "pseudonym",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim", sa.String(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["reviewer.id"], name=op.f("fk_pseudonym_reviewer_id_reviewer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pseudonym")),
        sa.UniqueConstraint("claim", "code", name=op.f("uq_pseudonym_claim_code")),
        sa.UniqueConstraint("claim", "reviewer_id", name=op.f("uq_pseudonym_claim_reviewer_id")),
    )
    op.create_table(
        "rating",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scale_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("meaning", sa.String(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["scale_id"], ["rating_scale.id"], name=op.f("fk_rating_scale_id_rating_scale")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating")),
        sa.UniqueConstraint("scale_id", "key", name=op.f("uq_rating_scale_id_key")),
    )
    op.create_table(
        "article_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("splitter", sa.String(), nullable=False),
        sa.Column("headings", sa.JSON(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_revision_article_id_article")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_revision")),
        sa.UniqueConstraint("article_id", "number", name=op.f("uq_article_revision_article_id_number")),
    )
    op.create_table(
        "claim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("superseded_by_id", sa.Integer(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.String(), nullable=False),
        sa.Column("prefix", sa.String(), nullable=False),
        sa.Column("suffix", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("checkable", sa.Boolean(), nullable=False),
        sa.Column("worth", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("splitter", sa.String(), nullable=False),
        sa.Column("attribution", sa.String(length=40), nullable=False),
        sa.Column("content_start", sa.Integer(), nullable=True),
        sa.Column("content_end", sa.Integer(), nullable=True),
        sa.Column("suggested_parts", sa.JSON(), nullable=False),
        sa.Column("said_by", sa.String(length=40), nullable=False),
        sa.Column("said_by_text", sa.String(), nullable=True),
        sa.Column("claimant_id", sa.Integer(), nullable=True),
        sa.Column("relayed_by", sa.String(), nullable=True),
        sa.Column("claimed_at", sa.String(), nullable=True),
        sa.Column("checks", sa.String(length=40), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("publication", sa.String(length=40), nullable=False),
        sa.Column("rechecking", sa.Boolean(), nullable=False),
        sa.Column("dismissal", sa.String(length=40), nullable=True),
        sa.Column("holder_id", sa.Integer(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("legal_hold", sa.Boolean(), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("sensitive", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_claim_article_id_article")),
        sa.ForeignKeyConstraint(["claimant_id"], ["claimant.id"], name=op.f("fk_claim_claimant_id_claimant")),
        sa.ForeignKeyConstraint(["holder_id"], ["reviewer.id"], name=op.f("fk_claim_holder_id_reviewer")),
        sa.ForeignKeyConstraint(["parent_id"], ["claim.id"], name=op.f("fk_claim_parent_id_claim")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["article_revision.id"], name=op.f("fk_claim_revision_id_article_revision")
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by_id"], ["claim.id"], name=op.f("fk_claim_superseded_by_id_claim")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        sa.UniqueConstraint("public_id", name=op.f("uq_claim_public_id")),
    )
    op.create_index(op.f("ix_claim_article_id"), "claim", ["article_id"], unique=False)
    op.create_index(op.f("ix_claim_claimant_id"), "claim", ["claimant_id"], unique=False)
    op.create_index(op.f("ix_claim_holder_id"), "claim", ["holder_id"], unique=False)
    op.create_index(op.f("ix_claim_parent_id"), "claim", ["parent_id"], unique=False)
    op.create_index(op.f("ix_claim_status"), "claim", ["status"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("stance", sa.String(length=40), nullable=False),
        sa.Column("excerpt", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("visibility", sa.String(length=40), nullable=False),
        sa.Column("accessed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_url", sa.String(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["reviewer.id"], name=op.f("fk_evidence_added_by_id_reviewer")
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_evidence_claim_id_claim")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_evidence_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("public_id", name=op.f("uq_evidence_public_id")),
    )
    op.create_index(op.f("ix_evidence_claim_id"), "evidence", ["claim_id"], unique=False)
    op.create_index(op.f("ix_evidence_source_id"), "evidence", ["source_id"], unique=False)
    op.create_table(
        "public_record",
        sa.Column("claim_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("publication", sa.String(length=40), nullable=False),
        sa.Column("pos", sa.Integer(), nullable=False),
        sa.Column("first_published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("article", sa.String(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("claimant", sa.String(), nullable=True),
        sa.Column("type", sa.String(length=40), nullable=True),
        sa.Column("checks", sa.String(length=40), nullable=True),
        sa.Column("rating", sa.String(), nullable=True),
        sa.Column("change", sa.String(length=40), nullable=True),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_public_record_claim_id_claim")),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_public_record")),
        sa.UniqueConstraint("public_id", name=op.f("uq_public_record_public_id")),
    )
    op.create_index(op.f("ix_public_record_article"), "public_record", ["article"], unique=False)
    op.create_index(op.f("ix_public_record_claimant"), "public_record", ["claimant"], unique=False)
    op.create_index(op.f("ix_public_record_modified_at"), "public_record", ["modified_at"], unique=False)
    op.create_index(op.f("ix_public_record_rating"), "public_record", ["rating"], unique=False)
    op.create_table(
        "verdict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("rating_id", sa.Integer(), nullable=True),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("explanation", sa.String(), nullable=False),
        sa.Column("change", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("rating_changed", sa.Boolean(), nullable=True),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("second_person", sa.Boolean(), nullable=True),
        sa.Column("byline", sa.String(), nullable=True),
        sa.Column("evidence_override", sa.String(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_verdict_claim_id_claim")),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["reviewer.id"], name=op.f("fk_verdict_proposed_by_id_reviewer")
        ),
        sa.ForeignKeyConstraint(["rating_id"], ["rating.id"], name=op.f("fk_verdict_rating_id_rating")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdict")),
        sa.UniqueConstraint("claim_id", "version", name=op.f("uq_verdict_claim_id_version")),
    )
    op.create_index(op.f("ix_verdict_claim_id"), "verdict", ["claim_id"], unique=False)


def downgrade() -> None:

    op.drop_index(op.f("ix_verdict_claim_id"), table_name="verdict")
    op.drop_table("verdict")
    op.drop_index(op.f("ix_public_record_rating"), table_name="public_record")
    op.drop_index(op.f("ix_public_record_modified_at"), table_name="public_record")
    op.drop_index(op.f("ix_public_record_claimant"), table_name="public_record")
    op.drop_index(op.f("ix_public_record_article"), table_name="public_record")
    op.drop_table("public_record")
    op.drop_index(op.f("ix_evidence_source_id"), table_name="evidence")
    op.drop_index(op.f("ix_evidence_claim_id"), table_name="evidence")
    op.drop_table("evidence")
    op.drop_index(op.f("ix_claim_status"), table_name="claim")
    op.drop_index(op.f("ix_claim_parent_id"), table_name="claim")
    op.drop_index(op.f("ix_claim_holder_id"), table_name="claim")
    op.drop_index(op.f("ix_claim_claimant_id"), table_name="claim")
    op.drop_index(op.f("ix_claim_article_id"), table_name="claim")
    op.drop_table("claim")
    op.drop_table("article_revision")
    op.drop_table("rating")
    op.drop_table("pseudonym")
    op.drop_index(op.f("ix_login_session_reviewer_id"), table_name="login_session")
    op.drop_table("login_session")
    op.drop_table("article")
    op.drop_table("api_token")
    op.drop_index(op.f("ix_source_url"), table_name="source")
    op.drop_table("source")
    op.drop_table("reviewer")
    op.drop_table("rating_scale")
    op.drop_index(op.f("ix_claimant_name"), table_name="claimant")
    op.drop_table("claimant")
