"""A pupil's film in a real Chromium (`submitted-film.browser.ts`): its teacher, the pupil and the mother watch it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.accounts.models import Guardian
from apps.core.permissions import Role
from apps.video.models import Playback, Video
from tests import factories
from tests.homework.request_helpers import post_assignment, post_submission
from tests.homework.submission_helpers import get_homework
from tests.pages.browser import make_login
from tests.playback.ladders import make_ladder
from tests.video.films import make_film

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_a_submitted_film_is_watched(play, group, teacher, pupil, client_for):
    homework = get_homework(post_assignment(client_for(teacher), group, "file"), pupil)
    film = SimpleUploadedFile("film.mp4", make_film(seconds=1), content_type="video/mp4")
    assert post_submission(client_for(pupil), homework, file=film).status == 202
    make_ladder(Video.objects.get(), "240p", "audio")
    mother = factories.make_user(Role.PARENT, "Zilola", "Karimova")
    Guardian.objects.create(parent=mother, child=pupil, kind="mother")
    people = {"teacher": teacher, "pupil": pupil, "mother": mother}
    play(
        "submitted-film",
        homework=str(homework.pk),
        **{who: make_login(one, locale="en") for who, one in people.items()},
    )
    assert set(Playback.objects.values_list("user", flat=True)) == {one.pk for one in people.values()}
