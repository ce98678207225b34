"""Writes of planned rows of a pupil import, in a fixed number of statements."""

import secrets
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts.models import ChildProfile, Guardian, User
from apps.accounts.queries import list_user_branch_ids
from apps.accounts.services.children import CODE_DIGITS
from apps.accounts.services.users import SEARCH_NAMES
from apps.accounts.webhook_events import UserChanged, UserCreated
from apps.core.local_days import get_day_bounds
from apps.core.number_series import take_numbers
from apps.core.outgoing_events import publish_webhook_event
from apps.core.permissions import Role
from apps.courses.events import MembershipStarted
from apps.courses.models import Membership, MembershipChange, Placement, WaitingEntry
from apps.courses.services import billing
from apps.courses.services.imports.row_planning import RowPlan
from apps.courses.services.memberships import publish_membership_event, recheck_teacher_sockets
from apps.settings.models import Branch
from apps.settings.services import AuditedChange, write_audit_logs

BATCH = 1000


def save_row_plans(*, actor: User, plans: Sequence[RowPlan]) -> None:
    """Write the plans. Call inside a unit of work that has locked the groups and the existing people. New people of an
    actor who works in some branches are assigned to these.
    """
    _save_people(actor, plans)
    _save_children(plans)
    Guardian.objects.bulk_create([plan.guardian for plan in plans if plan.guardian], batch_size=BATCH)
    Placement.objects.bulk_create([plan.placement for plan in plans if plan.placement], batch_size=BATCH)
    _save_memberships(actor, [membership for plan in plans for membership in plan.memberships])
    write_audit_logs(actor=actor, entries=[entry for plan in plans for entry in _audit_entries(plan)])


def describe_created_objects(plan: RowPlan) -> dict[str, Any]:
    """Return what a written row created and changed, for undoing and for erasure."""
    objects = {
        "person": plan.person,
        "user": plan.new_user,
        "profile": plan.child_profile,
        "parent": plan.parent,
        "guardian": plan.guardian,
        "placement": plan.placement,
    }
    description: dict[str, Any] = {name: str(row.pk) for name, row in objects.items() if row is not None}
    if plan.memberships:
        description["memberships"] = [str(membership.pk) for membership in plan.memberships]
    if plan.old_values:
        description["before"] = plan.old_values
        description["after"] = {name: serialize_value(getattr(plan.person, name)) for name in plan.old_values}
    if plan.guardian is not None:
        description["carer"] = str(plan.guardian.parent_id)
        description |= {"parent_was": plan.old_parent_role} if plan.old_parent_role else {}
    return description


def serialize_value(value: str | date | None) -> str | None:
    """Return a value of a user as `ImportRow.made` stores it."""
    return value.isoformat() if isinstance(value, date) else value


def _save_people(actor: User, plans: Sequence[RowPlan]) -> None:
    pupils = [plan.new_user for plan in plans if plan.new_user]
    made = [*pupils, *(plan.parent for plan in plans if plan.parent)]
    fields = {plan.person: list(plan.old_values) for plan in plans if plan.person and plan.old_values}
    for plan in plans:
        if plan.guardian and plan.old_parent_role:
            fields.setdefault(plan.guardian.parent, []).append("role")
    new = set(made)
    old = [user for user in fields if user not in new]
    unnumbered = [*pupils, *(user for user in old if user.role == Role.STUDENT and user.number is None)]
    if unnumbered:
        for user, number in zip(unnumbered, take_numbers("students", len(unnumbered)), strict=True):
            user.number = number
    User.objects.bulk_create(made, batch_size=BATCH)
    for user in old:
        user.updated_at = timezone.now()
    columns = ["last_name", "patronymic", "phone", "phone_vouched_at", "email", "birth_date", "role", "number"]
    columns += [*SEARCH_NAMES, "updated_at"]
    User.objects.bulk_update(old, columns, batch_size=BATCH)
    for user in made:
        publish_webhook_event(UserCreated.from_user(user, by=actor))
    for user in old:
        publish_webhook_event(UserChanged.from_user(user, fields[user]))
    if not actor.all_branches:
        near, through = Branch.objects.filter(pk__in=list_user_branch_ids(actor)), User.branches.through
        links = [through(user_id=user.pk, branch_id=branch.pk) for branch in near for user in made]
        through.objects.bulk_create(links, batch_size=BATCH)


def _save_children(plans: Sequence[RowPlan]) -> None:
    profiles = [plan.child_profile for plan in plans if plan.child_profile]
    if not profiles:
        return
    used = set(ChildProfile.objects.values_list("code", flat=True))
    for profile in profiles:
        while not profile.code or profile.code in used:
            profile.code = "".join(secrets.choice("0123456789") for _digit in range(CODE_DIGITS))
        used.add(profile.code)
    ChildProfile.objects.bulk_create(profiles, batch_size=BATCH)


def _save_memberships(actor: User, memberships: Sequence[Membership]) -> None:
    Membership.objects.bulk_create(memberships, batch_size=BATCH)
    steps = [
        MembershipChange(membership=row, to_status=row.status, on=row.joined_on, by=actor, reason=row.reason)
        for row in memberships
    ]
    MembershipChange.objects.bulk_create(steps, batch_size=BATCH)
    _close_waiting(memberships)
    now = timezone.now()
    due: dict[Any, list[Any]] = {}
    for membership in memberships:
        first = get_day_bounds(membership.joined_on, membership.group.local_zone)[0]
        due.setdefault(first if first > now else None, []).append(membership.pk)
        publish_membership_event(membership, MembershipStarted)
        billing.request_repricing_from_earliest(membership.group_id, membership.group.today)
    recheck_teacher_sockets({membership.student_id for membership in memberships})
    for run_at, ids in due.items():
        jobs.enqueue_many(kind="homework.assign_open", object_ids=ids, run_at=run_at)


def _close_waiting(memberships: Sequence[Membership]) -> None:
    seats = {(membership.group_id, membership.student_id): membership for membership in memberships}
    waiting = WaitingEntry.objects.filter(
        closed_at__isnull=True, group__in={key[0] for key in seats}, student__in={key[1] for key in seats}
    )
    got = [entry for entry in waiting if (entry.group_id, entry.student_id) in seats]
    for entry in got:
        entry.closed_at = entry.updated_at = timezone.now()
        entry.membership = seats[entry.group_id, entry.student_id]
    WaitingEntry.objects.bulk_update(got, ["closed_at", "membership", "updated_at"], batch_size=BATCH)


def _audit_entries(plan: RowPlan) -> list[AuditedChange]:
    """Return the audit entries that the single services would write."""
    entries: list[AuditedChange] = []
    for user in (plan.new_user, plan.parent):
        if user is not None:
            entries.append(("accounts.create_user", user, {"role": (None, user.role)}))
    if plan.old_values and plan.person is not None:
        changes = {name: (old, getattr(plan.person, name)) for name, old in plan.old_values.items()}
        entries.append(("accounts.change_person", plan.person, changes))
    if plan.guardian is not None:
        link = plan.guardian
        pair = {"parent": (None, str(link.parent_id)), "child": (None, str(link.child_id)), "kind": (None, link.kind)}
        entries.append(("accounts.add_guardian", link, pair))
        if plan.old_parent_role:
            entries.append(("accounts.make_parent", link.parent, {"role": (plan.old_parent_role, link.parent.role)}))
    for membership in plan.memberships:
        entries.append(("groups.add_member", membership.group, {"student": (None, str(membership.student_id))}))
    if plan.placement is not None:
        entries.append(("courses.place", plan.placement, {"level": (None, plan.placement.level.code)}))
    return entries
