"""The cast stands where its fixtures say, and each of them can speak."""

from tests import factories


def test_cast_has_two_groups_of_one_course(
    group, other_group, teacher, assistant, other_teacher, pupil, second_pupil, other_pupil, parent, stranger
):
    assert group.course == other_group.course
    assert (group.lead_teacher, list(group.assistants.all())) == (teacher, [assistant])
    assert {m.student for m in group.memberships.all()} == {pupil, second_pupil}
    assert other_group.lead_teacher == other_teacher
    assert {m.student for m in other_group.memberships.all()} == {other_pupil}
    outside = {parent, stranger}
    assert not outside & {m.student for g in (group, other_group) for m in g.memberships.all()}


def test_each_client_is_signed_in_as_its_user(
    admin, manager, teacher, assistant, other_teacher, pupil, second_pupil, other_pupil, parent, stranger
):
    people = [admin, manager, teacher, assistant, other_teacher, pupil, second_pupil, other_pupil, parent, stranger]
    ids = [factories.client_for(user).get("/auth/users/me/").json["id"] for user in people]
    assert ids == [str(user.pk) for user in people]
    assert factories.client_for(None).get("/auth/users/me/").status == 401
