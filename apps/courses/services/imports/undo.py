"""Undo of a pupil import: created objects are deleted and changed values restored, in one transaction.

A row whose objects are in use by now is kept and gets the reason as an error under the field "undo".
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Count, Model, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.accounts.models import ChildProfile, Guardian, User
from apps.accounts.services.users import SEARCH_NAMES, set_search_names
from apps.accounts.webhook_events import UserLeft
from apps.core import stored_messages
from apps.core.errors import Conflict
from apps.core.outgoing_events import publish_webhook_event
from apps.core.permissions import Role
from apps.core.stored_messages import FormattedMessage
from apps.core.uow import unit_of_work
from apps.courses.events import MembershipEnded
from apps.courses.models.catalogue import Placement
from apps.courses.models.groups import Freeze, Membership, MembershipChange, WaitingEntry
from apps.courses.models.imports import Import, ImportRow, ImportState
from apps.courses.queries import list_people_within_reach
from apps.courses.services import waiting_list
from apps.courses.services.imports.extra_columns import UndoneExtras, list_extra_columns
from apps.courses.services.imports.writer import serialize_value
from apps.courses.services.memberships import publish_membership_event
from apps.events.publishing import recheck_sockets
from apps.settings.services import write_audit_log

IGNORED_MODELS = frozenset(
    {
        "accounts.ActivationLink",
        "accounts.User_branches",
        "notifications.NotificationLog",
        "notifications.Notification",
        "settings.AuditLog",
    }
)
"""Models whose rows do not prevent the deletion of a person."""

STILL_REFERENCED = _("Other data refers to this person: %(what)s.")
CANNOT_UNDO = _("Only a finished import can be undone, and only once.")


CREATED_MODELS: Mapping[str, type[Model]] = {"guardian": Guardian, "placement": Placement, "profile": ChildProfile}
"""Models of rows that an import creates besides users and memberships, by their name in `ImportRow.made`."""


def build_ids_subquery(ids: Collection[UUID]) -> RawSQL:
    """Build a subquery for `…__in` that passes any number of ids as one parameter."""
    return RawSQL("SELECT unnest(%s::uuid[])", (list(ids),))


def lock_undoable_import(import_id: UUID) -> Import:
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
    write_audit_log(actor, f"{table_import.kind}.undo_import", table_import, changes)
    return table_import


def undo_student_import(*, actor: User, table_import: Import) -> Import:
    """Undo an import of pupils. Raise Conflict unless it was carried out and not undone yet."""
    with unit_of_work(), translation.override(actor.locale):
        table_import = lock_undoable_import(table_import.pk)
        rows = [row for row in table_import.rows.order_by("number") if row.made.keys() - {"person"}]
        people = {_get_person(row) for row in rows}
        carers = {UUID(row.made["carer"]) for row in rows if "carer" in row.made}
        involved = User.objects.select_for_update(of=("self",)).filter(pk__in=build_ids_subquery(people | carers))
        users = {user.pk: user for user in involved.order_by("pk")}
        out_of_reach = _find_rows_out_of_reach(actor, rows, people)
        busy = out_of_reach | _find_rows_to_keep(table_import, rows, people)
        extras = _undo_extras(actor, [row for row in rows if row.pk not in busy])
        reasons = {**extras.kept, **_find_rows_to_keep(table_import, rows, extras.staying_people), **out_of_reach}
        going = [row for row in rows if row.pk not in reasons]
        staying = [row for row in going if _get_person(row) in extras.staying_people and "user" in row.made]
        _remove_created([row for row in going if row not in staying] + _keep_people_of(staying), rows)
        reasons |= {row.pk: extras.staying_people[_get_person(row)] for row in staying}
        reasons |= _restore_old_values(users, going)
        return record_undo(table_import, actor=actor, rows=rows, reasons=reasons)


def _undo_extras(actor: User, rows: Sequence[ImportRow]) -> UndoneExtras:
    """Take back what extra columns wrote; return what stays."""
    kept: dict[UUID, StrOrPromise] = {}
    staying: dict[UUID, StrOrPromise] = {}
    for extra in list_extra_columns():
        left = extra.undo(actor, rows)
        kept |= left.kept
        staying |= left.staying_people
    return UndoneExtras(kept, staying)


def _keep_people_of(rows: Sequence[ImportRow]) -> list[ImportRow]:
    """Return copies of these rows that made only memberships and placements: their people stay."""
    names = ("person", "memberships", "placement")
    return [ImportRow(made={name: row.made[name] for name in names if name in row.made}) for row in rows]


def find_referenced_people(
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
    if not people:
        return references
    for relation in User._meta.get_fields(include_hidden=True):
        if not (relation.one_to_many or relation.one_to_one) or relation.related_model is None:
            continue
        model: type[Model] = relation.related_model
        label, column = model._meta.label, relation.field.attname  # type: ignore[union-attr]
        if label in ignore_models or label.split(".")[0] in ignore_models:
            continue
        rows = model._base_manager.filter(**{f"{column}__in": build_ids_subquery(people)})
        rows = rows.exclude(pk__in=build_ids_subquery(ignore_ids[label])) if ignore_ids.get(label) else rows
        if since is not None and any(field.name == "created_at" for field in model._meta.get_fields()):
            rows = rows.filter(created_at__gte=since)
        for person in rows.order_by().values_list(column, flat=True).distinct():
            references.setdefault(person, model._meta.verbose_name_plural or label)
    return references


def _get_person(row: ImportRow) -> UUID:
    return UUID(row.made["person"])


def _collect_created_ids(rows: Iterable[ImportRow]) -> dict[str, set[UUID]]:
    """Return the ids of the objects that the rows created, by kind."""
    ids: dict[str, set[UUID]] = defaultdict(set)
    for row in rows:
        for name in ("user", "parent", *CREATED_MODELS):
            if name in row.made:
                ids[name].add(UUID(row.made[name]))
        ids["membership"] |= {UUID(membership_id) for membership_id in row.made.get("memberships", [])}
    return ids


def _find_rows_to_keep(
    table_import: Import, rows: Collection[ImportRow], staying_people: Collection[UUID]
) -> dict[UUID, StrOrPromise]:
    """Return the ids of rows to keep, with the reasons. Apps of extra columns keep no row of `staying_people`."""
    made = _collect_created_ids(rows)
    own = {"courses.Membership": made["membership"]}
    own |= {model._meta.label: made[name] for name, model in CREATED_MODELS.items()}
    known = {_get_person(row) for row in rows if "memberships" in row.made} - made["user"]
    staying, apps_of_extras = set(staying_people), {extra.app for extra in list_extra_columns()}
    skip = IGNORED_MODELS | {"accounts"}
    new = find_referenced_people(made["user"] - staying, ignore_ids=own, ignore_models=IGNORED_MODELS)
    new |= find_referenced_people(made["user"] & staying, ignore_ids=own, ignore_models=IGNORED_MODELS | apps_of_extras)
    since = table_import.finished_at
    busy = find_referenced_people(known - staying, ignore_ids=own, ignore_models=skip, since=since)
    busy |= find_referenced_people(known & staying, ignore_ids=own, ignore_models=skip | apps_of_extras, since=since)
    moved = _find_changed_memberships(made["membership"])
    people: dict[UUID, StrOrPromise] = {}
    for row in rows:
        person = _get_person(row)
        memberships = {UUID(membership_id) for membership_id in row.made.get("memberships", [])}
        if person in new:
            people[person] = FormattedMessage(STILL_REFERENCED, what=new[person])
        elif memberships & moved:
            people[person] = _("The membership was changed after the import.")
        elif memberships and person in busy:
            people[person] = FormattedMessage(STILL_REFERENCED, what=busy[person])
    return {row.pk: people[_get_person(row)] for row in rows if _get_person(row) in people}


def _find_rows_out_of_reach(
    actor: User, rows: Collection[ImportRow], people: Collection[UUID]
) -> dict[UUID, StrOrPromise]:
    """Return the rows of people whom the actor does not see, with the reason."""
    if actor.all_branches:
        return {}
    within_reach = list_people_within_reach(actor).filter(pk__in=build_ids_subquery(people)).order_by()
    seen = set(within_reach.values_list("pk", flat=True))
    return {row.pk: _("You have no access to this person.") for row in rows if _get_person(row) not in seen}


def _find_changed_memberships(memberships: Collection[UUID]) -> set[UUID]:
    """Return the memberships that were changed, frozen, ended or continued after the import."""
    ids = build_ids_subquery(memberships)
    steps = MembershipChange.objects.filter(membership__in=ids).order_by().values("membership")
    return {
        *steps.annotate(count=Count("pk")).filter(count__gt=1).values_list("membership", flat=True),
        *Freeze.objects.filter(membership__in=ids).values_list("membership", flat=True),
        *Membership.objects.filter(continued_by__isnull=False, pk__in=ids).values_list("pk", flat=True),
        *Membership.objects.filter(left_on__isnull=False, pk__in=ids).values_list("pk", flat=True),
    }


def _remove_created(undone_rows: Collection[ImportRow], rows: Collection[ImportRow]) -> None:
    made = _collect_created_ids(undone_rows)
    left = {row.pk for row in undone_rows}
    needed = {UUID(row.made["carer"]) for row in rows if row.pk not in left and "carer" in row.made}
    _remove_memberships(made["membership"], gone=made["user"])
    for name, model in CREATED_MODELS.items():
        _delete_raw(model._base_manager.filter(pk__in=build_ids_subquery(made[name])))
    parents = _collect_created_ids(rows)["parent"] - needed
    parents -= find_referenced_people(parents, ignore_ids={}, ignore_models=IGNORED_MODELS).keys()
    gone = build_ids_subquery(made["user"] | parents)
    for label in IGNORED_MODELS - {"settings.AuditLog"}:
        _delete_raw(apps.get_model(label)._base_manager.filter(user__in=gone))
    _delete_raw(User.objects.filter(pk__in=gone))
    for person in made["user"] | parents:
        publish_webhook_event(UserLeft.from_user_id(person, "removed"))
    _restore_parent_roles(undone_rows)


def _remove_memberships(ids: Collection[UUID], *, gone: Collection[UUID]) -> None:
    memberships = list(Membership.objects.filter(pk__in=build_ids_subquery(ids)).select_related("group__branch"))
    waited = WaitingEntry.objects.filter(membership__in=build_ids_subquery(ids))
    waited.update(closed_at=None, membership=None, updated_at=timezone.now())
    for membership in memberships:
        publish_membership_event(membership, MembershipEnded)
        if membership.student_id not in gone:
            recheck_sockets(user_id=membership.student_id)
    _delete_raw(MembershipChange.objects.filter(membership__in=build_ids_subquery(ids)))
    _delete_raw(Membership.objects.filter(pk__in=build_ids_subquery(ids)))
    for group in {membership.group_id: membership.group for membership in memberships}.values():
        waiting_list.request_notification_of_free_seats(group)


def _delete_raw(rows: QuerySet[Any]) -> None:
    """Delete in one statement: the rows are locked and proven to be unreferenced."""
    rows._raw_delete(rows.db)


def _restore_parent_roles(undone_rows: Collection[ImportRow]) -> None:
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
        person = users.get(_get_person(row))
        if person is None or row.made["person"] in gone:
            continue
        for name, old in row.made.get("before", {}).items():
            proved = getattr(person, f"{name}_verified_at", None) is not None
            if proved or serialize_value(getattr(person, name)) != row.made["after"][name]:
                kept[row.pk] = _("A value was changed after the import and was kept.")
                continue
            setattr(person, name, old)
            if name == "phone":
                person.phone_vouched_at = None
            changed[person.pk] = person
    for person in changed.values():
        set_search_names(person)
        person.updated_at = timezone.now()
    columns = ["last_name", "patronymic", "phone", "phone_vouched_at", "email", "birth_date", "role"]
    columns += [*SEARCH_NAMES, "updated_at"]
    User.objects.bulk_update(list(changed.values()), columns, batch_size=1000)
    return kept
