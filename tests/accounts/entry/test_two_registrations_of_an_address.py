"""Who signs up with somebody else's address neither takes over nor hinders the sign-up of its owner."""

import pytest

from apps.accounts.models import User
from tests.accounts.entry import steps

pytestmark = pytest.mark.django_db
VERIFY = "/auth/verify-email/"
OTHERS = "a stranger's password 1"


@pytest.fixture
def email() -> str:
    return steps.new_email()


def signed_up_with(email: str, password: str) -> tuple[str, dict[str, str]]:
    """The ticket, and what then came to the address."""
    assert steps.sign_up(steps.newcomer(), email=email, password=password).status == 202
    steps.a_minute_later(email)
    return str(steps.ticket_of(email)), {"code": steps.code_to(email), "token": steps.token_to(email)}


def bodies(email: str, came: dict[str, str]) -> list[dict[str, str]]:
    return [{"email": email, "code": came["code"]}, {"token": came["token"]}]


def test_strangers_registration_creates_no_account_for_the_owner(email: str) -> None:
    ticket, own = signed_up_with(email, steps.PASSWORD)
    _strangers_ticket, strangers = signed_up_with(email, OTHERS)
    for body in bodies(email, strangers):
        for more in ({}, {"ticket": ticket}):
            refused = steps.newcomer().post(VERIFY, body | more)
            assert refused.status == 422 or own["code"] == strangers["code"]
    assert not User.objects.exists()

    assert steps.newcomer().post(VERIFY, {"email": email, "code": own["code"], "ticket": ticket}).status == 204

    log_in = {"login": email, "password": OTHERS}
    assert steps.newcomer().post("/auth/login/", log_in).status == 401
    assert steps.newcomer().post("/auth/login/", log_in | {"password": steps.PASSWORD}).status == 200


def test_no_account_without_the_ticket(email: str) -> None:
    ticket, came = signed_up_with(email, steps.PASSWORD)
    for body in bodies(email, came):
        assert steps.newcomer().post(VERIFY, body).status == 422
        assert steps.newcomer().post(VERIFY, body | {"ticket": "another"}).status == 422
    assert not User.objects.exists()
    assert steps.newcomer().post(VERIFY, {"token": came["token"], "ticket": ticket}).status == 204


def test_new_code_is_sent_only_for_the_tickets_registration(email: str) -> None:
    ticket, _own = signed_up_with(email, steps.PASSWORD)
    signed_up_with(email, OTHERS)
    sent = len(steps.mails_to(email))
    resend = "/auth/verify-email/resend/"
    assert steps.newcomer().post(resend, {"email": email}).status == 202
    assert len(steps.mails_to(email)) == sent
    steps.a_minute_later(email)
    assert steps.newcomer().post(resend, {"email": email, "ticket": ticket}).status == 202
    assert len(steps.mails_to(email)) == sent + 1
    body = {"email": email, "code": steps.code_to(email), "ticket": ticket}
    assert steps.newcomer().post(VERIFY, body).status == 204
    assert steps.newcomer().post("/auth/login/", {"login": email, "password": steps.PASSWORD}).status == 200
