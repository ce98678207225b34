"""Of any number at once one code, one invitation, one renewal counts once; each with its control."""

from collections.abc import Callable
from functools import partial
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from apps.accounts.models import Invitation, User, UserVerification
from apps.accounts.services import codes, invitations, registration, verification
from apps.accounts.services.registration import SignUp
from apps.accounts.tokens import hash_token
from apps.core.errors import Conflict, Invalid, TooMany
from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from tests.accounts.entry import signup
from tests.races import run_together

PARALLEL = 20
together = partial(run_together, PARALLEL)
ROUNDS = 5
TICKET = "of the sign-up"
pytestmark = pytest.mark.usefixtures("a_connection_for_each")


def meeting() -> Callable[[], int]:
    """Where each of them waits for all the others, who have looked too, before anybody writes."""
    return partial(Barrier(PARALLEL).wait, 60)


def succeeds(refusal: type[Exception], act: Callable[[], object]) -> bool:
    """Whether it did, and was not refused so."""
    try:
        act()
    except refusal:
        return False
    return True


def waiting() -> tuple[str, str]:
    """An address that waits for its proof, and its code; the password's hash is made once, as it is slow."""
    email = signup.new_email()
    details = {"first_name": "Jasur", "last_name": "", "locale": "en", "role": "member", "password": "!"}
    with unit_of_work():
        proof = codes.create_code_request(
            UserVerification.objects.all(),
            channel="email",
            address=email,
            user=None,
            usable=True,
            sign_up=details,
            ticket_sha256=hash_token(TICKET),
        )
    return email, proof.code


def accepted(email: str, code: str) -> bool:
    given = {"token": None, "email": email, "phone": None, "code": code, "ticket": TICKET}
    return succeeds(Invalid, lambda: verification.confirm_address(**given))


def test_twenty_parallel_uses_of_a_code_create_one_account():
    for _ in range(ROUNDS):
        email, code = waiting()
        results = together(lambda _n, email=email, code=code: accepted(email, code))
        assert sum(results) == 1
        assert User.objects.filter(email=email).count() == 1


def test_control_without_the_lock_a_code_is_used_several_times():
    meet = meeting()

    def use_without_lock(email: str, code: str) -> bool:
        row = UserVerification.objects.filter(address=email, used_at=None).first()
        meet()
        if row is None or row.code_hmac != codes._code_hmac(row.pk, code):
            return False
        UserVerification.objects.filter(pk=row.pk).update(used_at=timezone.now())
        return True

    email, code = waiting()
    assert sum(together(lambda _n: use_without_lock(email, code))) > 1


def test_only_five_of_twenty_parallel_guesses_are_checked(monkeypatch):
    email, code = waiting()
    looked: list[str] = []
    real = codes._code_hmac
    monkeypatch.setattr(codes, "_code_hmac", lambda row, given: looked.append(given) or real(row, given))

    results = together(lambda number: accepted(email, f"{(int(code) + 1 + number) % 1_000_000:06d}"))

    assert (sum(results), len(looked)) == (0, codes.MAX_TRIES)
    assert not accepted(email, code)


@pytest.fixture
def cheap_passwords(monkeypatch):
    """Argon2id is slow on purpose, and not what races here."""
    monkeypatch.setattr(registration.passwords, "hash_new_password", lambda password, user=None: "!")


def invited(admin: User, email: str) -> Invitation:
    return invitations.create_invitation(actor=admin, role=Role.TEACHER, email=email)


@pytest.mark.usefixtures("cheap_passwords")
def test_twenty_parallel_uses_of_an_invitation_create_one_account(admin):
    for _ in range(ROUNDS):
        email = str(invited(admin, signup.new_email()).email)
        token = signup.get_sent_token(email)

        def accept(_number: int, token: str = token) -> str:
            sign_up = SignUp("Nodira", "", signup.PASSWORD, "en", invitation=token)
            try:
                registration.start_registration(sign_up=sign_up, role=Role.MEMBER, client=None)
            except Invalid as refused:
                return next(iter(refused.fields))
            return "in"

        results = together(accept)
        assert sorted(results) == ["in"] + ["invitation"] * (PARALLEL - 1)
        assert User.objects.filter(email=email).count() == 1


def test_control_without_the_lock_an_invitation_is_used_several_times(admin):
    meet = meeting()

    def take_without_lock(token: str) -> bool:
        invitation = invitations._open_invitations().filter(token_sha256=hash_token(token)).first()
        meet()
        if invitation is None:
            return False
        Invitation.objects.filter(pk=invitation.pk).update(accepted_at=timezone.now())
        return True

    token = signup.get_sent_token(str(invited(admin, signup.new_email()).email))
    assert sum(together(lambda _n: take_without_lock(token))) > 1


def test_twenty_parallel_invitations_of_an_address_create_one(admin):
    for _ in range(ROUNDS):
        email = signup.new_email()

        def invite(_number: int, email: str = email) -> bool:
            return succeeds(Conflict, lambda: invited(admin, email))

        assert sum(together(invite)) == 1
        assert Invitation.objects.filter(email=email).count() == 1
        assert signup.run_message_jobs() == 1


@pytest.fixture
def without_the_constraint(a_connection_for_each):
    one_open = next(rule for rule in Invitation._meta.constraints if rule.name == "invitation_one_open")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Invitation, one_open)
    yield
    Invitation.objects.all().delete()
    with connection.schema_editor() as editor:
        editor.add_constraint(Invitation, one_open)


@pytest.mark.usefixtures("without_the_constraint")
def test_control_without_the_constraint_an_address_has_several_invitations(admin):
    email, meet = signup.new_email(), meeting()
    assert sum(together(lambda _n: look_then_invite(admin, email, meet))) > 1


def look_then_invite(admin: User, email: str, meet: Callable[[], int]) -> bool:
    is_open = Invitation.objects.filter(email=email, accepted_at=None, withdrawn_at=None).exists()
    meet()
    if is_open:
        return False
    invited(admin, email)
    return True


def test_only_one_of_twenty_parallel_requests_sends_a_code():
    email = signup.new_email()

    def ask(_number: int) -> bool:
        return succeeds(TooMany, lambda: verification.resend_code(email=email, phone=None, locale="en", client=None))

    assert sum(together(ask)) == 1
    assert UserVerification.objects.filter(address=email).count() == 1
