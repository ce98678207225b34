"""The cast stands where its fixtures say, and each of them can speak."""

from apps.accounts.models import User
from apps.courses.models import Group
from tests import factories


def test_cast_has_two_groups_of_one_course(
    group: Group,
    other_group: Group,
    teacher: User,
    assistant: User,
    other_teacher: User,
    pupil: User,
    second_pupil: User,
    other_pupil: User,
    parent: User,
    stranger: User,
) -> None:
    assert group.course == other_group.course
    assert (group.lead_teacher, list(group.assistants.all())) == (teacher, [assistant])
    assert {m.student for m in group.memberships.all()} == {pupil, second_pupil}
    assert other_group.lead_teacher == other_teacher
    assert {m.student for m in other_group.memberships.all()} == {other_pupil}
    outside = {parent, stranger}
    assert not outside & {m.student for g in (group, other_group) for m in g.memberships.all()}


def test_each_client_is_signed_in_as_its_user(
    admin: User,
    manager: User,
    teacher: User,
    assistant: User,
    other_teacher: User,
    pupil: User,
    second_pupil: User,
    other_pupil: User,
    parent: User,
    stranger: User,
) -> None:
    people = [admin, manager, teacher, assistant, other_teacher, pupil, second_pupil, other_pupil, parent, stranger]
    ids = [factories.client_for(user).get("/auth/users/me/").json["id"] for user in people]
    assert ids == [str(user.pk) for user in people]
    assert factories.client_for(None).get("/auth/users/me/").status == 401
