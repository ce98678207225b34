"""Users: creation, own profile, role, password, activation."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.accounts import passwords
from apps.accounts.access import check_can_grant_role
from apps.accounts.models import EndReason, Guardian, OwnRole, User
from apps.accounts.queries import list_user_branch_ids
from apps.accounts.services.profiles import StudentChanges, TeacherChanges, change_profiles, check_birth_date
from apps.accounts.services.sessions import end_sessions
from apps.accounts.webhook_events import UserChanged, UserCreated, UserLeft
from apps.core import validators
from apps.core.errors import Conflict, Invalid, get_violated_constraint
from apps.core.lookups import lock_or_conflict
from apps.core.number_series import take_numbers
from apps.core.outgoing_events import publish_webhook_event
from apps.core.permissions import STAFF, Role
from apps.core.teaching import check_teaches_nothing
from apps.core.translated_texts import LANGUAGES
from apps.core.uow import unit_of_work
from apps.core.validators import validate_field
from apps.events.publishing import recheck_sockets
from apps.settings.models import Branch
from apps.settings.queries import get_system_settings
from apps.settings.services import write_audit_log
from ml.text import build_name_key, build_search_key

UNIQUE_FIELDS: dict[str, tuple[str, StrOrPromise]] = {
    "user_email_once": ("email", _("This e-mail is already in use.")),
    "user_phone_once": ("phone", _("This phone is already in use.")),
}


NOT_GONE: dict[str, Any] = {"erased_at": None, "merged_into": None}
SEARCH_NAMES = ("folded", "folded_patronymic", "name_key")


class OwnProfileChanges(TypedDict, total=False):
    """Changes that users may make to themselves; absent fields stay."""

    first_name: str
    last_name: str
    patronymic: str
    locale: str
    zone: str
    student_profile: StudentChanges
    teacher_profile: TeacherChanges


def create_user(
    *,
    first_name: str,
    role: Role | str,
    email: str | None = None,
    phone: str | None = None,
    password: str | None = None,
    last_name: str = "",
    patronymic: str = "",
    locale: str = "uz",
    zone: str = "Asia/Tashkent",
    birth_date: date | None = None,
    verified: bool = False,
    actor: User | None = None,
) -> User:
    """Create an active user. Staff work in every branch, a student gets the next number. Without a password they cannot
    sign in by one.

    `verified`: the operator of the server confirms the e-mail and phone, so they are verified. The office (`actor`)
    vouches for the phone that it enters. Raise Invalid, naming the field, for an invalid value or an e-mail or phone in
    use.
    """
    values = {
        "email": email, "phone": phone, "first_name": first_name, "last_name": last_name, "patronymic": patronymic,
        "locale": locale, "zone": zone, "birth_date": birth_date,
    }  # fmt: skip
    user = User(role=_check_known("role", role, [r.value for r in Role]), **clean_user_values(values))
    set_search_names(user)
    user.all_branches = user.is_staff_member
    if verified:
        user.email_verified_at = timezone.now() if user.email else None
        user.phone_verified_at = timezone.now() if user.phone else None
    elif actor is not None and user.phone:
        user.phone_vouched_at = timezone.now()
    user.password = passwords.hash_new_password(password, user=user)
    try:
        with unit_of_work():
            user.number = _get_student_number(user)
            user.save(force_insert=True)
            write_audit_log(actor, "accounts.create_user", user, {"role": (None, user.role)})
            publish_webhook_event(UserCreated.from_user(user, by=actor))
    except IntegrityError as error:
        raise translate_integrity_error(error) from error
    return user


def update_own_profile(*, user: User, **changes: Unpack[OwnProfileChanges]) -> User:
    """Change what users may change about themselves; raise Invalid, naming the field."""
    student, teacher = changes.pop("student_profile", None), changes.pop("teacher_profile", None)
    checked = clean_user_values(changes)
    if changes.get("locale", user.locale) != user.locale:
        _check_known("locale", changes["locale"], get_system_settings().languages)
    with unit_of_work():
        user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        update_user_columns(user=user, values=checked, actor=user, action="accounts.update_me")
        change_profiles(user=user, actor=user, student=student, teacher=teacher)
    return user


def clean_user_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return names, e-mail, phone, language, zone and birth date as stored; raise Invalid, naming the field."""
    checked = dict(values)
    for name in ("first_name", "last_name", "patronymic"):
        if name in values and (values[name] or name == "first_name"):
            checked[name] = validate_field(name, validators.normalize_personal_name, values[name])
    for name in ("email", "phone"):
        if name in values:
            checked[name] = _clean_contact(name, values[name]) if values[name] else None
    if "locale" in values:
        _check_known("locale", values["locale"], LANGUAGES)
    if "zone" in values:
        _check_known("zone", values["zone"], validators.all_time_zones())
    if values.get("birth_date") is not None:
        check_birth_date(values["birth_date"])
    return checked


def update_user_columns(*, user: User, values: Mapping[str, Any], actor: User | None, action: str) -> dict[str, Any]:
    """Write the clean values that differ into a row that the caller has locked; return the differences.

    The search names follow; the office does not vouch for a new phone. IntegrityError for an e-mail or phone in use:
    see `translate_integrity_error`.
    """
    differences = user.apply_changes(values)
    if not differences:
        return {}
    set_search_names(user)
    columns = [*differences, *SEARCH_NAMES, "updated_at"]
    if "phone" in differences:
        user.phone_vouched_at = None
        columns.append("phone_vouched_at")
    user.save(update_fields=columns)
    write_audit_log(actor, action, user, differences)
    publish_webhook_event(UserChanged.from_user(user, differences))
    return differences


def set_search_names(user: User) -> None:
    """Set the columns `SEARCH_NAMES`, without saving. Each word of a looser key is between spaces, so that a search
    finds its beginning.
    """
    user.folded, user.folded_patronymic = build_search_key(user.full_name)[:400], ""
    if user.patronymic:
        user.folded_patronymic = f"{build_search_key(user.patronymic)} {build_name_key(user.patronymic)} "[:160]
    user.name_key = build_stored_name_key(user.full_name)


def build_stored_name_key(full_name: str) -> str:
    """Return the column `name_key` of a user with this name."""
    return f" {build_name_key(full_name)} "[:400]


def set_password(*, user: User, password: str | None, actor: User | None) -> None:
    """Set another password, or none, and end all sessions of the user."""
    encoded = passwords.hash_new_password(password, user=user)
    with unit_of_work():
        User.objects.filter(pk=user.pk).update(password=encoded, updated_at=timezone.now())
        end_sessions(user=user, reason=EndReason.PASSWORD_CHANGED, actor=actor)
        write_audit_log(actor, "accounts.set_password", user)


def change_role(
    *, user: User, role: Role, own_role: OwnRole | None = None, actor: User | None, teaching_stays: bool = False
) -> None:
    """Give a user another built-in or custom role; all their sessions end.

    A requested role is settled by it. New staff work in the actor's branches, or in every one if the actor does, unless
    they had branches already. Raise Forbidden when the role has permissions that the actor does not have. Raise
    Conflict for the actor's own role, for an archived custom role, when a user with a guardian would become staff, and,
    unless `teaching_stays`, when somebody who teaches groups or planned lessons would not be staff any more: see
    `check_teaches_nothing`.
    """
    if actor is not None and actor.pk == user.pk:
        raise Conflict(_("You cannot change your own role. Ask another administrator."))
    if actor is not None:
        check_can_grant_role(actor, role=role, own_role=own_role)
    with unit_of_work():
        lock_custom_role(own_role)
        old = User.objects.select_for_update(no_key=True, of=("self",)).select_related("own_role").get(pk=user.pk)
        custom_role_id = own_role.pk if own_role else None
        if (old.role, old.own_role_id, old.requested_role) == (role, custom_role_id, ""):
            return
        if old.role in STAFF and role not in STAFF and not teaching_stays:
            check_teaches_nothing(old.pk)
        everywhere = _works_everywhere(old, actor, role=role, own_role=own_role)
        old_role, old.role = old.role, role.value
        User.objects.filter(pk=user.pk).update(
            role=role,
            own_role=custom_role_id,
            requested_role="",
            all_branches=everywhere,
            number=_get_student_number(old),
            updated_at=timezone.now(),
        )
        if actor is not None and (role in STAFF or own_role is not None):
            _limit_branches_to(user, actor)
        end_sessions(user=user, reason=EndReason.ROLE_CHANGED, actor=actor)
        changes = {"role": (old_role, role), "own_role": (old.own_role_id, custom_role_id)}
        write_audit_log(actor, "accounts.change_role", user, changes)
        publish_webhook_event(UserChanged.from_user(old, ["role"]))


def approve_requested_role(*, user: User, actor: User) -> None:
    """Give a user the role requested at registration; their sessions go on.

    Branches as in `change_role`. Raise Conflict when no role was requested, the user is deactivated, or has a guardian.
    Raise Forbidden when the role has permissions that the actor does not have.
    """
    with unit_of_work():
        user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        if not user.requested_role or not user.is_active:
            raise Conflict(_("This user is not waiting for approval."))
        check_can_grant_role(actor, role=user.requested_role)
        change = {"role": (user.role, user.requested_role)}
        user.all_branches = _works_everywhere(user, actor, role=user.requested_role, own_role=user.own_role)
        user.role, user.requested_role = user.requested_role, ""
        user.number = _get_student_number(user)
        user.save(update_fields=["role", "requested_role", "all_branches", "number", "updated_at"])
        if user.role in STAFF:
            _limit_branches_to(user, actor)
        write_audit_log(actor, "accounts.approve", user, change)
        publish_webhook_event(UserChanged.from_user(user, ["role"]))


def make_student(*, user: User, actor: User | None = None) -> None:
    """Make a `member` a student, with a number, as the first membership does; other roles stay.

    No permission is lost, so the sessions go on.
    """
    with unit_of_work():
        member = User.objects.select_for_update(no_key=True).filter(pk=user.pk, role=Role.MEMBER).first()
        if member is not None:
            user.role = member.role = Role.STUDENT
            user.number = _get_student_number(member)
            User.objects.filter(pk=user.pk).update(role=user.role, number=user.number, updated_at=timezone.now())
            write_audit_log(actor, "accounts.make_student", user, {"role": (Role.MEMBER.value, Role.STUDENT.value)})
            publish_webhook_event(UserChanged.from_user(user, ["role"]))


def set_user_active(*, user: User, active: bool, actor: User | None, teaching_stays: bool = False) -> bool:
    """Activate or deactivate a user; deactivation ends all sessions. Return whether the user was not so already.

    Raise Conflict for the actor themselves and, unless `teaching_stays`, for a deactivation of somebody who teaches
    groups or planned lessons: see `check_teaches_nothing`.

    An erased user stays deactivated, and so does one who was merged into another.
    """
    if actor is not None and actor.pk == user.pk:
        raise Conflict(_("You cannot activate or deactivate yourself."))
    with unit_of_work():
        users = User.objects.filter(pk=user.pk, is_active=not active, **(NOT_GONE if active else {}))
        if not users.update(is_active=active, updated_at=timezone.now()):
            return False
        if not active:
            if not teaching_stays:
                check_teaches_nothing(user.pk)
            end_sessions(user=user, reason=EndReason.DEACTIVATED, actor=actor)
        change = {"is_active": (not active, active)}
        write_audit_log(actor, "accounts.set_active", user, change)
        left = UserLeft.from_user_id(user.pk, "deactivated")
        publish_webhook_event(UserChanged.from_user(user, change, active=True) if active else left)
        return True


def _works_everywhere(user: User, actor: User | None, *, role: str, own_role: OwnRole | None) -> bool:
    """Return whether a user with this role works in every branch: staff as before; new staff as the actor does, unless
    they had branches already. Raise Conflict when a user with a guardian would become staff.
    """
    if role not in STAFF and own_role is None:
        return False
    if user.is_staff_member:
        return user.all_branches
    if Guardian.objects.filter(child=user, ended_at__isnull=True).exists():
        raise Conflict(_("Staff cannot have guardians. End the guardian link first."))
    return (actor is None or actor.all_branches) and not user.branches.exists()


def _limit_branches_to(user: User, actor: User) -> None:
    """Limit new staff to the actor's branches: to those that they had already, else to all of them.

    Nothing for an actor who works in every branch.
    """
    if actor.all_branches:
        return
    old, actor_branches = set(user.branches.values_list("pk", flat=True)), set(list_user_branch_ids(actor))
    new = (old & actor_branches) or actor_branches
    changes = {"all_branches": (user.all_branches, False), "branches": (sorted(map(str, old)), sorted(map(str, new)))}
    User.objects.filter(pk=user.pk).update(all_branches=False, updated_at=timezone.now())
    user.all_branches = False
    user.branches.set(Branch.objects.filter(pk__in=new))
    write_audit_log(actor, "accounts.set_branches", user, changes)
    recheck_sockets(user_id=user.pk)


def _get_student_number(user: User) -> int | None:
    """Return the user's number; a student without one gets the next. It never changes."""
    if user.number is None and user.role == Role.STUDENT:
        return take_numbers("students")[0]
    return user.number


def _check_known(field: str, value: str, values: Collection[str]) -> str:
    """Return the value when it is one of `values`; else raise Invalid on the field."""
    if value not in values:
        raise Invalid.field(field, _("This value is not known."))
    return str(value)


def _clean_contact(field: str, value: str) -> str:
    if field == "email":
        return validate_field(field, validators.normalize_email, value)
    return validate_field(field, validators.normalize_phone, value, allow_foreign=get_system_settings().foreign_phones)


def lock_custom_role(own_role: OwnRole | None) -> None:
    """Lock the role until the commit, so that it cannot be archived meanwhile; raise Conflict when it was."""
    if own_role is not None:
        lock_or_conflict(OwnRole.objects.filter(archived_at=None), own_role.pk, _("This role is archived."))


def translate_integrity_error(error: IntegrityError) -> Exception:
    """Return Invalid on the field that is in use, else the error itself."""
    name = get_violated_constraint(error)
    return Invalid.field(*UNIQUE_FIELDS[name]) if name in UNIQUE_FIELDS else error
