"""What is told after the commit: in its order, in as many jobs as it takes, and never of what was undone."""

import pytest

import apps.jobs.services as jobs
from apps.core.uow import defer_messages, unit_of_work
from apps.jobs.models import Job
from apps.notifications.after_commit import JOB_KIND, send_deferred_messages
from apps.notifications.models import Notification
from apps.notifications.services import notify

TYPE = "learning.enrolled"


def work_off():
    count = 0
    while claims := jobs.claim_jobs(queue="default", limit=50, worker="test"):
        for claim in claims:
            send_deferred_messages(claim)
            count += 1
    return count


def titles(user):
    rows = Notification.objects.filter(user=user, type=TYPE).order_by("created_at")
    return [row.data["title"] for row in rows]


def test_notifications_after_commit_are_created_by_the_job(pupil):
    with defer_messages(), unit_of_work():
        for number in range(3):
            notify(user=pupil, type=TYPE, data={"title": f"{number}"})
    assert (titles(pupil), Job.objects.get().kind) == ([], JOB_KIND)
    assert (work_off(), titles(pupil)) == (1, ["0", "1", "2"])
    notify(user=pupil, type=TYPE, data={"title": "3"})
    assert titles(pupil) == ["0", "1", "2", "3"]


def test_large_batches_are_split_into_several_jobs(pupil):
    with defer_messages(), unit_of_work():
        for number in range(20):
            notify(user=pupil, type=TYPE, data={"title": f"{number:02} " + "ў" * 100})
    assert work_off() > 1
    assert [title[:2] for title in titles(pupil)] == [f"{number:02}" for number in range(20)]


def test_rolled_back_work_sends_no_notification(pupil):
    with pytest.raises(RuntimeError), defer_messages(), unit_of_work():
        notify(user=pupil, type=TYPE, data={"title": "undone"})
        raise RuntimeError
    assert (Job.objects.count(), work_off()) == (0, 0)


def test_deleted_users_are_skipped_and_others_notified(pupil, second_pupil):
    with defer_messages(), unit_of_work():
        for person in (second_pupil, pupil):
            notify(user=person, type=TYPE, data={"title": "Grammar"})
    second_pupil.delete()
    assert (work_off(), titles(pupil)) == (1, ["Grammar"])
