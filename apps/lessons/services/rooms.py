"""Writes of rooms."""

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid, raise_on_constraint_violation
from apps.core.local_days import get_today
from apps.core.uow import unit_of_work
from apps.courses.models import GroupStatus
from apps.lessons.models import Room, ScheduleLine
from apps.settings.models import Branch
from apps.settings.services import write_audit_log


def create_room(*, actor: User | None, branch: Branch, name: str, seats: int | None = None) -> Room:
    """Create a room of the branch. Raise Invalid on "name" when a room in use has it."""
    with unit_of_work():
        room = _save_with_unique_name(Room(branch=branch, name=name, seats=seats))
        write_audit_log(actor, "rooms.create", room, {"name": (None, name)})
    return room


def update_room(*, actor: User | None, room: Room, archived: bool | None = None, **values: Any) -> Room:
    """Change `name` or `seats`, archive the room or take it back into use.

    Raise Invalid on "name" when a room in use has it; Conflict when a room to archive is in a timetable.
    """
    with unit_of_work():
        room = _lock_room(room)
        if archived is not None and archived != (room.archived_at is not None):
            if archived:
                _check_no_timetable_lines(room)
            values["archived_at"] = timezone.now() if archived else None
        if changes := room.apply_changes(values):
            _save_with_unique_name(room, fields=[*changes, "updated_at"])
            write_audit_log(actor, "rooms.update", room, changes)
    return room


def delete_or_archive_room(*, actor: User | None, room: Room) -> None:
    """Delete the room, or archive it when lessons or schedule lines refer to it.

    Raise Conflict when it is in the timetable of an active group.
    """
    with unit_of_work():
        room = _lock_room(room)
        _check_no_timetable_lines(room)
        if room.lessons.exists() or ScheduleLine.objects.filter(room=room).exists():
            update_room(actor=actor, room=room, archived=True)
            return
        write_audit_log(actor, "rooms.delete", room, {"name": (room.name, None)})
        room.delete()


def _lock_room(room: Room) -> Room:
    return Room.objects.select_for_update(of=["self"]).select_related("branch").get(pk=room.pk)


def _check_no_timetable_lines(room: Room) -> None:
    """Raise Conflict with the names of active groups whose schedule has lines in the room."""
    lasting = Q(valid_until__isnull=True) | Q(valid_until__gte=get_today(room.branch.zone))
    lines = ScheduleLine.objects.filter(lasting, room=room, schedule__group__status=GroupStatus.ACTIVE)
    groups = lines.order_by("schedule__group__name").values_list("schedule__group__name", flat=True).distinct()
    if names := list(groups[:20]):
        raise Conflict(_("Groups meet in this room by their timetable: %(names)s.") % {"names": ", ".join(names)})


def _save_with_unique_name(room: Room, *, fields: list[str] | None = None) -> Room:
    taken = Invalid.field("name", _("This branch already has a room of that name."))
    with raise_on_constraint_violation(room_name_once_per_branch=taken):
        room.save(update_fields=fields)
    return room
