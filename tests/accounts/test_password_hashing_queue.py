"""Passwords are checked a few at a time; a few more callers wait, and all others are asked to come back."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier, Event
from unittest.mock import patch

from django.contrib.auth.hashers import Argon2PasswordHasher

from apps.accounts import passwords, rate_limits
from apps.accounts.models import User
from tests.processes import wait_until

PASSWORD = "correct horse battery"
GUESS = {"login": "nobody@example.uz", "password": "a wrong password"}


@contextmanager
def places_taken(*, waiting: int) -> Iterator[None]:
    """All places are held, and so many more callers stand in line."""
    over, inside = Event(), Barrier(passwords.MAX_PARALLEL + 1, timeout=60)
    came: list[int] = []

    def _hold() -> None:
        with passwords.hold_hashing_slot():
            inside.wait()
            over.wait(120)

    def _stand_in_line(number: int) -> None:
        came.append(number)
        with passwords.hold_hashing_slot():
            over.wait(120)

    with patch.object(passwords, "WAIT_SECONDS", 120.0), ThreadPoolExecutor(passwords.MAX_PARALLEL + waiting) as pool:
        held = [pool.submit(_hold) for _ in range(passwords.MAX_PARALLEL)]
        inside.wait()
        held += [pool.submit(_stand_in_line, number) for number in range(waiting)]
        wait_until(lambda: len(came) == waiting and passwords._queue._room._value == passwords.MAX_WAITING - waiting)
        try:
            yield
        finally:
            over.set()
        for item in held:
            item.result()


def test_full_queue_is_a_503_and_counts_no_guess(nobody):
    with places_taken(waiting=passwords.MAX_WAITING):
        for _ in range(7):
            answer = nobody.post("/auth/login/", GUESS)
            assert answer.refusal == (503, "unavailable")
            assert answer.headers["retry-after"] == "3"
    assert nobody.post("/auth/login/", GUESS).status == 401


def test_full_queue_counts_no_try_of_the_own_password(client_for, teacher):
    asker = client_for(teacher)
    change = {"current_password": "a wrong password", "password": "another battery staple"}
    with places_taken(waiting=passwords.MAX_WAITING):
        for _ in range(rate_limits.PER_ACCOUNT + 2):
            assert asker.post("/auth/password-change/", change).status == 503
    tries = [asker.post("/auth/password-change/", change).status for _ in range(rate_limits.PER_ACCOUNT + 1)]
    assert tries == [422] * rate_limits.PER_ACCOUNT + [429]


def test_request_without_hashing_does_not_wait(client_for, teacher):
    with places_taken(waiting=passwords.MAX_WAITING):
        assert client_for(teacher).get("/courses/groups/").status == 200


def test_hash_with_old_parameters_is_renewed_at_sign_in(slow_hashes, nobody, teacher):
    dear = type("Dear", (Argon2PasswordHasher,), {"memory_cost": 8192})()
    User.objects.filter(pk=teacher.pk).update(password=dear.encode(PASSWORD, dear.salt()))
    body = {"login": teacher.email, "password": PASSWORD}
    assert nobody.post("/auth/login/", body | {"password": "a wrong password"}).status == 401
    assert "m=8192," in User.objects.get(pk=teacher.pk).password
    assert nobody.post("/auth/login/", body).status == 200
    assert "m=47104,t=1,p=1" in User.objects.get(pk=teacher.pk).password
    assert nobody.post("/auth/login/", body).status == 200
