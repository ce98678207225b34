"""Writes of groups.

A change of the lead teacher, the zone, the first or last day or the status enqueues the job
`lessons.generate_lessons_of_one`, which generates the group's future lessons again.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core import validators
from apps.core.errors import Conflict, Invalid, raise_on_constraint_violation
from apps.core.money import Money
from apps.core.permissions import STAFF
from apps.core.uow import unit_of_work
from apps.core.validators import validate_field
from apps.courses.day_rules import AttendedDays
from apps.courses.models import Course, CourseStatus, Group, GroupStatus, LeadChange, Membership, MembershipStatus
from apps.courses.services import waiting_list
from apps.courses.services.locks import lock_course, lock_group
from apps.courses.services.memberships import end_membership
from apps.events.publishing import recheck_sockets
from apps.settings.models import Branch
from apps.settings.services import write_audit_log
from ml.text import build_search_key

GENERATE_LESSONS_JOB = "lessons.generate_lessons_of_one"
PASS_LESSONS_JOB = "lessons.pass_to_new_lead"
TIMETABLE_FIELDS = frozenset({"lead_teacher", "zone", "starts_on", "ends_on"})

MAX_NAMES = 10
OWNED_MODELS = (LeadChange,)
"""Models whose rows do not prevent the deletion of their group."""


class GroupOptions(TypedDict, total=False):
    """Values that a group need not have."""

    assistants: Sequence[User]
    capacity: int
    price: Money | None
    starts_on: date | None
    ends_on: date | None
    zone: str


class GroupChanges(GroupOptions, total=False):
    """Changes of a group; absent keys stay."""

    name: str
    lead_teacher: User


def create_group(
    *,
    actor: User | None,
    branch: Branch,
    course: Course,
    name: str,
    lead_teacher: User,
    **options: Unpack[GroupOptions],
) -> Group:
    """Create an active group. Without a price the course's applies, without a zone the branch's.

    Raise Invalid, naming the field, for an archived course, a person who may not teach, a name that an active group of
    the branch has, days out of order, an unknown zone and an invalid price.
    """
    assistants = options.get("assistants", ())
    _check_teachers(lead_teacher=lead_teacher, assistants=assistants)
    values = _validated_columns({**options, "name": name})
    group = Group(branch=branch, course=course, lead_teacher=lead_teacher, **values)
    _check_days(group)
    with unit_of_work():
        if lock_course(course.pk).status == CourseStatus.ARCHIVED:
            raise Invalid.field("course", _("This course is archived: publish it first."))
        _save(group, None)
        group.assistants.set(assistants)
        write_audit_log(actor, "groups.create", group, {"name": (None, name)})
    return group


def change_group(*, group: Group, actor: User | None, **changes: Unpack[GroupChanges]) -> Group:
    """Change the given fields. A change of the lead teacher is recorded with today's date; former teachers stop getting
    events.

    Raise Invalid as `create_group`; Conflict when `capacity` is below the seats taken.
    """
    lead, assistants = changes.get("lead_teacher"), changes.get("assistants")
    columns = _validated_columns(changes)
    with unit_of_work():
        group = lock_group(group.pk)
        former = group.lead_teacher
        _check_teachers(
            lead_teacher=lead if lead is not None and lead.pk != former.pk else None,
            assistants=[person for person in assistants or () if not group.assistants.contains(person)],
        )
        differing = group.apply_changes(columns)
        _check_days(group)
        if differing:
            _save(group, [*differing, "updated_at"])
        audited = {name: pair for name, pair in differing.items() if name != "folded"}
        if lead is not None and lead.pk != former.pk:
            audited["lead_teacher"] = (str(former.pk), str(lead.pk))
            _change_lead(group, former=former, to=lead, actor=actor)
        if assistants is not None:
            audited |= _set_assistants(group, assistants)
        if audited:
            write_audit_log(actor, "groups.change", group, audited)
        if audited.keys() & TIMETABLE_FIELDS:
            jobs.enqueue(kind=GENERATE_LESSONS_JOB, object_id=group.pk)
        if "capacity" in differing and group.seats_taken < group.capacity:
            waiting_list.request_notification_of_free_seats(group)
    return group


def close_group(
    *,
    group: Group,
    actor: User | None,
    status: MembershipStatus = MembershipStatus.LEFT,
    left_on: date | None = None,
    reason: str = "",
    accept_attended: bool = False,
) -> Group:
    """Close the group: members leave or, if they learnt, get `status`, with `left_on` as their last day (default: the
    group's today). The waiting list is closed.

    Raise Invalid for a future day and for a day before a member joined; Conflict when it is already closed; and what
    `end_membership` raises, AttendedDays for all members together.
    """
    today = group.today
    left_on = left_on or today
    if left_on > today:
        raise Invalid.field("left_on", _("This day is in the future."))
    with unit_of_work():
        if lock_group(group.pk).status == GroupStatus.CLOSED:
            raise Conflict(_("The group is closed already."))
        waiting_list.close_waiting_entries(group)
        members = list(Membership.objects.filter(group=group, left_on__isnull=True).order_by("pk"))
        begun = [row for row in members if row.joined_on <= today and row.status != MembershipStatus.LEAD]
        _check_nobody_joined_after(left_on, [row.student_id for row in begun if row.joined_on > left_on])
        attended: dict[str, Sequence[date]] = {}
        for row in members:
            learnt = row in begun and row.status in (MembershipStatus.ACTIVE, MembershipStatus.FROZEN)
            try:
                end_membership(
                    actor=actor,
                    membership=row,
                    left_on=left_on if row in begun else None,
                    status=status if learnt else MembershipStatus.LEFT,
                    reason=reason,
                    accept_attended=accept_attended,
                )
            except AttendedDays as error:
                attended |= error.days
        if attended:
            raise AttendedDays(attended)
        _set_status(group, GroupStatus.CLOSED, actor)
    group.refresh_from_db()
    return group


def reopen_group(*, group: Group, actor: User | None) -> Group:
    """Reopen a closed group; former members do not return. Raise Conflict when it is open; Invalid on "name" when
    another active group of the branch has the name.
    """
    with unit_of_work():
        if lock_group(group.pk).status == GroupStatus.ACTIVE:
            raise Conflict(_("The group is open already."))
        _set_status(group, GroupStatus.ACTIVE, actor)
    return group


def delete_or_close_group(*, group: Group, actor: User | None) -> None:
    """Delete a group that no other row refers to; close a group with history.

    Raise Conflict when it has members or is already closed.
    """
    with unit_of_work():
        locked_group = lock_group(group.pk, to_remove=True)
        if locked_group.seats_taken:
            raise Conflict(_("There are pupils in this group: end their memberships or close the group first."))
        if _has_history(locked_group):
            close_group(group=group, actor=actor)
            return
        write_audit_log(actor, "groups.remove", group, {"name": (group.name, None)})
        locked_group.delete()


def _check_nobody_joined_after(left_on: date, late: Sequence[UUID]) -> None:
    if not late:
        return
    people = User.objects.filter(pk__in=late).order_by("first_name", "last_name", "pk")[:MAX_NAMES]
    names = ", ".join(person.full_name for person in people)
    raise Invalid.field("left_on", _("These pupils joined after that day: %(names)s.") % {"names": names})


def _has_history(group: Group) -> bool:
    """Return whether any row of any app refers to the group."""
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: group}).exists()
        for relation in Group._meta.related_objects
        if relation.related_model not in OWNED_MODELS
    )


def _set_status(group: Group, status: GroupStatus, actor: User | None) -> None:
    old, group.status = group.status, status
    _save(group, ["status", "updated_at"])
    write_audit_log(actor, "groups.set_status", group, {"status": (old, status)})
    jobs.enqueue(kind=GENERATE_LESSONS_JOB, object_id=group.pk)


def _validated_columns(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the validated values of the group's columns among the changes."""
    values = {name: changes[name] for name in ("name", "capacity", "starts_on", "ends_on", "zone") if name in changes}
    if "name" in values:
        validate_field("name", validators.refuse_control_characters, values["name"])
        values["folded"] = build_search_key(values["name"])
    for name in ("starts_on", "ends_on"):
        if values.get(name) is not None:
            validate_field(name, validators.validate_date, values[name])
    if values.get("zone"):
        validate_field("zone", validators.validate_time_zone, values["zone"])
    if "price" in changes:
        price = changes["price"]
        if price is not None:
            validate_field("price", validators.validate_amount, price.amount, price.currency)
        values["price_amount"] = price.amount if price else None
        values["price_currency"] = price.currency if price else ""
    return values


def _check_teachers(*, lead_teacher: User | None, assistants: Sequence[User]) -> None:
    for field, people in (("lead_teacher", [lead_teacher] if lead_teacher else []), ("assistants", assistants)):
        if any(person.role not in STAFF or not person.is_active for person in people):
            raise Invalid.field(field, _("This person is not a teacher."))


def _check_days(group: Group) -> None:
    if group.starts_on is not None and group.ends_on is not None and group.ends_on < group.starts_on:
        raise Invalid.field("ends_on", _("The last day lies before the first."))


def _save(group: Group, fields: list[str] | None) -> None:
    too_small = _("The group has more pupils than that.")
    with raise_on_constraint_violation(
        group_name_once_per_branch=Invalid.field("name", _("This branch already has a group of that name.")),
        group_not_overfilled=Conflict(too_small, fields={"capacity": [too_small]}),
    ):
        group.save(update_fields=fields, force_insert=fields is None)


def _change_lead(group: Group, *, former: User, to: User, actor: User | None) -> None:
    Group.objects.filter(pk=group.pk).update(lead_teacher=to, updated_at=timezone.now())
    group.lead_teacher = to
    change = LeadChange.objects.create(group=group, former=former, teacher=to, on=group.today, by=actor)
    jobs.enqueue(kind=PASS_LESSONS_JOB, object_id=change.pk)
    recheck_sockets(user_id=former.pk)


def _set_assistants(group: Group, assistants: Sequence[User]) -> dict[str, tuple[list[str], list[str]]]:
    old, new = set(group.assistants.values_list("pk", flat=True)), {person.pk for person in assistants}
    if old == new:
        return {}
    group.assistants.set(assistants)
    for person in sorted(old - new):
        recheck_sockets(user_id=person)
    return {"assistants": (sorted(map(str, old)), sorted(map(str, new)))}
