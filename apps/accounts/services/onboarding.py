"""Questions for new users, and their answers."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts import queries
from apps.accounts.models import OnboardingAnswer, OnboardingQuestion, User
from apps.core.errors import Invalid
from apps.core.translated_texts import LANGUAGES, pick_translation
from apps.core.uow import unit_of_work
from apps.settings.models import SystemSettings
from apps.settings.services import write_audit_log


def set_onboarding_questions(*, actor: User, questions: Sequence[Mapping[str, Any]]) -> None:
    """Replace the active questions by these, in this order. Each has `id` (None: a new one), `text`, `choices`,
    `required`.

    Questions that are left out are archived; their answers stay. Raise Invalid ("questions.0.text") for one without
    words, with choices without words or with one value, or with an id that is not active.
    """
    with unit_of_work():
        SystemSettings.objects.select_for_update().get(pk=1)
        active = {question.pk: question for question in queries.list_onboarding_questions()}
        old_ids = [str(key) for key in active]
        saved_ids: list[str] = []
        for place, wanted in enumerate(questions):
            question = _build_question(active, wanted, place)
            question.save()
            saved_ids.append(str(question.pk))
        OnboardingQuestion.objects.filter(pk__in=active).update(archived_at=timezone.now())
        write_audit_log(actor, "accounts.set_questions", None, {"questions": (old_ids, saved_ids)})


def save_onboarding_answers(*, user: User, answers: Sequence[tuple[UUID, str]]) -> None:
    """Replace the user's answers to the active questions; answers that are left out are removed.

    Raise Invalid ("answers.0.answer") for a question that is not active or answered twice, or an answer that is none of
    the choices; on "answers" when a required question has no answer. Nothing changes then.
    """
    with unit_of_work():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        active = {question.pk: question for question in queries.list_onboarding_questions()}
        answers_by_question = _check_answers(active, answers)
        if any(question.required and question.pk not in answers_by_question for question in active.values()):
            raise Invalid.field("answers", _("Please answer all required questions."))
        left_out = [question_id for question_id in active if question_id not in answers_by_question]
        OnboardingAnswer.objects.filter(user=user, question__in=left_out).delete()
        for question_id, value in answers_by_question.items():
            OnboardingAnswer.objects.update_or_create(user=user, question_id=question_id, defaults={"answer": value})


def _check_answers(active: Mapping[UUID, OnboardingQuestion], answers: Sequence[tuple[UUID, str]]) -> dict[UUID, str]:
    answers_by_question: dict[UUID, str] = {}
    for index, (question_id, value) in enumerate(answers):
        question = active.get(question_id)
        if question is None:
            raise Invalid.field(f"answers.{index}.question", _("There is no such question."))
        if question_id in answers_by_question:
            raise Invalid.field(f"answers.{index}.question", _("This question is answered twice."))
        if question.choices and value not in {choice["value"] for choice in question.choices}:
            raise Invalid.field(f"answers.{index}.answer", _("Choose one of the answers."))
        answers_by_question[question_id] = value
    return answers_by_question


def _build_question(active: dict[UUID, OnboardingQuestion], given: Mapping[str, Any], place: int) -> OnboardingQuestion:
    """Return the question to save, taken out of `active` when it exists."""
    where = f"questions.{place}"
    if not pick_translation(given["text"]):
        raise Invalid.field(f"{where}.text", _("Enter a text in at least one language."))
    values = [choice["value"] for choice in given["choices"]]
    if len(values) == 1 or len(set(values)) != len(values):
        raise Invalid.field(f"{where}.choices", _("Enter two or more different choices, or none."))
    if not all(pick_translation(choice["text"]) for choice in given["choices"]):
        raise Invalid.field(f"{where}.choices", _("Enter a text in at least one language."))
    question = OnboardingQuestion() if given["id"] is None else active.pop(given["id"], None)
    if question is None:
        raise Invalid.field(f"{where}.id", _("There is no such question."))
    question.text = _all_languages(given["text"])
    question.choices = [{"value": c["value"], "text": _all_languages(c["text"])} for c in given["choices"]]
    question.required, question.place = given["required"], place
    return question


def _all_languages(text: Mapping[str, str]) -> dict[str, str]:
    return {language: text.get(language, "") for language in LANGUAGES}
