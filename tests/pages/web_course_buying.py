"""A stranger buys an online course, in a real Chromium (`course-buying.browser.ts`); Payme pays behind the browser."""

import pytest

from apps.core.money import Money
from apps.courses.models import Course, CoursePrice
from apps.learning.models import CourseContent, Enrollment
from apps.learning.services.drafts import add_module
from apps.learning.services.lesson_drafts import add_lesson, save_lesson
from apps.learning.services.publishing import publish_content
from apps.payments.models import CodeUse, Payment
from apps.settings.services import update_system_settings
from tests.learning.published import text_block
from tests.pages.browser import make_login
from tests.pages.web_sign_in import Letters
from tests.payments.payme.payme_client import SETTINGS, Payme
from tests.remote_control import serve_methods

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

PRICE = Money(30_000_000, "UZS")
BUYER, FRIEND = "kamola.new@example.uz", "otabek.friend@example.uz"


class Buying(Letters):
    """The letters of the centre, and Payme."""

    def pay(self):
        """Payme pays the only open payment."""
        Payme().create_paid(Payment.objects.get(status="pending"))


def test_a_stranger_buys_a_course_in_russian(play, admin, branch, settings):
    settings.ENV = settings.ENV.model_copy(update=SETTINGS)
    update_system_settings(actor=None, public_catalogue=True)
    title = {"uz": "Soʻzlashuv ingliz tili", "ru": "Разговорный английский", "en": "Spoken English"}
    course = Course.objects.create(title=title, slug="spoken", mode="online", status="published")
    CoursePrice.objects.create(course=course, amount=PRICE.amount, currency=PRICE.currency)
    module = add_module(actor=admin, course=course, title="The beginning")
    lesson = add_lesson(actor=admin, module=module, title="First words")
    save_lesson(actor=admin, lesson=lesson, revision=lesson.revision, changes={"blocks": [text_block("Hello!")]})
    publish_content(actor=admin, course=course, revision=CourseContent.objects.get(course=course).revision)
    told = {"course": str(course.pk), "slug": course.slug, "buyer": BUYER, "friend": FRIEND}
    with serve_methods(Buying(admin)) as address:
        play("course-buying", beside=["worker"], door=address, office=make_login(admin, locale="en"), **told)
    sources = Enrollment.objects.filter(course=course).order_by("pk").values_list("source", flat=True)
    assert list(sources) == ["order", "invitation"]
    assert CodeUse.objects.get().amount == PRICE.amount * 15 // 100
