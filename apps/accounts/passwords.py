"""Passwords: Argon2id, checked outside of any transaction, in a lane of their own.

One check is memory and processor time by design, so a process has `MAX_PARALLEL` places for it and lets `MAX_WAITING` more
callers stand in line; who comes beyond that is asked to come back, before the database was asked anything. The threads
that count give way to all others (nice): a storm of log-ins slows log-ins and nothing else.
"""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
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
    """Argon2id as OWASP's Password Storage Cheat Sheet names it first: 46 MiB, one pass, one lane.

    Django's own parameters cost four times the processor time. A hash made with others is renewed at the next log-in.
    """

    time_cost = 1
    memory_cost = 47104
    parallelism = 1


class _HashingQueue:
    """The places, who stands in line for them, and the threads that count."""

    def __init__(self) -> None:
        self.count = 0
        self._counting = threading.Lock()
        self._places = BoundedSemaphore(MAX_PARALLEL)
        self._threads = ThreadPoolExecutor(MAX_PARALLEL, thread_name_prefix="hashing", initializer=_lower_priority)
        self._here = threading.local()

    @contextmanager
    def slot(self) -> Iterator[None]:
        """A place, of the one who has it already too."""
        if getattr(self._here, "held", False):
            yield
            return
        self._join()
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
            with self._counting:
                self.count -= 1

    def _join(self) -> None:
        with self._counting:
            if self.count >= MAX_PARALLEL + MAX_WAITING:
                raise Unavailable(retry_after=RETRY_AFTER_SECONDS)
            self.count += 1

    def run(self, function: Callable[[], T]) -> T:
        """What the function answers, from one of the threads that give way."""
        with self.slot():
            return self._threads.submit(function).result()


def _lower_priority() -> None:
    if sys.platform == "linux":  # where a thread has a nice value of its own
        least = os.getpriority(os.PRIO_PROCESS, 0)
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), max(NICE, least))


_queue = _HashingQueue()


@contextmanager
def hashing_slot() -> Iterator[None]:
    """One of the places where this process counts slow hashes; Unavailable (503) when too many stand in line.

    Enter it before the first query: who waits should hold no connection to the database.
    """
    with _queue.slot():
        yield


def count_hashing() -> int:
    """How many callers have a place or wait for one, in this process."""
    return _queue.count


def hash_secret(secret: str) -> str:
    """What to store of a secret, counted in the lane."""
    return _queue.run(lambda: make_password(secret))


def verify_secret(secret: str, encoded: str) -> tuple[bool, bool]:
    """Whether this is the secret behind the hash, and whether the hash should be renewed; counted in the lane.

    `UNUSABLE_HASH` costs the same time as a wrong secret.
    """
    fit, renew = _queue.run(lambda: verify_password(secret, encoded))
    return fit, renew


def hash_new_password(password: str | None, *, user: User | None = None) -> str:
    """What to store of a new password, or of none (then nobody can sign in with one).

    Invalid on `password` when the rules of `AUTH_PASSWORD_VALIDATORS` refuse it.
    """
    if password is None:
        return make_password(None)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid(fields={"password": [_translate_error(one) for one in error.error_list]}) from error
    return hash_secret(password)


def _translate_error(error: ValidationError) -> StrOrPromise:
    """A validator's refusal in words of ours: Django's own are not there in Uzbek."""
    if error.code == "password_too_short":
        return format_lazy(_("A password has at least {count} characters."), count=(error.params or {})["min_length"])
    if error.code == "password_too_common":
        return _("This password is one of the most common: anybody would try it.")
    return str(error.messages[0])


def is_correct_password(user: User | None, password: str) -> bool:
    """Whether this is the user's password. Nobody, or a user without one, costs the same time as a wrong password.

    A hash of other parameters than today's is renewed when the password was right.
    """
    with hashing_slot():
        fit, renew = verify_secret(password, user.password if user else UNUSABLE_HASH)
        if user and fit and renew:
            # Only in place of the hash that was looked at: a password changed meanwhile stays.
            looked_at, user.password = user.password, hash_secret(password)
            User.objects.filter(pk=user.pk, password=looked_at).update(password=user.password)
        return user is not None and fit
