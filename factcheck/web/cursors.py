"""The address of the next page of a list of claims."""

from flask import request, url_for

from factcheck.services.public import Page


def next_page(page: Page) -> str | None:
    """Return the address at which the list goes on, or None at its end."""
    if page.after is None or request.endpoint is None:
        return None
    last = page.records[-1]
    asked = {**request.args.to_dict(), **(request.view_args or {})}
    asked["after"] = f"{last['modified_at']}~{last['claim_id']}"
    return url_for(request.endpoint, **asked)
