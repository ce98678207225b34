"""Who left, and places that are over: what forums are left to whom."""

import pytest

from apps.accounts.models import Guardian
from apps.accounts.services import set_user_active
from apps.courses.models import CourseStatus
from apps.courses.services import close_group, end_membership
from apps.forums.people import list_forum_people
from apps.forums.services.forums import open_forum
from tests.forums.forum_requests import answer, ask, begin, client_for, open_group_forum, reply

pytestmark = pytest.mark.django_db
PLACES = ("group", "course", "branch", "centre")


@pytest.fixture
def forums(group, course, branch):
    places = {"course": course, "branch": branch}
    made = {kind: open_forum(kind=kind, place_id=place.pk) for kind, place in places.items()}
    return {"group": open_group_forum(group), "centre": open_forum(kind="centre", place_id=None), **made}


def list_kinds(person, forums):
    """The kinds of forums that a person reads; the people of these forums are the same."""
    kinds = {row["kind"] for row in client_for(person).get("/forums/").json["results"]}
    assert kinds == {kind for kind, forum in forums.items() if list_forum_people(forum).filter(pk=person.pk)}
    return [kind for kind in PLACES if kind in kinds]


def test_who_left_keeps_the_forum_of_the_centre_only(forums, group, pupil, parent, admin):
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    assert list_kinds(pupil, forums) == list_kinds(parent, forums) == list(PLACES)
    end_membership(actor=admin, membership=group.memberships.get(student=pupil))
    assert list_kinds(pupil, forums) == list_kinds(parent, forums) == ["centre"]


def test_a_teacher_of_a_closed_group_keeps_that_forum_to_read(forums, group, teacher, admin):
    teacher.all_branches = False
    teacher.save(update_fields=["all_branches"])
    assert list_kinds(teacher, forums) == list(PLACES)
    close_group(group=group, actor=admin)
    assert list_kinds(teacher, forums) == ["group", "centre"]
    ask(teacher, forums["course"]).check_refused(422, field="forum")


def test_an_inactive_account_reads_nothing_and_is_no_person_of_a_forum(forums, pupil, admin):
    client = client_for(pupil)
    assert client.get("/forums/").status == 200
    set_user_active(user=pupil, active=False, actor=admin)
    assert client.get("/forums/").status == 401
    assert not any(list_forum_people(forum).filter(pk=pupil.pk) for forum in forums.values())


def test_a_person_who_only_signed_up_has_no_forum(forums, stranger):
    client_for(stranger).get("/forums/").check_refused(403)
    assert not any(list_forum_people(forum).filter(pk=stranger.pk) for forum in forums.values())


def close(group, course, admin):
    close_group(group=group, actor=admin)


def archive(group, course, admin):
    course.status = CourseStatus.ARCHIVED
    course.save(update_fields=["status"])


@pytest.mark.parametrize(
    ("kind", "end", "why", "detail"),
    [("group", close, "group_closed", "This group is closed"), ("course", archive, "course_archived", "archived")],
)
def test_the_forum_of_a_place_that_is_over_is_read_only(kind, end, why, detail, forums, group, course, teacher, admin):
    forum = forums[kind]
    question = begin(teacher, forum)
    row = answer(admin, question)
    end(group, course, admin)
    for person in (teacher, admin):
        refused = [
            ask(person, forum),
            ask(person, forum, kind="announcement"),
            reply(person, question),
            client_for(person).patch(f"/discussions/{question['id']}/", {"title": "x"}),
            client_for(person).post(f"/replies/{row['id']}/upvote/"),
        ]
        for answered in refused:
            if answered.status == 403 and answered.json["code"] == "forbidden":
                continue  # Of an other author.
            answered.check_refused(403, "read_only")
            assert detail in answered.json["detail"]
        shown = client_for(person).get(f"/forums/{forum.pk}/").json
        assert (shown["can_write"], shown["why_not"], shown["can_moderate"]) == (False, why, True)
    assert client_for(admin).get(f"/discussions/{question['id']}/replies/").json["count"] == 1
    assert client_for(admin).delete(f"/replies/{row['id']}/").status == 204
    centre = client_for(teacher).get(f"/forums/{forums['centre'].pk}/").json
    assert (centre["can_write"], centre["why_not"]) == (True, "")


def test_who_only_reads_learns_why(forums, pupil, parent):
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    shown = client_for(parent).get(f"/forums/{forums['group'].pk}/").json
    assert (shown["can_write"], shown["why_not"]) == (False, "reader")
