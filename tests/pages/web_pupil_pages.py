"""What a pupil opens beside homework, in a real Chromium: `./talim test-web tests/pages/web_pupil_pages.py`."""

from datetime import timedelta
from itertools import product

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from apps.accounts.models import User
from apps.core.permissions import Role
from apps.courses.models import Group, Membership
from apps.gamification.models import AchievementGrant, Redemption
from apps.gamification.queries.ledger import get_coin_balance, is_name_hidden
from apps.gamification.services import shop_management
from apps.gamification.services.achievements import add_achievement
from apps.lessons.services import create_lesson, reschedule_lesson
from apps.notifications.sample_data import SAMPLES
from apps.notifications.services import notify
from apps.portal.models import FamilyAnswer
from apps.portal.services import family_messages
from apps.resources.services import materials
from tests import factories
from tests.attendance.register_requests import mark_row, send_marks
from tests.gamification.helpers import earn
from tests.homework import submission_helpers
from tests.pages.browser import create_running_lesson, make_login
from tests.resources.sample_files import picture

pytestmark = pytest.mark.django_db(transaction=True)

LONG_NAME = ("Abdulazizxoʻja-Muhammadyusuf " * 3).strip()[:80]


@pytest.mark.slow
def test_a_pupil_sees_how_it_goes(play, group, pupil, admin):
    """Six scores, an achievement and one to come, a lesson of today."""
    for take, score in enumerate((52.0, 55.0, 58.0, 80.0, 84.0, 88.0)):
        read = submission_helpers.assign_reading(group, title=f"Unit {take}")
        submission_helpers.submit_and_score(read, pupil, submission_helpers.scored_result(score), take=take)
    wanted = (("Bookworm", "homework_done", 5), ("Always there", "lessons_attended", 10))
    for name, counter, threshold in wanted:
        values = {"code": counter, "name": {"en": name}, "counter": counter, "threshold": threshold, "coins": 5}
        made = add_achievement(actor=admin, values=values)
        if name == "Bookworm":
            AchievementGrant.objects.create(student=pupil, achievement=made, coins=5)
    lesson = create_running_lesson(group)
    assert send_marks(group.lead_teacher, lesson, mark_row(pupil, "present")).status == 200
    play("own-progress", login=make_login(pupil))


@pytest.mark.slow
def test_a_pupil_on_leaderboards_of_one_and_of_forty(play, group, pupil):
    """The pupil's name has eighty letters, and is hidden at the end."""
    User.objects.filter(pk=pupil.pk).update(first_name=LONG_NAME)
    names = ["".join(letters) for letters in product(("Ali", "Bahor", "Dono"), "abcdefghijklm")]
    others = [factories.make_user(Role.STUDENT, name) for name in names]
    people = {"branch": group.branch, "course": group.course, "teacher": group.lead_teacher}
    factories.make_group(**people, name="Alone", pupils=[pupil])
    forty = factories.make_group(**people, name="Forty")
    Group.objects.filter(pk=forty.pk).update(capacity=40)
    for student in (pupil, *others):
        Membership.objects.create(group=forty, student=student, joined_on=forty.today)
    earn(pupil, 100)
    for number, other in enumerate(others):
        earn(other, 81 + number)
    play("own-board", login=make_login(pupil), name=LONG_NAME)
    assert is_name_hidden(pupil)


@pytest.mark.slow
@pytest.mark.parametrize("born", ["2000-05-17", "2012-05-17"])
def test_a_pupil_without_guardians_answers_a_letter(play, group, pupil, born):
    User.objects.filter(pk=pupil.pk).update(birth_date=born)
    texts = dict.fromkeys(("uz", "ru", "en"), "Please read aloud each evening.")
    template = family_messages.create_family_template(actor=group.lead_teacher, title=texts, text=texts)
    family_messages.send_family_message(actor=group.lead_teacher, student=pupil, template=template)
    play("own-letters", login=make_login(pupil))
    (answer,) = FamilyAnswer.objects.all()
    assert (answer.author, answer.text) == (pupil, "I will.")


@pytest.mark.slow
def test_a_pupil_buys_reads_and_looks_ahead(play, group, pupil, admin):
    teacher, now = group.lead_teacher, timezone.now()
    earn(pupil, 100)
    shop_management.add_shop_item(actor=admin, values={"name": {"en": "Exercise book"}, "price": 10})
    starts = now + timedelta(days=2)
    lesson = create_lesson(actor=None, group=group, starts_at=starts, ends_at=starts + timedelta(minutes=90))
    reschedule_lesson(actor=None, lesson=lesson, starts_at=starts + timedelta(hours=3), reason="A holiday")
    course = materials.MaterialTarget(course=group.course)
    materials.add_link(actor=teacher, target=course, url="https://example.uz/", title="Words of the course")
    photo = SimpleUploadedFile("board.png", picture(), "image/png")
    target = materials.MaterialTarget(lesson=lesson)
    materials.add_request_file(actor=teacher, target=target, upload=photo, title="The board")
    notify(user=pupil, type="lesson.moved", data=dict(SAMPLES))
    play("own-things", login=make_login(pupil))
    assert Redemption.objects.get(student=pupil).state == "cancelled"
    assert get_coin_balance(pupil) == 100
