"""Undo of a pupil import: created objects are deleted and changed values restored, in one transaction.

A row whose objects are in use by now is kept and gets the reason as an error under the field "undo".
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Count, Model, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

import apps.settings.services as settings
from apps.accounts.models import ChildProfile, Guardian, User
from apps.accounts.services.users import build_search_name
from apps.accounts.webhook_events import UserLeft
from apps.core import stored_messages
from apps.core.errors import Conflict
from apps.core.outgoing_events import publish_webhook_event
from apps.core.permissions import Role
from apps.core.stored_messages import FormattedMessage
from apps.core.uow import unit_of_work
from apps.courses import events
from apps.courses.models import (
    Freeze,
    Import,
    ImportRow,
    ImportState,
    Membership,
    MembershipChange,
    Placement,
    WaitingEntry,
)
from apps.courses.queries import list_people_within_reach
from apps.courses.services import waiting_list
from apps.courses.webhook_events import emit_webhook_event
from apps.events.publishing import get_child_stream, get_group_stream, get_wall_stream, publish_event, recheck_sockets

IGNORED_MODELS = frozenset({"accounts.User_branches", "notifications.Notification", "settings.AuditLog"})
"""Models whose rows do not prevent the deletion of a person."""

STILL_REFERENCED = _("Other data refers to this person: %(what)s.")
CANNOT_UNDO = _("Only a finished import can be undone, and only once.")


@dataclass
class CreatedObjects:
    """Ids of the objects that the rows of an import created, by kind."""

    users: set[UUID] = field(default_factory=set)
    parents: set[UUID] = field(default_factory=set)
    memberships: set[UUID] = field(default_factory=set)
    guardians: set[UUID] = field(default_factory=set)
    placements: set[UUID] = field(default_factory=set)
    profiles: set[UUID] = field(default_factory=set)

    def add(self, made: Mapping[str, Any]) -> None:
        """Add the objects that one row created."""
        for name, ids in (("user", self.users), ("parent", self.parents), ("guardian", self.guardians),
                          ("placement", self.placements), ("profile", self.profiles)):  # fmt: skip
            if name in made:
                ids.add(UUID(made[name]))
        self.memberships |= {UUID(membership_id) for membership_id in made.get("memberships", [])}

    @property
    def ids_by_model(self) -> dict[str, set[UUID]]:
        """Return the ids that do not count as references, by model."""
        return {
            "courses.Membership": self.memberships,
            "courses.Placement": self.placements,
            "accounts.Guardian": self.guardians,
            "accounts.ChildProfile": self.profiles,
        }


def ids_subquery(ids: Collection[UUID]) -> RawSQL:
    """Build a subquery for `…__in` that passes any number of ids as one parameter."""
    return RawSQL("SELECT unnest(%s::uuid[])", (list(ids),))


def lock_finished_import(import_id: UUID) -> Import:
    """Return the import, locked until the commit. Raise Conflict unless it was carried out and not undone yet."""
    table_import = Import.objects.select_for_update(of=("self",)).select_related("by").get(pk=import_id)
    if table_import.state != ImportState.DONE:
        raise Conflict(CANNOT_UNDO)
    return table_import


def record_undo(
    table_import: Import, *, actor: User, rows: Collection[ImportRow], reasons: Mapping[UUID, StrOrPromise]
) -> Import:
    """Record that the import was undone, and why these rows (by id) were kept."""
    for row in rows:
        if row.pk in reasons:
            row.errors = {**row.errors, "undo": [stored_messages.serialize_message(reasons[row.pk])]}
    ImportRow.objects.bulk_update([row for row in rows if row.pk in reasons], ["errors"], batch_size=1000)
    now = timezone.now()
    table_import.state, table_import.undone_at = ImportState.UNDONE, now
    table_import.figures = {**table_import.figures, "undone": len(rows) - len(reasons), "kept": len(reasons)}
    table_import.save(update_fields=["state", "undone_at", "figures", "updated_at"])
    changes = {name: (None, table_import.figures[name]) for name in ("undone", "kept")}
    settings.write_audit_log(actor=actor, action=f"{table_import.kind}.undo_import", obj=table_import, changes=changes)
    return table_import


def undo_student_import(*, actor: User, table_import: Import) -> Import:
    """Undo an import of pupils. Raise Conflict unless it was carried out and not undone yet."""
    with unit_of_work(), translation.override(actor.locale):
        table_import = lock_finished_import(table_import.pk)
        rows = [
            row
            for row in ImportRow.objects.filter(belongs_to=table_import).order_by("number")
            if _has_changes(row.made)
        ]
        people = {UUID(row.made["person"]): None for row in rows}
        carers = {UUID(row.made["carer"]) for row in rows if "carer" in row.made}
        locked_users = (
            User.objects.select_for_update(of=("self",))
            .filter(pk__in=ids_subquery(people.keys() | carers))
            .order_by("pk")
        )
        users = {user.pk: user for user in locked_users}
        reasons = _find_rows_to_keep(table_import, rows) | _find_rows_out_of_reach(actor, rows, people)
        going = [row for row in rows if row.pk not in reasons]
        _remove_created(users, going, rows)
        reasons |= _restore_old_values(users, going)
        return record_undo(table_import, actor=actor, rows=rows, reasons=reasons)


def find_references(
    people: Collection[UUID],
    *,
    ignore_ids: Mapping[str, Collection[UUID]],
    ignore_models: Collection[str],
    since: datetime | None = None,
) -> dict[UUID, StrOrPromise]:
    """Return the people whom other rows refer to (created after `since`, where given), with the names of these rows.

    One query for each foreign key to users, however many people there are.
    """
    references: dict[UUID, StrOrPromise] = {}
    for relation in User._meta.get_fields(include_hidden=True):
        if not (relation.one_to_many or relation.one_to_one) or relation.related_model is None:
            continue
        model: type[Model] = relation.related_model
        label, column = model._meta.label, relation.field.attname  # type: ignore[union-attr]
        if label in ignore_models or label.split(".")[0] in ignore_models:
            continue
        rows = model._base_manager.filter(**{f"{column}__in": ids_subquery(people)})
        rows = rows.exclude(pk__in=ids_subquery(ignore_ids[label])) if ignore_ids.get(label) else rows
        if since is not None and any(field.name == "created_at" for field in model._meta.get_fields()):
            rows = rows.filter(created_at__gte=since)
        for person in rows.order_by().values_list(column, flat=True).distinct():
            references.setdefault(person, model._meta.verbose_name_plural or label)
    return references


def _has_changes(made: Mapping[str, Any]) -> bool:
    return bool(made.keys() - {"person"})


def _find_rows_to_keep(table_import: Import, rows: Collection[ImportRow]) -> dict[UUID, StrOrPromise]:
    """Return the ids of rows to keep, with the reasons."""
    made = CreatedObjects()
    for row in rows:
        made.add(row.made)
    new = find_references(made.users, ignore_ids=made.ids_by_model, ignore_models=IGNORED_MODELS)
    known = {UUID(row.made["person"]) for row in rows if "memberships" in row.made} - made.users
    skip = IGNORED_MODELS | {"accounts"}
    busy = find_references(known, ignore_ids=made.ids_by_model, ignore_models=skip, since=table_import.finished_at)
    moved = _find_changed_memberships(made.memberships)
    reasons: dict[UUID, StrOrPromise] = {}
    people: dict[UUID, StrOrPromise] = {}
    for row in rows:
        person = UUID(row.made["person"])
        memberships = {UUID(membership_id) for membership_id in row.made.get("memberships", [])}
        if person in new:
            people[person] = FormattedMessage(STILL_REFERENCED, what=new[person])
        elif memberships & moved:
            people[person] = _("The membership was changed after the import.")
        elif memberships and person in busy:
            people[person] = FormattedMessage(STILL_REFERENCED, what=busy[person])
    for row in rows:
        if UUID(row.made["person"]) in people:
            reasons[row.pk] = people[UUID(row.made["person"])]
    return reasons


def _find_rows_out_of_reach(
    actor: User, rows: Collection[ImportRow], people: Collection[UUID]
) -> dict[UUID, StrOrPromise]:
    """Return the rows of people whom the actor does not see, with the reason."""
    if actor.all_branches:
        return {}
    seen = set(
        list_people_within_reach(actor).filter(pk__in=ids_subquery(people)).order_by().values_list("pk", flat=True)
    )
    return {row.pk: _("You have no access to this person.") for row in rows if UUID(row.made["person"]) not in seen}


def _find_changed_memberships(memberships: Collection[UUID]) -> set[UUID]:
    """Return the memberships that were changed, frozen, ended or continued after the import."""
    steps = MembershipChange.objects.filter(membership__in=ids_subquery(memberships)).order_by().values("membership")
    moved = set(steps.annotate(count=Count("pk")).filter(count__gt=1).values_list("membership", flat=True))
    moved |= set(Freeze.objects.filter(membership__in=ids_subquery(memberships)).values_list("membership", flat=True))
    continued = Membership.objects.filter(continues__in=ids_subquery(memberships), continues__isnull=False)
    moved |= {key for key in continued.values_list("continues", flat=True) if key is not None}
    ended = Membership.objects.filter(pk__in=ids_subquery(memberships), left_on__isnull=False)
    return {*moved, *ended.values_list("pk", flat=True)}


def _remove_created(
    users: Mapping[UUID, User], undone_rows: Collection[ImportRow], rows: Collection[ImportRow]
) -> None:
    made, stays = CreatedObjects(), CreatedObjects()
    for row in undone_rows:
        made.add(row.made)
    left = {row.pk for row in undone_rows}
    needed = {UUID(row.made["carer"]) for row in rows if row.pk not in left and "carer" in row.made}
    for row in rows:
        if row.pk not in left:
            stays.add(row.made)
    _remove_memberships(made.memberships, gone=made.users)
    _delete_raw(Guardian.objects.filter(pk__in=ids_subquery(made.guardians)))
    _delete_raw(Placement.objects.filter(pk__in=ids_subquery(made.placements)))
    _delete_raw(ChildProfile.objects.filter(pk__in=ids_subquery(made.profiles)))
    all_parents = made.parents | stays.parents
    parents = all_parents - needed
    parents -= find_references(parents, ignore_ids={}, ignore_models=IGNORED_MODELS).keys()
    gone = ids_subquery(made.users | parents)
    for label in IGNORED_MODELS - {"settings.AuditLog"}:
        _delete_raw(apps.get_model(label)._base_manager.filter(user__in=gone))
    _delete_raw(User.objects.filter(pk__in=gone))
    for person in made.users | parents:
        publish_webhook_event(UserLeft.from_user_id(person, "removed"))
    _restore_parent_roles(users, undone_rows)


def _remove_memberships(ids: Collection[UUID], *, gone: Collection[UUID]) -> None:
    memberships = list(Membership.objects.filter(pk__in=ids_subquery(ids)).select_related("group__branch"))
    waited = WaitingEntry.objects.filter(membership__in=ids_subquery(ids))
    waited.update(closed_at=None, membership=None, updated_at=timezone.now())
    for membership in memberships:
        event = events.MembershipEnded.from_membership(membership)
        emit_webhook_event(membership, event)
        for stream in (
            get_wall_stream(membership.group_id),
            get_group_stream(membership.group_id),
            get_child_stream(membership.student_id),
        ):
            publish_event(stream, event)
        if membership.student_id not in gone:
            recheck_sockets(user_id=membership.student_id)
    _delete_raw(MembershipChange.objects.filter(membership__in=ids_subquery(ids)))
    _delete_raw(Membership.objects.filter(pk__in=ids_subquery(ids)))
    for group in {membership.group_id: membership.group for membership in memberships}.values():
        waiting_list.request_seat_offer(group)


def _delete_raw(rows: QuerySet[Any]) -> None:
    """Delete in one statement: the rows are locked and proven to be unreferenced."""
    rows._raw_delete(rows.db)


def _restore_parent_roles(users: Mapping[UUID, User], undone_rows: Collection[ImportRow]) -> None:
    """Give parents who are guardians of no child the role `member` again."""
    were = {UUID(row.made["carer"]) for row in undone_rows if "parent_was" in row.made}
    were -= set(Guardian.objects.filter(parent__in=were, ended_at__isnull=True).values_list("parent", flat=True))
    User.objects.filter(pk__in=were, role=Role.PARENT).update(role=Role.MEMBER, updated_at=timezone.now())


def _restore_old_values(users: Mapping[UUID, User], undone_rows: Collection[ImportRow]) -> dict[UUID, StrOrPromise]:
    """Restore old values of existing people. Return the rows whose values were changed after the import, with the
    reason.
    """
    kept: dict[UUID, StrOrPromise] = {}
    changed: dict[UUID, User] = {}
    gone = {row.made["user"] for row in undone_rows if "user" in row.made}
    for row in reversed(list(undone_rows)):
        person = users.get(UUID(row.made["person"]))
        if person is None or row.made["person"] in gone:
            continue
        for name, old in row.made.get("before", {}).items():
            proved = getattr(person, f"{name}_verified_at", None) is not None
            if proved or getattr(person, name) != row.made["after"][name]:
                kept[row.pk] = _("A value was changed after the import and was kept.")
                continue
            setattr(person, name, old)
            changed[person.pk] = person
    for person in changed.values():
        person.folded, person.updated_at = build_search_name(person), timezone.now()
    columns = ["last_name", "phone", "email", "role", "folded", "updated_at"]
    User.objects.bulk_update(list(changed.values()), columns, batch_size=1000)
    return kept
