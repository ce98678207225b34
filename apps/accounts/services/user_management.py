"""What the office changes about other users: accounts, addresses and branches."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.access import check_can_change_role, check_can_grant_role
from apps.accounts.minors import is_minor
from apps.accounts.models import Channel, EndReason, PasswordResetToken, User, UserVerification
from apps.accounts.queries import list_children, list_user_branch_ids
from apps.accounts.services import telegram
from apps.accounts.services.account_messages import ADDRESS_CHANGED, enqueue_account_message
from apps.accounts.services.children import create_child_profile
from apps.accounts.services.profiles import (
    StudentChanges,
    TeacherChanges,
    change_profiles,
    copy_birth_date_to_child_profile,
)
from apps.accounts.services.sessions import end_sessions
from apps.accounts.services.users import clean_user_values, create_user, translate_integrity_error, update_user_columns
from apps.core.errors import Invalid
from apps.core.permissions import OFFICE, Role
from apps.core.uow import unit_of_work
from apps.events.publishing import recheck_sockets
from apps.settings.models import Branch
from apps.settings.services import write_audit_log

CONTACT_CHANNELS = {"email": Channel.EMAIL, "phone": Channel.SMS}


class ManagedUserChanges(TypedDict, total=False):
    """Changes that the office may make to a user; absent fields stay."""

    first_name: str
    last_name: str
    patronymic: str
    email: str | None
    phone: str | None
    locale: str
    zone: str
    all_branches: bool
    branches: list[UUID]
    birth_date: date | None
    counts_as_adult: bool
    student_profile: StudentChanges
    teacher_profile: TeacherChanges


def create_user_by_office(
    *, actor: User, role: Role, birth_date: date | None = None, stepped_up: bool = False, **values: Any
) -> User:
    """Create a user without a password; a pupil who is a minor by the birth date becomes a child.

    An actor of single branches creates users of these branches. Raise Forbidden when the role has permissions that the
    actor does not have; a role of the office needs the right to change roles and a step-up. Invalid as in
    `create_user`.
    """
    check_can_grant_role(actor, role=role)
    if role in OFFICE:
        check_can_change_role(actor, stepped_up=stepped_up)
    with unit_of_work():
        user = create_user(role=role, actor=actor, birth_date=birth_date, **values)
        if birth_date is not None and role == Role.STUDENT and is_minor(user):
            create_child_profile(user=user, actor=actor)
        if not actor.all_branches:
            _set_branches(user=user, actor=actor, all_branches=False, branches=list(list_user_branch_ids(actor)))
    return user


def change_user(*, user: User, actor: User, stepped_up: bool = False, **changes: Unpack[ManagedUserChanges]) -> None:
    """Change the given fields. A new e-mail or phone is not verified; it ends sessions, open codes and the Telegram
    link, and the old address is told. The office vouches for a phone that it enters.

    Raise Invalid, naming the field: also for the actor's own e-mail or phone, and for a branch that is unknown or not
    the actor's. Addresses of staff, and what makes the actor or a child of the actor an adult or a minor, need the
    right to change roles and a step-up: else Forbidden.
    """
    student, teacher = changes.pop("student_profile", None), changes.pop("teacher_profile", None)
    all_branches, branches = changes.pop("all_branches", None), changes.pop("branches", None)
    checked = clean_user_values(changes)
    try:
        with unit_of_work():
            user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
            _check_addresses(user, actor, checked, stepped_up=stepped_up)
            _check_adulthood(user, actor, checked, stepped_up=stepped_up)
            differences = update_user_columns(user=user, values=checked, actor=actor, action="accounts.change_person")
            _close_old_addresses(user, actor, differences)
            if checked.get("phone"):
                User.objects.filter(pk=user.pk, phone_verified_at=None).update(phone_vouched_at=timezone.now())
            if "birth_date" in differences:
                copy_birth_date_to_child_profile(user)
            change_profiles(user=user, actor=actor, student=student, teacher=teacher)
            if all_branches is not None or branches is not None:
                _set_branches(user=user, actor=actor, all_branches=all_branches, branches=branches)
    except IntegrityError as error:
        raise translate_integrity_error(error) from error


def _check_addresses(user: User, actor: User, values: Mapping[str, Any], *, stepped_up: bool) -> None:
    """Check who may change addresses: the owner of an address can take over the account by a password reset."""
    new = [field for field in CONTACT_CHANNELS if field in values and values[field] != getattr(user, field)]
    if not new:
        return
    if user.pk == actor.pk:
        raise Invalid.field(new[0], _("You cannot change your own address here. Ask another administrator."))
    if user.is_staff_member:
        check_can_change_role(actor, stepped_up=stepped_up)


def _check_adulthood(user: User, actor: User, values: Mapping[str, Any], *, stepped_up: bool) -> None:
    """Check who may change what makes a minor or an adult: it decides about rights of the user and the guardians."""
    new = [field for field in ("birth_date", "counts_as_adult") if field in values]
    if all(values[field] == getattr(user, field) for field in new):
        return
    if user.pk == actor.pk or list_children(actor).filter(pk=user.pk).exists():
        check_can_change_role(actor, stepped_up=stepped_up)


def _close_old_addresses(user: User, actor: User, differences: Mapping[str, tuple[Any, Any]]) -> None:
    """End what the old addresses opened and the Telegram link, and send them a message."""
    old_addresses = {field: differences[field][0] for field in CONTACT_CHANNELS if field in differences}
    if not old_addresses:
        return
    now = timezone.now()
    User.objects.filter(pk=user.pk).update(**{f"{field}_verified_at": None for field in old_addresses})
    PasswordResetToken.objects.filter(user=user, used_at__isnull=True).update(used_at=now)
    UserVerification.objects.filter(user=user, used_at__isnull=True).update(used_at=now)
    telegram.unlink_telegram(user=user, actor=actor)
    end_sessions(user=user, reason=EndReason.BY_STAFF, actor=actor)
    for field, address in old_addresses.items():
        if address:
            enqueue_account_message(ADDRESS_CHANGED, CONTACT_CHANNELS[field], address, locale=user.locale)


def _set_branches(*, user: User, actor: User, all_branches: bool | None, branches: Collection[UUID] | None) -> None:
    """Set the branches of a user; None leaves them, and branches that are not the actor's stay. Open sockets are
    checked again.
    """
    if all_branches and not actor.all_branches:
        raise Invalid.field("all_branches", _("You do not work in all branches yourself."))
    if all_branches and not user.is_staff_member:
        raise Invalid.field("all_branches", _("Only staff can work in all branches."))
    old = set(user.branches.values_list("pk", flat=True))
    new = old if branches is None else _branches_in_reach(actor, branches) | _branches_out_of_reach(actor, old)
    changes: dict[str, tuple[Any, Any]] = {}
    if all_branches is not None and all_branches != user.all_branches:
        changes["all_branches"] = (user.all_branches, all_branches)
        User.objects.filter(pk=user.pk).update(all_branches=all_branches, updated_at=timezone.now())
        user.all_branches = all_branches
    if new != old:
        changes["branches"] = (sorted(map(str, old)), sorted(map(str, new)))
        user.branches.set(Branch.objects.filter(pk__in=new))
    if changes:
        write_audit_log(actor, "accounts.set_branches", user, changes)
        recheck_sockets(user_id=user.pk)


def _branches_out_of_reach(actor: User, branches: set[UUID]) -> set[UUID]:
    return set() if actor.all_branches else branches - set(list_user_branch_ids(actor))


def _branches_in_reach(actor: User, wanted: Collection[UUID]) -> set[UUID]:
    branches = Branch.objects.filter(pk__in=wanted)
    if not actor.all_branches:
        branches = branches.filter(pk__in=list_user_branch_ids(actor))
    branch_ids = set(branches.values_list("pk", flat=True))
    if branch_ids != set(wanted):
        raise Invalid.field("branches", _("There is no such branch."))
    return branch_ids
