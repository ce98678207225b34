"""Passwords: Argon2id, checked outside of any transaction, a few at a time.

One check takes about 100 MB and a tenth of a second, so each process runs at most `AT_ONCE` together; who cannot
start within `WAIT_SECONDS` is asked to come back.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.accounts.models import User
from apps.core.errors import Invalid, Unavailable

AT_ONCE = 4
WAIT_SECONDS = 10.0
NOBODYS_HASH = "!"

_places = BoundedSemaphore(AT_ONCE)


@contextmanager
def place() -> Iterator[None]:
    """One of the places where this process counts slow hashes; Unavailable when none gets free in time."""
    if not _places.acquire(timeout=WAIT_SECONDS):
        raise Unavailable(retry_after=int(WAIT_SECONDS))
    try:
        yield
    finally:
        _places.release()


def hashed(password: str | None, *, user: User | None = None) -> str:
    """What to store of a new password, or of none (then nobody can sign in with one).

    Invalid on `password` when the rules of `AUTH_PASSWORD_VALIDATORS` refuse it.
    """
    if password is None:
        return make_password(None)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid(fields={"password": [_words(one) for one in error.error_list]}) from error
    with place():
        return make_password(password)


def _words(error: ValidationError) -> StrOrPromise:
    """A validator's refusal in words of ours: Django's own are not there in Uzbek."""
    if error.code == "password_too_short":
        return format_lazy(_("A password has at least {count} characters."), count=(error.params or {})["min_length"])
    if error.code == "password_too_common":
        return _("This password is one of the most common: anybody would try it.")
    return str(error.messages[0])


def fits(user: User | None, password: str) -> bool:
    """Whether this is the user's password. Nobody, or a user without one, costs the same time as a wrong password."""
    with place():
        return user.check_password(password) if user else check_password(password, NOBODYS_HASH)
