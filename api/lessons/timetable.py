"""Operations under `/courses/`: rooms, holidays and the timetable of a group."""

from typing import Any
from uuid import UUID

from ninja import Query

from api.auth import SignedInRequest
from api.base_schemas import get_sent_fields
from api.lessons import live_classes_schemas as live_schemas
from api.lessons import timetable_schemas as schemas
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from apps.courses.access import get_branch_or_invalid, get_group, get_taught_group
from apps.courses.models import Group, Holiday
from apps.lessons import clashes, live_queries, services, timetable
from apps.lessons.generation_report import GenerationReport
from apps.lessons.live.registry import list_configured_providers
from apps.lessons.models import LessonSchedule, LiveProvider, Room
from apps.lessons.services.live_timetables import request_live_rooms, set_provider_of_new_lessons

router = OperationRouter(tags=["courses"])


@router.get("/rooms/", "rooms.read", PageOf[schemas.RoomOut], errors=[422], cached=True)
def rooms_list(request: SignedInRequest, query: Query[schemas.RoomsQuery]) -> dict[str, Any]:
    """List rooms.

    Rooms in use of the branches where you work; with `archived`, the archived rooms.
    """
    rooms = timetable.list_visible_rooms(request.auth.user, **query.filters())
    return build_page(request, rooms, query, ordering=("name", "created_at"))


@router.post("/rooms/", "rooms.manage", schemas.RoomOut, status=201, errors=[422])
def rooms_create(request: SignedInRequest, payload: schemas.RoomIn) -> Room:
    """Create a room.

    Without `branch` the room is in the default branch, or in your first branch if you do not work there.
    """
    user = request.auth.user
    branch = get_branch_or_invalid(user, payload.branch)
    return services.create_room(actor=user, branch=branch, name=payload.name, seats=payload.seats)


@router.get("/rooms/{uuid:id}/", "rooms.read", schemas.RoomOut, errors=[404])
def rooms_get(request: SignedInRequest, id: UUID) -> Room:
    """Get a room.

    A room of a branch where you work; archived rooms too.
    """
    return timetable.get_room(request.auth.user, id)


@router.patch("/rooms/{uuid:id}/", "rooms.manage", schemas.RoomOut, errors=[404, 409, 422])
def rooms_update(request: SignedInRequest, id: UUID, payload: schemas.RoomChanges) -> Room:
    """Update a room.

    Changes the name or the seats, archives the room or takes it back into use. Refused with 409 `conflict` when the
    room to archive is in the timetable of an active group.
    """
    user = request.auth.user
    return services.update_room(actor=user, room=timetable.get_room(user, id), **get_sent_fields(payload))


@router.delete("/rooms/{uuid:id}/", "rooms.manage", errors=[404, 409])
def rooms_remove(request: SignedInRequest, id: UUID) -> None:
    """Delete or archive a room.

    A room with lessons or timetable lines is archived; any other is deleted. Refused with 409 `conflict`, which
    names the groups, while it is in the timetable of an active group.
    """
    services.delete_or_archive_room(actor=request.auth.user, room=timetable.get_room(request.auth.user, id))


@router.get("/rooms/{uuid:id}/week/", "rooms.read", schemas.RoomWeekOut, errors=[404, 422])
def rooms_week(request: SignedInRequest, id: UUID, query: Query[schemas.WeekQuery]) -> dict[str, Any]:
    """List the lessons of a room in a week.

    The lessons in the room from Monday to Sunday, in the time zone of its branch.
    """
    monday, lessons = timetable.get_monday_and_room_lessons(timetable.get_room(request.auth.user, id), query.day)
    return {"monday": monday, "lessons": lessons}


@router.get("/holidays/", "holidays.read", PageOf[schemas.HolidayOut], errors=[422], cached=True)
def holidays_list(request: SignedInRequest, query: Query[schemas.HolidaysQuery]) -> dict[str, Any]:
    """List holidays.

    Days without lessons, of the whole centre and of the branches where you work, learn or have a child.
    """
    holidays = timetable.list_visible_holidays(request.auth.user, **query.filters())
    return build_page(request, holidays, query, ordering=("starts_on", "created_at"))


@router.post("/holidays/", "holidays.manage", schemas.HolidaySetOut, status=201, errors=[409, 422])
def holidays_create(request: SignedInRequest, payload: schemas.HolidayIn) -> dict[str, Any]:
    """Create a holiday.

    Removes the planned lessons of these days that were not changed; other lessons stay and are listed. Refused with
    409 `conflict` when lessons were held on these days, unless all of the days are over.
    """
    user = request.auth.user
    values = payload.model_dump() | {"branch": timetable.get_holiday_branch_or_invalid(user, payload.branch)}
    return _holiday_with_lessons(services.create_holiday(actor=user, **values))


@router.get("/holidays/{uuid:id}/", "holidays.read", schemas.HolidayOut, errors=[404])
def holidays_get(request: SignedInRequest, id: UUID) -> Holiday:
    """Get a holiday.

    A holiday of the whole centre or of one of your branches.
    """
    return timetable.get_holiday(request.auth.user, id)


@router.patch("/holidays/{uuid:id}/", "holidays.manage", schemas.HolidaySetOut, errors=[404, 409, 422])
def holidays_update(request: SignedInRequest, id: UUID, payload: schemas.HolidayChanges) -> dict[str, Any]:
    """Update a holiday.

    Works like creating one; lessons of days that become free are generated again. Users who work in some branches
    only cannot change a holiday of the whole centre: 403 `forbidden`.
    """
    user = request.auth.user
    holiday, values = timetable.get_managed_holiday(user, id), get_sent_fields(payload)
    if "branch" in values:
        values["branch"] = timetable.get_holiday_branch_or_invalid(user, payload.branch)
    return _holiday_with_lessons(services.update_holiday(actor=user, holiday=holiday, **values))


@router.delete("/holidays/{uuid:id}/", "holidays.manage", errors=[404])
def holidays_remove(request: SignedInRequest, id: UUID) -> None:
    """Delete a holiday.

    Future lessons of its days are generated again.
    """
    user = request.auth.user
    services.remove_holiday(actor=user, holiday=timetable.get_managed_holiday(user, id))


@router.get("/groups/{uuid:id}/schedule/", "lessons.read", schemas.ScheduleOut, errors=[404])
def schedules_get(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Get the weekly schedule of a group.

    For members and their guardians, the group's teachers and the office. A group without a timetable
    has no lines.
    """
    return _schedule_response(timetable.get_saved_or_new_schedule(get_group(request.auth.user, id)))


@router.put("/groups/{uuid:id}/schedule/", "timetable.manage", schemas.ScheduleSetOut, errors=[404, 409, 422])
def schedules_replace(request: SignedInRequest, id: UUID, payload: schemas.ScheduleIn) -> dict[str, Any]:
    """Replace the weekly schedule of a group.

    Sets all lines at once and generates the lessons again; the answer says which were added, moved, removed and
    skipped. Refused with 409 `conflict` when the timetable was changed since you read it (`changed_at`), and when
    lessons cannot be created: `accept_skipped` lists each with what is in its way. Send `accept_skipped` to save the
    timetable without these.
    """
    user = request.auth.user
    group = get_taught_group(user, id)
    lines = [line.to_timetable_line() for line in payload.lines]
    timetable.check_schedule_line_teachers(user, lines)
    schedule, report = services.set_timetable(
        actor=user,
        group=group,
        lines=lines,
        expected_changed_at=payload.changed_at,
        accept_skipped=payload.accept_skipped,
        link=payload.link,
    )
    return _schedule_response(schedule) | {"lessons": clashes.limit_generation_report(report, user)}


@router.post("/groups/{uuid:id}/schedule/generate/", "timetable.manage", schemas.GeneratedOut, errors=[404, 422])
def schedules_generate(request: SignedInRequest, id: UUID, payload: schemas.GenerateIn) -> GenerationReport:
    """Generate the lessons of a group.

    Adds missing lessons and removes unchanged ones that do not fit the timetable. The answer lists each lesson with
    the reason; with `dry_run` nothing is changed. With `since`, the missing lessons of past days are created too.
    """
    user = request.auth.user
    group = get_taught_group(user, id)
    report = services.generate_lessons(group, actor=user, **payload.model_dump())
    return clashes.limit_generation_report(report, user)


@router.get("/groups/{uuid:id}/live-rooms/", "timetable.manage", live_schemas.GroupLiveRoomsOut, errors=[404])
def group_live_rooms_get(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Get the counts of online rooms of a group.

    Of its coming lessons, by state, also while they are being made.
    """
    return _live_rooms_response(get_taught_group(request.auth.user, id))


@router.post(
    "/groups/{uuid:id}/live-rooms/", "timetable.manage", live_schemas.GroupLiveRoomsOut, status=202, errors=[404, 422]
)
def group_live_rooms_make(request: SignedInRequest, id: UUID, payload: live_schemas.GroupLiveRoomsIn) -> dict[str, Any]:
    """Create online rooms for the coming lessons of a group.

    In the background, for lessons without one; what failed at this provider is tried again. Repeating it makes only
    what is missing.
    """
    user = request.auth.user
    group = get_taught_group(user, id)
    request_live_rooms(actor=user, group=group, provider=payload.provider)
    return _live_rooms_response(group)


@router.put("/groups/{uuid:id}/live-rooms/", "timetable.manage", live_schemas.GroupLiveRoomsOut, errors=[404, 409, 422])
def group_live_rooms_set(request: SignedInRequest, id: UUID, payload: live_schemas.NewLessonRoomsIn) -> dict[str, Any]:
    """Set where new lessons of a group get an online room.

    Lessons that the timetable or the office adds from now on get one by themselves; null: none. Rooms that are there
    stay. Refused with 409 `conflict` when the group has no timetable.
    """
    user = request.auth.user
    group = get_taught_group(user, id)
    set_provider_of_new_lessons(actor=user, group=group, provider=payload.provider)
    return _live_rooms_response(group)


def _live_rooms_response(group: Group) -> dict[str, Any]:
    providers = [name for name in list_configured_providers() if name != LiveProvider.LINK]
    found = live_queries.count_rooms(group)
    counts = {name: getattr(found, name) for name in ("lessons", "ready", "preparing", "failed", "missing")}
    choice = {"providers": providers, "default_provider": live_queries.get_default_provider()}
    new = live_queries.get_provider_of_new_lessons(group)
    return counts | choice | {"is_running": found.is_running, "provider_of_new": new}


def _holiday_with_lessons(holiday: Holiday) -> dict[str, Any]:
    stay = timetable.list_lessons_kept_by_holiday(holiday).select_related("teacher")
    return {"holiday": holiday, "stay": stay[: timetable.MAX_LESSONS], "stay_count": stay.count()}


def _schedule_response(schedule: LessonSchedule) -> dict[str, Any]:
    group = schedule.group
    lines = timetable.list_schedule_lines(schedule)
    values = {"zone": group.local_zone, "changed_at": schedule.changed_at, "link": schedule.link}
    return {"group": group.pk, **values, "lines": lines}
