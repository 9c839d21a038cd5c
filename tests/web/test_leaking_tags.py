"""Nothing internal is public: what happens in secret changes no tag by which readers know an answer again."""

from flask.testing import FlaskClient

from support.publishing import PublishingDesk
from web.test_leaks import ABOUT_ONE, FORMATS, a_draft, a_proposal, change_in_secret


def test_a_secret_leaves_no_trace_in_the_tags_of_answers(client: FlaskClient, desk: PublishingDesk) -> None:
    claim_id = desk.publish()
    paths = [path.format(claim_id) for path in ABOUT_ONE] + list(FORMATS)
    paths = [path for path in paths if not path.startswith(("/healthz", "/readyz"))]
    before = {path: client.get(path).headers.get("ETag") for path in paths}

    a_draft(desk)
    a_proposal(desk)
    desk.recheck(claim_id, tell=False)
    with desk.app.database.transaction():
        change_in_secret(desk, claim_id)

    assert {path: client.get(path).headers.get("ETag") for path in paths} == before
