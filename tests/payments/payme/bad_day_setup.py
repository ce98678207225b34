"""A group of pupils with numbers, for a bad day."""

from apps.accounts.models import User
from apps.core.permissions import Role
from tests import factories
from tests.payments.payme.bad_day import BadDay


def create_bad_day(seed: int) -> BadDay:
    """A day with five pupils who owe and pay; what happens is decided by the seed."""
    teacher = factories.make_user(Role.TEACHER, "Dilnoza")
    students = [factories.make_user(Role.STUDENT, name) for name in ("Jasur", "Laylo", "Bekzod", "Timur", "Malika")]
    for number, student in enumerate(students, start=90_001):
        User.objects.filter(pk=student.pk).update(number=number)
        student.number = number
    group = factories.make_group(
        branch=factories.make_branch(),
        course=factories.make_course(),
        name="A2",
        teacher=teacher,
        pupils=tuple(students),
    )
    return BadDay(students=students, group=group, seed=seed)
