"""Forms for signing in and for changing one's own password."""

from marshmallow import fields, validate

from factcheck.schemas.fields import FormInput, Text

LONGEST_PASSWORD = 1_000


def secret(needed: str) -> fields.String:
    """Return a field for a password, which is taken as typed, blanks included."""
    size = validate.Length(min=1, max=LONGEST_PASSWORD, error=needed)
    return fields.String(required=True, validate=size, error_messages={"required": needed})


class SignInInput(FormInput):
    """Who signs in, and where they wanted to go."""

    email = Text(needed="Give your e-mail address.")
    password = secret("Give your password.")
    next = Text(longest=2_000)


class PasswordInput(FormInput):
    """The password one has and the one that is to replace it."""

    password = secret("Give the password you have now.")
    new_password = secret("Give a new password.")
