"""Writes what judged rows of pupils make: a number of statements that does not grow with the rows."""

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
    """A person who is not written yet, without a password and no member of the staff."""
    user = User(all_branches=False, password=f"{UNUSABLE_PASSWORD_PREFIX}{secrets.token_hex(20)}", **values)
    user.folded = build_search_name(user)
    return user


def write(*, actor: User, outcomes: Sequence[Outcome]) -> None:
    """Write it all; within the caller's unit of work, which holds the groups and the people that were known.

    Whoever works in some branches makes people of these.
    """
    _write_people(actor, outcomes)
    _write_children(outcomes)
    Guardian.objects.bulk_create([one.guardian for one in outcomes if one.guardian], batch_size=BATCH)
    Placement.objects.bulk_create([one.placement for one in outcomes if one.placement], batch_size=BATCH)
    _write_memberships(actor, [membership for one in outcomes for membership in one.memberships])
    settings.audit_many(actor=actor, entries=[entry for one in outcomes for entry in _entries(one)])


def made_by(outcome: Outcome) -> dict[str, Any]:
    """What a written row made and changed, for undoing it and for forgetting it."""
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
    pupils = [one.user for one in outcomes if one.user]
    made = [*pupils, *(one.parent for one in outcomes if one.parent)]
    new = {user.pk for user in made}
    changed = {one.person.pk: one.person for one in outcomes if one.person and one.before}
    fields = {one.person.pk: list(one.before) for one in outcomes if one.person and one.before}
    for one in outcomes:
        if one.guardian and one.parent_was:
            changed[one.guardian.parent.pk] = one.guardian.parent
            fields.setdefault(one.guardian.parent.pk, []).append("role")
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
    profiles = [one.profile for one in outcomes if one.profile]
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
            MembershipChange(membership=one, to_status=one.status, on=one.joined_on, by=actor, reason=one.reason)
            for one in memberships
        ],
        batch_size=BATCH,
    )
    _close_waiting(memberships)
    now = timezone.now()
    due: dict[Any, list[Any]] = {}
    for one in memberships:
        first = day_bounds(one.joined_on, one.group.local_zone)[0]
        due.setdefault(first if first > now else None, []).append(one.pk)
        event = events.MembershipStarted.of(one)
        emit_as(one, event)
        for stream in (wall_stream(one.group_id), group_stream(one.group_id), child_stream(one.student_id)):
            publish(stream, event)
        bills.follow(one.group_id, local_day(now, one.group.local_zone))
    recheck_teachers({one.student_id for one in memberships})
    for run_at, ids in due.items():
        jobs.enqueue_many(kind="homework.assign_open", object_ids=ids, run_at=run_at)


def _close_waiting(memberships: Sequence[Membership]) -> None:
    seats = {(one.group_id, one.student_id): one for one in memberships}
    waiting = WaitingEntry.objects.filter(
        closed_at__isnull=True, group__in={key[0] for key in seats}, student__in={key[1] for key in seats}
    )
    got = [entry for entry in waiting if (entry.group_id, entry.student_id) in seats]
    for entry in got:
        entry.closed_at = entry.updated_at = timezone.now()
        entry.membership = seats[entry.group_id, entry.student_id]
    WaitingEntry.objects.bulk_update(got, ["closed_at", "membership", "updated_at"], batch_size=BATCH)


def _entries(one: Outcome) -> list[AuditEntry]:
    """As the services that make these things one by one audit them."""
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
