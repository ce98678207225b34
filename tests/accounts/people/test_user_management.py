"""The office signs people up, changes them, switches them off and on, approves; all of it is written down."""

import pytest
from django.utils import timezone

from apps.accounts.models import PasswordResetToken, User
from apps.core.permissions import Role
from apps.settings.models import AuditLog

PATH = "/auth/users/"
GOOD = {"first_name": "Anvar", "last_name": "Sobirov", "role": "student", "phone": "90 765 43 21"}


def actions(user: User) -> set[str]:
    return set(AuditLog.objects.filter(object_id=str(user.pk)).values_list("action", flat=True))


def test_office_creates_a_user(manager, client_for):
    answer = client_for(manager).post(PATH, GOOD)
    assert answer.status == 201, answer.json
    assert (answer.json["phone"], answer.json["role"]) == ("+998907654321", "student")
    assert answer.json["child_profile"] is None
    user = User.objects.get(pk=answer.json["id"])
    assert (user.has_usable_password(), user.phone_verified_at) == (False, None)
    assert AuditLog.objects.get(action="accounts.create_user", object_id=str(user.pk)).actor_id == manager.pk


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"first_name": "A" * 81}, "first_name"), ({"first_name": "A" * 5000}, "first_name"),
        ({"first_name": "A\u0000b"}, "body"), ({"first_name": "Ali\u202egnihs"}, "first_name"),
        ({"first_name": "Али Vali"}, "first_name"), ({"phone": "12345"}, "phone"),
        ({"phone": "+7 912 345 67 89"}, "phone"), ({"phone": "90 12a 45 67"}, "phone"), ({"email": "no"}, "email"),
        ({"email": "MALIKA.manager@EXAMPLE.uz"}, "email"),
        ({"role": "god"}, "role"), ({"zone": "Mars/Base"}, "zone"), ({"birth_date": "2999-01-01"}, "birth_date"),
        ({"birth_date": "1890-01-01"}, "birth_date"),
        ({"is_active": False}, "is_active"), ({"id": "x"}, "id"), ({"password": "x"}, "password"),
    ],
)  # fmt: skip
def test_invalid_value_names_its_field_and_changes_nothing(changed, field, manager, client_for):
    client = client_for(manager)
    assert client.post(PATH, GOOD | changed).refused_fields == (422, [field])
    assert User.objects.count() == 1


def test_new_address_is_unverified_and_ends_open_codes(pupil, manager, client_for):
    now = timezone.now()
    User.objects.filter(pk=pupil.pk).update(email_verified_at=now, phone="+998901112233", phone_verified_at=now)
    reset = PasswordResetToken.objects.create(
        user=pupil, channel="email", address=str(pupil.email), token_sha256="a" * 64, code_hmac="b" * 64, expires_at=now
    )
    client = client_for(manager)
    answer = client.patch(f"{PATH}{pupil.pk}/", {"email": "New@Example.uz"}).json
    assert (answer["email"], answer["email_verified_at"]) == ("new@example.uz", None)
    assert (answer["phone"], answer["phone_verified_at"] is None) == ("+998901112233", False)
    reset.refresh_from_db()
    assert reset.used_at is not None
    assert client.patch(f"{PATH}{pupil.pk}/", {"phone": None}).json["phone"] is None
    refused = client.patch(f"{PATH}{pupil.pk}/", {"email": str(manager.email), "first_name": "Other"})
    assert refused.refused_fields == (422, ["email"])
    pupil.refresh_from_db()
    assert (pupil.email, pupil.first_name) == ("new@example.uz", "Jasur")
    assert "accounts.change_person" in actions(pupil)


def test_deactivated_user_is_out_at_once_and_can_be_activated(pupil, manager, client_for):
    signed_in, client = client_for(pupil), client_for(manager)
    assert client.post(f"{PATH}{pupil.pk}/deactivate/").json["status"] == "off"
    assert signed_in.get("/auth/users/me/").status == 401
    assert client.post(f"{PATH}{pupil.pk}/deactivate/").status == 200
    assert client.post(f"{PATH}{pupil.pk}/activate/").json["status"] == "active"
    assert signed_in.get("/auth/users/me/").status == 401
    pupil.refresh_from_db()
    assert client_for(pupil).get("/auth/users/me/").status == 200
    assert client.post(f"{PATH}{manager.pk}/deactivate/").status == 409
    log = AuditLog.objects.filter(object_id=str(pupil.pk), action="accounts.set_active")
    assert [entry.actor_id for entry in log] == [manager.pk, manager.pk]


def test_registered_teacher_waits_for_approval(stranger, manager, client_for):
    User.objects.filter(pk=stranger.pk).update(requested_role="teacher")
    waiting, client = client_for(stranger), client_for(manager)
    assert waiting.get("/homework/queue/").status == 403
    answer = client.post(f"{PATH}{stranger.pk}/approve/")
    assert (answer.json["role"], answer.json["requested_role"], answer.json["status"]) == ("teacher", "", "active")
    assert waiting.get("/homework/queue/").status == 200
    assert client.post(f"{PATH}{stranger.pk}/approve/").status == 409
    assert "accounts.approve" in actions(stranger)


def test_approval_without_a_requested_role_is_refused(stranger, manager, teacher, client_for):
    assert client_for(manager).post(f"{PATH}{stranger.pk}/approve/").status == 409
    assert client_for(teacher).post(f"{PATH}{stranger.pk}/approve/").status == 403
    stranger.refresh_from_db()
    assert stranger.role == Role.MEMBER
