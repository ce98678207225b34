"""Schemas of institutions and onboarding questions."""

from typing import Any
from uuid import UUID

from pydantic import Field

from api.accounts.people_schemas import INSTITUTION
from api.base_schemas import Changes, In, Out, TextsOut, build_example
from api.lists import PublicPageQuery
from api.shared_schemas import Texts
from apps.accounts.models import InstitutionKind

QUESTION: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e83",
    "text": {"uz": "Bizni qayerdan bildingiz?", "ru": "Откуда вы о нас узнали?", "en": "How did you hear of us?"},
    "choices": [
        {"value": "friends", "text": {"uz": "Doʻstlardan", "ru": "От друзей", "en": "From friends"}},
        {"value": "ads", "text": {"uz": "Reklamadan", "ru": "Из рекламы", "en": "From an advertisement"}},
    ],
    "required": True,
}


class InstitutionIn(In):
    """A school or university."""

    model_config = build_example(name=INSTITUTION["name"], kind="school", city="Toshkent")

    name: str = Field(min_length=1, max_length=200)
    kind: InstitutionKind
    city: str = Field("", max_length=100)


class InstitutionChanges(Changes):
    """Changes of an institution; fields that are not sent stay."""

    model_config = build_example(city="Samarqand")

    name: str = Field("", min_length=1, max_length=200)
    kind: InstitutionKind = InstitutionKind.SCHOOL
    city: str = Field("", max_length=100)


class InstitutionsQuery(PublicPageQuery):
    """Filters of institutions."""

    model_config = build_example(search="110", kind="school")

    kind: InstitutionKind | None = Field(None, description="Only institutions of this kind.")


class Choice(In):
    """A choice: `value` is stored, `text` is shown."""

    model_config = build_example(**QUESTION["choices"][0])

    value: str = Field(min_length=1, max_length=40, pattern=r"^[a-z0-9_\-]+$")
    text: Texts


class ChoiceOut(Out):
    """A choice."""

    model_config = build_example(**QUESTION["choices"][0])

    value: str
    text: TextsOut


class QuestionIn(In):
    """A question, with its id when it exists already. Without choices the answer is free text."""

    model_config = build_example(**QUESTION)

    id: UUID | None = None
    text: Texts
    choices: list[Choice] = Field([], max_length=30)
    required: bool = False


class QuestionsIn(In):
    """All questions, in order; questions that are left out are archived."""

    model_config = build_example(questions=[QUESTION])

    questions: list[QuestionIn] = Field(max_length=50)


class QuestionOut(Out):
    """A question."""

    model_config = build_example(**QUESTION)

    id: UUID
    text: TextsOut
    choices: list[ChoiceOut]
    required: bool


class QuestionsOut(Out):
    """The questions for new users, in order."""

    questions: list[QuestionOut]


class AskedOut(QuestionOut):
    """A question with the user's answer; null without one."""

    model_config = build_example(**QUESTION, answer="friends")

    answer: str | None


class OnboardingOut(Out):
    """The questions with the user's answers; `complete` when all required questions are answered."""

    model_config = build_example(complete=True)

    questions: list[AskedOut]
    complete: bool


class AnswerIn(In):
    """One answer: the `value` of a choice, or free text."""

    model_config = build_example(question=QUESTION["id"], answer="friends")

    question: UUID
    answer: str = Field(min_length=1, max_length=2000)


class AnswersIn(In):
    """All your answers; answers that are left out are removed."""

    model_config = build_example(answers=[{"question": QUESTION["id"], "answer": "friends"}])

    answers: list[AnswerIn] = Field(max_length=50)
