"""Reports, decisions with reasons, mutes and bans, appeals: who decides, who hears of it, and what limits hold."""

import pytest

from apps.moderation.models import ModerationCase, Sanction
from apps.notifications.models import Notification
from apps.settings.models import AuditLog
from apps.settings.services import update_system_settings
from tests.forums.forum_requests import answer, begin, client_for, list_replies, open_group_forum, reply
from tests.job_runs import run_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def question(group, teacher):
    return begin(teacher, open_group_forum(group))


@pytest.fixture
def bad(question, pupil):
    return answer(pupil, question, "<p>You never learn.</p>")


def report(author, text, **more):
    body = {"kind": "forums.text", "id": text["id"], "reason": "insult"} | more
    return client_for(author).post("/moderation/reports/", body)


def open_case(author, text):
    made = report(author, text)
    assert made.status == 201, made.json
    return ModerationCase.objects.get(object_id=text["id"])


def decide(moderator, case, action, **more):
    body = {"action": action, "reason": "Nobody is insulted here."} | more
    return client_for(moderator).post(f"/moderation/cases/{case.pk}/decide/", body)


def count_told(person, kind):
    return Notification.objects.filter(user=person, type=f"moderation.{kind}", shown=True).count()


def test_many_reports_are_one_case_and_one_notice(
    bad, question, pupil, second_pupil, teacher, assistant, manager, other_teacher, other_pupil
):
    case = open_case(second_pupil, bad)
    assert report(assistant, bad, words="He does it often.").status == 201
    report(second_pupil, bad).check_refused(409, "already_reported")
    report(pupil, bad).check_refused(409, "own_text")
    report(other_pupil, bad).check_refused(404)
    report(second_pupil, bad, kind="chat.x").check_refused(422, field="kind")
    run_jobs("notifications.tell")
    assert [count_told(person, "reported") for person in (teacher, assistant, pupil)] == [1, 1, 0]
    (row,) = client_for(teacher).get("/moderation/cases/", {"is_open": True}).json["results"]
    assert (row["report_count"], row["words"], row["place_title"]) == (2, "You never learn.", "A2 morning")
    detail = client_for(manager).get(f"/moderation/cases/{case.pk}/").json
    assert [text["id"] for text in detail["context"]] == [question["id"], bad["id"]]
    assert {person["author"]["id"] for person in detail["reports"]} == {str(second_pupil.pk), str(assistant.pk)}
    client_for(other_teacher).get(f"/moderation/cases/{case.pk}/").check_refused(404)


def test_a_hidden_text_is_read_by_its_author_and_moderators(bad, question, pupil, second_pupil, teacher):
    case = open_case(second_pupil, bad)
    assert decide(teacher, case, "hide").json["is_open"] is False
    texts = [list_replies(person, question)[0]["text"] for person in (pupil, teacher, second_pupil)]
    assert texts == [bad["text"], bad["text"], ""]
    assert count_told(pupil, "hide") == 1
    decide(teacher, case, "warn").check_refused(409, "not_open")
    assert AuditLog.objects.filter(action="moderation.decide", actor=teacher).count() == 1
    (own,) = client_for(pupil).get("/moderation/decisions/").json["results"]
    assert (own["action"], own["reason"]) == ("hide", "Nobody is insulted here.")


def test_nobody_decides_about_own_texts(question, teacher, assistant, pupil):
    case = open_case(pupil, question)
    decide(teacher, case, "dismiss").check_refused(404)
    assert client_for(teacher).get("/moderation/cases/").json["count"] == 0
    assert decide(assistant, case, "dismiss").status == 200


def test_a_dismissed_text_is_reported_again_only_after_a_change(bad, pupil, second_pupil, teacher, assistant):
    case = open_case(second_pupil, bad)
    decide(teacher, case, "dismiss")
    assert count_told(pupil, "dismiss") == 0
    report(assistant, bad).check_refused(409, "not_open")
    client_for(pupil).patch(f"/replies/{bad['id']}/", {"text": "<p>You never, never learn.</p>"})
    assert report(assistant, bad).status == 201
    assert ModerationCase.objects.get().words == "You never, never learn."


def test_a_mute_ends_and_a_ban_closes_the_forum(bad, question, group, pupil, second_pupil, teacher, manager, admin):
    case = open_case(second_pupil, bad)
    decide(teacher, case, "mute").check_refused(422, field="days")
    decide(teacher, case, "mute", days=3, everywhere=True).check_refused(403)
    assert decide(teacher, case, "mute", days=3).status == 200
    reply(pupil, question, "<p>Why?</p>").check_refused(403, "muted")
    client_for(pupil).patch(f"/replies/{bad['id']}/", {"text": "<p>x</p>"}).check_refused(403, "muted")
    assert len(list_replies(pupil, question)) == 1
    sanction = Sanction.objects.get()
    lifted = client_for(manager).post(f"/moderation/sanctions/{sanction.pk}/lift/")
    assert (lifted.status, lifted.json["place_title"]) == (200, "A2 morning")
    second = answer(pupil, question, "<p>Why?</p>")
    assert decide(teacher, open_case(second_pupil, second), "ban").status == 200
    client_for(pupil).get(f"/discussions/{question['id']}/").check_refused(404)
    reply(pupil, question, "<p>Hello?</p>").check_refused(404)
    assert [count_told(pupil, kind) for kind in ("mute", "lifted", "ban")] == [1, 1, 1]


def test_another_moderator_answers_the_one_appeal(bad, question, pupil, second_pupil, teacher, assistant):
    case = open_case(second_pupil, bad)
    decide(teacher, case, "mute", days=3, hides=True)
    (decision,) = client_for(pupil).get("/moderation/decisions/").json["results"]
    path = f"/moderation/decisions/{decision['id']}/"
    client_for(second_pupil).post(f"{path}appeal/", {"text": "Why?"}).check_refused(404)
    assert client_for(pupil).post(f"{path}appeal/", {"text": "It was a joke."}).status == 201
    client_for(pupil).post(f"{path}appeal/", {"text": "Again."}).check_refused(409, "not_open")
    assert [count_told(person, "appealed") for person in (teacher, assistant)] == [0, 1]
    body = {"is_granted": True, "answer": "They are friends."}
    client_for(teacher).post(f"{path}answer/", body).check_refused(403, "own_decision")
    assert client_for(assistant).post(f"{path}answer/", body).json["is_granted"] is True
    client_for(assistant).post(f"{path}answer/", body).check_refused(409, "not_open")
    assert list_replies(second_pupil, question)[0]["text"] == bad["text"]
    answer(pupil, question, "<p>Thanks.</p>")
    assert count_told(pupil, "granted") == 1


def test_who_reports_many_texts_a_day_is_slowed(question, pupil, second_pupil):
    update_system_settings(actor=None, reports_per_day=2)
    texts = [answer(pupil, question, f"<p>Number {number}</p>") for number in range(3)]
    assert [report(second_pupil, text).status for text in texts[:2]] == [201, 201]
    report(second_pupil, texts[2]).check_refused(429, field="id")


def test_the_office_writes_the_word_list(admin, teacher):
    office = client_for(admin)
    made = office.post("/moderation/words/", {"language": "en", "word": "Nitwit*"})
    assert made.status == 201
    twin = {"language": "ru", "word": "NITW1T*", "effect": "hold"}
    office.post("/moderation/words/", twin).check_refused(422, field="word")
    for word in ("two words", "12*", "**"):
        office.post("/moderation/words/", {"language": "en", "word": word}).check_refused(422, field="word")
    path = f"/moderation/words/{made.json['id']}/"
    assert office.put(path, twin).json["effect"] == "hold"
    client_for(teacher).get("/moderation/words/").check_refused(403)
    assert [office.delete(path).status, office.delete(path).status] == [204, 404]
