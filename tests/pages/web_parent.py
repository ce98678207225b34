"""A parent in a real Chromium: `./talim test-web tests/pages/web_parent.py`.

The server is real; what the engine says about the recording was recorded once (`tests/homework/recorded.json`).
"""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from apps.accounts.models import ChildProfile, Consent, Guardian, User
from apps.attendance.models import Excuse
from apps.lessons.services import create_lesson
from apps.notifications.models import MessageSettings, NotificationPreference, PushSubscription
from apps.notifications.sample_data import SAMPLES
from apps.notifications.services import notify
from apps.payments.models import PaymentKind, PaymentProof
from apps.portal.models import ErasureRequest, FamilyAnswer
from apps.portal.services import family_messages
from tests.attendance.register_requests import mark_row, send_marks
from tests.homework import submission_helpers
from tests.pages.browser import HTML, create_running_lesson, find_chromium, make_login
from tests.payments.payment_data import create_cash_desk, create_payment_due, open_shift, pay_cash
from tests.remote_control import serve_methods


@pytest.mark.django_db(transaction=True)
def test_parent_pages(play, group, other_group, pupil, second_pupil, other_pupil, parent, teacher):
    User.objects.filter(pk=second_pupil.pk).update(first_name=HTML)
    User.objects.filter(pk=other_pupil.pk).update(birth_date=date(2000, 1, 1))
    for child, hidden in ((second_pupil, "sees_payments"), (other_pupil, "sees_progress")):
        Guardian.objects.create(parent=parent, child=child, kind="mother", sees_recordings=False, **{hidden: False})
    submission_helpers.allow_recordings(second_pupil)
    lesson = create_running_lesson(group)
    before = lesson.starts_at - timedelta(days=1)
    missed = create_lesson(actor=None, group=group, starts_at=before, ends_at=before + timedelta(minutes=90))
    assert send_marks(teacher, missed, mark_row(pupil, "absent")).status == 200
    read = submission_helpers.assign_reading(group, title="Unit 1")
    submission_helpers.submit_and_score(read, pupil, submission_helpers.recorded_result())
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    other = "good-child.m4a"
    attempt = submission_helpers.submit_recording(read, second_pupil, clip=other)
    submission_helpers.store_result(attempt, submission_helpers.recorded_result(other))
    submission_helpers.assign_reading(group, title="Unit 2")
    create_payment_due(pupil, group, title="November")
    create_payment_due(other_pupil, other_group, title="October", due_in=-5)
    ChildProfile.objects.create(user=pupil, birth_date=date(2017, 3, 4), code="048213")
    for type_, about in (("attendance.absent", pupil), ("payments.overdue", other_pupil)):
        notify(user=parent, type=type_, data={**SAMPLES, "student_id": str(about.pk)})
    logins = {"login": make_login(parent), "staff": make_login(teacher)}
    shown = {"child": str(pupil.pk), "hidden": str(second_pupil.pk), "lesson": str(lesson.pk)}
    play("parent", beside=["worker"], **logins, **shown)
    answers = Consent.objects.filter(person=pupil, given_by=parent).order_by("kind", "revision")
    assert list(answers.values_list("kind", "given")) == [("photo", True), ("photo", False), ("recording", True)]
    excuses = Excuse.objects.filter(student=pupil)
    states = {"A journey": "withdrawn", "A visit": "asked", "Fever": "accepted", "No network": "asked"}
    assert sorted(excuses.values_list("reason", "state")) == sorted(states.items())
    own = MessageSettings.objects.get(user=parent)
    assert (f"{own.quiet_from:%H:%M}", f"{own.quiet_until:%H:%M}", own.centres) == ("20:30", "07:15", ["digest_at"])
    (word,) = NotificationPreference.objects.filter(user=parent)
    assert (word.type, word.channel, word.wanted) == ("homework.missed", "push", False)


@pytest.mark.django_db(transaction=True)
def test_parent_of_one_child_with_a_long_name(play, group, pupil, parent):
    name = "Abdulazizxoʻja-Muhammadyusuf " * 3
    User.objects.filter(pk=pupil.pk).update(first_name=name.strip()[:80])
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    submission_helpers.allow_recordings(pupil)
    create_running_lesson(group)
    for take, score in enumerate((52.0, 55.0, 71.0, 80.0, 84.0)):
        read = submission_helpers.assign_reading(group, title=f"Unit {take}")
        submission_helpers.submit_and_score(read, pupil, submission_helpers.scored_result(score), take=take)
    play("parent-one-child", login=make_login(parent), name=name.strip()[:80])


@pytest.mark.django_db(transaction=True)
def test_parent_without_children_sees_first_steps(play, parent):
    play("parent-alone", login=make_login(parent))
    assert not MessageSettings.objects.filter(user=parent).exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_parent_sees_what_is_owed_and_pays_by_transfer(play, group, pupil, second_pupil, parent, admin):
    month = {"kind": PaymentKind.PERIOD, "period_key": "2026-11"}
    for child in (pupil, second_pupil):
        Guardian.objects.create(parent=parent, child=child, kind="mother")
        membership = group.memberships.get(student=child)
        create_payment_due(child, group, **month, title="Tuition", membership=membership)
    before = {**month, "period_key": "2026-10", "membership": group.memberships.get(student=pupil)}
    shift = open_shift(create_cash_desk(group.branch), admin)
    pay_cash(create_payment_due(pupil, group, **before, title="Lessons"), shift)
    play("parent-money", login=make_login(parent))
    (proof,) = PaymentProof.objects.exclude(state="withdrawn")
    assert (proof.sent_by, proof.payment.student, proof.state) == (parent, pupil, "sent")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_parent_answers_a_letter_and_asks_for_the_data_of_the_child(play, group, pupil, parent, teacher):
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    User.objects.filter(pk=parent.pk).update(email_verified_at=timezone.now())
    texts = {"uz": "Please read aloud each evening."}
    template = family_messages.create_family_template(actor=teacher, title=texts, text=texts)
    family_messages.send_family_message(actor=teacher, student=pupil, template=template)
    play("parent-letters", beside=["worker"], login=make_login(parent))
    (answer,) = FamilyAnswer.objects.all()
    assert (answer.author, answer.text) == (parent, "Thank you, we read every evening.")
    requests = ErasureRequest.objects.filter(person=pupil, requested_by=parent).order_by("created_at")
    assert list(requests.values_list("state", flat=True)) == ["withdrawn", "waiting"]


class Told:
    """What a teacher and a parent are told while their pages are open."""

    def __init__(self, teacher, parent):
        self._people = {"homework.submitted": teacher, "attendance.absent": parent, "groups.joined": parent}

    def tell(self, type):  # noqa: A002
        """Something of this type happened."""
        notify(user=self._people[type], type=type, data=SAMPLES)

    def devices(self, login):
        """How many browsers take this person's messages."""
        return PushSubscription.objects.filter(user__email=login).count()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_teachers_and_parents_are_offered_push_messages(play, server, group, teacher, parent, monkeypatch):
    """A teacher after the first alert, a parent after the first absence that they read; neither of them at once."""
    monkeypatch.setattr(settings.ENV, "vapid_private_key", server.push_key)
    with serve_methods(Told(teacher, parent)) as address:
        browser = find_chromium(notifications=True)
        play("push-asked", door=address, login=make_login(parent), staff=make_login(teacher), chromium=browser)
    (word,) = NotificationPreference.objects.all()
    assert (word.user, word.type, word.channel, word.wanted) == (teacher, "homework.submitted", "push", True)
    assert PushSubscription.objects.filter(user=teacher).exists()
    assert not PushSubscription.objects.filter(user=parent).exists()
