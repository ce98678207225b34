"""A pupil's week, and a mother of three: `./talim test-web tests/pages/web_days_family.py -m ''`."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from apps.accounts.models import Consent, Guardian, User
from apps.attendance.models import Excuse
from apps.core.local_days import get_local_day
from apps.gamification.models import Redemption
from apps.gamification.queries.ledger import get_coin_balance, sum_coin_ledger
from apps.gamification.services import shop_management
from apps.homework.models import Attempt
from apps.notifications.models import Notification
from apps.notifications.sample_data import SAMPLES
from apps.notifications.services import notify
from apps.payments.models import Payment, PaymentProof
from apps.portal.models import ErasureRequest, FamilyAnswer
from apps.portal.services import family_messages
from tests import factories
from tests.attendance.register_requests import mark_row, send_marks
from tests.gamification.helpers import earn
from tests.guide.guide_server import answer_recordings
from tests.homework import submission_helpers
from tests.pages.browser import create_running_lesson, make_login
from tests.payments.payment_data import create_cash_desk, create_payment_due, open_shift, pay_cash

pytestmark = pytest.mark.django_db(transaction=True)

DAY = timedelta(days=1)


def set_age(person, years):
    """So old for some months."""
    today = get_local_day(timezone.now(), person.zone)
    User.objects.filter(pk=person.pk).update(birth_date=date(today.year - years - 1, today.month, 28))


def give_week(group, pupil, done, *coming):
    """One homework that was marked, others to come, a lesson of today; coins and a message."""
    first = submission_helpers.assign_reading(group, title=done, deadline=timezone.now() + DAY / 2)
    submission_helpers.submit_and_score(first, pupil, submission_helpers.scored_result(52.0))
    for number, (title, kind) in enumerate(coming, 1):
        text = {"reference_text": "", "instructions": "Write about your family."} if kind == "text" else {}
        due = timezone.now() + number * DAY
        submission_helpers.assign_reading(group, title=title, kind=kind, deadline=due, **text)
    lesson = create_running_lesson(group)
    assert send_marks(group.lead_teacher, lesson, mark_row(pupil, "present")).status == 200
    earn(pupil, 100)
    notify(user=pupil, type="lesson.moved", data=dict(SAMPLES))


@pytest.mark.slow
def test_a_week_of_two_pupils(play_day, sounds, branch, course, teacher, other_teacher, pupil, second_pupil, admin):
    """Each in a group of the own age."""
    people = {"branch": branch, "course": course}
    older = factories.make_group(**people, name="A2 morning", teacher=teacher, pupils=[pupil])
    younger = factories.make_group(**people, name="A2 evening", teacher=other_teacher, pupils=[second_pupil])
    for person, years in ((pupil, 16), (second_pupil, 9)):
        set_age(person, years)
        submission_helpers.allow_recordings(person)
    give_week(older, pupil, "Unit 1", ("Unit 2", "reading"), ("My family", "text"))
    give_week(younger, second_pupil, "Colours", ("Animals", "reading"))
    shop_management.add_shop_item(actor=admin, values={"name": {"en": "Exercise book"}, "price": 10, "stock": 5})
    logins = {"login": make_login(pupil, locale="en"), "child": make_login(second_pupil, locale="en")}
    with answer_recordings():
        print(play_day("day-pupil-week", **sounds, **logins))

    attempts = Attempt.objects.order_by("homework__student__first_name", "created_at")
    assert list(attempts.values_list("homework__assignment__title", "number", "state")) == [
        ("Unit 1", 1, "scored"), ("Unit 2", 1, "scored"), ("Unit 2", 2, "scored"), ("My family", 1, "stored"),
        ("Colours", 1, "scored"), ("Animals", 1, "scored"),
    ]  # fmt: skip
    assert attempts.get(state="stored").text == "My family is large. My brother is called Anvar."
    orders = Redemption.objects.order_by("student__first_name")
    assert list(orders.values_list("student__first_name", "state", "price")) == [
        ("Jasur", "requested", 10), ("Laylo", "requested", 10)
    ]  # fmt: skip
    for person in (pupil, second_pupil):
        assert get_coin_balance(person) == sum_coin_ledger(person)
        assert not Notification.objects.filter(user=person, read_at=None).exists()


@pytest.mark.slow
def test_three_children(play_day, group, other_group, pupil, second_pupil, other_pupil, parent, admin):
    """Jasur has done everything and owes, Laylo was not there and has homework to do, Bekzod has paid."""
    children = (pupil, second_pupil, other_pupil)
    for person in children:
        set_age(person, 10)
        Guardian.objects.create(parent=parent, child=person, kind="mother")
    submission_helpers.allow_recordings(pupil, parent)
    lesson = create_running_lesson(group)
    for person, status in ((pupil, "present"), (second_pupil, "absent")):
        assert send_marks(group.lead_teacher, lesson, mark_row(person, status)).status == 200
    read = submission_helpers.assign_reading(group, title="Unit 1", deadline=timezone.now() + DAY)
    submission_helpers.submit_and_score(read, pupil, submission_helpers.scored_result(84.0))
    create_payment_due(pupil, group, title="November")
    shift = open_shift(create_cash_desk(group.branch), admin)
    pay_cash(create_payment_due(other_pupil, other_group, title="Books"), shift)
    texts = dict.fromkeys(("uz", "ru", "en"), "Please read aloud each evening.")
    template = family_messages.create_family_template(actor=group.lead_teacher, title=texts, text=texts)
    family_messages.send_family_message(actor=group.lead_teacher, student=pupil, template=template)
    User.objects.filter(pk=parent.pk).update(email_verified_at=timezone.now())
    logins = {"login": make_login(parent, locale="en"), "staff": make_login(admin, locale="en")}
    print(play_day("day-three-children", **logins))

    excuse = Excuse.objects.get()
    assert (excuse.student, excuse.reason) == (second_pupil, "Fever")
    assert (excuse.state, excuse.answer) == ("accepted", "Get well")
    proof = PaymentProof.objects.get()
    assert (proof.payment.student, proof.sent_by, proof.state) == (pupil, parent, "approved")
    assert Payment.objects.get(student=pupil).status == "completed"
    answer = FamilyAnswer.objects.get()
    assert (answer.author, answer.text) == (parent, "We read every evening.")
    consents = Consent.objects.filter(person=second_pupil, given_by=parent)
    assert list(consents.values_list("kind", "given")) == [("recording", True)]
    assert not ErasureRequest.objects.exists()
