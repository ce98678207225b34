"""With a second factor the password alone opens nothing: it gives a ticket, and ticket and code sign in, once."""

from threading import Barrier

import pytest
from django.utils import timezone

from apps.accounts import services
from apps.accounts.models import ActivityLog, MfaTicket, Session, TotpDevice, User
from apps.accounts.services import mfa
from apps.accounts.services.sign_in import TICKET_TRIES
from tests import factories
from tests.accounts.mfa.conftest import PASSWORD, code_at
from tests.races import run_together

PARALLEL = 8


@pytest.fixture
def ticket(malika, recovery_codes, anyone):
    """A ticket for Malika, who owes the second factor."""
    answer = anyone.post("/auth/login/", {"login": malika.email, "password": PASSWORD})
    assert (answer.status, set(answer.json)) == (200, {"mfa_ticket", "expires_in"})
    assert not Session.objects.filter(user=malika, ended_at=None).exclude(device="test device").exists()
    return str(answer.json["mfa_ticket"])


def finish(client: factories.ApiClient, ticket: str, code: str) -> factories.ApiResponse:
    return client.post("/auth/login/mfa/", {"mfa_ticket": ticket, "code": code})


def test_ticket_and_code_sign_in_once(malika, ticket, anyone):
    code = code_at(malika, timezone.now())
    answer = finish(anyone, ticket, code)
    assert (answer.status, answer.json["user"]["id"]) == (200, str(malika.pk))
    assert answer.json["device"]
    assert factories.ApiClient(token=answer.json["access"]).get("/auth/users/me/").status == 200
    assert finish(anyone, ticket, code).refusal == (401, "token_invalid")


def test_used_code_is_refused_with_another_ticket(malika, ticket, anyone):
    code = code_at(malika, timezone.now())
    assert finish(anyone, ticket, code).status == 200
    second = anyone.post("/auth/login/", {"login": malika.email, "password": PASSWORD}).json["mfa_ticket"]
    refused = finish(anyone, second, code)
    assert refused.refusal == (401, "login_failed")
    assert ActivityLog.objects.filter(user=malika, action="second_factor.refused").count() == 1


def test_recovery_code_signs_in_once_however_it_is_typed(malika, ticket, recovery_codes, anyone):
    typed = f" {recovery_codes[0].upper().replace('-', ' ')} "
    assert finish(anyone, ticket, typed).status == 200
    second = anyone.post("/auth/login/", {"login": malika.email, "password": PASSWORD}).json["mfa_ticket"]
    assert finish(anyone, second, recovery_codes[0]).status == 401
    assert finish(anyone, second, recovery_codes[1]).status == 200


def test_ticket_and_user_allow_five_wrong_codes(malika, ticket, anyone):
    for _time in range(TICKET_TRIES):
        assert finish(anyone, ticket, "000000").json["code"] == "login_failed"
    assert finish(anyone, ticket, code_at(malika, timezone.now())).json["code"] == "token_invalid"
    second = anyone.post("/auth/login/", {"login": malika.email, "password": PASSWORD}).json["mfa_ticket"]
    waits = finish(anyone, second, code_at(malika, timezone.now()))
    assert (waits.status, int(waits.headers["retry-after"]) > 0) == (429, True)


def test_ticket_ends_after_five_minutes_or_a_password_change(malika, ticket, anyone, later):
    second = anyone.post("/auth/login/", {"login": malika.email, "password": PASSWORD}).json["mfa_ticket"]
    services.set_password(user=malika, password=PASSWORD, actor=None)
    assert finish(anyone, second, code_at(malika, timezone.now())).json["code"] == "token_invalid"
    third = anyone.post("/auth/login/", {"login": malika.email, "password": PASSWORD}).json["mfa_ticket"]
    later(minutes=5)
    assert finish(anyone, third, code_at(malika, timezone.now())).json["code"] == "token_invalid"
    assert finish(anyone, "never issued", "123456").json["code"] == "token_invalid"


def test_ticket_is_no_access_token(ticket):
    assert factories.ApiClient(token=ticket).get("/auth/users/me/").status == 401


def _use_at_once(user: User, code: str) -> list[bool]:
    """Whether each of PARALLEL uses of a code was accepted."""
    return run_together(PARALLEL, lambda _number: bool(mfa.consume_code(user=user, code=code, address=None)))


@pytest.mark.usefixtures("a_connection_for_each")
def test_only_one_of_parallel_uses_of_a_code_is_accepted(malika, recovery_codes):
    for code in (code_at(malika, timezone.now()), recovery_codes[0]):
        assert sorted(_use_at_once(malika, code)) == [False] * (PARALLEL - 1) + [True]


@pytest.mark.usefixtures("a_connection_for_each")
def test_control_without_the_lock_a_code_works_several_times(malika, recovery_codes, monkeypatch):
    gate = Barrier(PARALLEL)
    seal = mfa.sealing.seal

    def slowly(*args: object, **more: object) -> bytes:
        gate.wait(timeout=60)
        return seal(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(type(TotpDevice.objects.all()), "select_for_update", lambda self, **_options: self)
    monkeypatch.setattr(mfa.sealing, "seal", slowly)
    assert sum(_use_at_once(malika, code_at(malika, timezone.now()))) > 1


def test_tickets_are_stored_as_hashes(malika, ticket):
    assert ticket not in MfaTicket.objects.get(user=malika).token_sha256
