"""Lead, assistant and whoever stands in hear of what was submitted, as one message an assignment while it is unread."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.accounts.models import User
from apps.courses.models import Group
from apps.homework.models import Assignment
from apps.lessons.models import Lesson
from apps.notifications.models import Notification
from tests.homework.request_helpers import post_submission
from tests.homework.submission_helpers import assign_reading, get_homework


def told(user: User) -> list[tuple[str, int]]:
    rows = Notification.objects.filter(user=user, type="homework.submitted").order_by("id")
    return [(row.data["title"], row.count) for row in rows]


def essay(group: Group, title: str = "Unit 3", **more) -> Assignment:
    return assign_reading(group, kind="text", title=title, reference_text="", instructions="Write.", **more)


def submit(client, assignment: Assignment, student: User, text: str = "My summer.") -> None:
    answer = post_submission(client, get_homework(assignment, student), {"text": f"{text} {student.pk}"})
    assert answer.status == 202, answer.json


def test_unread_submissions_of_an_assignment_share_a_notice(group, teacher, assistant, pupil, second_pupil, client_for):
    first, other = essay(group), essay(group, "Unit 4")
    submit(client_for(pupil), first, pupil)
    submit(client_for(second_pupil), first, second_pupil)
    submit(client_for(pupil), other, pupil)
    assert told(teacher) == told(assistant) == [("Unit 3", 2), ("Unit 4", 1)]
    client = client_for(teacher)
    texts = [row["text"] for row in client.get("/notifications/").json["results"]]
    assert texts == ["Jasur Oripov submitted “Unit 4”.", "Laylo Saidova and 1 more submitted “Unit 3”."]
    client.post("/notifications/mark-all-read/")
    submit(client_for(second_pupil), other, second_pupil)
    assert told(teacher) == [("Unit 3", 2), ("Unit 4", 1), ("Unit 4", 1)]
    assert told(assistant) == [("Unit 3", 2), ("Unit 4", 2)]


@pytest.mark.parametrize(
    ("status", "instead", "hears"),
    [("planned", True, True), ("cancelled", True, False), ("planned", False, False)],
    ids=["stands in today", "of a cancelled lesson", "no substitute"],
)
def test_substitute_of_today_is_notified(group, teacher, other_teacher, pupil, client_for, status, instead, hears):
    starts = timezone.now()
    Lesson.objects.create(
        group=group, teacher=other_teacher, instead_of=teacher if instead else None, status=status,
        starts_at=starts, ends_at=starts + timedelta(hours=1),
    )  # fmt: skip
    submit(client_for(pupil), essay(group), pupil)
    assert (len(told(other_teacher)) == 1, len(told(teacher))) == (hears, 1)


def test_substitute_of_the_lesson_of_the_assignment_is_notified_later(group, teacher, other_teacher, pupil, client_for):
    starts = timezone.now() - timedelta(days=3)
    lesson = Lesson.objects.create(
        group=group, teacher=other_teacher, instead_of=teacher, starts_at=starts, ends_at=starts + timedelta(hours=1)
    )
    submit(client_for(pupil), essay(group, lesson=lesson), pupil)
    submit(client_for(pupil), essay(group, "Unit 4"), pupil)
    assert told(other_teacher) == [("Unit 3", 1)]


def test_second_attempt_of_a_pupil_is_not_counted_again(group, teacher, pupil, second_pupil, client_for):
    assignment = essay(group, attempts_allowed=3)
    for text in ("My summer.", "My winter."):
        submit(client_for(pupil), assignment, pupil, text)
    assert told(teacher) == [("Unit 3", 1)]
    submit(client_for(second_pupil), assignment, second_pupil)
    submit(client_for(pupil), assignment, pupil, "My spring.")
    assert told(teacher) == [("Unit 3", 2)]
