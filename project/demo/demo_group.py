"""The group of the demo evening: its staff and pupils, created once in an empty database."""

import json
import secrets
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from apps.accounts import services as accounts
from apps.accounts.models import Guardian, User
from apps.accounts.models.profiles import ConsentKind, GuardianKind
from apps.accounts.services.consents import answer_consent
from apps.accounts.services.guardians import add_guardian
from apps.core.permissions import Role
from apps.courses import services as courses
from apps.courses.models import Course, CourseStatus, Group
from apps.settings.queries import get_default_branch, get_system_settings

DOMAIN = "demo.example"
GROUP = "English A2 · evening"
COURSE = "english-a2"
STAFF = (
    ("admin", "Dilshod", "Rahimov", Role.ADMIN),
    ("office", "Gulnora", "Saidova", Role.MANAGER),
    ("teacher", "Nilufar", "Toshmatova", Role.TEACHER),
    ("assistant", "Sardor", "Yusupov", Role.TEACHER),
)
PUPILS = (
    ("aziza", "Aziza", "Karimova", "uz"),
    ("bobur", "Bobur", "Aliyev", "uz"),
    ("dilnoza", "Dilnoza", "Ergasheva", "uz"),
    ("jasur", "Jasur", "Oripov", "uz"),
    ("kamola", "Kamola", "Nazarova", "ru"),
    ("timur", "Тимур", "Ахмедов", "ru"),
    ("malika", "Malika", "Usmonova", "uz"),
    ("otabek", "Otabek", "Qodirov", "uz"),
    ("sevara", "Sevara", "Mirzayeva", "uz"),
    ("ulugbek", "Ulug‘bek", "Hamidov", "en"),
)
PARENT = ("zulfiya", "Zulfiya", "Karimova", "uz")
"""The mother of the first pupil."""
PARENT_PHONE = "+998900000100"
DAYS_IN_GROUP = 28
"""For so long the pupils have been members."""


class NotADemoDatabase(RuntimeError):
    """The database holds people who are not of the demo, or waits for its first run; no demo data is added."""


@dataclass(frozen=True)
class DemoGroup:
    """The demo group, the sign-in e-mails and the one password of this installation."""

    group: str
    password: str
    staff: list[str]
    pupils: list[str]
    parents: list[str] = field(default_factory=list)


def get_demo_group_file() -> Path:
    """Return the file with the demo's password and group, readable by its owner only."""
    return Path(settings.MEDIA_ROOT).parent / "demo.json"


def get_demo_email(name: str) -> str:
    """Return the e-mail of a demo person, with which they sign in."""
    return f"{name}@{DOMAIN}"


def load_demo_group() -> DemoGroup | None:
    """Return the demo group of this installation, None when it was not created."""
    path = get_demo_group_file()
    return DemoGroup(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None


def find_demo_password() -> str | None:
    """Return the password of existing demo people, of the evening or of the centre; None without any."""
    for path in (get_demo_group_file(), get_demo_group_file().with_name("demo-centre.json")):
        if path.exists():
            return str(json.loads(path.read_text(encoding="utf-8"))["password"])
    return None


def ensure_demo_group() -> DemoGroup:
    """Create the demo group, or complete or return the existing one. Safe to repeat.

    Raise NotADemoDatabase when the database has people who are not of the demo, or waits for its first run. When the
    file with the password is lost, the demo people get a new password.
    """
    people = {user.email: user for user in User.objects.filter(email__endswith=f"@{DOMAIN}")}
    if not people and (User.objects.exists() or get_system_settings().first_run_code_hmac):
        raise NotADemoDatabase
    known = load_demo_group()
    group = Group.objects.filter(name=GROUP).first()
    wanted = [get_demo_email(name) for name, *_ in (*STAFF, *PUPILS, PARENT)]
    if known and known.parents and group and known.group == str(group.pk) and set(wanted) <= set(people):
        return known
    password = find_demo_password() or f"talim-{secrets.token_hex(4)}"
    for name, first, last, role in STAFF:
        _ensure_person(people, name, first, last, role, "uz", password)
    for name, first, last, locale in PUPILS:
        _ensure_person(people, name, first, last, Role.STUDENT, locale, password)
    _ensure_parent(people, password)
    group = group or _create_group(people)
    members = set(group.memberships.filter(left_on__isnull=True).values_list("student_id", flat=True))
    for name, *_ in PUPILS:
        pupil = people[get_demo_email(name)]
        if pupil.pk not in members:
            joined_on = group.today - timedelta(days=DAYS_IN_GROUP)
            courses.add_member(actor=people[get_demo_email("office")], group=group, student=pupil, joined_on=joined_on)
    centre = DemoGroup(
        group=str(group.pk),
        password=password,
        staff=[get_demo_email(name) for name, *_ in STAFF],
        pupils=[get_demo_email(name) for name, *_ in PUPILS],
        parents=[get_demo_email(PARENT[0])],
    )
    _save_state(centre)
    return centre


def _ensure_person(
    people: dict[str | None, User],
    name: str,
    first: str,
    last: str,
    role: Role,
    locale: str,
    password: str,
    *,
    phone: str | None = None,
) -> None:
    email = get_demo_email(name)
    if email in people:
        accounts.set_password(user=people[email], password=password, actor=None)
        return
    people[email] = accounts.create_user(
        first_name=first,
        last_name=last,
        role=role,
        email=email,
        phone=phone,
        password=password,
        locale=locale,
        verified=True,
    )


def _ensure_parent(people: dict[str | None, User], password: str) -> None:
    name, first, last, locale = PARENT
    _ensure_person(people, name, first, last, Role.PARENT, locale, password, phone=PARENT_PHONE)
    parent, child = people[get_demo_email(name)], people[get_demo_email(PUPILS[0][0])]
    if not Guardian.objects.filter(parent=parent, child=child, ended_at__isnull=True).exists():
        office = people[get_demo_email("office")]
        add_guardian(actor=office, parent=parent, child=child, kind=GuardianKind.MOTHER)
        answer_consent(person=child, kind=ConsentKind.RECORDING, given=True, version=None, actor=parent)


def _create_group(people: dict[str | None, User]) -> Group:
    office = people[get_demo_email("office")]
    course = Course.objects.filter(slug=COURSE).first() or courses.create_course(
        actor=office,
        title={"uz": "Ingliz tili A2", "ru": "Английский A2", "en": "English A2"},
        slug=COURSE,
        level="A2",
        status=CourseStatus.PUBLISHED,
    )
    return courses.create_group(
        actor=office,
        branch=get_default_branch(),
        course=course,
        name=GROUP,
        lead_teacher=people[get_demo_email("teacher")],
        assistants=[people[get_demo_email("assistant")]],
        capacity=20,
    )


def _save_state(centre: DemoGroup) -> None:
    path = get_demo_group_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".part")
    partial.touch(mode=0o600)
    partial.write_text(json.dumps(asdict(centre), ensure_ascii=False, indent=1), encoding="utf-8")
    partial.replace(path)
