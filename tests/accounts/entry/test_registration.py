"""Signing up by e-mail or phone: an account comes of it when the address is proved, and not before."""

import pytest

from apps.accounts.models import User, UserVerification
from apps.settings.models import AuditLog
from apps.settings.services import update_system_settings
from tests.accounts.entry import signup

WAYS = ["email", "phone"]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("kind", "new"), [("email", signup.new_email), ("phone", signup.new_phone)], ids=WAYS)
def test_code_creates_the_account_and_then_sign_in_works(kind, new):
    address = new()
    client = signup.new_client()
    log_in = {"login": address, "password": signup.PASSWORD}

    asked = signup.sign_up(client, last_name="Oripov", language="ru", **{kind: address})

    seconds = 600 if kind == "email" else 300
    channel = "email" if kind == "email" else "sms"
    assert (asked.status, asked.json.pop("ticket") != "") == (202, True)
    assert asked.json == {"channel": channel, "expires_in": seconds, "resend_in": 60}
    assert not User.objects.exists()
    assert client.post("/auth/login/", log_in).status == 401

    proved = signup.verify_address(client, address, code=signup.get_sent_code(address))

    assert (proved.status, proved.content) == (204, b"")
    user = User.objects.get()
    assert (user.full_name, user.role, user.locale, user.is_active) == ("Jasur Oripov", "member", "ru", True)
    assert (user.email_verified_at is None, user.phone_verified_at is None) == (kind == "phone", kind == "email")
    assert client.post("/auth/login/", log_in).status == 200


def test_link_creates_the_account():
    client, email = signup.new_client(), signup.new_email()
    signup.sign_up(client, email=email)
    assert signup.verify_address(client, email, token=signup.get_sent_token(email)).status == 204
    assert User.objects.get(email=email).email_verified_at is not None


@pytest.mark.parametrize(
    ("path", "role", "requested"),
    [
        ("/auth/register/", "member", ""),
        ("/auth/register/student/", "student", ""),
        ("/auth/register/teacher/", "member", "teacher"),
    ],
)
def test_each_registration_gives_its_role_and_a_teacher_waits(path, role, requested):
    user = signup.register_user(path=path)
    assert (user.role, user.requested_role) == (role, requested)
    assert AuditLog.objects.filter(action="accounts.create_user", object_id=str(user.pk)).exists()


def test_verified_registration_keeps_no_data():
    user = signup.register_user()
    row = UserVerification.objects.get()
    assert (row.sign_up, row.user, row.used_at is not None) == ({}, user, True)
    assert user.password.startswith("argon2$argon2id$")


@pytest.mark.parametrize(
    ("setting", "path", "others"),
    [
        ("registration_open", "/auth/register/student/", "/auth/register/teacher/"),
        ("teacher_registration_open", "/auth/register/teacher/", "/auth/register/"),
    ],
)
def test_each_registration_can_be_closed(setting, path, others):
    update_system_settings(actor=None, **{setting: False})

    refused = signup.sign_up(signup.new_client(), path=path, email=signup.new_email())

    assert refused.refusal == (403, "forbidden")
    assert "closed" in refused.json["detail"]
    assert not UserVerification.objects.exists()
    assert signup.sign_up(signup.new_client(), path=others, email=signup.new_email()).status == 202


def test_new_code_after_a_minute_closes_the_first():
    client, email = signup.new_client(), signup.new_email()
    signup.sign_up(client, email=email)
    first = signup.get_sent_code(email)

    early = client.post("/auth/verify-email/resend/", {"email": email, "ticket": signup.get_ticket(email)})
    signup.release_resend_limit(email)
    again = client.post("/auth/verify-email/resend/", {"email": email, "ticket": signup.get_ticket(email)})

    assert (early.status, again.status) == (429, 202)
    assert 0 < int(early.headers["retry-after"]) <= 60
    second = signup.get_sent_code(email)
    assert signup.verify_address(client, email, code=first).status == 422 or first == second
    assert signup.verify_address(client, email, code=second).status == 204


def test_second_registration_replaces_the_first():
    client, email = signup.new_client(), signup.new_email()
    signup.sign_up(client, email=email, first_name="Olim", password="another password 1")
    signup.release_resend_limit(email)
    signup.sign_up(client, email=email, first_name="Jasur")
    assert signup.verify_address(client, email, code=signup.get_sent_code(email)).status == 204
    assert User.objects.get().first_name == "Jasur"
    assert client.post("/auth/login/", {"login": email, "password": signup.PASSWORD}).status == 200
    assert client.post("/auth/login/", {"login": email, "password": "another password 1"}).status == 401
