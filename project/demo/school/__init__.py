"""A demo centre with a year of history: people, groups, timetables, lessons, registers and homework, inserted in bulk.

The rows are those that a year of work through the services leaves, except the audit log, notifications, events and
coins. Future lessons are made by `lessons.services.generate`, the money of the last months by the services of
payments (`money`), and a kindergarten class by those of `kids` (`project.demo.kindergarten`).
"""

import json
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

import apps.accounts.services as accounts
import apps.settings.services as system_settings
from apps.accounts.models import ChildProfile, Guardian, User
from apps.accounts.passwords import hash_new_password
from apps.attendance.models import Attendance
from apps.core.local_days import get_local_day
from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from apps.courses.models import Group, Membership
from apps.homework.models import Homework
from apps.lessons.models import Lesson, LessonSchedule, Room
from apps.lessons.services import generate_lessons
from apps.payments.models import OPEN_STATUSES, Payment, PaymentStatus
from apps.settings.models import Branch
from apps.settings.queries import get_default_branch
from project.demo.demo_group import DOMAIN, NotADemoDatabase, find_demo_password, get_demo_email
from project.demo.desk import match_desk_people
from project.demo.kindergarten import create_kindergarten, find_children
from project.demo.kindergarten.people import EDUCATOR
from project.demo.school import homework, lessons, materials, memberships, money, names, people, registers, structure
from project.demo.school.bulk_insert import analyze_tables
from project.demo.school.structure import CentreSize, School

SEED = 20_260_901
FIRST_PUPIL = "pupil0001"
OFFICE = (
    ("admin", "Dilshod", "Rahimov", Role.ADMIN),
    ("office", "Gulnora", "Saidova", Role.MANAGER),
    ("office2", "Bahrom", "Yusupov", Role.MANAGER),
)
DEFAULT_SIZE = CentreSize(weeks=60, months=2, children=18)
"""More than a year: the model of who may leave needs months that are over, and months that it has not seen."""
ProgressCallback = Callable[[str], None]


@dataclass(frozen=True)
class DemoCentre:
    """The demo centre's password, its sign-in e-mails by role, and its row counts."""

    password: str
    logins: dict[str, str]
    counts: dict[str, int]
    new: bool


def get_demo_centre_file() -> Path:
    """Return the file with the password and sign-in e-mails, readable by its owner only."""
    return Path(settings.MEDIA_ROOT).parent / "demo-centre.json"


def load_demo_centre() -> DemoCentre | None:
    """Return the demo centre of this installation, None when there is none."""
    path = get_demo_centre_file()
    if not path.exists() or not User.objects.filter(email=get_demo_email(FIRST_PUPIL)).exists():
        return None
    return DemoCentre(**json.loads(path.read_text(encoding="utf-8")) | {"new": False})


def build_demo_centre(
    size: CentreSize = DEFAULT_SIZE,
    *,
    force: bool = False,
    seed: int = SEED,
    report_progress: ProgressCallback = lambda _text: None,
) -> DemoCentre:
    """Create the demo centre, all or nothing. An existing one gets its future lessons, and its money and its
    kindergarten class if it has none.

    Raise NotADemoDatabase when the database has people who are not of the demo. With `force` the demo's branches are
    added beside the real ones.
    """
    strangers = _has_strangers()
    if User.objects.filter(email=get_demo_email(FIRST_PUPIL)).exists():
        return _update_demo_centre(size, seed, report_progress)
    if strangers and not force:
        raise NotADemoDatabase
    password = find_demo_password() or f"talim-{secrets.token_hex(4)}"
    with unit_of_work():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")
        school = School(size=size, seed=seed, now=timezone.now(), password=hash_new_password(password))
        _write_year(school, beside=strangers, say=report_progress)
    analyze_tables(User, Group, Membership, Lesson, Attendance)
    report_progress("Lessons of the coming weeks …")
    generate_lessons_ahead([class_.group for class_ in school.scheduled_groups])
    report_progress("Materials …")
    materials.create_materials(school)
    _create_months_of_money(size, seed, report_progress)
    create_kindergarten(children=size.children, seed=seed, password=password, say=report_progress)
    demo_centre = DemoCentre(password, _list_logins(), _count_rows(), new=True)
    _save_state(demo_centre)
    return demo_centre


def _has_strangers() -> bool:
    """Return whether there are people who are not of the demo: neither by their e-mail nor, beside such people, by what
    the demo's office has entered.
    """
    demo = User.objects.filter(email__endswith=f"@{DOMAIN}")
    others = User.objects.exclude(pk__in=demo.values("pk"))
    if not demo.exists():
        return others.exists()
    return others.exclude(pk__in=User.objects.filter(match_desk_people()).values("pk")).exists()


def generate_lessons_ahead(groups: list[Group]) -> int:
    """Generate the future lessons of these groups and return how many were added."""
    added = sum(generate_lessons(group).counts["added"] for group in groups)
    for group in groups:
        today = get_local_day(timezone.now(), group.local_zone)
        LessonSchedule.objects.filter(group=group).update(filled_on=today)
    return added


def _write_year(school: School, *, beside: bool, say: ProgressCallback) -> None:
    say("Branches, rooms, courses, teachers, groups …")
    _create_office(school)
    admin = school.office[0]
    first = structure.create_branch(admin, "Demo Chilonzor") if beside else get_default_branch()
    structure.create_courses_teachers_and_groups(
        school, [first, structure.create_branch(admin, "Demo Yunusobod" if beside else "Yunusobod")]
    )
    say("Pupils and parents …")
    people.create_pupils_and_parents(school)
    say("Who was in which group …")
    stays = memberships.create_memberships(school)
    say("Lessons …")
    held_lessons = lessons.create_started_lessons(school)
    say(f"Registers of {len(held_lessons)} lessons …")
    marks = registers.create_marks(school, held_lessons, stays)
    say("Homework of the year …")
    homework.create_homework(school, held_lessons, stays)
    system_settings.write_audit_log(actor=None, action="demo.centre", obj=None, changes={"marks": (None, marks)})


def _create_office(school: School) -> None:
    created_at = school.get_moment(school.first_day)
    known = {
        user.email: user for user in User.objects.filter(email__in=[get_demo_email(login) for login, *_ in OFFICE])
    }
    for login, first, last, role in OFFICE:
        person = known.get(get_demo_email(login))
        if person is None:
            person = school.build_user(login, names.PersonName(first, last), role, created_at, all_branches=True)
            person.save(force_insert=True)
        school.office.append(person)


def _create_months_of_money(size: CentreSize, seed: int, say: ProgressCallback) -> None:
    if size.months:
        say("The money of the last months, of some groups …")
        money.create_payments_of_last_months(months=size.months, seed=seed)


def _update_demo_centre(size: CentreSize, seed: int, say: ProgressCallback) -> DemoCentre:
    """Update the existing demo centre: generate future lessons, and set a new password if the file is lost."""
    known = load_demo_centre()
    groups = list(Group.objects.filter(lead_teacher__email__startswith="teacher", lead_teacher__email__endswith=DOMAIN))
    say(f"Lessons of the coming weeks: {generate_lessons_ahead(groups)} added")
    _create_months_of_money(size, seed, say)
    password = known.password if known else find_demo_password() or f"talim-{secrets.token_hex(4)}"
    create_kindergarten(children=size.children, seed=seed, password=password, say=say)
    if known is None:
        for login in set(_list_logins().values()):
            accounts.set_password(user=User.objects.get(email=login), password=password, actor=None)
    demo_centre = DemoCentre(password, _list_logins(), _count_rows(), new=False)
    _save_state(demo_centre)
    return demo_centre


def _list_logins() -> dict[str, str]:
    """Return sign-in e-mails by role: the office, a teacher, a pupil of theirs and the pupil's parent; and those of the
    kindergarten class.
    """
    demo = Guardian.objects.filter(parent__email__endswith=DOMAIN, ended_at__isnull=True, child__email__gt="")
    demo = demo.filter(child__child_profile__isnull=True)
    learns = Membership.objects.filter(left_on__isnull=True, status="active", student__in=demo.values("child"))
    stay = learns.select_related("student", "group__lead_teacher").order_by("student__email", "id").first()
    logins = {"administrator": get_demo_email("admin"), "office": get_demo_email("office")}
    if stay is not None:
        parent = demo.filter(child=stay.student).select_related("parent").order_by("id")[0].parent
        people = {"teacher": stay.group.lead_teacher, "pupil": stay.student, "parent": parent}
        logins |= {who: person.email or "" for who, person in people.items()}
    for child in find_children()[:1]:
        parent = child.guardians.get().parent
        logins |= {"educator": get_demo_email(EDUCATOR), "child": child.email or "", "its parent": parent.email or ""}
    return logins


def _count_rows() -> dict[str, int]:
    return {
        "branches": Branch.objects.count(),
        "rooms": Room.objects.count(),
        "teachers": User.objects.filter(role=Role.TEACHER).count(),
        "pupils": User.objects.filter(role=Role.STUDENT).count(),
        "parents": User.objects.filter(role=Role.PARENT).count(),
        "children": ChildProfile.objects.count(),
        "groups": Group.objects.count(),
        "memberships": Membership.objects.count(),
        "lessons held": Lesson.objects.filter(status="held").count(),
        "lessons ahead": Lesson.objects.filter(status="planned").count(),
        "marks": Attendance.objects.count(),
        "homework": Homework.objects.count(),
        "payments": Payment.objects.count(),
        "of them open": Payment.objects.filter(status__in=OPEN_STATUSES).count(),
        "of them overdue": Payment.objects.filter(status=PaymentStatus.OVERDUE).count(),
    }


def _save_state(demo_centre: DemoCentre) -> None:
    path = get_demo_centre_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".part")
    partial.touch(mode=0o600)
    partial.write_text(json.dumps(asdict(demo_centre), ensure_ascii=False, indent=1), encoding="utf-8")
    partial.replace(path)
