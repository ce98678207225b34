"""What may be a password: ten characters or more, of any kind, not a common one."""

import pytest
from django.conf import settings

from apps.accounts.models import User, UserVerification
from tests.accounts.entry import signup

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "password",
    ["x", "ninechars", "1234567890", "qwertyuiop", "QWERTYUIOP", "password12", "iloveyou12", "x" * 257, "\0" * 12],
)
def test_short_common_and_endless_passwords_are_refused(password):
    answer = signup.sign_up(signup.new_client(), email=signup.new_email(), password=password)
    assert answer.refusal == (422, "invalid")
    assert set(answer.json["fields"]) <= {"password", "body"}
    assert not UserVerification.objects.exists()


@pytest.mark.parametrize(
    "password",
    [
        "srettelnet",
        "oʻzbekcha soʻz",
        "  spaces around  ",
        "日本語のパスワードです",
        "a" * 11 + "b" * 53,
        "x1" * 128,
        "🍎🍇🍒🍓🍑🍍🥝🍌🍋🍊",
    ],
)
def test_length_is_the_only_rule_and_every_character_counts(password):
    user = signup.register_user(password=password)
    client = signup.new_client()
    assert client.post("/auth/login/", {"login": user.email, "password": password}).status == 200
    assert client.post("/auth/login/", {"login": user.email, "password": password[:-1]}).status == 401


def test_error_is_in_the_requested_language():
    values = {}
    for language in ("uz", "ru", "en"):
        refused = signup.sign_up(signup.new_client(), email=signup.new_email(), password="short", language=language)
        (values[language],) = refused.json["fields"]["password"]
    assert len(set(values.values())) == 3
    assert all("10" in text for text in values.values())


def test_there_is_no_composition_rule():
    rules = {rule["NAME"].rsplit(".", 1)[1] for rule in settings.AUTH_PASSWORD_VALIDATORS}
    assert rules == {"MinimumLengthValidator", "CommonPasswordValidator"}
    assert not User.objects.exists()
