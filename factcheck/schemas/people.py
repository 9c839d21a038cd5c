"""Forms with which an admin manages the people of the desk."""

from factcheck.models.terms import Role
from factcheck.schemas.fields import FormInput, Term, Text
from factcheck.schemas.sign_ins import secret


class PersonInput(FormInput):
    """Somebody new."""

    name = Text(needed="Give the person's name.")
    email = Text(longest=254, needed="Give the person's e-mail address.")
    role = Term(Role, needed="Choose a role.")
    password = secret("Give a first password.")


class RoleInput(FormInput):
    """Another role for somebody."""

    role = Term(Role, needed="Choose a role.")


class NewPasswordInput(FormInput):
    """Another password for somebody who has lost theirs."""

    password = secret("Give a new password.")
