"""Links of guardians to children: created, changed and ended by the office, never deleted."""

from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.access import check_can_change_role
from apps.accounts.minors import is_minor
from apps.accounts.models import Guardian, GuardianKind, User
from apps.core.errors import Conflict, Forbidden, Invalid
from apps.core.lookups import lock_or_conflict
from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from apps.events.publishing import recheck_sockets
from apps.settings.services import write_audit_log


class GuardianRights(TypedDict, total=False):
    """What the guardian may see; absent fields are on in a new link and stay in a changed one."""

    sees_progress: bool
    sees_recordings: bool
    sees_payments: bool


class GuardianChanges(GuardianRights, total=False):
    """Changes of a guardian link; absent fields stay."""

    kind: GuardianKind


def add_guardian(
    *,
    actor: User,
    parent: User,
    child: User,
    kind: GuardianKind,
    stepped_up: bool = False,
    **rights: Unpack[GuardianRights],
) -> Guardian:
    """Link a guardian to a child. A user with the role `member` becomes a parent.

    Raise Invalid on "parent" or "child" for the same user twice, a minor as guardian, staff as child, or the reverse of
    an open link. Raise Conflict when they are linked already. To link themselves the actor needs the right to change
    roles and a step-up: else Forbidden.
    """
    if parent.pk == actor.pk:
        check_can_change_role(actor, stepped_up=stepped_up)
    _check_pair(parent, child)
    with unit_of_work():
        try:
            with transaction.atomic():
                link = Guardian.objects.create(parent=parent, child=child, kind=kind, **rights)
        except IntegrityError as error:
            raise Conflict(_("They are already linked as parent and child.")) from error
        changes = {"parent": (None, str(parent.pk)), "child": (None, str(child.pk)), "kind": (None, link.kind)}
        write_audit_log(actor, "accounts.add_guardian", link, changes)
        if User.objects.filter(pk=parent.pk, role=Role.MEMBER).update(role=Role.PARENT, updated_at=timezone.now()):
            write_audit_log(actor, "accounts.make_parent", parent, {"role": (Role.MEMBER.value, Role.PARENT.value)})
    return link


def change_guardian(
    *, link: Guardian, actor: User, stepped_up: bool = False, **changes: Unpack[GuardianChanges]
) -> Guardian:
    """Change the kind or the rights; open sockets of the guardian are checked again. Raise Conflict when the link has
    ended.

    For their own link the actor needs the right to change roles and a step-up: else Forbidden.
    """
    if link.parent_id == actor.pk:
        check_can_change_role(actor, stepped_up=stepped_up)
    with unit_of_work():
        link = _lock_open_link(link)
        differences = link.apply_changes(changes)
        if not differences:
            return link
        link.save(update_fields=[*differences, "updated_at"])
        write_audit_log(actor, "accounts.change_guardian", link, differences)
        recheck_sockets(user_id=link.parent_id)
    return link


def end_guardian(*, link: Guardian, actor: User) -> None:
    """End the link: the guardian sees nothing of the child from now on. Raise Conflict when it has ended already."""
    with unit_of_work():
        link = _lock_open_link(link)
        link.ended_at = timezone.now()
        link.save(update_fields=["ended_at", "updated_at"])
        write_audit_log(actor, "accounts.end_guardian", link, {"ended_at": (None, link.ended_at)})
        recheck_sockets(user_id=link.parent_id)


def end_own_guardian(*, link: Guardian, actor: User) -> None:
    """End the link of an adult to one of their guardians. Raise Forbidden for a minor, and as in `end_guardian`."""
    if is_minor(actor):
        raise Forbidden(_("Only an adult can end this. Please ask the centre."))
    end_guardian(link=link, actor=actor)


def _lock_open_link(link: Guardian) -> Guardian:
    return lock_or_conflict(Guardian.objects.filter(ended_at=None), link.pk, _("This link has already ended."))


def _check_pair(parent: User, child: User) -> None:
    if parent.pk == child.pk:
        raise Invalid.field("child", _("A user cannot be their own guardian."))
    if child.is_staff_member:
        raise Invalid.field("child", _("Staff cannot have guardians."))
    if Guardian.objects.filter(parent=child, child=parent, ended_at__isnull=True).exists():
        raise Invalid.field("child", _("This user is the guardian of the parent."))
    if is_minor(parent):
        raise Invalid.field("parent", _("A child cannot be a guardian."))
