"""Odd names and addresses at sign-up: a clear refusal by field, and nothing changed."""

import pytest

from apps.accounts.models import User, UserVerification
from apps.jobs.models import Job
from tests.accounts.entry import signup

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("first_name", "J" * 5000), ("first_name", "Ja\0sur"), ("first_name", "Ja\u202esur"), ("first_name", "\u200f"),
        ("first_name", ""), ("first_name", "   "), ("first_name", "Jasur1"), ("first_name", "<b>Jasur</b>"),
        ("first_name", "Жasur"), ("first_name", None), ("first_name", ["Jasur"]), ("first_name", "https://evil.example"),
        ("last_name", "O" * 5000), ("last_name", "O\u2066ripov"), ("last_name", "😀"),
        ("email", "jasur"), ("email", "jasur@"), ("email", "jasur@example..uz"), ("email", "jаsur@example.uz"),
        ("email", "a@example.uz\nBcc: b@example.uz"), ("email", "a" * 250 + "@example.uz"), ("email", "a b@example.uz"),
        ("email", "a@example.uz,b@example.uz"), ("email", "jasur\u202e@example.uz"), ("email", 7),
        ("phone", "+99890123456a"), ("phone", "1234567"), ("phone", "+7 912 345 67 89"), ("phone", "٠٩٠١٢٣٤٥٦٧"),
        ("password", None), ("password", ""), ("locale", "de"), ("locale", "uz-Cyrl"),
        ("invitation", "x" * 101), ("role", "admin"), ("is_active", True),
        ("email_verified_at", "2026-01-01T00:00:00Z"), ("requested_role", "admin"), ("own_role", "x"),
        ("branches", []), ("id", "x"), ("zone", "Asia/Tashkent"),
    ],
)  # fmt: skip
def test_bad_value_is_a_422_that_names_the_field(field, value):
    address = {} if field == "phone" else {"email": signup.new_email()}
    answer = signup.sign_up(signup.new_client(), **{**address, field: value})
    assert answer.refusal == (422, "invalid")
    assert set(answer.json["fields"]) <= {field, "body"}
    assert all(messages for messages in answer.json["fields"].values())
    assert [model.objects.count() for model in (User, UserVerification, Job)] == [0, 0, 0]


def test_both_or_no_addresses_are_refused():
    for more in ({}, {"email": signup.new_email(), "phone": signup.new_phone()}):
        assert set(signup.sign_up(signup.new_client(), **more).json["fields"]) == {"email", "phone"}


def test_emails_that_differ_in_case_or_width_are_one_account():
    user = signup.register_user()
    email = str(user.email)
    local, _, domain = email.partition("@")
    for same in (email.upper(), f" {email} ", f"{local}@{domain.replace('e', 'ｅ')}"):
        signup.release_resend_limit(email)
        assert signup.sign_up(signup.new_client(), email=same).status == 202
        assert "already" in signup.list_mails_to(email)[-1].subject
    assert User.objects.count() == 1


def test_a_look_alike_domain_is_another_address_in_ascii():
    signup.sign_up(signup.new_client(), email=f"a{signup.new_email()[:16].strip('.')}@exаmple.uz")
    assert "@xn--exmple-4nf.uz" in UserVerification.objects.get().address
