"""Publishing another kind of answer while a learner hands in: one of the two is refused."""

from threading import Event, Timer

import pytest

from apps.homework.models import Assignment, Attempt
from apps.homework.services import course_tasks, submissions
from tests.factories import client_for
from tests.homework.request_helpers import post_submission
from tests.homework.test_course_tasks import (  # noqa: F401
    author,
    enrolled,
    latest,
    open_tasks,
    publish,
    task_block,
    teacher_of_course,
)
from tests.races import run_together

PAUSE_SECONDS = 0.5


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("protected", [True, False], ids=["locked", "control: no lock"])
def test_publishing_waits_for_what_is_handed_in(author, pupil, enrolled, monkeypatch, protected):  # noqa: F811
    task = task_block("text")
    lesson = publish(author, task)
    [homework] = open_tasks(pupil, lesson)
    author.save(latest(author, lesson), blocks=[task | {"answer": "file"}])
    stored, may_go, notify = Event(), Event(), submissions._notify_teachers

    def hold(row):
        stored.set()
        assert may_go.wait(30)
        notify(row)

    monkeypatch.setattr(submissions, "_notify_teachers", hold)
    if not protected:
        monkeypatch.setattr(
            course_tasks, "has_submissions", lambda row: Attempt.objects.filter(homework__assignment=row).exists()
        )

    def act(number):
        if number == 0:
            return post_submission(client_for(pupil), homework, {"text": "My town."}).status
        assert stored.wait(30)
        if protected:
            Timer(PAUSE_SECONDS, may_go.set).start()
        status = author.publish_answer().status
        may_go.set()
        return status

    assert run_together(2, act) == [202, 422 if protected else 201]
    assert Assignment.objects.get().kind == ("text" if protected else "file")
