"""A course from its first block to its export, in Chromium with the shipped limits (`course-life.browser.ts`)."""

from pathlib import Path

import pytest
from PIL import Image

from apps.core.permissions import Role
from apps.courses.models import Course
from apps.learning.models import CourseReview, Enrollment
from apps.payments.models import Payment
from apps.settings.services import update_system_settings
from tests import factories
from tests.pages.browser import make_login, write_voice_file
from tests.pages.web_sign_in import Letters
from tests.payments.payme.payme_client import ONE_TIME_KEY, SETTINGS
from tests.remote_control import serve_methods

PACKAGE = Path(__file__).resolve().parent.parent / "data" / "packages" / "scorm-1.2.zip"
READ, TEXT, SECONDS = "03-001350194.webm", "The good thing is that we can see the game.", 4
LEARNER = "kamola.new@example.uz"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_life_of_a_course(play_day, branch, tmp_path):
    """Nothing is there but a branch, a teacher and an office."""
    update_system_settings(actor=None, public_catalogue=True)
    people = {
        "teacher": factories.make_user(Role.TEACHER, "Malika", "Yusupova"),
        "manager": factories.make_user(Role.MANAGER, "Gulnora", "Saidova"),
        "admin": factories.make_user(Role.ADMIN, "Rustam", "Aliyev"),
    }
    logins = {name: make_login(person, locale="uz") for name, person in people.items()}
    picture, document = tmp_path / "market.png", tmp_path / "prices.pdf"
    Image.new("RGB", (1600, 900), "teal").save(picture)
    Image.new("RGB", (600, 800), "white").save(document, "PDF")
    payme = {name.upper(): value for name, value in SETTINGS.items()}
    with serve_methods(Letters(None)) as address:
        print(
            play_day(
                "course-life", beside=("worker", "speech"), env=payme, with_packages=True, door=address, **logins,
                picture=str(picture), document=str(document), package=str(PACKAGE), learner=LEARNER, text=TEXT,
                voice=str(write_voice_file(tmp_path / "voice.wav", READ)), seconds=SECONDS, paymeKey=ONE_TIME_KEY,
            )
        )  # fmt: skip

    enrolment = Enrollment.objects.get()
    assert (enrolment.source, enrolment.progress, enrolment.user.email) == ("order", 100, LEARNER)
    assert Payment.objects.get().settled == 255_000_00
    assert CourseReview.objects.get().answer == "Rahmat, Kamola!"
    assert list(Course.objects.order_by("created_at").values_list("status", flat=True)) == ["published", "draft"]
