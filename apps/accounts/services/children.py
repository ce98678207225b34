"""Children: child profiles, and the code and pictures for signing in."""

import secrets
from dataclasses import dataclass

from apps.accounts import pictures
from apps.accounts.models import ChildProfile, EndReason, User
from apps.accounts.services.sessions import end_sessions
from apps.core.uow import unit_of_work
from apps.settings.services import write_audit_log

CODE_DIGITS = 6


@dataclass(frozen=True)
class ChildCredentials:
    """The code and pictures of a child; the pictures are shown once and stored only as a hash."""

    code: str
    pictures: tuple[str, ...]


def create_child_profile(*, user: User, actor: User | None) -> ChildProfile:
    """Make a pupil with a birth date a child. It cannot sign in before `reset_child_credentials` drew its pictures."""
    assert user.birth_date is not None
    with unit_of_work():
        profile = ChildProfile.objects.create(user=user, birth_date=user.birth_date, code=_new_code())
        write_audit_log(actor, "accounts.make_child", user, {"birth_date": (None, user.birth_date)})
    return profile


def reset_child_credentials(*, child: User, actor: User) -> ChildCredentials:
    """Set a new code and new pictures; all sessions of the child end, and a closed sign-in opens again.

    `child` has a child profile.
    """
    new_pictures = pictures.pick_random_pictures()
    pictures_hash = pictures.hash_pictures(new_pictures)
    with unit_of_work():
        profile = ChildProfile.objects.select_for_update().get(user=child)
        values = {"code": _new_code(), "pictures_hash": pictures_hash, "wrong_tries": 0, "closed_at": None}
        profile.save(update_fields=[*profile.apply_changes(values), "updated_at"])
        end_sessions(user=child, reason=EndReason.BY_STAFF, actor=actor)
        write_audit_log(actor, "accounts.reset_child", child)
    return ChildCredentials(code=profile.code, pictures=new_pictures)


def _new_code() -> str:
    """Return a code that no child has."""
    while True:
        code = "".join(secrets.choice("0123456789") for _digit in range(CODE_DIGITS))
        if not ChildProfile.objects.filter(code=code).exists():
            return code
