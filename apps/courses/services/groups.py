"""Writes of groups.

A change of the lead teacher, the zone, the first or last day or the status enqueues the job
`lessons.generate_lessons_of_one`, which generates the group's future lessons again.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
import apps.settings.services as settings
from apps.accounts.models import User
from apps.core import validators
from apps.core.errors import Conflict, Invalid, get_violated_constraint
from apps.core.money import Money
from apps.core.permissions import STAFF
from apps.core.uow import unit_of_work
from apps.core.validators import validate_field
from apps.courses.models import Course, CourseStatus, Group, GroupStatus, LeadChange, Membership, MembershipStatus
from apps.courses.services import waiting_list
from apps.courses.services.locks import lock_course, lock_group
from apps.courses.services.memberships import end_membership, get_group_today
from apps.events.publishing import recheck_sockets
from apps.settings.models import Branch
from ml.text import build_search_key

GENERATE_LESSONS_JOB = "lessons.generate_lessons_of_one"
TIMETABLE_FIELDS = frozenset({"lead_teacher", "zone", "starts_on", "ends_on"})

MAX_NAMES = 10
OWNED_MODELS = (LeadChange,)
"""Models whose rows do not prevent the deletion of their group."""


class GroupChanges(TypedDict, total=False):
    """Changes of a group; absent keys stay."""

    name: str
    lead_teacher: User
    assistants: Sequence[User]
    capacity: int
    price: Money | None
    starts_on: date | None
    ends_on: date | None
    zone: str


def create_group(
    *,
    actor: User | None,
    branch: Branch,
    course: Course,
    name: str,
    lead_teacher: User,
    assistants: Sequence[User] = (),
    capacity: int = 20,
    price: Money | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    zone: str = "",
) -> Group:
    """Create an active group. Without a price the course's applies, without a zone the branch's.

    Raise Invalid, naming the field, for an archived course, a person who may not teach, a name that an active group of
    the branch has, days out of order, an unknown zone and an invalid price.
    """
    _check_teachers(lead_teacher=lead_teacher, assistants=assistants)
    values = _validated_columns(
        {"name": name, "price": price, "starts_on": starts_on, "ends_on": ends_on, "zone": zone}
    )
    group = Group(branch=branch, course=course, lead_teacher=lead_teacher, capacity=capacity, **values)
    _check_days(group)
    with unit_of_work():
        if lock_course(course.pk).status == CourseStatus.ARCHIVED:
            raise Invalid.field("course", _("This course is archived: publish it first."))
        _save(group, None)
        group.assistants.set(assistants)
        settings.write_audit_log(actor=actor, action="groups.create", obj=group, changes={"name": (None, name)})
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
        differing = {name: (getattr(group, name), new) for name, new in columns.items() if getattr(group, name) != new}
        for name, (_old, new) in differing.items():
            setattr(group, name, new)
        _check_days(group)
        if differing:
            _save(group, [*differing, "updated_at"])
        audited: dict[str, tuple[Any, Any]] = {**differing}
        audited.pop("folded", None)
        if lead is not None and lead.pk != former.pk:
            audited["lead_teacher"] = (str(former.pk), str(lead.pk))
            _change_lead(group, former=former, to=lead, actor=actor)
        if assistants is not None:
            audited |= _set_assistants(group, assistants)
        if audited:
            settings.write_audit_log(actor=actor, action="groups.change", obj=group, changes=audited)
        if audited.keys() & TIMETABLE_FIELDS:
            jobs.enqueue(kind=GENERATE_LESSONS_JOB, object_id=group.pk)
        if "capacity" in differing and group.seats_taken < group.capacity:
            waiting_list.request_seat_offer(group)
    return group


def close_group(
    *,
    group: Group,
    actor: User | None,
    status: MembershipStatus = MembershipStatus.LEFT,
    left_on: date | None = None,
    reason: str = "",
) -> Group:
    """Close the group: members leave or, if they learnt, get `status`, with `left_on` as their last day (default: the
    group's today). The waiting list is closed.

    Raise Invalid for a future day and for a day before a member joined; Conflict when it is already closed.
    """
    today = get_group_today(group)
    left_on = left_on or today
    if left_on > today:
        raise Invalid.field("left_on", _("This day is in the future."))
    with unit_of_work():
        _lock_with_status(group, GroupStatus.ACTIVE, _("The group is closed already."))
        waiting_list.close_waiting_list(group)
        members = list(Membership.objects.filter(group=group, left_on__isnull=True).order_by("pk"))
        begun = {
            member.pk for member in members if member.joined_on <= today and member.status != MembershipStatus.LEAD
        }
        _check_nobody_joined_after(
            left_on, [member.pk for member in members if member.pk in begun and member.joined_on > left_on]
        )
        for membership in members:
            learnt = membership.status in (MembershipStatus.ACTIVE, MembershipStatus.FROZEN)
            end_membership(
                actor=actor,
                membership=membership,
                left_on=left_on if membership.pk in begun else None,
                status=status if learnt and membership.pk in begun else MembershipStatus.LEFT,
                reason=reason,
            )
        _set_status(group, GroupStatus.CLOSED, actor)
    group.refresh_from_db()
    return group


def reopen_group(*, group: Group, actor: User | None) -> Group:
    """Reopen a closed group; former members do not return. Raise Conflict when it is open; Invalid on "name" when
    another active group of the branch has the name.
    """
    with unit_of_work():
        _lock_with_status(group, GroupStatus.CLOSED, _("The group is open already."))
        _set_status(group, GroupStatus.ACTIVE, actor)
    return group


def remove_group(*, group: Group, actor: User | None) -> None:
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
        settings.write_audit_log(actor=actor, action="groups.remove", obj=group, changes={"name": (group.name, None)})
        locked_group.delete()


def _check_nobody_joined_after(left_on: date, late: Sequence[UUID]) -> None:
    if not late:
        return
    people = User.objects.filter(pk__in=Membership.objects.filter(pk__in=late).values("student"))
    names = ", ".join(person.full_name for person in people.order_by("first_name", "last_name", "pk")[:MAX_NAMES])
    raise Invalid.field("left_on", _("These pupils joined after that day: %(names)s.") % {"names": names})


def _has_history(group: Group) -> bool:
    """Return whether any row of any app refers to the group."""
    for relation in Group._meta.related_objects:
        model = relation.related_model
        if model not in OWNED_MODELS and model._base_manager.filter(**{relation.field.name: group}).exists():
            return True
    return False


def _lock_with_status(group: Group, status: GroupStatus, otherwise: Any) -> None:
    if lock_group(group.pk).status != status:
        raise Conflict(otherwise)


def _set_status(group: Group, status: GroupStatus, actor: User | None) -> None:
    old, group.status = group.status, status
    _save(group, ["status", "updated_at"])
    settings.write_audit_log(actor=actor, action="groups.set_status", obj=group, changes={"status": (old, status)})
    jobs.enqueue(kind=GENERATE_LESSONS_JOB, object_id=group.pk)


def _validated_columns(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the validated values of the group's columns among the changes."""
    values = {name: changes[name] for name in ("name", "capacity", "starts_on", "ends_on", "zone") if name in changes}
    if "name" in values:
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
    try:
        with transaction.atomic():
            group.save(update_fields=fields, force_insert=fields is None)
    except IntegrityError as error:
        broken = get_violated_constraint(error)
        if broken == "group_name_once_per_branch":
            raise Invalid.field("name", _("This branch already has a group of that name.")) from error
        if broken == "group_not_overfilled":
            refusal = _("The group has more pupils than that.")
            raise Conflict(refusal, fields={"capacity": [refusal]}) from error
        raise


def _change_lead(group: Group, *, former: User, to: User, actor: User | None) -> None:
    Group.objects.filter(pk=group.pk).update(lead_teacher=to, updated_at=timezone.now())
    group.lead_teacher = to
    LeadChange.objects.create(group=group, former=former, teacher=to, on=get_group_today(group), by=actor)
    recheck_sockets(user_id=former.pk)


def _set_assistants(group: Group, assistants: Sequence[User]) -> dict[str, tuple[list[str], list[str]]]:
    old, new = set(group.assistants.values_list("pk", flat=True)), {person.pk for person in assistants}
    if old == new:
        return {}
    group.assistants.set(assistants)
    for person in sorted(old - new):
        recheck_sockets(user_id=person)
    return {"assistants": (sorted(map(str, old)), sorted(map(str, new)))}
