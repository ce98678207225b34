"""Staff who work in some branches see only the groups of these and the people in them."""

from django.utils import timezone

from apps.accounts.models import Guardian, User
from apps.core.permissions import Role
from tests import factories
from tests.accounts.people.conftest import works_in
from tests.homework import submission_helpers

PATH = "/auth/users/"


def names(answer) -> set[str]:
    assert answer.status == 200, answer.json
    return {row["first_name"] for row in answer.json["results"]}


def test_users_of_other_branches_are_not_found(
    group, far_group, pupil, other_pupil, parent, stranger, near_manager, manager, client_for
):
    far_parent = factories.make_user(Role.PARENT, "Zamira")
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    Guardian.objects.create(parent=far_parent, child=other_pupil, kind="mother")
    client = client_for(near_manager)
    assert names(client.get(PATH)) == {"Jasur", "Laylo", "Dilnoza", "Sardor", "Ravshan", "Gulnora", "Malika"}
    assert client.get(f"{PATH}{pupil.pk}/").status == 200
    for person in (other_pupil, far_parent, far_group.lead_teacher, stranger):
        assert client.get(f"{PATH}{person.pk}/").status == 404
        assert client.patch(f"{PATH}{person.pk}/", {"first_name": "X"}).status == 404
        assert client.post(f"{PATH}{person.pk}/deactivate/").status == 404
    assert names(client.get(PATH, {"group": str(far_group.pk)})) == set()
    far_group.memberships.create(student=pupil, joined_on="2026-09-01")
    assert names(client.get(PATH, {"group": str(far_group.pk)})) == set()
    assert names(client_for(manager).get(PATH, {"group": str(far_group.pk)})) == {"Bekzod", "Jasur"}
    Guardian.objects.filter(parent=parent).update(ended_at=timezone.now())
    assert client.get(f"{PATH}{parent.pk}/").status == 404


def test_groups_members_and_homework_of_other_branches_are_not_found(
    group, far_group, pupil, other_pupil, near_manager, manager, client_for
):
    mine, theirs = submission_helpers.assign_reading(group), submission_helpers.assign_reading(far_group)
    submission_helpers.submit_and_score(mine, pupil, submission_helpers.uncertain_result())
    submission_helpers.submit_and_score(theirs, other_pupil, submission_helpers.uncertain_result(), take=1)
    theirs_homework = submission_helpers.get_homework(theirs, other_pupil)
    near, far = client_for(near_manager), client_for(manager)
    counts = {"/courses/groups/": 1, "/homework/": 2, "/homework/queue/": 1, "/homework/assignments/": 1}
    for path, count in counts.items():
        assert near.get(path).json["count"] == count, path
        assert far.get(path).json["count"] > count, path
    for path in (
        f"/courses/groups/{far_group.pk}/",
        f"/courses/groups/{far_group.pk}/members/",
        f"/homework/{theirs_homework.pk}/",
        f"/homework/assignments/{theirs.pk}/",
        f"/homework/attempts/{theirs_homework.last_attempt_id}/audio/",
    ):
        assert (near.get(path).status, far.get(path).status) == (404, 200), path
    assert near.get("/homework/", {"student": str(other_pupil.pk)}).json["count"] == 0


def test_user_of_another_branch_cannot_be_added_to_a_group(
    group, far_group, course, stranger, near_manager, manager, client_for
):
    client, body = client_for(near_manager), {"student": str(stranger.pk)}
    answer = client.post(f"/courses/groups/{group.pk}/members/", body)
    assert answer.refused_fields == (422, ["student"])
    assert (
        answer.json["fields"]
        == client.post(f"/courses/groups/{group.pk}/members/", {"student": str(group.pk)}).json["fields"]
    )
    new = {"course": str(course.pk), "name": "New", "lead_teacher": str(far_group.lead_teacher_id)}
    assert list(client.post("/courses/groups/", new).json["fields"]) == ["lead_teacher"]
    assert client_for(manager).post(f"/courses/groups/{group.pk}/members/", body).status == 201


def test_created_user_belongs_to_the_actors_branch(near_manager, branch, far_branch, client_for):
    client = client_for(near_manager)
    made = client.post(PATH, {"first_name": "Anvar", "role": "teacher", "email": "a@example.uz"}).json
    assert (made["all_branches"], made["branches"]) == (False, [str(branch.pk)])
    path = f"{PATH}{made['id']}/"
    assert client.get(path).status == 200
    for body, field in (({"branches": [str(far_branch.pk)]}, "branches"), ({"all_branches": True}, "all_branches")):
        assert client.patch(path, body).refused_fields == (422, [field])
    assert client.patch(f"{PATH}{near_manager.pk}/", {"all_branches": True}).status == 422


def test_staff_of_more_branches_are_seen_and_not_changed(
    group, teacher, assistant, branch, far_branch, near_manager, manager, client_for
):
    client = client_for(near_manager)
    works_in(assistant, branch, far_branch)
    for wider in (teacher, assistant):
        assert client.get(f"{PATH}{wider.pk}/").status == 200
        assert client.patch(f"{PATH}{wider.pk}/", {"first_name": "Xurshid"}).status == 403
    answer = client_for(manager).patch(f"{PATH}{teacher.pk}/", {"all_branches": False, "branches": [str(branch.pk)]})
    assert (answer.json["all_branches"], answer.json["branches"]) == (False, [str(branch.pk)])
    assert client.patch(f"{PATH}{teacher.pk}/", {"first_name": "Xurshid"}).status == 200
    unknown = client_for(manager).patch(f"{PATH}{teacher.pk}/", {"branches": [str(teacher.pk)]})
    assert unknown.refused_fields == (422, ["branches"])


def test_assistant_in_another_branch_is_out_of_reach(group, far_group, near_manager, client_for):
    helper = factories.make_user(Role.TEACHER, "Olim")
    User.objects.filter(pk=helper.pk).update(all_branches=False)
    far_group.assistants.add(helper)
    client = client_for(near_manager)
    assert client.get(f"{PATH}{helper.pk}/").status == 404
    group.assistants.add(helper)
    assert client.get(f"{PATH}{helper.pk}/").status == 200


def test_teacher_keeps_her_groups_in_other_branches(group, far_branch, teacher, client_for):
    works_in(teacher, far_branch)
    assert client_for(teacher).get("/courses/groups/").json["count"] == 1


def test_user_of_one_branch_cannot_remove_users_from_another(
    pupil, branch, far_branch, near_manager, manager, client_for
):
    pupil.branches.set([branch, far_branch])
    path = f"{PATH}{pupil.pk}/"
    left = client_for(near_manager).patch(path, {"branches": []})
    assert (left.status, left.json["branches"]) == (200, [str(far_branch.pk)])
    assert client_for(manager).patch(path, {"branches": [str(branch.pk)]}).json["branches"] == [str(branch.pk)]


def test_only_staff_can_work_in_all_branches(pupil, second_pupil, stranger, branch, admin, client_for):
    """Who becomes staff works where whoever made them does, or in the branches named for them; who ends, nowhere."""
    client = client_for(admin)
    refused = client.patch(f"{PATH}{pupil.pk}/", {"all_branches": True})
    assert (refused.status, list(refused.json["fields"]), pupil.all_branches) == (422, ["all_branches"], False)
    second_pupil.branches.add(branch)
    User.objects.filter(pk=stranger.pk).update(requested_role=Role.TEACHER)
    given = [
        client.post(f"{PATH}{pupil.pk}/role/", {"role": "teacher"}),
        client.post(f"{PATH}{second_pupil.pk}/role/", {"role": "teacher"}),
        client.post(f"{PATH}{stranger.pk}/approve/"),
        client.post(f"{PATH}{pupil.pk}/role/", {"role": "parent"}),
    ]
    assert [answer.json["all_branches"] for answer in given] == [True, False, True, False]


def test_new_staff_get_at_most_the_actors_branches(
    group, branch, far_branch, pupil, second_pupil, near_manager, client_for
):
    User.objects.filter(pk=pupil.pk).update(requested_role=Role.TEACHER)
    approved = client_for(near_manager).post(f"{PATH}{pupil.pk}/approve/").json
    assert (approved["role"], approved["all_branches"], approved["branches"]) == ("teacher", False, [str(branch.pk)])
    near_admin = factories.make_user(Role.ADMIN, "Botir")
    works_in(near_admin, branch, far_branch)
    works_in(second_pupil, branch)
    given = client_for(near_admin).post(f"{PATH}{second_pupil.pk}/role/", {"role": "manager"}).json
    assert (given["role"], given["all_branches"], given["branches"]) == ("manager", False, [str(branch.pk)])
