"""What a text was: in pages, for its author and moderators; and how often it may be changed."""

import pytest
import time_machine
from django.utils import timezone

from apps.forums.models import TextEdit, TextMention
from apps.forums.services import drafts
from apps.jobs.models import Job
from tests.forums.forum_requests import answer, begin, client_for, open_group_forum
from tests.races import run_together

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum(group):
    return open_group_forum(group)


def change(person, row, number, **more):
    return client_for(person).patch(f"/replies/{row['id']}/", {"text": f"<p>Version {number}</p>", **more})


def test_earlier_texts_come_in_pages_the_newest_first(forum, pupil, second_pupil, teacher):
    question = begin(pupil, forum)
    row = answer(pupil, question, "<p>Version 0</p>")
    for number in range(1, 6):
        assert change(pupil, row, number).status == 200
    path, found, cursor = f"/replies/{row['id']}/edits/", [], None
    while True:
        page = client_for(teacher).get(path, {"limit": 2, **({"cursor": cursor} if cursor else {})}).json
        assert len(page["results"]) <= 2
        found += [edit["text"] for edit in page["results"]]
        if (cursor := page["next"]) is None:
            break
    assert found == [f"<p>Version {number}</p>" for number in (4, 3, 2, 1, 0)]
    assert client_for(pupil).get(path, {"limit": 100}).json["next"] is None
    client_for(second_pupil).get(path).check_refused(403)
    client_for(pupil).get(path, {"cursor": "x"}).check_refused(422, field="cursor")
    assert client_for(pupil).get(f"/discussions/{question['id']}/edits/").json == {"next": None, "results": []}


@pytest.mark.slow  # 4 s
def test_a_thousand_changes_are_slowed(forum, pupil, second_pupil):
    question = begin(pupil, forum)
    rows = [answer(pupil, question, f"<p>Text {number}</p>") for number in range(3)]
    (most, _minute), (most_a_day, _day) = drafts.MOST_CHANGES
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for number in range(most):
            assert change(pupil, rows[number % 3], number).status == 200
        slowed = change(pupil, rows[0], "more")
        slowed.check_refused(429, "too_many_requests", field="text")
        assert 1 <= int(slowed.headers["retry-after"]) <= 60
        path = f"/discussions/{question['id']}/"
        client_for(pupil).patch(path, {"title": "Other"}).check_refused(429, field="text")
        answer(second_pupil, question)
        clock.shift(61)
        assert client_for(pupil).patch(path, {"title": "Other"}).status == 200
        TextEdit.objects.bulk_create(
            TextEdit(discussion_id=question["id"], editor=pupil, text="x") for _ in range(most_a_day - most)
        )
        clock.shift(3601)
        slowed = change(pupil, rows[0], "of tomorrow")
        slowed.check_refused(429, field="text")
        assert int(slowed.headers["retry-after"]) > 3600
    assert TextEdit.objects.filter(editor=pupil).count() == most_a_day + 1


@pytest.mark.usefixtures("a_connection_for_each")
def test_changes_at_one_moment_count_each(forum, pupil):
    row = answer(pupil, begin(pupil, forum))
    clients = [client_for(pupil) for _ in range(4)]
    path, most = f"/replies/{row['id']}/", drafts.MOST_CHANGES[0][0]
    came = run_together(24, lambda index: clients[index % 4].patch(path, {"text": f"<p>Version {index}</p>"}).status)
    assert (came.count(200), came.count(429)) == (most, 24 - most)
    assert TextEdit.objects.count() == most


def test_names_change_only_so_often(forum, pupil, teacher, monkeypatch):
    row = answer(teacher, begin(pupil, forum))
    monkeypatch.setattr(drafts, "MENTION_CHANGES_PER_MINUTE", 2)
    path = f"/replies/{row['id']}/"
    for names in ([str(pupil.pk)], []):
        assert client_for(teacher).patch(path, {"mentions": names}).status == 200
    client_for(teacher).patch(path, {"mentions": [str(pupil.pk)]}).check_refused(429, field="mentions")
    assert not TextMention.objects.exists()


def test_the_same_names_again_tell_of_nothing(forum, pupil, teacher):
    row = answer(teacher, begin(pupil, forum), mentions=[str(pupil.pk)])
    before = Job.objects.filter(kind="forums.tell").count()
    for _ in range(3):
        assert client_for(teacher).patch(f"/replies/{row['id']}/", {"mentions": [str(pupil.pk)]}).status == 200
    assert Job.objects.filter(kind="forums.tell").count() == before
    assert TextMention.objects.get().user == pupil
