"""A new colleague with a cut role in a new branch: `./talim test-web tests/pages/web_days_new_colleague.py`."""

import pytest

from apps.accounts.models import OwnRole, Session, User
from apps.core.permissions import Role, get_common_permissions, get_role_permissions
from apps.courses.models import Group
from apps.lessons.models import Lesson, Room
from apps.payments.models import CashDesk, Receipt, Shift
from apps.payments.queries.ledger_rules import find_violations
from apps.settings.models import Branch
from tests.pages.browser import make_login
from tests.pages.web_office_groups import make_findable
from tests.pages.web_sign_in import Letters
from tests.payments import payment_data as money
from tests.remote_control import serve_methods

TAKEN = 45_000_000


class Centre(Letters):
    """What came to an address, and what was made."""

    def __init__(self):
        super().__init__(None)

    def made(self):
        """The id of the group that the colleague made."""
        return str(Group.objects.get(name="B1 new").pk)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_new_colleague_with_a_cut_role(play_day, branch, group, other_teacher, pupil, manager, admin):
    make_findable(group, group.course)
    for person in (manager, group.lead_teacher):
        User.objects.filter(pk=person.pk).update(all_branches=False)
        person.branches.set([branch])
    Room.objects.create(branch=branch, name="204", seats=12)
    money.create_cash_desk(branch, "Old desk")
    logins = {"login": make_login(admin), "staff": make_login(manager)}
    with serve_methods(Centre()) as address:
        print(play_day("day-new-colleague", door=address, pupil=str(pupil.pk), **logins))

    made = Branch.objects.get(is_default=False)
    role = OwnRole.objects.get()
    office = get_role_permissions(Role.MANAGER) - get_common_permissions()
    assert set(role.permissions) == {name for name in office if not name.startswith(("payments.", "salaries."))}
    colleague = User.objects.get(own_role=role)
    assert (colleague.full_name, colleague.role, colleague.is_active) == ("Sevara Olimova", "manager", False)
    assert (list(colleague.branches.all()), colleague.all_branches) == ([made], False)
    assert not Session.objects.filter(user=colleague, ended_at=None).exists()

    new = Group.objects.get(name="B1 new")
    assert (new.branch, new.course, new.lead_teacher) == (made, group.course, other_teacher)
    room = Room.objects.get(name="12")
    lessons = Lesson.objects.filter(group=new)
    assert {(lesson.room, lesson.starts_at.weekday()) for lesson in lessons} == {(room, 0), (room, 3)}
    assert [member.student.full_name for member in new.memberships.all()] == ["Kamola Yangiyeva"]

    desk = CashDesk.objects.get(name="New desk")
    assert (desk.branch, desk.keeper) == (made, colleague)
    receipt = Receipt.objects.get()
    assert (receipt.amount, receipt.money.student.first_name, receipt.money.taken_by) == (TAKEN, "Kamola", colleague)
    shift = Shift.objects.get()
    assert (shift.desk, shift.cashier, shift.counted, shift.expected) == (desk, colleague, TAKEN, TAKEN)
    assert find_violations() == []
