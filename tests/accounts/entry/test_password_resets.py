"""A lost password: a code or link to a proved address leads to a new one, and ends every session."""

import pytest
from django.utils import timezone

from apps.accounts import tokens
from apps.accounts.models import PasswordResetToken, Session, User
from apps.accounts.services import codes
from apps.core.errors import NotAuthenticated
from apps.core.permissions import Role
from apps.settings.models import AuditLog
from tests import factories
from tests.accounts.entry import signup

pytestmark = pytest.mark.django_db
ASK, CONFIRM = "/auth/password-reset/", "/auth/password-reset/confirm/"
NEW = "anor bog'i 2027"


@pytest.fixture
def jasur():
    return signup.create_verified_user()


def ask(login: str, **more: str) -> factories.ApiResponse:
    return signup.new_client().post(ASK, {"login": login, **more})


def confirm(**body: str) -> factories.ApiResponse:
    return signup.new_client().post(CONFIRM, {"password": NEW, **body})


def enters(login: str | None, password: str) -> bool:
    return signup.try_sign_in(login, password) == 200


@pytest.mark.parametrize("by", ["code", "link"])
def test_reset_ends_the_old_password_and_all_sessions(by, jasur):
    signed_in = signup.sign_in_client(jasur)
    email = str(jasur.email)
    assert ask(email.upper()).status == 202
    proof = {"token": signup.get_sent_token(email)}
    if by == "code":
        proof = {"login": email, "code": signup.get_sent_code(email)}

    assert confirm(**proof).status == 204

    assert signed_in.get("/auth/users/me/").status == 401
    assert set(Session.objects.values_list("end_reason", flat=True)) == {"password_changed"}
    assert (enters(email, NEW), enters(email, signup.PASSWORD)) == (True, False)
    assert AuditLog.objects.filter(action="accounts.reset_password", object_id=str(jasur.pk)).exists()
    assert "was changed" in signup.get_newest_message(email)
    assert confirm(**proof).status == 422


@pytest.mark.parametrize("channel", [None, "email", "telegram"])
def test_answer_and_letter_name_the_time_for_which_the_code_is_valid(channel, jasur):
    email = str(jasur.email)
    before = timezone.now()
    seconds = ask(email, **({"channel": channel} if channel else {})).json["expires_in"]
    assert f"valid for {seconds // 60} minutes" in signup.get_newest_message(email)
    valid = PasswordResetToken.objects.get(user=jasur).expires_at - before
    assert seconds <= valid.total_seconds() < seconds + 30


def test_code_by_another_channel_is_valid_as_long_as_the_answer_says(jasur):
    User.objects.filter(pk=jasur.pk).update(phone=signup.new_phone())
    seconds = ask(str(User.objects.get(pk=jasur.pk).phone)).json["expires_in"]
    assert f"valid for {seconds // 60} minutes" in signup.get_newest_message(str(jasur.email))
    assert seconds == 300


def test_refused_password_does_not_use_up_the_code(jasur):
    ask(str(jasur.email))
    code = signup.get_sent_code(str(jasur.email))
    for password in ("short", "qwertyuiop", "1234567890"):
        refused = signup.new_client().post(CONFIRM, {"login": jasur.email, "code": code, "password": password})
        assert refused.refused_fields == (422, ["password"])
    assert enters(jasur.email, signup.PASSWORD)
    assert confirm(login=str(jasur.email), code=code).status == 204


def test_code_of_another_user_or_a_registration_is_wrong(jasur):
    other = signup.create_verified_user()
    ask(str(jasur.email))
    ask(str(other.email))
    code, others = (signup.get_sent_code(str(jasur.email)), signup.get_sent_code(str(other.email)))
    if code != others:
        assert confirm(login=str(jasur.email), code=others).status == 422
    for proof in ({"email": jasur.email, "code": code}, {"token": signup.get_sent_token(str(jasur.email))}):
        assert signup.new_client().post("/auth/verify-email/", proof).status == 422
    assert enters(jasur.email, signup.PASSWORD)


def test_wrong_codes_of_strangers_do_not_close_the_link(jasur):
    email = str(jasur.email)
    ask(email)
    code, token = signup.get_sent_code(email), signup.get_sent_token(email)
    for _time in range(codes.MAX_TRIES):
        assert confirm(login=email, code=signup.make_wrong_code(code)).status == 422
    assert confirm(login=email, code=code).status == 422
    assert confirm(token=token).status == 204
    assert enters(email, NEW)


def test_newer_request_closes_the_older_and_success_closes_all(jasur):
    email = str(jasur.email)
    ask(email)
    first = signup.get_sent_token(email)
    signup.release_resend_limit(email)
    ask(email)
    second = signup.get_sent_token(email)
    assert confirm(token=first).status == 422
    assert confirm(token=second).status == 204
    assert not PasswordResetToken.objects.filter(used_at=None, expires_at__gt=timezone.now()).exists()


def test_reset_goes_to_a_verified_address():
    by_phone = signup.register_user(phone=signup.new_phone())
    phone = str(by_phone.phone)
    assert ask(f"{phone[4:6]} {phone[6:9]} {phone[9:11]} {phone[11:]}").status == 202
    assert confirm(login=phone, code=signup.get_sent_code(phone)).status == 204
    assert enters(phone, NEW)


def test_reset_goes_to_the_given_address_unless_another_is_chosen(jasur):
    phone, email = signup.new_phone(), str(jasur.email)
    User.objects.filter(pk=jasur.pk).update(phone=phone, phone_verified_at=jasur.created_at)
    ask(phone)
    assert len(signup.list_sms_to(phone)) == 1
    ask(email, channel="sms")
    assert len(signup.list_sms_to(phone)) == 2
    assert confirm(login=email, code=signup.get_sent_code(phone)).status == 204


def test_reset_by_an_unverified_phone_goes_to_the_verified_email(jasur):
    phone = signup.new_phone()
    User.objects.filter(pk=jasur.pk).update(phone=phone)
    ask(phone)
    assert signup.list_sms_to(phone) == []
    assert confirm(login=phone, code=signup.get_sent_code(str(jasur.email))).status == 204


def test_reset_sets_the_first_password_and_verifies_the_address(jasur):
    entered = factories.make_user(Role.PARENT, "Gulnora", phone=signup.new_phone(), email=None)
    ask(str(entered.phone))
    assert confirm(login=str(entered.phone), code=signup.get_sent_code(str(entered.phone))).status == 204
    entered.refresh_from_db()
    assert entered.phone_verified_at is not None
    assert enters(entered.phone, NEW)
    User.objects.filter(pk=jasur.pk).update(email_verified_at=None)
    ask(str(jasur.email))
    assert signup.list_mails_to(str(jasur.email)) == []


def test_user_deactivated_meanwhile_gets_no_new_password(jasur):
    ask(str(jasur.email))
    token = signup.get_sent_token(str(jasur.email))
    User.objects.filter(pk=jasur.pk).update(is_active=False)
    assert confirm(token=token).status == 422
    jasur.refresh_from_db()
    assert jasur.check_password(signup.PASSWORD)


@pytest.mark.parametrize("login", ["ß" * 254, "🙂", "+", "@", "' OR 1=1", "a@b@c", "\u202egro.elpmaxe@a"])
def test_any_text_is_accepted_as_an_unknown_login(login):
    assert ask(login).status == 202
    assert confirm(login=login, code="123456").status == 422


def test_password_change_ends_other_sessions_and_renews_this_one(jasur):
    here, there = signup.sign_in_client(jasur), signup.sign_in_client(jasur)

    changed = here.post("/auth/password-change/", {"current_password": signup.PASSWORD, "password": NEW})

    assert changed.status == 200
    assert changed.headers["cache-control"] == "no-store"
    assert tokens.verify_access_token(changed.json["access"])[0] == jasur
    assert [client.get("/auth/users/me/").status for client in (here, there)] == [401, 401]
    with pytest.raises(NotAuthenticated):
        tokens.verify_access_token(str(there.token))
    assert (enters(jasur.email, NEW), enters(jasur.email, signup.PASSWORD)) == (True, False)
    assert "was changed" in signup.get_newest_message(str(jasur.email))


def test_password_change_allows_five_wrong_current_passwords(jasur):
    client = signup.sign_in_client(jasur)
    body = {"current_password": "wrong", "password": NEW}
    responses = [client.post("/auth/password-change/", body) for _ in range(6)]
    assert [answer.status for answer in responses] == [422] * 5 + [429]
    assert list(responses[0].json["fields"]) == ["current_password"]
    jasur.refresh_from_db()
    assert jasur.check_password(signup.PASSWORD)
    assert client.get("/auth/users/me/").status == 200
