"""Writes about people: making them, their own profile, role, password, whether they may come in."""

from collections.abc import Collection, Mapping
from typing import Any, TypedDict, Unpack

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.accounts import passwords
from apps.accounts.access import check_can_grant_role
from apps.accounts.models import EndReason, Guardian, OwnRole, User
from apps.accounts.queries import list_user_branch_ids
from apps.accounts.services.profiles import StudentChanges, TeacherChanges, change_profiles
from apps.accounts.services.sessions import end_sessions
from apps.accounts.webhook_events import UserChanged, UserCreated, UserLeft
from apps.core import validators
from apps.core.errors import Conflict, Invalid
from apps.core.number_series import take_numbers
from apps.core.outgoing_events import emit
from apps.core.permissions import STAFF, Role
from apps.core.translated_texts import LANGUAGES
from apps.core.uow import unit_of_work
from apps.core.validators import valid
from apps.settings.models import Branch
from apps.settings.queries import system
from apps.settings.services import audit
from ml.text import search_key
from realtime.events import revoke

UNIQUE_FIELDS: dict[str, tuple[str, StrOrPromise]] = {
    "user_email_once": ("email", _("This e-mail is already in use.")),
    "user_phone_once": ("phone", _("This phone is already in use.")),
}


class OwnProfileChanges(TypedDict, total=False):
    """What a person may change about themselves; what is absent stays."""

    first_name: str
    last_name: str
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
    locale: str = "uz",
    zone: str = "Asia/Tashkent",
    vouched: bool = False,
    actor: User | None = None,
) -> User:
    """A new, active person; staff work in every branch, a student gets the next number. Without a password they cannot
    sign in by one.

    `vouched`: whoever runs the server says that the e-mail and phone are the person's own, so they count as proved.
    Invalid, naming the field, for a value that cannot be taken or an e-mail or phone already in use.
    """
    values = {
        "email": email, "phone": phone, "first_name": first_name, "last_name": last_name, "locale": locale, "zone": zone
    }  # fmt: skip
    user = User(role=_check_known("role", role, [r.value for r in Role]), **clean_user_values(values))
    user.folded = build_search_name(user)
    user.all_branches = user.is_staff_member
    if vouched:
        user.email_verified_at = timezone.now() if user.email else None
        user.phone_verified_at = timezone.now() if user.phone else None
    user.password = passwords.hash_new_password(password, user=user)
    try:
        with unit_of_work():
            user.number = _get_student_number(user)
            user.save(force_insert=True)
            audit(actor=actor, action="accounts.create_user", obj=user, changes={"role": (None, user.role)})
            emit(UserCreated.from_user(user, by=actor))
    except IntegrityError as error:
        raise translate_integrity_error(error) from error
    return user


def update_own_profile(*, user: User, **changes: Unpack[OwnProfileChanges]) -> User:
    """Change what a person may change about themselves; Invalid names the field that cannot be taken."""
    student, teacher = changes.pop("student_profile", None), changes.pop("teacher_profile", None)
    checked = clean_user_values(changes)
    if changes.get("locale", user.locale) != user.locale:
        check_language(changes["locale"])
    with unit_of_work():
        user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        update_user_columns(user=user, values=checked, actor=user, action="accounts.update_me")
        change_profiles(user=user, actor=user, student=student, teacher=teacher)
    return user


def clean_user_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Names, e-mail, phone, language and zone as they are stored; Invalid names the field that cannot be taken."""
    checked = dict(values)
    if "first_name" in values:
        checked["first_name"] = valid("first_name", validators.personal_name, values["first_name"])
    if values.get("last_name"):
        checked["last_name"] = valid("last_name", validators.personal_name, values["last_name"])
    if "email" in values:
        checked["email"] = valid("email", validators.email, values["email"]) if values["email"] else None
    if "phone" in values:
        checked["phone"] = _clean_phone(values["phone"]) if values["phone"] else None
    if "locale" in values:
        _check_known("locale", values["locale"], LANGUAGES)
    if "zone" in values:
        _check_known("zone", values["zone"], validators.zones())
    return checked


def check_language(locale: str) -> str:
    """Invalid unless people can choose this language here."""
    return _check_known("locale", locale, system().languages)


def update_user_columns(*, user: User, values: Mapping[str, Any], actor: User | None, action: str) -> dict[str, Any]:
    """Write those of the checked values that differ into a row that the caller has locked; what was different.

    The folded name follows. IntegrityError for an e-mail or phone in use: see `translate_integrity_error`.
    """
    differing = {name: (getattr(user, name), new) for name, new in values.items() if getattr(user, name) != new}
    if not differing:
        return {}
    for name, (_old, new) in differing.items():
        setattr(user, name, new)
    user.folded = build_search_name(user)
    user.save(update_fields=[*differing, "folded", "updated_at"])
    audit(actor=actor, action=action, obj=user, changes=differing)
    emit(UserChanged.from_user(user, differing))
    return differing


def build_search_name(user: User) -> str:
    """The name as searches compare it: one form for both scripts, without apostrophes."""
    return search_key(user.full_name)


def set_password(*, user: User, password: str | None, actor: User | None) -> None:
    """Give a person another password, or none, and end all their sessions."""
    encoded = passwords.hash_new_password(password, user=user)
    with unit_of_work():
        User.objects.filter(pk=user.pk).update(password=encoded, updated_at=timezone.now())
        end_sessions(user=user, reason=EndReason.PASSWORD_CHANGED, actor=actor)
        audit(actor=actor, action="accounts.set_password", obj=user)


def change_role(*, user: User, role: Role, own_role: OwnRole | None = None, actor: User | None) -> None:
    """Give a person another role, or one of the centre's own; they sign in again to use it.

    What they had asked for is settled by it; made staff by somebody who works in some branches, they work in these, and
    by anybody else in every one, unless branches were named for them.
    Forbidden when the role holds more than the actor does, Conflict for the actor's own, for an own role that is not in
    use any more, and when somebody whom a guardian cares for would become staff.
    """
    if actor is not None and actor.pk == user.pk:
        raise Conflict(_("Nobody changes their own role: another administrator has to."))
    if actor is not None:
        check_can_grant_role(actor, role=role, own_role=own_role)
    with unit_of_work():
        lock_custom_role(own_role)
        old = User.objects.select_for_update(no_key=True, of=("self",)).select_related("own_role").get(pk=user.pk)
        own = own_role.pk if own_role else None
        if (old.role, old.own_role_id, old.requested_role) == (role, own, ""):
            return
        everywhere = _works_everywhere(old, actor, role=role, own_role=own_role)
        old_role, old.role = old.role, role.value
        User.objects.filter(pk=user.pk).update(
            role=role,
            own_role=own,
            requested_role="",
            all_branches=everywhere,
            number=_get_student_number(old),
            updated_at=timezone.now(),
        )
        if actor is not None and (role in STAFF or own_role is not None):
            _limit_branches_to(user, actor)
        end_sessions(user=user, reason=EndReason.ROLE_CHANGED, actor=actor)
        changes = {"role": (old_role, role), "own_role": (old.own_role_id, own)}
        audit(actor=actor, action="accounts.change_role", obj=user, changes=changes)
        emit(UserChanged.from_user(old, ["role"]))


def approve_requested_role(*, user: User, actor: User) -> None:
    """Give a person the role that they asked for when they signed up; their sessions go on, as nothing is taken away.

    They work where `change_role` says. Conflict when they wait for nothing
    (any more), are switched off, or a guardian cares for them. Forbidden when the role holds more than the actor does.
    """
    with unit_of_work():
        user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        if not user.requested_role or not user.is_active:
            raise Conflict(_("This person waits for no approval."))
        check_can_grant_role(actor, role=user.requested_role)
        change = {"role": (user.role, user.requested_role)}
        user.all_branches = _works_everywhere(user, actor, role=user.requested_role, own_role=user.own_role)
        user.role, user.requested_role = user.requested_role, ""
        user.number = _get_student_number(user)
        user.save(update_fields=["role", "requested_role", "all_branches", "number", "updated_at"])
        if user.role in STAFF:
            _limit_branches_to(user, actor)
        audit(actor=actor, action="accounts.approve", obj=user, changes=change)
        emit(UserChanged.from_user(user, ["role"]))


def make_student(*, user: User, actor: User | None = None) -> None:
    """What a first membership does: a registered `member` becomes a student, with a number; anybody else stays what
    they are.

    Nothing that they could do before is taken away, so their sessions go on.
    """
    with unit_of_work():
        member = User.objects.select_for_update(no_key=True).filter(pk=user.pk, role=Role.MEMBER).first()
        if member is not None:
            user.role = member.role = Role.STUDENT
            user.number = _get_student_number(member)
            User.objects.filter(pk=user.pk).update(role=user.role, number=user.number, updated_at=timezone.now())
            change = {"role": (Role.MEMBER.value, Role.STUDENT.value)}
            audit(actor=actor, action="accounts.make_student", obj=user, changes=change)
            emit(UserChanged.from_user(user, ["role"]))


def set_user_active(*, user: User, active: bool, actor: User | None) -> None:
    """Let a person in again, or keep them out from the next request on. Conflict for oneself.

    Whoever was erased stays out: nothing changes.
    """
    if actor is not None and actor.pk == user.pk:
        raise Conflict(_("Nobody can switch themselves off or on."))
    with unit_of_work():
        found = User.objects.filter(pk=user.pk, is_active=not active)
        if active:
            found = found.filter(erased_at__isnull=True)
        changed = found.update(is_active=active, updated_at=timezone.now())
        if not changed:
            return
        if not active:
            end_sessions(user=user, reason=EndReason.DEACTIVATED, actor=actor)
        audit(actor=actor, action="accounts.set_active", obj=user, changes={"is_active": (not active, active)})
        if active:
            emit(UserChanged.from_user(user, ["is_active"], active=True))
        else:
            emit(UserLeft.from_user_id(user.pk, "deactivated"))


def _works_everywhere(user: User, actor: User | None, *, role: str, own_role: OwnRole | None) -> bool:
    """Whether somebody who gets this role works in every branch: staff as before; who becomes staff like whoever makes
    them so, unless branches were named for them. Conflict when a guardian cares for who would become staff.
    """
    if role not in STAFF and own_role is None:
        return False
    if user.is_staff_member:
        return user.all_branches
    if Guardian.objects.filter(child=user, ended_at__isnull=True).exists():
        raise Conflict(_("Staff have no guardians here: end that first."))
    return (actor is None or actor.all_branches) and not user.branches.exists()


def _limit_branches_to(user: User, actor: User) -> None:
    """Let who becomes staff work nowhere but in the actor's branches: in those of them that were theirs, else in all.

    Nothing for an actor who works in every branch.
    """
    if actor.all_branches:
        return
    old, near = set(user.branches.values_list("pk", flat=True)), set(list_user_branch_ids(actor))
    new = (old & near) or near
    changes = {"all_branches": (user.all_branches, False), "branches": (sorted(map(str, old)), sorted(map(str, new)))}
    User.objects.filter(pk=user.pk).update(all_branches=False, updated_at=timezone.now())
    user.all_branches = False
    user.branches.set(Branch.objects.filter(pk__in=new))
    audit(actor=actor, action="accounts.set_branches", obj=user, changes=changes)
    revoke(user_id=user.pk)


def _get_student_number(user: User) -> int | None:
    """The number that the person has from now on: a student's first one, once given the same for ever."""
    if user.number is None and user.role == Role.STUDENT:
        return take_numbers("students")[0]
    return user.number


def _check_known(field: str, value: str, values: Collection[str]) -> str:
    """The value when it is one of `values`; Invalid on the field when not."""
    if value not in values:
        raise Invalid.field(field, _("This value is not known."))
    return str(value)


def _clean_phone(phone: str) -> str:
    return valid("phone", validators.phone, phone, foreign=system().foreign_phones)


def lock_custom_role(own_role: OwnRole | None) -> None:
    """Hold the role's row until the commit, so that it is not taken out of use meanwhile; Conflict when it was."""
    if own_role is None:
        return
    if not OwnRole.objects.select_for_update().filter(pk=own_role.pk, archived_at__isnull=True).exists():
        raise Conflict(_("This role is not in use any more."))


def translate_integrity_error(error: IntegrityError) -> Exception:
    """What to say of a broken constraint: Invalid on the field that is in use, else the error itself."""
    diagnostics = getattr(error.__cause__, "diag", None)
    name = getattr(diagnostics, "constraint_name", None)
    if name not in UNIQUE_FIELDS:
        return error
    field, message = UNIQUE_FIELDS[name]
    return Invalid.field(field, message)
