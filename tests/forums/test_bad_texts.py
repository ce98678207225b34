"""Floods, links, repeats, hidden characters, long and deep texts, mentions of strangers: refused with code, field."""

import pytest
import time_machine
from django.utils import timezone

from apps.forums.models import Discussion, Reply
from apps.moderation.models import ModerationCase
from apps.moderation.services.words import add_blocked_word
from apps.notifications.models import Notification
from apps.settings.services import update_system_settings
from tests.forums.forum_requests import answer, ask, begin, client_for, list_replies, open_group_forum, read, reply
from tests.job_runs import run_jobs

pytestmark = pytest.mark.django_db
LINK = '<p>See <a href="https://x.uz">this</a></p>'


@pytest.fixture
def forum(group):
    return open_group_forum(group)


@pytest.fixture
def question(forum, teacher):
    return begin(teacher, forum)


@pytest.mark.parametrize(
    ("text", "status", "field"),
    [
        ("<p>h\u0335\u0336\u0337\u0338\u0335i</p>", 422, "text"),
        ("<p>\u202e\u200b</p>", 422, "text"),
        ("<script>alert(1)</script>", 422, "text"),
        ("x" * 20_001, 422, "text"),
        ("<p>https://a.uz/</p>" * 11, 422, "text"),
        ("", 422, "text"),
    ],
)
def test_what_cannot_be_read_is_refused(text, status, field, question, pupil):
    reply(pupil, question, text).check_refused(status, "invalid", field=field)
    assert not Reply.objects.exists()


def test_a_body_of_one_mebibyte_is_refused(question, pupil):
    assert reply(pupil, question, "x" * 1024 * 1024).status == 413


def test_marks_of_direction_are_stripped(question, pupil):
    row = answer(pupil, question, "<p>photo\u202egpj.exe</p>")
    assert row["text"] == "<p>photogpj.exe</p>"


def test_a_reply_deeper_than_a_hundred_levels_is_refused(question, pupil):
    deep = Reply.objects.create(discussion_id=question["id"], author=pupil, text="x", depth=100)
    reply(pupil, question, parent={"id": str(deep.pk)}).check_refused(422, field="parent")
    assert answer(pupil, question, parent=None)["depth"] == 0


def test_mentions_of_strangers_and_foreign_files_and_parents_are_refused(question, pupil, other_pupil, other_group):
    strange = str(other_pupil.pk)
    reply(pupil, question, mentions=[strange]).check_refused(422, field="mentions")
    reply(pupil, question, files=[strange]).check_refused(422, field="files")
    reply(pupil, question, parent={"id": strange}).check_refused(404)
    ask(pupil, type("Forum", (), {"pk": strange})()).check_refused(422, field="forum")


def test_a_flood_is_slowed_for_the_writer_only(forum, question, pupil, second_pupil, teacher):
    update_system_settings(actor=None, texts_per_minute=3, texts_per_day=5)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for number in range(3):
            answer(pupil, question, f"<p>Text number {number}</p>")
        slowed = reply(pupil, question, "<p>One more text</p>")
        slowed.check_refused(429, "too_many_requests", field="text")
        assert 1 <= int(slowed.headers["retry-after"]) <= 60
        answer(second_pupil, question)
        clock.shift(61)
        for number in range(2):
            answer(pupil, question, f"<p>Another one {number}</p>")
        clock.shift(61)
        reply(pupil, question, "<p>The sixth of a day</p>").check_refused(429, field="text")
        ask(pupil, forum).check_refused(429, field="text")
    assert len(list_replies(teacher, question)) == 6


def test_the_same_text_stands_twice_a_day_at_most(question, pupil):
    for text in ("<p>Buy it cheap, now!</p>", "<p>buy it  CHEAP now</p>"):
        answer(pupil, question, text)
    reply(pupil, question, "<p><b>Buy</b> it cheap - now</p>").check_refused(409, "repeated_text", field="text")
    for _ in range(3):
        answer(pupil, question, "<p>Thanks!</p>")


def test_listed_words_are_refused_or_wait(question, pupil, teacher, admin):
    add_blocked_word(actor=admin, language="ru", word="дурак*", effect="refuse")
    add_blocked_word(actor=admin, language="en", word="casino", effect="hold")
    reply(pupil, question, "<p>Ты Дyp4к</p>").check_refused(422, "text_refused", field="text")
    held = answer(pupil, question, "<p>C a s i n 0</p>")
    assert held["state"] == "hidden"
    assert ModerationCase.objects.get().is_held
    row = answer(pupil, question, "<p>Fine</p>")
    changed = client_for(pupil).patch(f"/replies/{row['id']}/", {"text": "<p>casino</p>"})
    changed.check_refused(422, field="text")
    client_for(pupil).patch(f"/replies/{row['id']}/", {"text": LINK}).check_refused(422, field="text")
    assert answer(teacher, question, "<p>casino is a word</p>")["state"] == "shown"


def test_a_new_member_waits_with_links_and_between_texts(question, pupil, second_pupil, teacher):
    update_system_settings(actor=None, new_member_texts=1, new_member_pause_seconds=20)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        held = answer(pupil, question, LINK)
        assert held["state"] == "hidden"
        assert [row["text"] for row in list_replies(second_pupil, question)] == [""]
        assert [row["text"] != "" for row in list_replies(pupil, question)] == [True]
        reply(pupil, question, "<p>Why?</p>").check_refused(429, field="text")
        run_jobs("forums.tell")
        assert not Notification.objects.filter(type="forums.replied").exists()
        clock.shift(21)
        answer(pupil, question, "<p>Why?</p>")
        assert answer(pupil, question, LINK + "<p>again, and I am known now</p>")["state"] == "shown"
    (case,) = client_for(teacher).get("/moderation/cases/", {"is_held": True}).json["results"]
    detail = client_for(teacher).get(f"/moderation/cases/{case['id']}/").json
    assert [(row["reason"], row["words"], row["author"]) for row in detail["reports"]] == [("rules", "link", None)]
    decided = client_for(teacher).post(
        f"/moderation/cases/{case['id']}/decide/", {"action": "dismiss", "reason": "A good link."}
    )
    assert decided.status == 200, decided.json
    assert list_replies(second_pupil, question)[0]["state"] == "shown"
    assert read(teacher, question)["reply_count"] == 3
    run_jobs("forums.tell")
    told = Notification.objects.get(type="forums.replied", user=teacher, shown=True)
    assert told.count == 3
    assert Discussion.objects.count() == 1
