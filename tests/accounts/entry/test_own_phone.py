"""Proving one's phone by the code of an SMS: the one the office typed, or another one."""

import pytest

from apps.accounts.models import User
from apps.settings.services import update_system_settings
from tests import factories
from tests.accounts.entry import signup

pytestmark = pytest.mark.django_db
ASK, PROVE = "/auth/verify-phone/request/", "/auth/verify-phone/"


@pytest.fixture
def jasur():
    """Has a proved e-mail and a phone that nobody proved."""
    return signup.create_verified_user(phone=signup.new_phone())


def test_code_verifies_the_current_phone(jasur):
    client = signup.sign_in_client(jasur)
    assert client.post(ASK, {}).json == {"channel": "sms", "expires_in": 300, "resend_in": 60}
    proved = client.post(PROVE, {"code": signup.get_sent_code(str(jasur.phone))})
    assert (proved.status, proved.json["phone"]) == (200, jasur.phone)
    jasur.refresh_from_db()
    assert jasur.phone_verified_at is not None
    assert client.post(ASK, {}).refusal == (409, "conflict")


def test_new_phone_needs_the_password_and_a_code(jasur):
    client, phone, old = signup.sign_in_client(jasur), signup.new_phone(), jasur.phone
    for wrong in ({}, {"password": "wrong"}):
        assert client.post(ASK, {"phone": phone, **wrong}).refused_fields == (422, ["password"])
    assert signup.list_sms_to(phone) == []

    assert client.post(ASK, {"phone": phone, "password": signup.PASSWORD}).status == 202

    jasur.refresh_from_db()
    assert jasur.phone == old
    assert client.post(PROVE, {"code": signup.get_sent_code(phone)}).json["phone"] == phone


def test_only_the_reader_of_the_sms_learns_that_a_number_is_taken(jasur):
    client, phone = signup.sign_in_client(jasur), signup.new_phone()
    factories.make_user(factories.Role.PARENT, "Gulnora", phone=phone)
    asked = client.post(ASK, {"phone": phone, "password": signup.PASSWORD})
    assert asked.status == 202
    assert client.post(PROVE, {"code": signup.get_sent_code(phone)}).refused_fields == (422, ["phone"])
    jasur.refresh_from_db()
    assert jasur.phone != phone


def test_code_of_another_user_or_without_a_request_is_wrong(jasur):
    other = signup.create_verified_user(phone=signup.new_phone())
    signup.sign_in_client(other).post(ASK, {})
    code = signup.get_sent_code(str(other.phone))
    assert signup.sign_in_client(jasur).post(PROVE, {"code": code}).refused_fields == (422, ["code"])
    wrong = {"phone": other.phone, "code": signup.make_wrong_code(code)}
    assert signup.new_client().post("/auth/verify-email/", wrong).status == 422
    jasur.refresh_from_db()
    assert jasur.phone_verified_at is None


def test_claimed_number_cannot_be_verified_without_sign_in(jasur):
    phone = signup.new_phone()
    signup.sign_in_client(jasur).post(ASK, {"phone": phone, "password": signup.PASSWORD})
    outside = signup.new_client().post("/auth/verify-email/", {"phone": phone, "code": signup.get_sent_code(phone)})
    assert outside.status == 422
    jasur.refresh_from_db()
    assert jasur.phone != phone


def test_phone_is_required_without_a_phone():
    assert signup.sign_in_client(signup.create_verified_user()).post(ASK, {}).refused_fields == (422, ["phone"])


@pytest.mark.parametrize("phone", ["+998 90 12a 45 67", "1234567", "+998111234567", "+14155552671", "90 123 45", "+"])
def test_impossible_uzbek_numbers_are_refused(phone, jasur):
    for client, path, more in (
        (signup.sign_in_client(jasur), ASK, {"password": signup.PASSWORD}),
        (signup.new_client(), "/auth/register/", {"first_name": "Olim", "password": signup.PASSWORD}),
    ):
        assert client.post(path, {"phone": phone, **more}).refused_fields == (422, ["phone"])
    assert User.objects.count() == 1


def test_foreign_numbers_are_accepted_when_allowed():
    update_system_settings(actor=None, foreign_phones=True)
    assert signup.sign_up(signup.new_client(), phone="+1 415 555 2671").status in (202, 429)
    assert signup.sign_up(signup.new_client(), phone="+1 999 999 9999").status == 422


def test_phone_change_closes_codes_of_the_old_phone_and_tells_it(jasur):
    client, old, new = signup.sign_in_client(jasur), str(jasur.phone), signup.new_phone()
    client.post(ASK, {})
    assert client.post(PROVE, {"code": signup.get_sent_code(old)}).status == 200
    signup.new_client().post("/auth/password-reset/", {"login": old})
    reset = {"login": old, "code": signup.get_sent_code(old), "password": "anor bog'i 2027"}
    client.post(ASK, {"phone": new, "password": signup.PASSWORD})

    assert client.post(PROVE, {"code": signup.get_sent_code(new)}).json["phone"] == new

    assert "your phone was changed" in signup.get_newest_message(old)
    assert signup.new_client().post("/auth/password-reset/confirm/", reset).status == 422
    assert signup.try_sign_in(new) == 200
