"""A lost password: a code or link to a proved address leads to a new one, and ends every session."""

import pytest
from django.utils import timezone

from apps.accounts import tokens
from apps.accounts.models import PasswordResetToken, Session, User
from apps.core.errors import NotAuthenticated
from apps.core.permissions import Role
from apps.settings.models import AuditLog
from tests import cast
from tests.accounts.entry import steps

pytestmark = pytest.mark.django_db
ASK, CONFIRM = "/auth/password-reset/", "/auth/password-reset/confirm/"
NEW = "anor bog'i 2027"


@pytest.fixture
def jasur() -> User:
    return steps.person()


def ask(login: str, **more: str) -> cast.Answer:
    return steps.newcomer().post(ASK, {"login": login, **more})


def confirm(**body: str) -> cast.Answer:
    return steps.newcomer().post(CONFIRM, {"password": NEW, **body})


def enters(login: str | None, password: str) -> bool:
    return steps.newcomer().post("/auth/login/", {"login": login, "password": password}).status == 200


@pytest.mark.parametrize("by", ["code", "link"])
def test_reset_ends_the_old_password_and_all_sessions(by: str, jasur: User) -> None:
    signed_in = steps.signed_in(jasur)
    email = str(jasur.email)
    assert ask(email.upper()).status == 202
    proof = {"token": steps.token_to(email)} if by == "link" else {"login": email, "code": steps.code_to(email)}

    assert confirm(**proof).status == 204

    assert signed_in.get("/auth/users/me/").status == 401
    assert set(Session.objects.values_list("end_reason", flat=True)) == {"password_changed"}
    assert (enters(email, NEW), enters(email, steps.PASSWORD)) == (True, False)
    assert AuditLog.objects.filter(action="accounts.reset_password", object_id=str(jasur.pk)).exists()
    assert "was changed" in steps.newest(email)
    assert confirm(**proof).status == 422


def test_refused_password_does_not_use_up_the_code(jasur: User) -> None:
    ask(str(jasur.email))
    code = steps.code_to(str(jasur.email))
    for password in ("short", "qwertyuiop", "1234567890"):
        refused = steps.newcomer().post(CONFIRM, {"login": jasur.email, "code": code, "password": password})
        assert (refused.status, list(refused.json["fields"])) == (422, ["password"])
    assert enters(jasur.email, steps.PASSWORD)
    assert confirm(login=str(jasur.email), code=code).status == 204


def test_code_of_another_user_or_a_registration_is_wrong(jasur: User) -> None:
    other = steps.person()
    ask(str(jasur.email))
    ask(str(other.email))
    code, others = steps.code_to(str(jasur.email)), steps.code_to(str(other.email))
    if code != others:
        assert confirm(login=str(jasur.email), code=others).status == 422
    verify = steps.newcomer().post("/auth/verify-email/", {"email": jasur.email, "code": code})
    assert verify.status == 422
    assert steps.newcomer().post("/auth/verify-email/", {"token": steps.token_to(str(jasur.email))}).status == 422
    assert enters(jasur.email, steps.PASSWORD)


def test_newer_request_closes_the_older_and_success_closes_all(jasur: User) -> None:
    email = str(jasur.email)
    ask(email)
    first = steps.token_to(email)
    steps.a_minute_later(email)
    ask(email)
    second = steps.token_to(email)
    assert confirm(token=first).status == 422
    assert confirm(token=second).status == 204
    assert not PasswordResetToken.objects.filter(used_at=None, expires_at__gt=timezone.now()).exists()


def test_reset_goes_to_a_verified_address() -> None:
    by_phone = steps.signed_up(phone=steps.new_phone())
    phone = str(by_phone.phone)
    assert ask(f"{phone[4:6]} {phone[6:9]} {phone[9:11]} {phone[11:]}").status == 202
    assert confirm(login=phone, code=steps.code_to(phone)).status == 204
    assert enters(phone, NEW)


def test_reset_goes_to_the_given_address_unless_another_is_chosen(jasur: User) -> None:
    phone, email = steps.new_phone(), str(jasur.email)
    User.objects.filter(pk=jasur.pk).update(phone=phone, phone_verified_at=jasur.created_at)
    ask(phone)
    assert len(steps.sms_to(phone)) == 1
    ask(email, channel="sms")
    assert len(steps.sms_to(phone)) == 2
    assert confirm(login=email, code=steps.code_to(phone)).status == 204


def test_reset_by_an_unverified_phone_goes_to_the_verified_email(jasur: User) -> None:
    phone = steps.new_phone()
    User.objects.filter(pk=jasur.pk).update(phone=phone)
    ask(phone)
    assert steps.sms_to(phone) == []
    assert confirm(login=phone, code=steps.code_to(str(jasur.email))).status == 204


def test_reset_sets_the_first_password_and_verifies_the_address(jasur: User) -> None:
    entered = cast.make_user(Role.PARENT, "Gulnora", phone=steps.new_phone(), email=None)
    ask(str(entered.phone))
    assert confirm(login=str(entered.phone), code=steps.code_to(str(entered.phone))).status == 204
    entered.refresh_from_db()
    assert entered.phone_verified_at is not None
    assert enters(entered.phone, NEW)
    User.objects.filter(pk=jasur.pk).update(email_verified_at=None)
    ask(str(jasur.email))
    assert steps.mails_to(str(jasur.email)) == []


def test_user_deactivated_meanwhile_gets_no_new_password(jasur: User) -> None:
    ask(str(jasur.email))
    token = steps.token_to(str(jasur.email))
    User.objects.filter(pk=jasur.pk).update(is_active=False)
    assert confirm(token=token).status == 422
    jasur.refresh_from_db()
    assert jasur.check_password(steps.PASSWORD)


@pytest.mark.parametrize("login", ["ß" * 254, "🙂", "+", "@", "' OR 1=1", "a@b@c", "\u202egro.elpmaxe@a"])
def test_any_text_is_accepted_as_an_unknown_login(login: str) -> None:
    assert ask(login).status == 202
    assert confirm(login=login, code="123456").status == 422


def test_password_change_ends_other_sessions_and_renews_this_one(jasur: User) -> None:
    here, there = steps.signed_in(jasur), steps.signed_in(jasur)

    changed = here.post("/auth/password-change/", {"current_password": steps.PASSWORD, "password": NEW})

    assert changed.status == 200
    assert changed.headers["cache-control"] == "no-store"
    assert tokens.verify_access_token(changed.json["access"])[0] == jasur
    assert [client.get("/auth/users/me/").status for client in (here, there)] == [401, 401]
    with pytest.raises(NotAuthenticated):
        tokens.verify_access_token(str(there.token))
    assert (enters(jasur.email, NEW), enters(jasur.email, steps.PASSWORD)) == (True, False)
    assert "was changed" in steps.newest(str(jasur.email))


def test_password_change_allows_five_wrong_current_passwords(jasur: User) -> None:
    client = steps.signed_in(jasur)
    body = {"current_password": "wrong", "password": NEW}
    said = [client.post("/auth/password-change/", body) for _ in range(6)]
    assert [answer.status for answer in said] == [422] * 5 + [429]
    assert list(said[0].json["fields"]) == ["current_password"]
    jasur.refresh_from_db()
    assert jasur.check_password(steps.PASSWORD)
    assert client.get("/auth/users/me/").status == 200
