"""Guardians get a note each week, and on evenings with play if they asked for it, each once."""

from datetime import datetime

import pytest
import time_machine

import apps.jobs.services as jobs
from apps.core.uow import unit_of_work
from apps.kids.services.family_notes import SEND_NOTES
from apps.notifications.models import Notification
from apps.portal.job_kinds import ERASE
from tests.factories import client_for
from tests.job_runs import run_jobs
from tests.kids.activities import RIGHT, Player, activity_block, publish_activities
from tests.kids.kid_requests import add_skill

pytestmark = pytest.mark.django_db
WEEK, EVENING = "kindergarten.week_note", "kindergarten.evening_note"
FRIDAY, SUNDAY, NEXT_SUNDAY = "2026-11-20", "2026-11-22", "2026-11-29"


def at(day, clock):
    return time_machine.travel(datetime.fromisoformat(f"{day}T{clock}:00+05:00"), tick=False)


def send(day, clock):
    """A worker does the job at that time; the users who got something by then."""
    with at(day, clock):
        with unit_of_work():
            jobs.enqueue(kind=SEND_NOTES)
        assert run_jobs(SEND_NOTES) == 1
    return list(Notification.objects.order_by("pk").values_list("user", "type"))


@pytest.fixture
def played(course, kid, consent, manager):
    """The child played and learnt on Friday."""
    with at(FRIDAY, "12:00"):
        area = add_skill(manager, "numbers")
        skill = add_skill(manager, "counting", parent=area["id"], name={"en": "Counting", "uz": "Sanash"})
        block = activity_block("count")
        player = Player(kid, kid, publish_activities(course, kid, block, skills=[skill]))
        player.answer(block, RIGHT["count"], seconds=100)
        player.finish()
    Notification.objects.all().delete()


def ask_for_evenings(parent):
    body = {"preferences": [{"type": EVENING, "channel": "in_app", "wanted": True}], "digest": "off"}
    body |= {"quiet_from": None, "quiet_until": None, "digest_at": None}
    answer = client_for(parent).put("/notifications/preferences/me/", body)
    assert answer.status == 200, answer.json


@pytest.mark.usefixtures("played")
def test_the_week_is_told_once_in_the_language_of_the_guardian(kid, parent):
    parent.locale = "uz"
    parent.save(update_fields=["locale"])
    assert send(SUNDAY, "18:59") == []
    for day, clock in ((SUNDAY, "19:05"), (SUNDAY, "20:05"), ("2026-11-23", "09:05")):
        assert send(day, clock) == [(parent.pk, WEEK)]
    with at(SUNDAY, "20:10"):
        [shown] = client_for(parent).get("/notifications/").json["results"]
    assert shown["title"] == f"Bogʻchadagi hafta: {kid.first_name}"
    done, minutes, practised, tip = shown["text"].split("\n")
    assert (done, minutes) == ("Bajarilgan darslar: 1.", "Oʻyin, daqiqa: 2.")
    assert practised.startswith("Mashq qildi: Sanash – ")
    assert tip.startswith("Uyda: ")


@pytest.mark.usefixtures("played")
def test_a_week_without_play_and_a_guardian_who_may_not_see_it_get_no_note(kid):
    assert send(NEXT_SUNDAY, "19:05") == []
    kid.guardians.update(sees_progress=False)
    assert send(SUNDAY, "19:05") == []


@pytest.mark.usefixtures("played")
def test_notes_go_when_the_child_is_erased(kid, parent, admin):
    assert send(SUNDAY, "19:05") == [(parent.pk, WEEK)]
    assert client_for(admin).post(f"/auth/users/{kid.pk}/erase/").status == 202
    run_jobs(ERASE)
    assert not Notification.objects.filter(type=WEEK).exists()


@pytest.mark.usefixtures("played")
def test_an_evening_is_told_only_to_who_asked(parent):
    assert send(FRIDAY, "19:05") == []
    with at(FRIDAY, "19:10"):
        ask_for_evenings(parent)
    assert send(FRIDAY, "18:00") == []
    for clock in ("19:15", "20:15"):
        assert send(FRIDAY, clock) == [(parent.pk, EVENING)]
    assert send("2026-11-21", "19:05") == [(parent.pk, EVENING)]


def test_evening_notes_are_off_until_they_are_chosen(parent, kid):
    def find_cells():
        types = client_for(parent).get("/notifications/preferences/me/").json["types"]
        [line] = [line for line in types if line["type"] == EVENING]
        return {cell["channel"]: cell["wanted"] for cell in line["channels"]}

    assert set(find_cells().values()) == {False}
    ask_for_evenings(parent)
    assert [channel for channel, wanted in find_cells().items() if wanted] == ["in_app"]
