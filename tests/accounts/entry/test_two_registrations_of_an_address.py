"""Who signs up with somebody else's address neither takes over nor hinders the sign-up of its owner."""

import pytest

from apps.accounts.models import User
from tests.accounts.entry import registration_helpers

pytestmark = pytest.mark.django_db
VERIFY = "/auth/verify-email/"
OTHERS = "a stranger's password 1"


@pytest.fixture
def email():
    return registration_helpers.new_email()


def signed_up_with(email: str, password: str) -> tuple[str, dict[str, str]]:
    """The ticket, and what then came to the address."""
    assert registration_helpers.sign_up(registration_helpers.new_client(), email=email, password=password).status == 202
    registration_helpers.release_resend_limit(email)
    return str(registration_helpers.get_ticket(email)), {
        "code": registration_helpers.get_sent_code(email),
        "token": registration_helpers.get_sent_token(email),
    }


def bodies(email: str, came: dict[str, str]) -> list[dict[str, str]]:
    return [{"email": email, "code": came["code"]}, {"token": came["token"]}]


def test_strangers_registration_creates_no_account_for_the_owner(email):
    ticket, own = signed_up_with(email, registration_helpers.PASSWORD)
    _strangers_ticket, strangers = signed_up_with(email, OTHERS)
    for body in bodies(email, strangers):
        for more in ({}, {"ticket": ticket}):
            refused = registration_helpers.new_client().post(VERIFY, body | more)
            assert refused.status == 422 or own["code"] == strangers["code"]
    assert not User.objects.exists()

    assert (
        registration_helpers.new_client().post(VERIFY, {"email": email, "code": own["code"], "ticket": ticket}).status
        == 204
    )

    log_in = {"login": email, "password": OTHERS}
    assert registration_helpers.new_client().post("/auth/login/", log_in).status == 401
    assert (
        registration_helpers.new_client()
        .post("/auth/login/", log_in | {"password": registration_helpers.PASSWORD})
        .status
        == 200
    )


def test_no_account_without_the_ticket(email):
    ticket, came = signed_up_with(email, registration_helpers.PASSWORD)
    for body in bodies(email, came):
        assert registration_helpers.new_client().post(VERIFY, body).status == 422
        assert registration_helpers.new_client().post(VERIFY, body | {"ticket": "another"}).status == 422
    assert not User.objects.exists()
    assert registration_helpers.new_client().post(VERIFY, {"token": came["token"], "ticket": ticket}).status == 204


def test_new_code_is_sent_only_for_the_tickets_registration(email):
    ticket, _own = signed_up_with(email, registration_helpers.PASSWORD)
    signed_up_with(email, OTHERS)
    sent = len(registration_helpers.list_mails_to(email))
    resend = "/auth/verify-email/resend/"
    assert registration_helpers.new_client().post(resend, {"email": email}).status == 202
    assert len(registration_helpers.list_mails_to(email)) == sent
    registration_helpers.release_resend_limit(email)
    assert registration_helpers.new_client().post(resend, {"email": email, "ticket": ticket}).status == 202
    assert len(registration_helpers.list_mails_to(email)) == sent + 1
    body = {"email": email, "code": registration_helpers.get_sent_code(email), "ticket": ticket}
    assert registration_helpers.new_client().post(VERIFY, body).status == 204
    assert (
        registration_helpers.new_client()
        .post("/auth/login/", {"login": email, "password": registration_helpers.PASSWORD})
        .status
        == 200
    )
