"""The centre decides what newcomers are asked; answers are checked against the choices."""

from typing import Any

import pytest

from apps.accounts.models import OnboardingAnswer, OnboardingQuestion, User
from apps.settings.models import AuditLog
from tests.factories import ApiClient

QUESTIONS = "/auth/onboarding/questions/"
MINE = "/auth/onboarding/"
HOW: dict[str, Any] = {
    "text": {"uz": "Qayerdan bildingiz?", "en": "How did you hear of us?"},
    "choices": [{"value": "friends", "text": {"en": "Friends"}}, {"value": "ads", "text": {"en": "Ads"}}],
    "required": True,
}
WHY: dict[str, Any] = {"text": {"en": "Why do you learn?"}}


@pytest.fixture
def asked(admin, client_for):
    answer = client_for(admin).put(QUESTIONS, {"questions": [HOW, WHY]})
    assert answer.status == 200, answer.json
    return answer.json["questions"]


def give(client: ApiClient, *answers: tuple[str, str]) -> Any:
    return client.put(MINE, {"answers": [{"question": question, "answer": answer} for question, answer in answers]})


def test_users_answer_and_can_answer_again(asked, stranger, client_for):
    how, why = (question["id"] for question in asked)
    client = client_for(stranger)
    assert [row["answer"] for row in client.get(MINE).json["questions"]] == [None, None]
    assert client.get(MINE).json["complete"] is False
    done = give(client, (how, "friends"), (why, "  For work. ")).json
    assert ([row["answer"] for row in done["questions"]], done["complete"]) == (["friends", "For work."], True)
    assert [row["answer"] for row in give(client, (how, "ads")).json["questions"]] == ["ads", None]
    assert OnboardingAnswer.objects.count() == 1


def test_office_of_the_branch_reads_the_answers_of_a_user(asked, group, pupil, manager, teacher, client_for):
    how, why = (question["id"] for question in asked)
    path = f"/auth/users/{pupil.pk}/onboarding/"
    assert client_for(manager).get(path).json["complete"] is False
    give(client_for(pupil), (how, "friends"), (why, "For work."))
    read = client_for(manager).get(path).json
    assert ([row["answer"] for row in read["questions"]], read["complete"]) == (["friends", "For work."], True)
    assert [client_for(person).get(path).status for person in (teacher, pupil)] == [403, 403]
    User.objects.filter(pk=manager.pk).update(all_branches=False)
    assert client_for(manager).get(path).status == 404


def test_wrong_answers_name_their_field_and_change_nothing(asked, stranger, client_for):
    how, why = (question["id"] for question in asked)
    client = client_for(stranger)
    assert give(client, (how, "ads")).status == 200
    for answers, field in (
        ([(why, "x"), (how, "tv")], "answers.1.answer"),
        ([(how, "friends"), (how, "ads")], "answers.1.question"),
        ([(how, "friends"), (str(stranger.pk), "x")], "answers.1.question"),
        ([(why, "x")], "answers"),
        ([(how, "friends"), (why, "x" * 2001)], "answers.1.answer"),
    ):
        answer = give(client, *answers)
        assert answer.refused_fields == (422, [field]), answers
    assert list(OnboardingAnswer.objects.values_list("answer", flat=True)) == ["ads"]


def test_questions_are_changed_ordered_and_archived(asked, stranger, admin, client_for):
    how, why = asked
    client = client_for(stranger)
    give(client, (how["id"], "friends"), (why["id"], "Work"))
    new = {"text": {"ru": "Сколько вам лет?"}}
    other = {**why, "text": {"en": "Why English?"}}
    now = client_for(admin).put(QUESTIONS, {"questions": [new, other]}).json["questions"]
    assert [row["text"]["en"] or row["text"]["ru"] for row in now] == ["Сколько вам лет?", "Why English?"]
    assert [row["answer"] for row in client.get(MINE).json["questions"]] == [None, "Work"]
    assert (OnboardingQuestion.objects.count(), OnboardingAnswer.objects.count()) == (3, 2)
    assert give(client, (how["id"], "ads")).status == 422
    assert AuditLog.objects.filter(action="accounts.set_questions", actor=admin).count() == 2


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ({"text": {}}, "questions.0.text"), (WHY | {"id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e70"}, "questions.0.id"),
        (HOW | {"choices": HOW["choices"][:1]}, "questions.0.choices"),
        (HOW | {"choices": HOW["choices"][:1] * 2}, "questions.0.choices"),
        (HOW | {"choices": [{"value": "a", "text": {}}, {"value": "b", "text": {"en": "B"}}]}, "questions.0.choices"),
        (HOW | {"choices": [{"value": "A b", "text": {"en": "A"}}]}, "questions.0.choices.0.value"),
        (WHY | {"place": 3}, "questions.0.place"),
    ],
)  # fmt: skip
def test_invalid_question_is_refused(question, field, admin, client_for):
    assert client_for(admin).put(QUESTIONS, {"questions": [question]}).refused_fields == (422, [field])
    assert not OnboardingQuestion.objects.exists()
