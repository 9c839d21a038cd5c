"""How often somebody may fail to sign in: by account and by address, in windows of at most five minutes."""

from flask_limiter.util import get_remote_address
from limits import RateLimitItemPerMinute

from factcheck.errors import FactcheckError
from factcheck.web.security import limiter

ACCOUNT = (RateLimitItemPerMinute(5), RateLimitItemPerMinute(10, 5))
ADDRESS = RateLimitItemPerMinute(20, 5)


class TooManyAttempts(FactcheckError):
    """Too many failed sign-ins for one account or from one address."""

    status = 429


def count_attempt(email: str) -> None:
    """Count an attempt on an account, before its password is looked at; raise `TooManyAttempts`."""
    counters = limiter.limiter
    address, account = get_remote_address(), email.casefold()
    if not counters.test(ADDRESS, "sign-in", address):
        raise TooManyAttempts("Too many sign-ins failed from here. Please wait five minutes.")
    counted = [counters.hit(limit, "sign-in", account) for limit in ACCOUNT]
    if not all(counted):
        raise TooManyAttempts(
            "Too many sign-ins failed for this address. Please wait a minute; after many, five."
        )


def count_failure() -> None:
    """Count a failed sign-in from this address."""
    limiter.limiter.hit(ADDRESS, "sign-in", get_remote_address())


def forget_attempts(email: str) -> None:
    """Begin an account's count again after it signed in."""
    for limit in ACCOUNT:
        limiter.limiter.clear(limit, "sign-in", email.casefold())
