"""Profiles of pupils, teachers and children."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypedDict
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts import queries
from apps.accounts.models import ChildProfile, StudentProfile, TeacherProfile, User
from apps.core.errors import Invalid
from apps.core.permissions import STAFF
from apps.core.translated_texts import merge_translations
from apps.core.uow import unit_of_work
from apps.settings.services import write_audit_log

MAX_PREFERENCES = 20
MAX_AGE_YEARS = 120


class StudentChanges(TypedDict, total=False):
    """Changes of a pupil's education and preferences; absent fields stay."""

    institution: UUID | None
    education: str
    preferences: dict[str, str]


class TeacherChanges(TypedDict, total=False):
    """Changes of a teacher's public text (`about`, by language) and qualifications; absent fields stay."""

    institution: UUID | None
    about: dict[str, str]
    qualifications: str


def change_profiles(
    *, user: User, actor: User | None, student: StudentChanges | None = None, teacher: TeacherChanges | None = None
) -> None:
    """Change the given profiles; create them when absent.

    Raise Invalid, naming the field with its profile ("student_profile.institution"), for an unknown institution, too
    many preferences, or a teacher's profile of a user who is no teacher.
    """
    with unit_of_work():
        if student is not None:
            if len(student.get("preferences", {})) > MAX_PREFERENCES:
                raise Invalid.field("student_profile.preferences", _("There are too many preferences."))
            _change_profile(StudentProfile, "student_profile", user, actor, student)
        if teacher is not None:
            if user.role not in STAFF and user.requested_role not in STAFF:
                raise Invalid.field("teacher_profile", _("This person is not a teacher."))
            _change_profile(TeacherProfile, "teacher_profile", user, actor, teacher)


def check_birth_date(birth_date: date) -> date:
    """Return the date; raise Invalid on "birth_date" when it is in the future or too long ago."""
    today = timezone.now().date()
    if birth_date > today or birth_date.year < today.year - MAX_AGE_YEARS:
        raise Invalid.field("birth_date", _("This birth date is not possible."))
    return birth_date


def copy_birth_date_to_child_profile(user: User) -> None:
    """Copy the birth date of a child to its profile; nothing for others. Raise Invalid on "birth_date" for a child
    without one.
    """
    profiles = ChildProfile.objects.filter(user=user)
    if user.birth_date is None and profiles.exists():
        raise Invalid.field("birth_date", _("A child needs a birth date."))
    profiles.update(birth_date=user.birth_date, updated_at=timezone.now())


def _change_profile(
    model: type[StudentProfile | TeacherProfile], name: str, user: User, actor: User | None, wanted: Mapping[str, Any]
) -> None:
    values = dict(wanted)
    if "institution" in values:
        institution = values["institution_id"] = values.pop("institution")
        if institution and not queries.list_active_institutions().filter(pk=institution).exists():
            raise Invalid.field(f"{name}.institution", _("There is no such institution."))
    profile, _made = model.objects.select_for_update().get_or_create(user=user)
    differences = profile.apply_changes(merge_translations(profile, values, "about"))
    if differences:
        profile.save(update_fields=[*differences, "updated_at"])
        write_audit_log(actor, f"accounts.change_{name}", user, differences)
