"""Where templates, migrations and seeds are: inside an installed package, else in the checkout around it."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """Return the folder `templates`, `migrations` or `seeds`, or raise `FileNotFoundError`.

    An editable install leaves stale copies in site-packages, so nothing is ever looked for there.
    """
    inside = PACKAGE / name
    if inside.is_dir():
        return inside
    checkout = PACKAGE.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / name).is_dir():
        return checkout / name
    raise FileNotFoundError(f"The folder {name} is missing: this copy of factcheck is not complete.")
