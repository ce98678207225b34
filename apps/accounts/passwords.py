"""Hash and check passwords with Argon2id, outside of transactions, in a queue of their own.

One hash takes much memory and processor time by design. A process computes `MAX_PARALLEL` at once and lets
`MAX_WAITING` more callers wait; further ones get 503 before any query. The threads run at low priority (nice), so that
many sign-ins slow down only sign-ins.
"""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from threading import BoundedSemaphore
from typing import TypeVar

from django.contrib.auth.hashers import Argon2PasswordHasher, make_password, verify_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.accounts.models import User
from apps.core.errors import Invalid, Unavailable

MAX_PARALLEL = 2
MAX_WAITING = 6
WAIT_SECONDS = 10.0
RETRY_AFTER_SECONDS = 3
NICE = 4
UNUSABLE_HASH = "!"

T = TypeVar("T")


class Argon2Hasher(Argon2PasswordHasher):
    """Argon2id with the first parameters of OWASP's Password Storage Cheat Sheet: 46 MiB, one pass, one lane.

    Django's own parameters cost four times the processor time. A hash with other parameters is renewed at the next
    sign-in.
    """

    time_cost = 1
    memory_cost = 47104
    parallelism = 1


class _HashingQueue:
    """The slots, the room for waiting callers, and the hashing threads."""

    def __init__(self) -> None:
        self._room = BoundedSemaphore(MAX_PARALLEL + MAX_WAITING)
        self._places = BoundedSemaphore(MAX_PARALLEL)
        self._threads = ThreadPoolExecutor(MAX_PARALLEL, thread_name_prefix="hashing", initializer=_lower_priority)
        self._here = threading.local()

    @contextmanager
    def slot(self) -> Iterator[None]:
        """Hold a slot. A thread that holds one already keeps it."""
        if getattr(self._here, "held", False):
            yield
            return
        if not self._room.acquire(blocking=False):
            raise Unavailable(retry_after=RETRY_AFTER_SECONDS)
        try:
            if not self._places.acquire(timeout=WAIT_SECONDS):
                raise Unavailable(retry_after=RETRY_AFTER_SECONDS)
            self._here.held = True
            try:
                yield
            finally:
                self._here.held = False
                self._places.release()
        finally:
            self._room.release()

    def run(self, function: Callable[[], T]) -> T:
        """Return the function's result, computed in a low-priority thread."""
        with self.slot():
            return self._threads.submit(function).result()


def _lower_priority() -> None:
    if sys.platform == "linux":  # where a thread has a nice value of its own
        least = os.getpriority(os.PRIO_PROCESS, 0)
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), max(NICE, least))


_queue = _HashingQueue()


def hold_hashing_slot() -> AbstractContextManager[None]:
    """Hold one of the slots for slow hashes; raise Unavailable (503) when too many callers wait.

    Enter it before the first query, so that a waiting request holds no database connection.
    """
    return _queue.slot()


def hash_secret(secret: str) -> str:
    """Return the slow hash of a secret."""
    return _queue.run(lambda: make_password(secret))


def verify_and_check_rehash(secret: str, encoded: str) -> tuple[bool, bool]:
    """Return whether the secret fits the hash, and whether the hash should be renewed.

    `UNUSABLE_HASH` takes the same time as a wrong secret.
    """
    return _queue.run(lambda: verify_password(secret, encoded))


def hash_new_password(password: str | None, *, user: User | None = None) -> str:
    """Return the hash of a new password; None gives a hash that no password fits.

    Raise Invalid on `password` when `AUTH_PASSWORD_VALIDATORS` refuse it.
    """
    if password is None:
        return make_password(None)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid(fields={"password": [_translate_error(failure) for failure in error.error_list]}) from error
    return hash_secret(password)


def _translate_error(error: ValidationError) -> StrOrPromise:
    """Return a validator's error in our words: Django has no Uzbek translation of its own."""
    if error.code == "password_too_short":
        return format_lazy(_("A password needs at least {count} characters."), count=(error.params or {})["min_length"])
    if error.code == "password_too_common":
        return _("This password is too common. Choose another one.")
    return str(error.messages[0])


def is_correct_password(user: User | None, password: str) -> bool:
    """Return whether this is the user's password. An unknown user takes the same time as a wrong password.

    A hash with outdated parameters is renewed when the password is correct.
    """
    with hold_hashing_slot():
        correct, renew = verify_and_check_rehash(password, user.password if user else UNUSABLE_HASH)
        if user and correct and renew:
            # Only in place of the hash that was looked at: a password changed meanwhile stays.
            old_hash, user.password = user.password, hash_secret(password)
            User.objects.filter(pk=user.pk, password=old_hash).update(password=user.password)
        return user is not None and correct
