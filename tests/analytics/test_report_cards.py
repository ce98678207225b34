"""Report cards: made, written, sent, corrected; who reads which."""

from datetime import timedelta

import pytest

from apps.accounts.models import Guardian, User
from apps.analytics.models import ReportCard, ReportCardBatch
from apps.analytics.report_card_documents import render_report_card
from apps.analytics.report_card_queries import with_people
from apps.analytics.services import report_card_sending, report_cards
from apps.core.models import StoredFile
from apps.jobs.models import Job
from apps.notifications.models import Notification
from apps.portal.job_kinds import ERASE
from tests.analytics.report_card_requests import (
    ROOT,
    count_facts,
    do_jobs,
    get_document,
    get_period,
    list_cards,
    list_received,
    make_batch,
    post_batch,
    post_send,
    put_comment,
    read_text,
    send,
)
from tests.factories import client_for
from tests.job_runs import run_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted(group, pupil, second_pupil, parent):
    """The group with facts of its pupils; `parent` sees the progress of `pupil`."""
    count_facts(group, pupil, second_pupil)
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    return group


def test_teacher_makes_cards_writes_words_and_the_family_gets_them(counted, teacher, pupil, parent, second_pupil):
    batch = make_batch(teacher, counted)
    assert (batch["pupils"], batch["unsent"], batch["sending"], batch["failed"]) == (2, 2, 0, 0)
    card = list_cards(teacher, batch)["Jasur Oripov"]
    attendance = next(one for one in card["measures"] if one["name"] == "attendance")
    assert (attendance["value"], attendance["before"], card["state"]) == (75.0, 0.0, "draft")
    written = put_comment(teacher, card, "Reads aloud with courage.")
    assert (written.status, written.json["comment"]) == (200, "Reads aloud with courage.")
    assert list_received(pupil) == list_received(parent) == []
    get_document(teacher, card).check_refused(404)

    assert post_send(teacher, batch).json == {"cards": 2}
    assert client_for(teacher).get(f"{ROOT}/batches/{batch['id']}/").json["sending"] == 2
    put_comment(teacher, card, "Late.").check_refused(409, "conflict")
    post_send(teacher, batch).check_refused(409, "conflict")
    assert do_jobs() == 2
    assert client_for(teacher).get(f"{ROOT}/batches/{batch['id']}/").json["unsent"] == 0
    for reader in (pupil, parent):
        (got,) = list_received(reader)
        assert (got["id"], got["state"], got["comment"]) == (card["id"], "sent", "Reads aloud with courage.")
    told = Notification.objects.filter(type="report_card.sent")
    assert {note.user_id for note in told} == {pupil.pk, second_pupil.pk, parent.pk}
    assert told.get(user=parent).data["address"].endswith("/app/report-cards")


def test_files_have_the_name_and_the_numbers_in_three_languages(counted, teacher, parent, pupil):
    batch = make_batch(teacher, counted)
    put_comment(teacher, list_cards(teacher, batch)["Jasur Oripov"], "Oʻqishga harakati zoʻr!\n“Ҳар куни” #read(1)")
    send(teacher, batch)
    (card,) = list_received(parent)
    words = {"en": ("Attendance", "Words of the teacher"), "ru": ("Посещаемость",), "uz": ("Davomat",)}
    for language, expected in words.items():
        answer = get_document(parent, card, locale=language)
        assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
        text = read_text(answer.content)
        for part in (*expected, "Autumn 2026", "Jasur Oripov", "A2 morning", "75 %", "Dilnoza Rahimova"):
            assert part in text.replace("\N{NO-BREAK SPACE}", " "), (language, part, text)
        assert "Oʻqishga harakati zoʻr! “Ҳар куни” #read(1)" in text
    User.objects.filter(pk=parent.pk).update(locale="ru")
    assert "Посещаемость" in read_text(get_document(User.objects.get(pk=parent.pk), card).content)
    stored = with_people(ReportCard.objects.filter(student=pupil)).get()
    first, again = (render_report_card(stored, "uz") for _time in range(2))
    assert first == again == get_document(parent, card, locale="uz").content


def test_sent_card_is_corrected_by_a_next_version(counted, teacher, parent, pupil):
    batch = make_batch(teacher, counted)
    send(teacher, batch)
    (first,) = list_received(parent)
    correct = f"{ROOT}/{first['id']}/correct/"
    made = client_for(teacher).post(correct, {"comment": "Now with words."})
    assert (made.status, made.json["version"], made.json["state"]) == (201, 2, "draft")
    client_for(teacher).post(correct, {"comment": "Twice"}).check_refused(404)
    client_for(teacher).post(f"{ROOT}/{made.json['id']}/correct/", {"comment": ""}).check_refused(409, "conflict")
    assert [card["version"] for card in list_received(parent)] == [1]
    send(teacher, batch)
    (second,) = list_received(parent)
    assert (second["version"], second["comment"]) == (2, "Now with words.")
    text = read_text(get_document(parent, second, locale="en").content)
    assert "Corrected: this is version 2. It replaces the one of" in text
    get_document(parent, first).check_refused(404)
    assert Notification.objects.filter(type="report_card.corrected", user=parent).count() == 1
    assert Notification.objects.filter(type="report_card.sent", user=parent).count() == 1


def test_each_reader_gets_what_links_give(counted, teacher, assistant, other_teacher, manager, parent, stranger, pupil):
    batch = make_batch(assistant, counted)
    post_batch(other_teacher, counted).check_refused(422, field="group")
    for user in (pupil, parent, stranger):
        post_batch(user, counted).check_refused(403)
    assert set(list_cards(manager, batch)) == set(list_cards(teacher, batch)) == {"Jasur Oripov", "Laylo Saidova"}
    cards = list_cards(teacher, batch)
    client_for(other_teacher).get(f"{ROOT}/batches/{batch['id']}/").check_refused(404)
    put_comment(other_teacher, cards["Jasur Oripov"], "x").check_refused(404)
    post_send(other_teacher, batch).check_refused(404)
    client_for(pupil).get(f"{ROOT}/{cards['Jasur Oripov']['id']}/").check_refused(404)
    send(manager, batch)
    assert client_for(pupil).get(f"{ROOT}/{cards['Jasur Oripov']['id']}/").status == 200
    client_for(parent).get(f"{ROOT}/{cards['Laylo Saidova']['id']}/").check_refused(404)
    get_document(stranger, cards["Jasur Oripov"]).check_refused(404)
    Guardian.objects.filter(parent=parent).update(sees_progress=False)
    assert list_received(parent) == []
    get_document(parent, cards["Jasur Oripov"]).check_refused(404)


def test_nobody_writes_words_for_their_own_family(counted, teacher, assistant, pupil):
    Guardian.objects.create(parent=teacher, child=pupil, kind="mother")
    batch = make_batch(teacher, counted)
    assert set(list_cards(teacher, batch)) == {"Laylo Saidova"}
    card = list_cards(assistant, batch)["Jasur Oripov"]
    put_comment(teacher, card, "The best of all.").check_refused(404)
    client_for(teacher).get(f"{ROOT}/{card['id']}/").check_refused(404)
    assert put_comment(assistant, card, "Good.").status == 200
    send(teacher, batch)
    (got,) = list_received(teacher)
    assert (got["student"]["id"], got["comment"]) == (str(pupil.pk), "Good.")
    client_for(teacher).post(f"{ROOT}/{card['id']}/correct/", {"comment": "x"}).check_refused(404)


def test_days_group_and_words_are_checked(counted, teacher, other_group, other_teacher, monkeypatch):
    today = counted.today
    before = (today - timedelta(days=30)).isoformat()
    for field, changes in (
        ("first_day", {"last_day": before}),
        ("first_day", {"first_day": "2001-12-31", "last_day": "2001-12-31"}),
        ("first_day", {"first_day": (today - timedelta(days=366)).isoformat()}),
        ("last_day", {"last_day": (today + timedelta(days=2)).isoformat()}),
        ("title", {"title": " "}),
        ("title", {"title": "x" * 81}),
        ("group", {"group": str(other_group.pk)}),
    ):
        post_batch(teacher, counted, **changes).check_refused(422, field=field)
    assert make_batch(teacher, counted, first_day=(today - timedelta(days=365)).isoformat())
    other_group.memberships.all().delete()
    post_batch(other_teacher, other_group).check_refused(422, field="group")
    card = list_cards(teacher, make_batch(teacher, counted))["Jasur Oripov"]
    put_comment(teacher, card, "x" * 2001).check_refused(422, field="comment")
    assert put_comment(teacher, card, "").json["comment_by"] is None
    monkeypatch.setattr(report_cards, "MOST_A_DAY", 2)
    post_batch(teacher, counted).check_refused(429)


def test_cards_are_deleted_while_nothing_is_sent(counted, teacher, other_teacher):
    batch, kept = make_batch(teacher, counted), make_batch(teacher, counted)
    path = f"{ROOT}/batches/{batch['id']}/"
    assert batch["is_deletable"] is True
    client_for(other_teacher).delete(path).check_refused(404)
    assert client_for(teacher).delete(path).status == 204
    client_for(teacher).delete(path).check_refused(404)
    assert ReportCardBatch.objects.count() == 1
    post_send(teacher, kept)
    client_for(teacher).delete(f"{ROOT}/batches/{kept['id']}/").check_refused(409, "conflict")
    assert client_for(teacher).get(f"{ROOT}/batches/{kept['id']}/").json["is_deletable"] is False


def test_days_that_are_not_counted_have_no_cards(group, teacher):
    post_batch(teacher, group).check_refused(409, "conflict")


def test_same_request_twice_makes_one_batch(counted, teacher):
    first, again = (post_batch(teacher, counted, idempotency_key="cards-of-autumn") for _time in range(2))
    assert (first.status, first.json) == (again.status, again.json)
    assert ReportCardBatch.objects.count() == 1


def test_card_that_could_not_be_made_is_sent_again(counted, teacher):
    batch = make_batch(teacher, counted)
    post_send(teacher, batch)
    claim = Job.objects.filter(kind="analytics.send_report_card").first()
    report_card_sending.note_failure(claim, "no space")
    assert client_for(teacher).get(f"{ROOT}/batches/{batch['id']}/").json["failed"] == 1
    assert post_send(teacher, batch).json == {"cards": 1}


def test_erased_pupil_takes_cards_and_files_along(counted, admin, teacher, pupil, second_pupil):
    batch = make_batch(teacher, counted)
    put_comment(teacher, list_cards(teacher, batch)["Laylo Saidova"], "Works well with Jasur Oripov.")
    send(teacher, batch)
    assert StoredFile.objects.filter(owner=pupil, path__startswith="report_card/").count() == 3
    client = client_for(admin)
    assert client.post(f"/auth/users/{pupil.pk}/erase/", {"reason": "Asked by the family"}).status in (200, 202)
    run_jobs(ERASE)
    assert not ReportCard.objects.filter(student=pupil).exists()
    assert not StoredFile.objects.filter(owner=pupil, path__startswith="report_card/").exists()
    assert "Jasur" not in ReportCard.objects.get(student=second_pupil).comment


def test_period_of_a_batch_is_shown_as_it_was_asked(counted, teacher):
    batch = make_batch(teacher, counted)
    assert {name: batch[name] for name in ("first_day", "last_day")} == get_period(counted)
    assert [row["id"] for row in client_for(teacher).get(f"{ROOT}/batches/?group={counted.pk}").json["results"]] == [
        batch["id"]
    ]
