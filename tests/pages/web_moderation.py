"""Reported texts, from the report to the answer to an appeal, in a real Chromium (`moderation.browser.ts`),
and the queue without a mouse (`moderation-keys.browser.ts`).
"""

import pytest

from apps.moderation.models import BlockedWord, CaseDecision, Sanction
from tests.forums.forum_requests import answer, begin, client_for, open_group_forum
from tests.pages.browser import make_login

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def report(reporter, text, reason):
    made = client_for(reporter).post(
        "/moderation/reports/", {"kind": "forums.text", "id": text["id"], "reason": reason, "words": "Look at it."}
    )
    assert made.status == 201, made.json


def test_a_report_is_decided_and_appealed(play, group, pupil, second_pupil, teacher, admin):
    """A mute ends by an appeal, a ban is lifted; the office writes the list of words."""
    forum = open_group_forum(group)
    question = begin(second_pupil, forum)
    insult = answer(pupil, question, "<p>You never learn.</p>")
    spam = answer(pupil, question, "<p>Buy my old books.</p>")
    report(second_pupil, insult, "insult")
    report(second_pupil, spam, "spam")
    play(
        "moderation", discussion=question["id"], author=make_login(pupil, locale="ru"), name=pupil.full_name,
        teacher=make_login(teacher, locale="uz"), office=make_login(admin, locale="en"),
    )  # fmt: skip
    decisions = {row.action: row for row in CaseDecision.objects.all()}
    assert set(decisions) == {"mute", "ban"}
    assert (decisions["mute"].moderator, decisions["mute"].days, decisions["mute"].hides) == (teacher, 5, True)
    assert decisions["mute"].withdrawn_at is not None
    assert decisions["mute"].appeal.text == "Это была шутка."
    assert not Sanction.objects.filter(lifted_at__isnull=True).exists()
    assert list(BlockedWord.objects.values_list("word", "effect")) == [("ahmoq*", "hold")]


def test_the_queue_is_decided_with_the_keyboard_alone(play, group, pupil, second_pupil, teacher):
    """One text is left for later and muted then, one is hidden, one waits."""
    question = begin(second_pupil, open_group_forum(group))
    texts = ["You never learn.", "Nobody asked you.", "Be quiet, all of you."]
    for words in texts:
        report(second_pupil, answer(pupil, question, f"<p>{words}</p>"), "insult")
    play("moderation-keys", teacher=make_login(teacher, locale="en"), texts=texts)
    decisions = {row.action: row for row in CaseDecision.objects.all()}
    assert set(decisions) == {"hide", "mute"}
    assert decisions["hide"].reason == "2 of 5 words are rude."
    assert (decisions["mute"].moderator, decisions["mute"].days) == (teacher, 5)
