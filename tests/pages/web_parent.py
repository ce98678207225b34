"""A parent in a real Chromium: `./talim test-web tests/pages/web_parent.py`.

The server is real; what the engine says about the recording was recorded once (`tests/homework/recorded.json`).
"""

from datetime import date, timedelta

import pytest

from apps.accounts.models import ChildProfile, Consent, Guardian, User
from apps.attendance.models import Excuse
from apps.courses.models import Group
from apps.lessons.services import create_lesson
from apps.notifications.models import MessageSettings, NotificationPreference
from tests.attendance.steps import bulk, row
from tests.homework import steps
from tests.pages.browser import lesson_on, sign_in_as
from tests.pages.family import HTML, play, serve
from tests.payments.steps import owe
from tests.processes import Processes, processes  # noqa: F401


@pytest.mark.django_db(transaction=True)
def test_a_parent_follows_their_children(
    processes: Processes,  # noqa: F811
    group: Group,
    other_group: Group,
    pupil: User,
    second_pupil: User,
    other_pupil: User,
    parent: User,
    teacher: User,
) -> None:
    User.objects.filter(pk=second_pupil.pk).update(first_name=HTML)
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    Guardian.objects.create(
        parent=parent, child=second_pupil, kind="mother", sees_payments=False, sees_recordings=False
    )
    Guardian.objects.create(parent=parent, child=other_pupil, kind="mother", sees_progress=False, sees_recordings=False)
    lesson = lesson_on(group)
    before = lesson.starts_at - timedelta(days=1)
    missed = create_lesson(actor=None, group=group, starts_at=before, ends_at=before + timedelta(minutes=90))
    assert bulk(teacher, missed, row(pupil, "absent")).status == 200
    read = steps.give(group, title="Unit 1")
    steps.done(read, pupil, steps.heard())
    other = "good-child.m4a"
    steps.answer(steps.hand_in(read, second_pupil, clip=other), steps.heard(other))
    steps.give(group, title="Unit 2")
    owe(pupil, group, title="November")
    owe(other_pupil, other_group, title="October", due_in=-5)
    ChildProfile.objects.create(user=pupil, birth_date=date(2017, 3, 4), code="048213")
    told = {
        "url": serve(processes, "worker"),
        "login": sign_in_as(parent),
        "staff": sign_in_as(teacher),
        "child": str(pupil.pk),
        "hidden": str(second_pupil.pk),
        "lesson": str(lesson.pk),
    }
    play("parent", told)
    answers = Consent.objects.filter(person=pupil, given_by=parent).order_by("kind", "revision")
    assert list(answers.values_list("kind", "given")) == [("photo", True), ("photo", False), ("recording", True)]
    excuses = Excuse.objects.filter(student=pupil)
    assert sorted(excuses.values_list("reason", "state")) == [
        ("A journey", "withdrawn"),
        ("A visit", "asked"),
        ("Fever", "accepted"),
        ("No network", "asked"),
    ]
    own = MessageSettings.objects.get(user=parent)
    assert (f"{own.quiet_from:%H:%M}", f"{own.quiet_until:%H:%M}", own.centres) == ("20:30", "07:15", ["digest_at"])
    (word,) = NotificationPreference.objects.filter(user=parent)
    assert (word.type, word.channel, word.wanted) == ("homework.missed", "telegram", False)


@pytest.mark.django_db(transaction=True)
def test_who_looks_after_nobody_yet_is_told_what_to_do(
    processes: Processes,  # noqa: F811
    parent: User,
) -> None:
    play("parent-alone", {"url": serve(processes), "login": sign_in_as(parent)})
    assert not MessageSettings.objects.filter(user=parent).exists()
