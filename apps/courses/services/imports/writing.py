"""Writes of planned rows of a pupil import, in a fixed number of statements."""

import secrets
from collections.abc import Sequence
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.utils import timezone

import apps.jobs.services as jobs
import apps.settings.services as settings
from apps.accounts.models import ChildProfile, Guardian, User
from apps.accounts.queries import list_user_branch_ids
from apps.accounts.services.children import CODE_DIGITS
from apps.accounts.services.users import build_search_name
from apps.accounts.webhook_events import UserChanged, UserCreated
from apps.core.local_days import day_bounds, local_day
from apps.core.number_series import take_numbers
from apps.core.outgoing_events import emit
from apps.core.permissions import Role
from apps.courses import events
from apps.courses.models import Membership, MembershipChange, Placement, WaitingEntry
from apps.courses.services import bills
from apps.courses.services.imports.judging import Outcome
from apps.courses.services.memberships import recheck_teachers
from apps.courses.webhook_events import emit_as
from apps.settings.models import Branch
from apps.settings.services import AuditEntry
from realtime.events import child_stream, group_stream, publish, wall_stream

BATCH = 1000


def new_person(**values: Any) -> User:
    """Build an unsaved user without a password and without branches."""
    user = User(all_branches=False, password=f"{UNUSABLE_PASSWORD_PREFIX}{secrets.token_hex(20)}", **values)
    user.folded = build_search_name(user)
    return user


def write(*, actor: User, outcomes: Sequence[Outcome]) -> None:
    """Write the plans. Call inside a unit of work that has locked the groups and the existing people. New people of an
    actor who works in some branches are assigned to these.
    """
    _write_people(actor, outcomes)
    _write_children(outcomes)
    Guardian.objects.bulk_create([outcome.guardian for outcome in outcomes if outcome.guardian], batch_size=BATCH)
    Placement.objects.bulk_create([outcome.placement for outcome in outcomes if outcome.placement], batch_size=BATCH)
    _write_memberships(actor, [membership for outcome in outcomes for membership in outcome.memberships])
    settings.audit_many(actor=actor, entries=[entry for outcome in outcomes for entry in _entries(outcome)])


def made_by(outcome: Outcome) -> dict[str, Any]:
    """Return what a written row created and changed, for undoing and for erasure."""
    made = {
        "person": outcome.person,
        "user": outcome.user,
        "profile": outcome.profile,
        "parent": outcome.parent,
        "guardian": outcome.guardian,
        "placement": outcome.placement,
    }
    found: dict[str, Any] = {name: str(row.pk) for name, row in made.items() if row is not None}
    if outcome.memberships:
        found["memberships"] = [str(membership.pk) for membership in outcome.memberships]
    if outcome.before:
        found["before"] = outcome.before
        found["after"] = {name: getattr(outcome.person, name) for name in outcome.before}
    if outcome.guardian is not None:
        found["carer"] = str(outcome.guardian.parent_id)
        found |= {"parent_was": outcome.parent_was} if outcome.parent_was else {}
    return found


def _write_people(actor: User, outcomes: Sequence[Outcome]) -> None:
    pupils = [outcome.user for outcome in outcomes if outcome.user]
    made = [*pupils, *(outcome.parent for outcome in outcomes if outcome.parent)]
    new = {user.pk for user in made}
    changed = {outcome.person.pk: outcome.person for outcome in outcomes if outcome.person and outcome.before}
    fields = {outcome.person.pk: list(outcome.before) for outcome in outcomes if outcome.person and outcome.before}
    for outcome in outcomes:
        if outcome.guardian and outcome.parent_was:
            changed[outcome.guardian.parent.pk] = outcome.guardian.parent
            fields.setdefault(outcome.guardian.parent.pk, []).append("role")
    old = [user for key, user in changed.items() if key not in new]
    unnumbered = [*pupils, *(user for user in old if user.role == Role.STUDENT and user.number is None)]
    if unnumbered:
        for user, number in zip(unnumbered, take_numbers("students", len(unnumbered)), strict=True):
            user.number = number
    User.objects.bulk_create(made, batch_size=BATCH)
    for user in old:
        user.updated_at = timezone.now()
    columns = ["last_name", "phone", "email", "role", "number", "folded", "updated_at"]
    User.objects.bulk_update(old, columns, batch_size=BATCH)
    for user in made:
        emit(UserCreated.from_user(user, by=actor))
    for user in old:
        emit(UserChanged.from_user(user, fields[user.pk]))
    if not actor.all_branches:
        near = list(Branch.objects.filter(pk__in=list_user_branch_ids(actor)))
        through = User.branches.through
        through.objects.bulk_create(
            [through(user_id=user.pk, branch_id=branch.pk) for user in made for branch in near], batch_size=BATCH
        )


def _write_children(outcomes: Sequence[Outcome]) -> None:
    profiles = [outcome.profile for outcome in outcomes if outcome.profile]
    if not profiles:
        return
    used = set(ChildProfile.objects.values_list("code", flat=True))
    for profile in profiles:
        while not profile.code or profile.code in used:
            profile.code = "".join(secrets.choice("0123456789") for _digit in range(CODE_DIGITS))
        used.add(profile.code)
    ChildProfile.objects.bulk_create(profiles, batch_size=BATCH)


def _write_memberships(actor: User, memberships: Sequence[Membership]) -> None:
    Membership.objects.bulk_create(memberships, batch_size=BATCH)
    MembershipChange.objects.bulk_create(
        [
            MembershipChange(
                membership=membership,
                to_status=membership.status,
                on=membership.joined_on,
                by=actor,
                reason=membership.reason,
            )
            for membership in memberships
        ],
        batch_size=BATCH,
    )
    _close_waiting(memberships)
    now = timezone.now()
    due: dict[Any, list[Any]] = {}
    for membership in memberships:
        first = day_bounds(membership.joined_on, membership.group.local_zone)[0]
        due.setdefault(first if first > now else None, []).append(membership.pk)
        event = events.MembershipStarted.of(membership)
        emit_as(membership, event)
        for stream in (
            wall_stream(membership.group_id),
            group_stream(membership.group_id),
            child_stream(membership.student_id),
        ):
            publish(stream, event)
        bills.follow(membership.group_id, local_day(now, membership.group.local_zone))
    recheck_teachers({membership.student_id for membership in memberships})
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


def _entries(one: Outcome) -> list[AuditEntry]:
    """Return the audit entries that the single services would write."""
    entries: list[AuditEntry] = []
    for user in (one.user, one.parent):
        if user is not None:
            entries.append(("accounts.create_user", user, {"role": (None, user.role)}))
    if one.before and one.person is not None:
        changes = {name: (old, getattr(one.person, name)) for name, old in one.before.items()}
        entries.append(("accounts.change_person", one.person, changes))
    if one.guardian is not None:
        link = one.guardian
        pair = {"parent": (None, str(link.parent_id)), "child": (None, str(link.child_id)), "kind": (None, link.kind)}
        entries.append(("accounts.add_guardian", link, pair))
        if one.parent_was:
            entries.append(("accounts.make_parent", link.parent, {"role": (one.parent_was, link.parent.role)}))
    for membership in one.memberships:
        entries.append(("groups.add_member", membership.group, {"student": (None, str(membership.student_id))}))
    if one.placement is not None:
        entries.append(("courses.place", one.placement, {"level": (None, one.placement.level.code)}))
    return entries
