"""One's own profile: what is sent changes, what is not stays, what is the server's cannot be sent."""

import pytest

from apps.accounts.models import User
from apps.core.permissions import get_role_permissions
from apps.settings.models import AuditLog
from tests import factories

ME = "/auth/users/me/"
KEYS = {
    "id",
    "email",
    "phone",
    "first_name",
    "last_name",
    "patronymic",
    "role",
    "permissions",
    "locale",
    "number",
    "zone",
    "created_at",
    "email_verified_at",
    "phone_verified_at",
    "avatar",
    "student_profile",
    "teacher_profile",
    "child_profile",
    "birth_date",
    "is_minor",
}


def test_user_sees_own_role_and_permissions(admin, manager, teacher, pupil, parent, stranger):
    for user in (admin, manager, teacher, pupil, parent, stranger):
        answer = factories.client_for(user).get(ME)
        assert answer.status == 200
        assert set(answer.json) == KEYS
        assert (answer.json["id"], answer.json["role"]) == (str(user.pk), user.role)
        assert answer.json["permissions"] == sorted(get_role_permissions(user.role))
        assert "accounts.me" in answer.json["permissions"]


@pytest.mark.parametrize(
    "change",
    [
        {"first_name": "Javohir"},
        {"last_name": "Qodirov"},
        {"last_name": ""},
        {"locale": "ru"},
        {"zone": "Europe/London"},
        {"first_name": "Нодира", "locale": "ru"},
        {},
    ],
)
def test_only_what_is_sent_changes(change, pupil):
    client = factories.client_for(pupil)
    before = client.get(ME).json

    answer = client.patch(ME, change)

    assert answer.status == 200
    assert answer.json == {**before, **change}
    assert client.get(ME).json == answer.json


def test_change_is_audited_with_old_and_new_values(pupil):
    client = factories.client_for(pupil)
    client.patch(ME, {"last_name": "Qodirov", "locale": "en"})
    client.patch(ME, {"last_name": "Qodirov"})

    entry = AuditLog.objects.select_related("values_row").get(action="accounts.update_me")

    assert (entry.actor_id, entry.object_id) == (pupil.pk, str(pupil.pk))
    assert entry.values_row.values == {"last_name": ["Oripov", "Qodirov"]}


SERVER_OWNED = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e70",
    "role": "admin",
    "permissions": ["accounts.me"],
    "email": "a@b.uz",
    "phone": "+998901112233",
    "is_active": False,
    "is_staff": True,
    "is_superuser": True,
    "token_epoch": 9,
    "password": "new password 1",
    "created_at": "2020-01-01T00:00:00Z",
    "updated_at": "2020-01-01T00:00:00Z",
    "last_login": None,
    "nickname": "J",
}


@pytest.mark.parametrize("field", SERVER_OWNED)
def test_server_owned_or_unknown_field_is_refused(field, pupil):
    client = factories.client_for(pupil)
    row = User.objects.values().get(pk=pupil.pk)

    refused = client.patch(ME, {"first_name": "Javohir", field: SERVER_OWNED[field]})

    assert refused.refusal == (422, "invalid")
    assert field in refused.json["fields"]
    assert User.objects.values().get(pk=pupil.pk) == row


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("first_name", ""),
        ("first_name", None),
        ("first_name", "x" * 5000),
        ("first_name", "J\0"),
        ("first_name", 7),
        ("first_name", "<b>"),
        ("first_name", "Javo\u202ehir"),
        ("first_name", "Jаvohir"),
        ("last_name", "42"),
        ("locale", "de"),
        ("locale", None),
        ("zone", "Mars/Base"),
        ("zone", ""),
        ("zone", "../../etc/passwd"),
    ],
)
def test_invalid_value_is_refused_with_its_field(field, value, pupil):
    client = factories.client_for(pupil)
    before = client.get(ME).json

    refused = client.patch(ME, {field: value})

    assert refused.refusal == (422, "invalid")
    assert "\0" in str(value) or field in refused.json["fields"]
    assert client.get(ME).json == before
