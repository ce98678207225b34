"""Who signs up with somebody else's address neither takes over nor hinders the sign-up of its owner."""

import pytest

from apps.accounts.models import User
from tests.accounts.entry import signup

pytestmark = pytest.mark.django_db
VERIFY = "/auth/verify-email/"
OTHERS = "a stranger's password 1"


@pytest.fixture
def email():
    return signup.new_email()


def signed_up_with(email: str, password: str) -> tuple[str, dict[str, str]]:
    """The ticket, and what then came to the address."""
    assert signup.sign_up(signup.new_client(), email=email, password=password).status == 202
    signup.release_resend_limit(email)
    return str(signup.get_ticket(email)), {"code": signup.get_sent_code(email), "token": signup.get_sent_token(email)}


def bodies(email: str, came: dict[str, str]) -> list[dict[str, str]]:
    return [{"email": email, "code": came["code"]}, {"token": came["token"]}]


def test_strangers_registration_creates_no_account_for_the_owner(email):
    ticket, own = signed_up_with(email, signup.PASSWORD)
    _strangers_ticket, strangers = signed_up_with(email, OTHERS)
    for body in bodies(email, strangers):
        for more in ({}, {"ticket": ticket}):
            refused = signup.new_client().post(VERIFY, body | more)
            assert refused.status == 422 or own["code"] == strangers["code"]
    assert not User.objects.exists()

    assert signup.new_client().post(VERIFY, {"email": email, "code": own["code"], "ticket": ticket}).status == 204

    log_in = {"login": email, "password": OTHERS}
    assert signup.new_client().post("/auth/login/", log_in).status == 401
    assert signup.new_client().post("/auth/login/", log_in | {"password": signup.PASSWORD}).status == 200


def test_no_account_without_the_ticket(email):
    ticket, came = signed_up_with(email, signup.PASSWORD)
    for body in bodies(email, came):
        assert signup.new_client().post(VERIFY, body).status == 422
        assert signup.new_client().post(VERIFY, body | {"ticket": "another"}).status == 422
    assert not User.objects.exists()
    assert signup.new_client().post(VERIFY, {"token": came["token"], "ticket": ticket}).status == 204


def test_new_code_is_sent_only_for_the_tickets_registration(email):
    ticket, _own = signed_up_with(email, signup.PASSWORD)
    signed_up_with(email, OTHERS)
    sent = len(signup.list_mails_to(email))
    resend = "/auth/verify-email/resend/"
    assert signup.new_client().post(resend, {"email": email}).status == 202
    assert len(signup.list_mails_to(email)) == sent
    signup.release_resend_limit(email)
    assert signup.new_client().post(resend, {"email": email, "ticket": ticket}).status == 202
    assert len(signup.list_mails_to(email)) == sent + 1
    body = {"email": email, "code": signup.get_sent_code(email), "ticket": ticket}
    assert signup.new_client().post(VERIFY, body).status == 204
    assert signup.try_sign_in(email) == 200
