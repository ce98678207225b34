"""The demo centre's structure: branches, rooms, courses, staff, and groups with their weekly times."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar
from uuid import UUID

import apps.courses.services as courses
import apps.lessons.services as lessons
import apps.settings.services as settings
from apps.accounts.models import User
from apps.accounts.services.users import set_search_names
from apps.core.local_days import get_day_bounds, get_local_day
from apps.core.models import BaseModel
from apps.core.money import Money
from apps.core.permissions import Role
from apps.courses.models import Category, Course, CourseStatus, Group, Holiday
from apps.lessons.models import LessonSchedule, Room, ScheduleLine
from apps.settings.models import Branch
from ml.text import build_search_key
from project.demo.demo_group import get_demo_email
from project.demo.school import names
from project.demo.school.bulk_insert import IdGenerator, insert_rows

Row = TypeVar("Row", bound=BaseModel)
ZONE = "Asia/Tashkent"
MINUTES = 90
ODD_DAYS, EVEN_DAYS = (0, 2, 4), (1, 3, 5)
START_TIMES = tuple(time.fromisoformat(text) for text in ("08:30", "10:10", "14:00", "15:40", "17:20", "19:00"))
TIME_SLOTS = tuple((days, at) for days in (ODD_DAYS, EVEN_DAYS) for at in START_TIMES)
"""The time slots of a room: on Mondays, Wednesdays and Fridays, or on the other working days."""

CATEGORIES: tuple[tuple[str, dict[str, str], tuple[tuple[str, str, str, int], ...]], ...] = (
    (
        "languages",
        {"uz": "Tillar", "ru": "Языки", "en": "Languages"},
        (
            ("English A1", "en", "A1", 450_000),
            ("English A2", "en", "A2", 480_000),
            ("English B1", "en", "B1", 520_000),
            ("English B2", "en", "B2", 560_000),
            ("IELTS", "en", "C1", 800_000),
            ("Russian A2", "ru", "A2", 400_000),
            ("Korean A1", "ko", "A1", 550_000),
        ),
    ),
    (
        "school",
        {"uz": "Maktab fanlari", "ru": "Школьные предметы", "en": "School subjects"},
        (
            ("Mathematics 5-7", "uz", "", 350_000),
            ("Mathematics 8-11", "uz", "", 420_000),
            ("Physics", "uz", "", 420_000),
        ),
    ),
    (
        "it",
        {"uz": "Dasturlash", "ru": "Программирование", "en": "Programming"},
        (("Python", "uz", "", 700_000), ("Web", "uz", "", 750_000), ("Scratch", "uz", "", 400_000)),
    ),
)
COURSE_WEIGHTS = (10, 14, 12, 8, 10, 5, 3, 8, 6, 4, 6, 5, 4)
HOLIDAYS = (
    (1, 1, {"uz": "Yangi yil", "ru": "Новый год", "en": "New Year"}),
    (3, 8, {"uz": "Xotin-qizlar kuni", "ru": "Женский день", "en": "Women's Day"}),
    (3, 21, {"uz": "Navroʻz", "ru": "Навруз", "en": "Navruz"}),
    (5, 9, {"uz": "Xotira va qadrlash kuni", "ru": "День памяти и почестей", "en": "Day of Remembrance"}),
    (9, 1, {"uz": "Mustaqillik kuni", "ru": "День независимости", "en": "Independence Day"}),
    (10, 1, {"uz": "Oʻqituvchilar kuni", "ru": "День учителя", "en": "Teachers' Day"}),
    (12, 8, {"uz": "Konstitutsiya kuni", "ru": "День Конституции", "en": "Constitution Day"}),
)
OWN_PRICE_SHARE = 0.15


@dataclass(frozen=True)
class CentreSize:
    """The size of a demo centre: pupils, groups, weeks of past lessons, months of payments (this month included), and
    children of a kindergarten class.
    """

    pupils: int = 1000
    groups: int = 80
    weeks: int = 52
    months: int = 0
    children: int = 0


@dataclass
class ScheduledGroup:
    """A group with its weekly days, start time and room."""

    group: Group
    days: tuple[int, ...]
    starts_at: time
    room: Room

    @property
    def time_slot(self) -> tuple[tuple[int, ...], time]:
        """Days and start time. Two groups of the same slot cannot share a pupil, a room or a teacher."""
        return self.days, self.starts_at


@dataclass
class School:
    """The demo centre while it is created: size, random generators and all objects so far."""

    size: CentreSize
    seed: int
    now: datetime
    password: str
    rng: random.Random = field(init=False)
    ids: IdGenerator = field(init=False)
    branches: list[Branch] = field(default_factory=list)
    office: list[User] = field(default_factory=list)
    teachers: list[User] = field(default_factory=list)
    courses: list[Course] = field(default_factory=list)
    scheduled_groups: list[ScheduledGroup] = field(default_factory=list)
    pupils: list[User] = field(default_factory=list)
    parents: list[User] = field(default_factory=list)
    holidays: set[date] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)  # noqa: S311
        self.ids = IdGenerator(random.Random(self.seed + 1))  # noqa: S311

    @property
    def today(self) -> date:
        """The centre's local day."""
        return get_local_day(self.now, ZONE)

    @property
    def first_day(self) -> date:
        """The Monday on which the history begins."""
        return self.today - timedelta(days=self.today.weekday(), weeks=self.size.weeks)

    def get_moment(self, day: date, hour: int = 9) -> datetime:
        """Return an hour of a local day as a datetime, not later than now."""
        return min(get_day_bounds(day, ZONE)[0] + timedelta(hours=hour), self.now)

    def build_row(self, model: type[Row], at: datetime, /, **values: Any) -> Row:
        """Return an unsaved row of `model`, created at that time, with an id that sorts by it."""
        return model(id=self.ids.make_id(at), created_at=at, updated_at=at, **values)

    def iter_lesson_days(self, days: tuple[int, ...]) -> Iterator[date]:
        """Yield these weekdays from the first day until today, without holidays."""
        for number in range((self.today - self.first_day).days + 1):
            day = self.first_day + timedelta(days=number)
            if day.weekday() in days and day not in self.holidays:
                yield day

    def build_user(self, login: str, name: names.PersonName, role: Role, created_at: datetime, **more: Any) -> User:
        """Return an unsaved user with the fields that `create_user` sets for a verified one."""
        values: dict[str, Any] = {"email_verified_at": created_at, "locale": "uz", "zone": ZONE} | more
        user = self.build_row(
            User,
            created_at,
            email=get_demo_email(login),
            first_name=name.first,
            last_name=name.last,
            role=role.value,
            password=self.password,
            **values,
        )
        set_search_names(user)
        return user


def create_courses_teachers_and_groups(school: School, branches: list[Branch]) -> None:
    """Create the structure in these two branches. Call it within a transaction."""
    school.branches = branches
    _create_holidays(school)
    _create_courses(school)
    shares = _split_between_branches(school.size.groups)
    _create_teachers(school, shares)
    first_teacher = 0
    for branch, share in zip(branches, shares, strict=True):
        _create_groups(school, branch, share, first_teacher)
        first_teacher += -(-share // 2)
    insert_rows([class_.group for class_ in school.scheduled_groups])
    through = [
        Group.assistants.through(
            group_id=class_.group.pk, user_id=school.rng.choice(_find_other_teachers(school, class_)).pk
        )
        for class_ in school.scheduled_groups
        if _find_other_teachers(school, class_) and school.rng.random() < 0.25
    ]
    Group.assistants.through.objects.bulk_create(through)
    _create_schedules(school)


def create_branch(actor: User, name: str) -> Branch:
    """Create a branch in Tashkent."""
    branch = Branch(name=name, address="Toshkent, Yunusobod 4", zone=ZONE)
    return settings.save_branch(actor=actor, branch=branch, changes={"name": (None, name)})


def _split_between_branches(groups: int) -> tuple[int, int]:
    first = max(1, round(groups * 0.6))
    return first, groups - first


def _create_holidays(school: School) -> None:
    created_at = school.get_moment(school.first_day)
    rows = []
    for year in range(school.first_day.year, school.today.year + 2):
        for month, day, name in HOLIDAYS:
            on = date(year, month, day)
            school.holidays.add(on)
            rows.append(school.build_row(Holiday, created_at, name=name, starts_on=on, ends_on=on))
    insert_rows(rows)


def _create_courses(school: School) -> None:
    actor = school.office[0]
    taken = set(Course.objects.values_list("slug", flat=True))
    for position, (slug, name, rows) in enumerate(CATEGORIES, 1):
        shelf = Category.objects.filter(slug=slug).first()
        shelf = shelf or courses.create_category(actor=actor, name=name, slug=slug, position=position)
        for title, language, level, price in rows:
            wanted = build_search_key(title).replace(" ", "-")
            course = courses.create_course(
                actor=actor,
                title={"uz": title, "ru": title, "en": title},
                slug=f"{wanted}-demo" if wanted in taken else wanted,
                language=language,
                level=level,
                category=shelf,
                prices=[Money(price * 100), Money(round(price / 12_500) * 100, "USD")],
                status=CourseStatus.PUBLISHED,
            )
            school.courses.append(course)


def _create_teachers(school: School, shares: tuple[int, int]) -> None:
    created_at = school.get_moment(school.first_day - timedelta(days=30))
    places = []
    for branch, share in zip(school.branches, shares, strict=True):
        for _index in range(-(-share // 2)):
            number = len(school.teachers) + 1
            name = names.make_name(school.rng, woman=school.rng.random() < 0.7)
            phone = f"+9989000{50_000 + number:05}"
            teacher = school.build_user(f"teacher{number:02}", name, Role.TEACHER, created_at, phone=phone)
            school.teachers.append(teacher)
            places.append(User.branches.through(user_id=teacher.pk, branch_id=branch.pk))
    insert_rows(school.teachers)
    User.branches.through.objects.bulk_create(places)


def _create_groups(school: School, branch: Branch, share: int, first_teacher: int) -> None:
    """Create the groups of a branch. Each teacher gets two neighbouring slots, so there are no conflicts."""
    created_at = school.get_moment(school.first_day - timedelta(days=14))
    rooms = [
        lessons.create_room(actor=school.office[0], branch=branch, name=str(101 + number), seats=20 + number % 3 * 4)
        for number in range(-(-share // len(TIME_SLOTS)))
    ]
    for index in range(share):
        days, at = TIME_SLOTS[index % len(TIME_SLOTS)]
        teacher = school.teachers[first_teacher + index // 2]
        course = school.rng.choices(school.courses, COURSE_WEIGHTS)[0]

        parity = "toq" if days == ODD_DAYS else "juft"
        name = f"{course.title['uz']} · {parity} {at:%H:%M} · {index // len(TIME_SLOTS) + 101}"
        own = school.rng.random() < OWN_PRICE_SHARE
        group = school.build_row(
            Group,
            created_at,
            branch=branch,
            course=course,
            name=name,
            folded=build_search_key(name),
            lead_teacher=teacher,
            capacity=20,
            starts_on=school.first_day,
            price_amount=40_000_000 if own else None,
            price_currency="UZS" if own else "",
        )
        school.scheduled_groups.append(ScheduledGroup(group, days, at, rooms[index // len(TIME_SLOTS)]))


def _find_other_teachers(school: School, group: ScheduledGroup) -> list[User]:
    """Return the teachers of the branch who have no group of their own in that slot."""
    here = [other for other in school.scheduled_groups if other.group.branch_id == group.group.branch_id]
    busy = {other.group.lead_teacher_id for other in here if other.time_slot == group.time_slot}
    free = {other.group.lead_teacher_id: other.group.lead_teacher for other in here}
    return [teacher for key, teacher in free.items() if key not in busy]


def find_possible_substitutes(school: School, group: ScheduledGroup) -> list[UUID]:
    """Return the ids of the teachers who could substitute in the group's slot."""
    return [teacher.pk for teacher in _find_other_teachers(school, group)]


def _create_schedules(school: School) -> None:
    created_at = school.get_moment(school.first_day - timedelta(days=14))
    schedules, lines = [], []
    for class_ in school.scheduled_groups:
        schedule = school.build_row(LessonSchedule, created_at, group=class_.group, changed_at=created_at)
        schedules.append(schedule)
        for weekday in class_.days:
            lines.append(
                school.build_row(
                    ScheduleLine,
                    created_at,
                    schedule=schedule,
                    weekday=weekday,
                    starts=class_.starts_at,
                    minutes=MINUTES,
                    valid_from=school.first_day,
                    room=class_.room,
                )
            )
    insert_rows(schedules)
    insert_rows(lines)
