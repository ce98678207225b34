"""The office draws a new code and new pictures for a child; the old ones and all sessions end."""

from django.utils import timezone

from apps.accounts import pictures
from apps.accounts.models import ChildProfile, User
from apps.settings.models import AuditLog, AuditValues


def path(child: User) -> str:
    return f"/auth/children/{child.pk}/reset/"


def test_new_pictures_work_and_old_ones_do_not(pupil, manager, client_for):
    profile = ChildProfile.objects.create(
        user=pupil, birth_date="2017-01-01", code="111111", wrong_tries=5, closed_at=timezone.now()
    )
    signed_in = client_for(pupil)
    first = client_for(manager).post(path(pupil)).json
    second = client_for(manager).post(path(pupil)).json
    profile.refresh_from_db()
    assert (profile.code, profile.wrong_tries, profile.closed_at) == (second["code"], 0, None)
    assert pictures.verify_pictures(profile.pictures_hash, second["pictures"])
    assert first["pictures"] == second["pictures"] or not pictures.verify_pictures(
        profile.pictures_hash, first["pictures"]
    )
    assert not pictures.verify_pictures(profile.pictures_hash, [*second["pictures"][1:], "no such picture"])
    assert len(second["pictures"]) == pictures.PICTURE_COUNT
    assert set(second["pictures"]) <= set(pictures.PICTURES)
    assert signed_in.get("/auth/users/me/").status == 401
    log = AuditLog.objects.filter(action="accounts.reset_child", object_id=str(pupil.pk), actor=manager)
    assert log.count() == 2
    assert not AuditValues.objects.filter(values__icontains=" ".join(second["pictures"])).exists()


def test_child_without_pictures_cannot_sign_in():
    assert not pictures.verify_pictures("", [])
    assert not pictures.verify_pictures("", ["apple", "apple", "apple", "apple"])
