"""What a centre switches off is off, and its limits are those of the settings; with them open the same is taken."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from apps.core.errors import Conflict, TooMany
from apps.core.files import removal
from apps.core.models import StoredFile
from apps.core.uow import unit_of_work
from apps.gamification.models import ShopItem
from apps.homework.models import Attempt, Homework, HomeworkTranscript, SpeechScore
from apps.homework.services.appeals import create_appeal
from apps.homework.services.rescoring import propose_score
from apps.jobs import clean_up
from apps.settings.models import SystemSettings
from apps.settings.services import update_system_settings
from tests.factories import client_for
from tests.gamification.helpers import earn
from tests.homework import submission_helpers

pytestmark = pytest.mark.django_db


def test_closed_shop_refuses_purchases(pupil):
    item = ShopItem.objects.create(name={"en": "Pen"}, price=5)
    with unit_of_work():
        earn(pupil, 50)
    path, client = f"/gamification/shop/{item.pk}/redeem/", client_for(pupil)
    update_system_settings(actor=None, shop_open=False)
    closed = client.post(path, {}, headers={"Idempotency-Key": "first-try-1"})
    assert (closed.status, closed.json["code"]) == (409, "not_open")
    update_system_settings(actor=None, shop_open=True)
    assert client.post(path, {}, headers={"Idempotency-Key": "second-try-2"}).status == 201


def test_disabled_leaderboards_are_hidden(group, pupil):
    client = client_for(pupil)
    paths = (f"/gamification/leaderboard/{group.pk}/", "/gamification/leaderboards/?scope=centre")
    assert [client.get(path).status for path in paths] == [200, 200]
    update_system_settings(actor=None, leaderboards_shown=False)
    assert [client.get(path).json["code"] for path in paths] == ["not_open", "not_open"]


def test_people_choose_from_the_centres_languages(pupil):
    client = client_for(pupil)
    update_system_settings(actor=None, languages=["uz", "en"])
    assert list(client.patch("/auth/users/me/", {"locale": "ru"}).json["fields"]) == ["locale"]
    assert client.patch("/auth/users/me/", {"locale": "uz"}).status == 200


def test_a_mark_is_appealed_against_as_often_as_the_centre_lets(group, pupil):
    given = submission_helpers.assign_reading(group)
    submission_helpers.submit_and_score(given, pupil, submission_helpers.scored_result(70))
    homework = submission_helpers.get_homework(given, pupil)
    update_system_settings(actor=None, appeals_allowed=0)
    with pytest.raises(Conflict):
        create_appeal(author=pupil, homework=homework, text="Please look again.")
    update_system_settings(actor=None, appeals_allowed=1)
    assert create_appeal(author=pupil, homework=homework, text="Please look again.").pk
    homework.appeals.update(answered_at=timezone.now())
    Homework.objects.filter(pk=homework.pk).update(state="reviewed")
    with pytest.raises(TooMany):
        create_appeal(author=pupil, homework=homework, text="And again.")


def test_old_recordings_go_and_marks_and_words_stay(group, pupil, second_pupil, teacher):
    given, now = submission_helpers.assign_reading(group), timezone.now()
    score, result = submission_helpers.submit_and_score, submission_helpers.scored_result
    old, young = (score(given, user, result(70)) for user in (pupil, second_pupil))
    waiting = score(submission_helpers.assign_reading(group), pupil, result(60))
    Homework.objects.filter(pk=waiting.homework_id).update(state="needs_review")
    long_ago = now - timedelta(days=91)
    Attempt.objects.filter(pk__in=[old.pk, waiting.pk]).update(finished_at=long_ago)
    StoredFile.objects.update(created_at=long_ago)
    paths = {item.pk: item.file.path for item in (old, young, waiting)}
    assert "homework.Attempt" not in clean_up.delete_expired_rows(now)
    SystemSettings.objects.update(recordings_keep_days=90)
    assert clean_up.delete_expired_rows(now)["homework.Attempt"] == 1
    removal.remove_unused_files(before=now - timedelta(days=1))
    there = {item.pk: default_storage.exists(paths[item.pk]) for item in (old, young, waiting)}
    assert there == {old.pk: False, young.pk: True, waiting.pk: True}
    assert SpeechScore.objects.get(attempt=old).overall == 70
    assert HomeworkTranscript.objects.filter(attempt=old).exists()
    shown = client_for(teacher).get(f"/homework/attempts/{old.pk}/")
    assert (shown.status, shown.json["size"]) == (200, 0), shown.json
    old.refresh_from_db()
    with pytest.raises(Conflict):
        propose_score(actor=teacher, attempt=old, from_recording=True)
