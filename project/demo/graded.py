"""The grades and the certificate of the demo: a gradebook of the group, and one who has finished the online course.

Like the group's day it is prepared at each start; what is there already stays as it is.
"""

from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal

from apps.accounts.models import User
from apps.certificates.models import Certificate, CertificateTemplate
from apps.certificates.services.awards import AwardDraft, award_certificate
from apps.certificates.services.templates import create_template
from apps.certificates.template_rows import TemplateDraft
from apps.certificates.templates import Layout
from apps.certificates.usual_templates import USUAL_TEMPLATES
from apps.core.uow import unit_of_work
from apps.courses.models import Group
from apps.grading.models import Gradebook, GradeItem, GradeSource
from apps.grading.scales import UsualScale
from apps.grading.services.cells import CellDraft, write_entry
from apps.grading.services.gradebooks import CategoryDraft, ItemDraft, create_gradebook, set_structure
from apps.homework.models import Assignment
from apps.learning.models import Enrollment
from project.demo.online.courses import ON_THE_WAY
from project.demo.past import MARKED_TITLE

CATEGORIES = (("Uy vazifalari", 40, 0), ("Nazorat ishlari", 50, 1), ("Davomat", 10, 0))
"""Names, weights, and how many of the lowest are left out."""
HOMEWORK, TESTS, REGISTER = range(3)
WRITTEN_TESTS = (("Unit 1", (18, 15, 12, 19, 9, 16)), ("Unit 2", (20, 11, 14, 17, 13, 18)), ("Unit 3", (17, 16, 8, 15)))
"""Their names, and the points of the first pupils; the others have none yet."""
TEST_POINTS, PERCENT = Decimal(20), Decimal(100)
TEMPLATE = "Kurs sertifikati"
HOURS = 24


def ensure_gradebook(group: Group, pupils: Sequence[User]) -> None:
    """Create the gradebook of the group with homework, tests and attendance once."""
    if Gradebook.objects.filter(group=group).exists():
        return
    teacher = group.lead_teacher
    marked = Assignment.objects.filter(group=group, title=MARKED_TITLE).first()
    items = []
    if marked is not None:
        source = GradeSource.HOMEWORK.value
        items.append(
            ItemDraft(category=HOMEWORK, name=marked.title, source=source, assignment=marked.pk, max_points=PERCENT)
        )
    items += [ItemDraft(category=TESTS, name=name, max_points=TEST_POINTS) for name, _points in WRITTEN_TESTS]
    items.append(ItemDraft(category=REGISTER, name="Davomat", source=GradeSource.ATTENDANCE.value, max_points=PERCENT))
    categories = [
        CategoryDraft(name=name, weight=Decimal(weight), drop_lowest=dropped) for name, weight, dropped in CATEGORIES
    ]
    with unit_of_work():
        gradebook = create_gradebook(actor=teacher, group=group, course=None)
        set_structure(
            actor=teacher, gradebook=gradebook, revision=gradebook.revision, usual_scale=UsualScale.FIVE.value,
            own_scale=None, categories=categories, items=items,
        )  # fmt: skip
        for name, points in WRITTEN_TESTS:
            item = GradeItem.objects.get(gradebook=gradebook, name=name)
            for pupil, won in zip(pupils, points, strict=False):
                write_entry(actor=teacher, item=item, student=pupil, draft=CellDraft(points=Decimal(won)))


def ensure_certificate(office: User) -> None:
    """Award the certificate of the published online course to who has finished it."""
    done = Enrollment.objects.select_related("user", "course").filter(
        course__slug=ON_THE_WAY, completed_at__isnull=False
    )
    first = done.first()
    if first is None or Certificate.objects.filter(course=first.course).exists():
        return
    template = CertificateTemplate.objects.filter(name=TEMPLATE, archived_at__isnull=True).first()
    if template is None:
        usual = asdict(USUAL_TEMPLATES[Layout.CLASSIC]) | {"logo": None}
        template = create_template(actor=office, name=TEMPLATE, draft=TemplateDraft(**usual))
    award_certificate(
        actor=office,
        student=first.user,
        draft=AwardDraft(course=first.course, template=template, hours=HOURS, level="A1"),
    )
