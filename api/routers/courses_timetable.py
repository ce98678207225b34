"""Operations under `/courses/`: rooms, holidays and the timetable of a group."""

from typing import Any
from uuid import UUID

from ninja import Query, Router, Status

from api.auth import SignedInRequest, requires
from api.errors import errors
from api.lists import PageOf, list_page
from api.schemas import timetable as schemas
from api.schemas.base import changes
from apps.courses.access import get_group, get_taught_group, named_branch
from apps.courses.models import Holiday
from apps.lessons import services, timetable
from apps.lessons.generated import Report
from apps.lessons.models import LessonSchedule, Room

router = Router(tags=["courses"])


@router.get(
    "/rooms/",
    auth=requires("rooms.read"),
    response={200: PageOf[schemas.RoomOut], **errors(422)},
    operation_id="rooms_list",
    summary="Rooms",
)
def rooms_list(request: SignedInRequest, query: Query[schemas.RoomsQuery]) -> dict[str, Any]:
    """Rooms in use of the branches that one works in, or the archived ones."""
    found = timetable.visible_rooms(request.auth.user, branch_id=query.branch, archived=query.archived)
    return list_page(request, found, query, ordering=("name", "created_at"))


@router.post(
    "/rooms/",
    auth=requires("rooms.manage"),
    response={201: schemas.RoomOut, **errors(422)},
    operation_id="rooms_create",
    summary="Add a room",
)
def rooms_create(request: SignedInRequest, payload: schemas.RoomIn) -> Status[Room]:
    """In the branch that is named, else in the default one, or for who does not work there in their own first one."""
    user = request.auth.user
    branch = named_branch(user, payload.branch)
    return Status(201, services.create_room(actor=user, branch=branch, name=payload.name, seats=payload.seats))


@router.get(
    "/rooms/{uuid:id}/",
    auth=requires("rooms.read"),
    response={200: schemas.RoomOut, **errors(404)},
    operation_id="rooms_get",
    summary="One room",
)
def rooms_get(request: SignedInRequest, id: UUID) -> Room:
    """A room of a branch that one works in, archived ones too."""
    return timetable.get_room(request.auth.user, id)


@router.patch(
    "/rooms/{uuid:id}/",
    auth=requires("rooms.manage"),
    response={200: schemas.RoomOut, **errors(404, 409, 422)},
    operation_id="rooms_update",
    summary="Change a room",
)
def rooms_update(request: SignedInRequest, id: UUID, payload: schemas.RoomChanges) -> Room:
    """Its name and seats; archive it or take it back into use. Where groups still meet it cannot be archived."""
    user = request.auth.user
    return services.update_room(actor=user, room=timetable.get_room(user, id), **changes(payload))


@router.delete(
    "/rooms/{uuid:id}/",
    auth=requires("rooms.manage"),
    response={204: None, **errors(404, 409)},
    operation_id="rooms_remove",
    summary="Remove a room",
)
def rooms_remove(request: SignedInRequest, id: UUID) -> Status[None]:
    """Where lessons took place it is archived. Where groups still meet by their timetables it stays: 409 names them."""
    services.remove_room(actor=request.auth.user, room=timetable.get_room(request.auth.user, id))
    return Status(204, None)


@router.get(
    "/rooms/{uuid:id}/week/",
    auth=requires("rooms.read"),
    response={200: schemas.RoomWeekOut, **errors(404, 422)},
    operation_id="rooms_week",
    summary="A room's week",
)
def rooms_week(request: SignedInRequest, id: UUID, query: Query[schemas.WeekQuery]) -> dict[str, Any]:
    """What takes place in the room from Monday to Sunday, by the clock of its branch."""
    monday, lessons = timetable.room_week(timetable.get_room(request.auth.user, id), query.day)
    return {"monday": monday, "lessons": lessons}


@router.get(
    "/holidays/",
    auth=requires("holidays.read"),
    response={200: PageOf[schemas.HolidayOut], **errors(422)},
    operation_id="holidays_list",
    summary="Holidays",
)
def holidays_list(request: SignedInRequest, query: Query[schemas.HolidaysQuery]) -> dict[str, Any]:
    """Days without lessons, of the whole centre and of single branches."""
    found = timetable.visible_holidays(request.auth.user, since=query.since, until=query.until)
    return list_page(request, found, query, ordering=("starts_on", "created_at"))


@router.post(
    "/holidays/",
    auth=requires("holidays.manage"),
    response={201: schemas.HolidaySetOut, **errors(409, 422)},
    operation_id="holidays_create",
    summary="Set a holiday",
)
def holidays_create(request: SignedInRequest, payload: schemas.HolidayIn) -> Status[dict[str, Any]]:
    """Planned lessons that nobody touched go; the others on these days are listed. Over held lessons: 409."""
    user = request.auth.user
    values = payload.model_dump() | {"branch": timetable.named_holiday_branch(user, payload.branch)}
    return Status(201, _with_lessons(services.create_holiday(actor=user, **values)))


@router.get(
    "/holidays/{uuid:id}/",
    auth=requires("holidays.read"),
    response={200: schemas.HolidayOut, **errors(404)},
    operation_id="holidays_get",
    summary="One holiday",
)
def holidays_get(request: SignedInRequest, id: UUID) -> Holiday:
    """A holiday of the whole centre or of a branch of one's own."""
    return timetable.get_holiday(request.auth.user, id)


@router.patch(
    "/holidays/{uuid:id}/",
    auth=requires("holidays.manage"),
    response={200: schemas.HolidaySetOut, **errors(404, 409, 422)},
    operation_id="holidays_update",
    summary="Change a holiday",
)
def holidays_update(request: SignedInRequest, id: UUID, payload: schemas.HolidayChanges) -> dict[str, Any]:
    """As with a new one; lessons of days that are free again are made."""
    user = request.auth.user
    holiday, values = timetable.get_managed_holiday(user, id), changes(payload)
    if "branch" in values:
        values["branch"] = timetable.named_holiday_branch(user, payload.branch)
    return _with_lessons(services.update_holiday(actor=user, holiday=holiday, **values))


@router.delete(
    "/holidays/{uuid:id}/",
    auth=requires("holidays.manage"),
    response={204: None, **errors(404)},
    operation_id="holidays_remove",
    summary="Remove a holiday",
)
def holidays_remove(request: SignedInRequest, id: UUID) -> Status[None]:
    """The lessons of its days that lie ahead are made."""
    user = request.auth.user
    services.remove_holiday(actor=user, holiday=timetable.get_managed_holiday(user, id))
    return Status(204, None)


@router.get(
    "/groups/{uuid:id}/schedule/",
    auth=requires("lessons.read"),
    response={200: schemas.ScheduleOut, **errors(404)},
    operation_id="schedules_get",
    summary="A group's timetable",
)
def schedules_get(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Of a group that one learns in or teaches; without lines while it has none."""
    return _drawn(timetable.schedule_of(get_group(request.auth.user, id)))


@router.put(
    "/groups/{uuid:id}/schedule/",
    auth=requires("timetable.manage"),
    response={200: schemas.ScheduleOut, **errors(404, 409, 422)},
    operation_id="schedules_replace",
    summary="Set a group's timetable",
)
def schedules_replace(request: SignedInRequest, id: UUID, payload: schemas.ScheduleIn) -> dict[str, Any]:
    """All lines at once; the group's lessons are made anew. 409 when somebody changed it since it was read."""
    user = request.auth.user
    group = get_taught_group(user, id)
    lines = [line.line() for line in payload.lines]
    timetable.check_teachers(user, lines)
    return _drawn(services.replace_schedule(actor=user, group=group, lines=lines, changed_at=payload.changed_at))


@router.post(
    "/groups/{uuid:id}/schedule/generate/",
    auth=requires("timetable.manage"),
    response={200: schemas.GeneratedOut, **errors(404, 422)},
    operation_id="schedules_generate",
    summary="Make a group's lessons",
)
def schedules_generate(request: SignedInRequest, id: UUID, payload: schemas.GenerateIn) -> Report:
    """Adds what is missing and removes what nobody touched and the timetable no longer wants; says what and why."""
    user = request.auth.user
    group = get_taught_group(user, id)
    report = services.generate(group, until=payload.until, dry_run=payload.dry_run, actor=user)
    return timetable.shown(report, user)


def _with_lessons(holiday: Holiday) -> dict[str, Any]:
    stay = timetable.lessons_that_stay(holiday).select_related("teacher")
    return {"holiday": holiday, "stay": stay[: timetable.SHOWN_LESSONS], "stay_count": stay.count()}


def _drawn(schedule: LessonSchedule) -> dict[str, Any]:
    group = schedule.group
    lines = timetable.rows_of(schedule)
    return {"group": group.pk, "zone": group.local_zone, "changed_at": schedule.changed_at, "lines": lines}
