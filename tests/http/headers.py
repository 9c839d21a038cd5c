"""The headers that every answer of a desk carries, whatever its status."""

from collections.abc import Mapping

EXACT = {
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
}
WANTED = ("content-security-policy", "cross-origin-resource-policy", "permissions-policy", "referrer-policy")


def lacking(headers: Mapping[str, str], path: str) -> list[str]:
    """Return what an answer lacks of the headers it should have, in words."""
    found = {name.lower(): value for name, value in headers.items()}
    policy = found.get("content-security-policy", "")
    wrong = [name for name, value in EXACT.items() if found.get(name) != value]
    wrong += [name for name in WANTED if name not in found]
    wrong += [word for word in ("unsafe-inline", "unsafe-eval", "script-src *", "src *") if word in policy]
    if "default-src 'none'" not in policy:
        wrong.append("a policy that begins with nothing")
    if not path.startswith("/embed/") and "frame-ancestors 'none'" not in policy:
        wrong.append("a policy against frames")
    if path.startswith("/desk") and "no-store" not in found.get("cache-control", ""):
        wrong.append("a desk page that is not kept")
    if any(name in found for name in ("x-powered-by",)) or "/" in found.get("server", ""):
        wrong.append("a server that says what it is")
    return wrong
