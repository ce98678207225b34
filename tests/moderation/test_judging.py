"""Who is told of reports, who decides, and what decisions and appeals do to a text and its author, over REST."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.accounts.models import User
from apps.core.uow import unit_of_work
from apps.forums.models import Discussion
from apps.forums.moderated_texts import KIND, describe_text
from apps.forums.services.hiding import hide_text
from apps.moderation.models import CaseDecision, ModerationCase, Sanction
from apps.moderation.services.reports import hold_text
from apps.moderation.services.retention import delete_old_cases
from apps.notifications.models import Notification
from apps.settings.models import AuditLog
from tests.forums.forum_requests import begin, client_for, open_group_forum
from tests.job_runs import run_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum(group):
    return open_group_forum(group)


@pytest.fixture
def text(forum, pupil):
    return begin(pupil, forum)


def report(reporter, text, **more):
    body = {"kind": KIND, "id": text["id"], "reason": "insult", "words": ""} | more
    return client_for(reporter).post("/moderation/reports/", body)


def get_case(text):
    return ModerationCase.objects.get(object_id=text["id"])


def decide(moderator, text, action="hide", **more):
    body = {"action": action, "reason": "Nobody is insulted here."} | more
    return client_for(moderator).post(f"/moderation/cases/{get_case(text).pk}/decide/", body)


def appeal(person, decision):
    return client_for(person).post(f"/moderation/decisions/{decision.pk}/appeal/", {"text": "It was a joke."})


def answer(moderator, decision, *, is_granted=True):
    body = {"is_granted": is_granted, "answer": "You are right."}
    return client_for(moderator).post(f"/moderation/decisions/{decision.pk}/answer/", body)


def list_told(type_="moderation.reported"):
    run_jobs("notifications.tell")
    return set(Notification.objects.filter(type=type_).values_list("user", flat=True))


def is_shown(text):
    return Discussion.objects.get(pk=text["id"]).hidden_at is None


def change(author, text, words):
    changed = client_for(author).patch(f"/discussions/{text['id']}/", {"text": f"<p>{words}</p>"})
    assert changed.status == 200, changed.json


def test_reports_are_told_to_who_may_decide_without_author_and_reporter(
    forum, text, pupil, second_pupil, teacher, assistant, admin
):
    assert report(second_pupil, text).status == 201
    assert list_told() == {teacher.pk, assistant.pk}
    Notification.objects.all().delete()
    by_teacher = begin(second_pupil, forum, title="Another one", text="<p>Another text</p>")
    assert report(teacher, by_teacher).status == 201
    assert list_told() == {assistant.pk}


def test_reports_about_staff_go_to_the_office(forum, pupil, teacher, assistant, admin, manager):
    assert report(pupil, begin(teacher, forum)).status == 201
    told = list_told()
    assert admin.pk in told
    assert not told & {teacher.pk, assistant.pk}


def test_who_reported_does_not_decide_while_another_could(group, text, second_pupil, teacher, assistant, admin):
    assert report(teacher, text).status == 201
    decide(teacher, text, "mute", days=3).check_refused(403, "own_report")
    assert is_shown(text)
    assert not CaseDecision.objects.exists()
    assert decide(assistant, text, "mute", days=3).status == 200


def test_who_reported_decides_where_nobody_else_can(text, group, teacher):
    group.assistants.clear()
    assert report(teacher, text).status == 201
    assert decide(teacher, text, "dismiss").status == 200


def test_teachers_end_nothing_that_only_the_office_imposes(text, pupil, second_pupil, teacher, admin, manager):
    report(second_pupil, text)
    assert decide(admin, text, "mute", days=3, everywhere=True).status == 200
    decision, sanction = CaseDecision.objects.get(), Sanction.objects.get()
    client_for(teacher).post(f"/moderation/sanctions/{sanction.pk}/lift/").check_refused(403)
    assert appeal(pupil, decision).status == 201
    assert teacher.pk not in list_told("moderation.appealed")
    answer(teacher, decision).check_refused(403)
    sanction.refresh_from_db()
    assert sanction.lifted_at is None
    assert client_for(admin).post(f"/moderation/sanctions/{sanction.pk}/lift/").status == 200


def test_a_text_that_is_held_while_its_case_is_open_is_shown_when_dismissed(text, second_pupil, teacher):
    report(second_pupil, text)
    row = Discussion.objects.select_related("forum__group", "forum__course", "forum__branch").get(pk=text["id"])
    with unit_of_work():
        hide_text(row.pk)
        Discussion.objects.filter(pk=row.pk).update(text="<p>Changed</p>")
        row.text = "<p>Changed</p>"
        hold_text(kind=KIND, text_id=row.pk, facts=describe_text(row), holds=["word"])
    case = get_case(text)
    assert (case.is_held, "Changed" in case.words) == (True, True)
    assert decide(teacher, text, "dismiss").status == 200
    assert is_shown(text)


def test_a_corrected_text_is_shown_by_the_next_decision(text, pupil, second_pupil, teacher, assistant):
    report(second_pupil, text)
    assert decide(teacher, text, "hide").status == 200
    assert not is_shown(text)
    change(pupil, text, "Much nicer now")
    assert report(assistant, text).status == 201
    assert decide(teacher, text, "dismiss").status == 200
    assert is_shown(text)
    first = CaseDecision.objects.order_by("created_at").first()
    assert "nicer" not in first.words
    (own,) = client_for(pupil).get("/moderation/decisions/").json["results"]
    assert own["words"] == first.words


def test_a_granted_appeal_does_not_show_what_a_later_decision_hides(
    text, pupil, second_pupil, teacher, assistant, admin
):
    report(second_pupil, text)
    decide(teacher, text, "hide")
    first = CaseDecision.objects.get()
    change(pupil, text, "Worse still")
    assert report(assistant, text).status == 201
    decide(teacher, text, "hide")
    second = CaseDecision.objects.exclude(pk=first.pk).get()
    appeal(pupil, first)
    for involved in (teacher, assistant):
        answer(involved, first).check_refused(403, "own_decision")
    assert answer(admin, first).status == 200
    assert not is_shown(text)
    appeal(pupil, second)
    assert answer(admin, second).status == 200
    assert is_shown(text)


def test_a_decision_without_an_appeal_is_not_answered(text, second_pupil, teacher, assistant):
    report(second_pupil, text)
    decide(teacher, text, "hide")
    answer(assistant, CaseDecision.objects.get()).check_refused(404)
    assert not is_shown(text)


def test_a_case_stays_while_its_ban_holds_and_when_its_group_goes(text, group, pupil, second_pupil, teacher):
    report(second_pupil, text)
    decide(teacher, text, "ban")
    ModerationCase.objects.update(opened_at=timezone.now() - timedelta(days=2000))
    later = timezone.now() - timedelta(days=1000)
    assert delete_old_cases(before=later, limit=10) == 0
    Sanction.objects.update(lifted_at=timezone.now())
    assert delete_old_cases(before=later, limit=10) == 1
    assert not CaseDecision.objects.exists()


def test_hidden_characters_are_no_reason(text, second_pupil, pupil, teacher):
    report(second_pupil, text, words="z" + "\u0336" * 9).check_refused(422, field="words")
    assert report(second_pupil, text, words="\u202egnp.exe").json["words"] == "gnp.exe"
    decide(teacher, text, reason="\u200b").check_refused(422, field="reason")
    assert is_shown(text)
    assert decide(teacher, text, reason="Bad\u202e words").status == 200
    assert CaseDecision.objects.get().reason == "Bad words"
    assert "everywhere" in str(AuditLog.objects.get(action="moderation.decide").fields)


def test_a_moderator_reads_the_title_of_the_place_in_their_language(text, second_pupil, teacher, assistant):
    report(second_pupil, text)
    ModerationCase.objects.update(place_titles={"uz": "Ingliz tili", "ru": "Английский", "en": "English"})
    User.objects.filter(pk=teacher.pk).update(locale="ru")
    listed = client_for(teacher).get("/moderation/cases/")
    assert listed.json["results"][0]["place_title"] == "Английский"
    detail = client_for(assistant).get(f"/moderation/cases/{get_case(text).pk}/").json
    assert detail["place_title"] == "English"
