"""Who is in the kindergarten class: an educator, children, their guardians and what these consented to."""

from dataclasses import dataclass
from datetime import date, timedelta

from apps.accounts import services as accounts
from apps.accounts.models import ConsentKind, GuardianKind, User
from apps.accounts.passwords import hash_new_password
from apps.accounts.services.children import create_child_profile
from apps.accounts.services.consents import answer_consent
from apps.accounts.services.guardians import add_guardian
from apps.core.permissions import Role
from apps.courses import services as courses
from apps.courses.models import Course
from apps.kids.class_queries import get_boundary, get_class_day
from apps.kids.classes import find_year_start
from apps.learning.models import EnrollmentSource
from apps.learning.services.enrollments import enrol_user
from apps.settings.queries import get_default_branch
from project.demo.demo_group import get_demo_email

CHILD, PARENT, EDUCATOR = "child", "childparent", "educator"
"""How their sign-in e-mails begin; children of a real centre have none and sign in with pictures."""
GROUP = "Kapalak"
AGE = 5
"""In full years on the boundary day: the class KG2."""


@dataclass(frozen=True)
class DemoChild:
    """A child of the class. `consent`: the guardian's answer to "learning systems"; None: none yet."""

    first: str
    last: str
    parent: str
    consent: bool | None = True
    locale: str = "uz"


CHILDREN = (
    DemoChild("Asal", "Rahimova", "Nargiza"),
    DemoChild("Bilol", "Karimov", "Sevara"),
    DemoChild("Madina", "Yusupova", "Dilafruz"),
    DemoChild("Imron", "Saidov", "Nodira", consent=False),
    DemoChild("Soliha", "Ergasheva", "Zilola"),
    DemoChild("Mustafo", "Aliyev", "Kamola", locale="ru"),
    DemoChild("Oysha", "Tursunova", "Lola"),
    DemoChild("Abdulloh", "Nazarov", "Barno", consent=None),
    DemoChild("Hadicha", "Mirzayeva", "Gulbahor"),
    DemoChild("Umar", "Qodirov", "Shahnoza"),
    DemoChild("Zaynab", "Hamidova", "Feruza", locale="ru"),
    DemoChild("Yusuf", "Olimov", "Munisa"),
    DemoChild("Maryam", "Ismoilova", "Iroda"),
    DemoChild("Ibrohim", "Sattorov", "Nilufar", consent=False),
    DemoChild("Safiya", "Joʻrayeva", "Umida"),
    DemoChild("Amir", "Toshmatov", "Aziza"),
    DemoChild("Robiya", "Usmonova", "Malika", locale="ru"),
    DemoChild("Zubayr", "Valiyev", "Hilola"),
)


@dataclass(frozen=True)
class KindergartenClass:
    """The class: who teaches it, and its children in the order of CHILDREN."""

    educator: User
    children: list[User]


def create_class(office: User, number: int, password: str) -> KindergartenClass:
    """Create the educator and so many children with a guardian each, who has answered where it consents."""
    begins = find_year_start(get_boundary(), get_class_day())
    educator = accounts.create_user(
        first_name="Gulsara", last_name="Xoliqova", role=Role.TEACHER, email=get_demo_email(EDUCATOR), verified=True
    )
    children = [_create_child(office, place, each, begins) for place, each in enumerate(CHILDREN[:number], start=1)]
    parents = User.objects.filter(wards__child__in=children)
    signing_in = [educator.pk, *(child.pk for child in children), *parents.values_list("pk", flat=True)]
    User.objects.filter(pk__in=signing_in).update(password=hash_new_password(password))
    return KindergartenClass(educator, children)


def enrol(office: User, kg_class: KindergartenClass, course: Course) -> None:
    """Let the educator teach the course to the children, in a group and online."""
    group = courses.create_group(
        actor=office,
        branch=get_default_branch(),
        course=course,
        name=GROUP,
        lead_teacher=kg_class.educator,
        capacity=20,
    )
    for child in kg_class.children:
        courses.add_member(actor=office, group=group, student=child)
        enrol_user(actor=office, user=child, course=course, source=EnrollmentSource.MEMBERSHIP)


def _create_child(office: User, place: int, each: DemoChild, year_begins: date) -> User:
    """Create a child that was five years old when the class year began: the later in the list, the older."""
    born = year_begins.replace(year=year_begins.year - AGE) - timedelta(days=place * 19)
    child = accounts.create_user(
        first_name=each.first,
        last_name=each.last,
        role=Role.STUDENT,
        email=get_demo_email(f"{CHILD}{place:02}"),
        locale=each.locale,
        birth_date=born,
        verified=True,
        actor=office,
    )
    create_child_profile(user=child, actor=office)
    parent = accounts.create_user(
        first_name=each.parent,
        last_name=each.last if each.last.endswith("a") else f"{each.last}a",
        role=Role.PARENT,
        email=get_demo_email(f"{PARENT}{place:02}"),
        locale=each.locale,
        verified=True,
        actor=office,
    )
    add_guardian(actor=office, parent=parent, child=child, kind=GuardianKind.MOTHER)
    if each.consent is not None:
        kind = ConsentKind.LEARNING_SYSTEMS
        answer_consent(person=child, kind=kind, given=each.consent, version=None, actor=parent)
    return child
