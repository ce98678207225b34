"""The first run: while no user exists, one form sets up the centre and creates its administrator."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypedDict

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.accounts import services as accounts
from apps.accounts.models import User
from apps.accounts.passwords import hold_hashing_slot
from apps.attendance.models import AttendanceStatus
from apps.attendance.services.statuses import update_attendance_status
from apps.core.errors import Invalid
from apps.core.money import Money
from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from apps.core.validators import all_time_zones
from apps.courses.models import CourseStatus
from apps.courses.services import create_course
from apps.lessons.services.rooms import create_room
from apps.portal.services.first_run_code import check_first_run_code, check_first_run_open
from apps.settings.models import Branch, SystemSettings
from apps.settings.queries import get_default_branch
from apps.settings.services import change_branch, write_and_audit_settings, write_audit_log


class BranchSetup(TypedDict):
    """The first branch."""

    name: str
    address: str
    zone: str


class RoomSetup(TypedDict):
    """A room of the first branch."""

    name: str
    seats: int | None


class CourseSetup(TypedDict):
    """A course and its price of a month, in the minor unit of the centre's currency."""

    title: dict[str, str]
    level: str
    price: int


class StatusSetup(TypedDict):
    """A built-in attendance status: its name, and whether such a lesson is paid for."""

    code: str
    name: dict[str, str]
    charged: bool


class AdministratorSetup(TypedDict):
    """The first user, with an e-mail, a phone or both."""

    first_name: str
    last_name: str
    email: str | None
    phone: str | None
    password: str
    locale: str


class CentreSetup(TypedDict):
    """What the first run asks for."""

    centre_name: str
    languages: list[str]
    default_language: str
    currency: str
    branch: BranchSetup
    rooms: list[RoomSetup]
    courses: list[CourseSetup]
    statuses: list[StatusSetup]
    administrator: AdministratorSetup


def complete_first_run(*, code: str, setup: CentreSetup, device: str, client: str | None) -> accounts.SignInResult:
    """Set up the centre by the one-time code, and sign its administrator in. `device`, `client`: as for a sign-in.

    Raise NotFound once a user exists, also when another request was faster; then as `check_first_run_code` and
    `set_up_centre`.
    """
    check_first_run_open()
    check_first_run_code(code=code, client=client)
    with hold_hashing_slot(), unit_of_work():
        administrator = set_up_centre(setup=setup)
        return accounts.open_session(user=administrator, device=device, address=client)


def set_up_centre(*, setup: CentreSetup) -> User:
    """Write settings, branch, rooms, courses and statuses, and create the administrator: all or nothing.

    The address of the administrator is verified, as that of `createsuperuser`. Raise NotFound once a user exists, and
    Invalid with all invalid fields, by their path ("rooms.1.name").
    """
    with unit_of_work():
        row = _lock_settings()
        check_first_run_open()
        errors = _FieldErrors()
        administrator = None
        with errors.collect("administrator."):
            administrator = _create_administrator(setup["administrator"], zone=setup["branch"]["zone"])
        with errors.collect(""):
            names = ("centre_name", "languages", "default_language", "currency")
            values = {name: setup[name] for name in names}  # type: ignore[literal-required]
            write_and_audit_settings(row=row, values=values, actor=administrator, action="settings.first_run")
        branch = get_default_branch()
        with errors.collect("branch."):
            branch = change_branch(actor=administrator, branch=branch, values=setup["branch"])
        _create_rooms(errors, administrator, branch, setup["rooms"])
        _create_courses(errors, administrator, setup)
        _update_statuses(errors, administrator, setup["statuses"])
        if errors.fields or administrator is None:
            raise Invalid(fields=errors.fields)
        SystemSettings.objects.filter(pk=1).update(first_run_code_hmac="", first_run_code_expires_at=None)
        write_audit_log(administrator, "portal.first_run", administrator)
    return administrator


class _FieldErrors:
    """The invalid fields of all parts, by their path in the whole form."""

    def __init__(self) -> None:
        self.fields: dict[str, list[StrOrPromise]] = {}

    @contextmanager
    def collect(self, prefix: str, **renamed: str) -> Iterator[None]:
        """Undo a part that raises Invalid and keep its fields, with `prefix`, some of them `renamed`."""
        try:
            with unit_of_work():
                yield
        except Invalid as error:
            for name, messages in error.fields.items():
                self.fields[prefix + renamed.get(name.partition(".")[0], name)] = messages


def _lock_settings() -> SystemSettings:
    """Lock the one row of settings: of two first runs at a time the second waits, and finds a user."""
    return SystemSettings.objects.select_for_update().get(pk=1)


def _create_administrator(given: AdministratorSetup, *, zone: str) -> User:
    if not given["email"] and not given["phone"]:
        raise Invalid.field("email", _("Give an e-mail or a phone."))
    known_zone = zone if zone in all_time_zones() else "UTC"  # an unknown one is an error of the branch
    return accounts.create_user(role=Role.ADMIN, verified=True, zone=known_zone, **given)


def _create_rooms(errors: _FieldErrors, actor: User | None, branch: Branch, rooms: list[RoomSetup]) -> None:
    for place, room in enumerate(rooms):
        with errors.collect(f"rooms.{place}."):
            create_room(actor=actor, branch=branch, **room)


def _create_courses(errors: _FieldErrors, actor: User | None, setup: CentreSetup) -> None:
    """Create published courses, so that groups can be made of them."""
    for place, course in enumerate(setup["courses"]):
        with errors.collect(f"courses.{place}.", prices="price", slug="title"):
            create_course(
                actor=actor,
                title=course["title"],
                level=course["level"],
                prices=[Money(course["price"], setup["currency"])],
                status=CourseStatus.PUBLISHED,
            )


def _update_statuses(errors: _FieldErrors, actor: User | None, statuses: list[StatusSetup]) -> None:
    built_in = {status.code: status for status in AttendanceStatus.objects.filter(built_in=True)}
    for place, given in enumerate(statuses):
        with errors.collect(f"statuses.{place}."):
            if given["code"] not in built_in:
                raise Invalid.field("code", _("There is no such status."))
            changes = {name: value for name, value in given.items() if name != "code"}
            update_attendance_status(actor=actor, status=built_in[given["code"]], changes=changes)
