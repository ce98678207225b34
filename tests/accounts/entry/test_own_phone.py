"""Proving one's phone by the code of an SMS: the one the office typed, or another one."""

import pytest

from apps.accounts.models import User
from apps.settings.services import update_system_settings
from tests import cast
from tests.accounts.entry import steps

pytestmark = pytest.mark.django_db
ASK, PROVE = "/auth/verify-phone/request/", "/auth/verify-phone/"


@pytest.fixture
def jasur() -> User:
    """Has a proved e-mail and a phone that nobody proved."""
    return steps.person(phone=steps.new_phone())


def test_code_verifies_the_current_phone(jasur: User) -> None:
    client = steps.signed_in(jasur)
    assert client.post(ASK, {}).json == {"channel": "sms", "expires_in": 300, "resend_in": 60}
    proved = client.post(PROVE, {"code": steps.code_to(str(jasur.phone))})
    assert (proved.status, proved.json["phone"]) == (200, jasur.phone)
    jasur.refresh_from_db()
    assert jasur.phone_verified_at is not None
    again = client.post(ASK, {})
    assert (again.status, again.json["code"]) == (409, "conflict")


def test_new_phone_needs_the_password_and_a_code(jasur: User) -> None:
    client, phone, old = steps.signed_in(jasur), steps.new_phone(), jasur.phone
    for wrong in ({}, {"password": "wrong"}):
        refused = client.post(ASK, {"phone": phone, **wrong})
        assert (refused.status, list(refused.json["fields"])) == (422, ["password"])
    assert steps.sms_to(phone) == []

    assert client.post(ASK, {"phone": phone, "password": steps.PASSWORD}).status == 202

    jasur.refresh_from_db()
    assert jasur.phone == old
    assert client.post(PROVE, {"code": steps.code_to(phone)}).json["phone"] == phone


def test_only_the_reader_of_the_sms_learns_that_a_number_is_taken(jasur: User) -> None:
    client, phone = steps.signed_in(jasur), steps.new_phone()
    cast.make_user(cast.Role.PARENT, "Gulnora", phone=phone)
    asked = client.post(ASK, {"phone": phone, "password": steps.PASSWORD})
    assert asked.status == 202
    refused = client.post(PROVE, {"code": steps.code_to(phone)})
    assert (refused.status, list(refused.json["fields"])) == (422, ["phone"])
    jasur.refresh_from_db()
    assert jasur.phone != phone


def test_code_of_another_user_or_without_a_request_is_wrong(jasur: User) -> None:
    other = steps.person(phone=steps.new_phone())
    steps.signed_in(other).post(ASK, {})
    code = steps.code_to(str(other.phone))
    for answer in (steps.signed_in(jasur).post(PROVE, {"code": code}),):
        assert (answer.status, list(answer.json["fields"])) == (422, ["code"])
    public = steps.newcomer().post("/auth/verify-email/", {"phone": other.phone, "code": steps.other_than(code)})
    assert public.status == 422
    jasur.refresh_from_db()
    assert jasur.phone_verified_at is None


def test_claimed_number_cannot_be_verified_without_sign_in(jasur: User) -> None:
    phone = steps.new_phone()
    steps.signed_in(jasur).post(ASK, {"phone": phone, "password": steps.PASSWORD})
    outside = steps.newcomer().post("/auth/verify-email/", {"phone": phone, "code": steps.code_to(phone)})
    assert outside.status == 422
    jasur.refresh_from_db()
    assert jasur.phone != phone


def test_phone_is_required_without_a_phone() -> None:
    refused = steps.signed_in(steps.person()).post(ASK, {})
    assert (refused.status, list(refused.json["fields"])) == (422, ["phone"])


@pytest.mark.parametrize("phone", ["+998 90 12a 45 67", "1234567", "+998111234567", "+14155552671", "90 123 45", "+"])
def test_impossible_uzbek_numbers_are_refused(phone: str, jasur: User) -> None:
    for client, path, more in (
        (steps.signed_in(jasur), ASK, {"password": steps.PASSWORD}),
        (steps.newcomer(), "/auth/register/", {"first_name": "Olim", "password": steps.PASSWORD}),
    ):
        refused = client.post(path, {"phone": phone, **more})
        assert (refused.status, list(refused.json["fields"])) == (422, ["phone"])
    assert User.objects.count() == 1


def test_foreign_numbers_are_accepted_when_allowed() -> None:
    update_system_settings(actor=None, foreign_phones=True)
    assert steps.sign_up(steps.newcomer(), phone="+1 415 555 2671").status in (202, 429)
    assert steps.sign_up(steps.newcomer(), phone="+1 999 999 9999").status == 422


def test_phone_change_closes_codes_of_the_old_phone_and_tells_it(jasur: User) -> None:
    client, old, new = steps.signed_in(jasur), str(jasur.phone), steps.new_phone()
    client.post(ASK, {})
    assert client.post(PROVE, {"code": steps.code_to(old)}).status == 200
    steps.newcomer().post("/auth/password-reset/", {"login": old})
    reset = {"login": old, "code": steps.code_to(old), "password": "anor bog'i 2027"}
    client.post(ASK, {"phone": new, "password": steps.PASSWORD})

    assert client.post(PROVE, {"code": steps.code_to(new)}).json["phone"] == new

    assert "your phone was changed" in steps.newest(old)
    assert steps.newcomer().post("/auth/password-reset/confirm/", reset).status == 422
    assert steps.newcomer().post("/auth/login/", {"login": new, "password": steps.PASSWORD}).status == 200
