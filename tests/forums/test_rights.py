"""Who reads, writes and moderates what: a table of people and forums, over REST."""

import pytest

from apps.accounts.models import Guardian
from apps.courses.models import CourseTeacher
from apps.forums.models import Reply
from apps.forums.services.forums import open_forum
from apps.learning.models import EnrollmentSource
from apps.learning.services import enrol_user
from tests.factories import client_for as new_client
from tests.factories import make_course
from tests.forums.forum_requests import answer, begin, client_for, open_group_forum, reply

pytestmark = pytest.mark.django_db

NOTHING, READS, WRITES, MODERATES = "nothing", "reads", "writes", "moderates"
RIGHTS = {
    "group": {
        "pupil": WRITES, "other_pupil": NOTHING, "parent": READS, "teacher": MODERATES, "assistant": MODERATES,
        "other_teacher": NOTHING, "manager": MODERATES, "stranger": NOTHING,
    },
    "course": {
        "pupil": WRITES, "other_pupil": WRITES, "parent": READS, "teacher": MODERATES, "assistant": MODERATES,
        "other_teacher": MODERATES, "manager": MODERATES, "stranger": NOTHING,
    },
    "online": {
        "pupil": WRITES, "other_pupil": NOTHING, "parent": READS, "teacher": NOTHING, "assistant": MODERATES,
        "other_teacher": NOTHING, "manager": MODERATES, "stranger": NOTHING,
    },
    "branch": {
        "pupil": WRITES, "other_pupil": WRITES, "parent": WRITES, "teacher": WRITES, "assistant": WRITES,
        "other_teacher": WRITES, "manager": MODERATES, "stranger": NOTHING,
    },
    "centre": {
        "pupil": WRITES, "other_pupil": WRITES, "parent": WRITES, "teacher": WRITES, "assistant": WRITES,
        "other_teacher": WRITES, "manager": MODERATES, "stranger": NOTHING,
    },
}  # fmt: skip


@pytest.fixture
def forums(group, other_group, course, branch, pupil, parent, assistant):
    open_group_forum(group)
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    online = make_course(slug="online")
    enrol_user(actor=None, user=pupil, course=online, source=EnrollmentSource.OFFICE)
    CourseTeacher.objects.create(course=online, teacher=assistant)
    places = {"group": group, "course": course, "branch": branch}
    made = {kind: open_forum(kind=kind, place_id=place.pk) for kind, place in places.items()}
    return made | {
        "centre": open_forum(kind="centre", place_id=None), "online": open_forum(kind="course", place_id=online.pk)
    }  # fmt: skip


def find_right(person, discussion):
    """What a person may do, as the server answers it."""
    client, path = client_for(person), f"/discussions/{discussion['id']}/"
    if client.get(path).status != 200:
        written = reply(person, discussion)
        assert written.refusal in ((404, "not_found"), (403, "forbidden"))
        return NOTHING
    written = reply(person, discussion, f"<p>By {person.first_name}</p>")
    pinned = client.patch(f"{path}state/", {"pinned": True})
    if written.status != 201:
        assert (written.refusal, pinned.refusal) == ((403, "read_only"), (403, "forbidden"))
        return READS
    return MODERATES if pinned.status == 200 else WRITES


@pytest.mark.parametrize("kind", RIGHTS)
def test_rights_follow_the_links_of_a_person(kind, forums, manager, admin, request):
    discussion = begin(admin, forums[kind])
    people = {name: request.getfixturevalue(name) for name in RIGHTS[kind]}
    assert {name: find_right(person, discussion) for name, person in people.items()} == RIGHTS[kind]
    forum = f"/forums/{forums[kind].pk}/"
    for name, person in people.items():
        seen = client_for(person).get(forum)
        if RIGHTS[kind][name] == NOTHING:
            assert seen.status in (403, 404), name
        else:
            wanted = (RIGHTS[kind][name] != READS, RIGHTS[kind][name] == MODERATES)
            assert (seen.json["can_write"], seen.json["can_moderate"]) == wanted, name
    anonymous = new_client(None)
    assert [anonymous.get(path).status for path in (forum, "/discussions/", "/forums/")] == [401] * 3


def test_who_leaves_a_group_reads_its_forum_no_more(forums, group, pupil, second_pupil, teacher):
    discussion = begin(teacher, forums["group"])
    row = answer(second_pupil, discussion)
    group.memberships.filter(student=second_pupil).update(left_on="2026-09-02", status="left")
    for path in (f"/discussions/{discussion['id']}/", f"/replies/{row['id']}/"):
        client_for(second_pupil).get(path).check_refused(404)
    client_for(second_pupil).patch(f"/replies/{row['id']}/", {"text": "<p>x</p>"}).check_refused(404)
    assert Reply.objects.get().text == row["text"]


def test_only_moderators_of_both_move_and_merge(forums, pupil, teacher, manager, other_teacher):
    here, there = begin(teacher, forums["group"]), begin(manager, forums["centre"], title="Here")
    move, merge = f"/discussions/{here['id']}/move/", f"/discussions/{here['id']}/merge/"
    centre = {"forum": str(forums["centre"].pk)}
    client_for(pupil).post(move, centre).check_refused(404)
    client_for(other_teacher).post(move, centre).check_refused(404)
    client_for(teacher).post(move, centre).check_refused(422, field="forum")
    client_for(teacher).post(merge, {"into": there["id"]}).check_refused(422, field="into")
    assert client_for(manager).post(move, centre).json["forum"] == centre["forum"]


def test_announcements_are_by_who_moderates(forums, pupil, teacher):
    body = {"forum": str(forums["group"].pk), "kind": "announcement", "title": "No lesson", "text": "<p>Thursday.</p>"}
    client_for(pupil).post("/discussions/", body).check_refused(403)
    assert client_for(teacher).post("/discussions/", body).status == 201
