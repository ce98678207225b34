"""Schemas of `/notifications/family-templates/` and `/notifications/family-messages/`."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, Field

from api.accounts.guardians_schemas import PUPIL
from api.base_schemas import Changes, In, Out, build_example
from api.lists import PageQuery
from api.shared_schemas import PERSON, LongTexts, PersonOut, Texts
from apps.core.validators import refuse_invisible_text

TITLE: dict[str, Any] = {"uz": "Uy vazifasi", "ru": "Домашнее задание", "en": "Homework"}
TEXT: dict[str, Any] = {
    "uz": "{student} bu haftaning vazifasini bajarmadi.",
    "ru": "{student}: домашнее задание этой недели не сделано.",
    "en": "{student} has not done the homework of this week.",
}
TEMPLATE_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e92"
ANSWER = "He was ill; he will do it on Sunday."


class FamilyTemplateIn(In):
    """A message for families, in at least one language, the title in the same ones as the text. `{student}` and
    `{teacher}` are filled.
    """

    model_config = build_example(title=TITLE, text=TEXT)

    title: Texts
    text: LongTexts


class FamilyTemplateChanges(Changes):
    """Changes of a message for families; fields and languages that are not sent stay."""

    model_config = build_example(text={"en": "Please look at the homework with {student}."})

    title: Texts = Texts()
    text: LongTexts = LongTexts()


class FamilyTemplateOut(Out):
    """A message that teachers may send to families."""

    model_config = build_example(id=TEMPLATE_ID, title=TITLE, text=TEXT)

    id: UUID
    title: dict[str, str]
    text: dict[str, str]


class FamilyTemplatesQuery(PageQuery):
    """Filters of messages for families."""

    model_config = build_example(archived=False)

    archived: bool = Field(False, description="True: the archived ones instead.")


class FamilyMessageIn(In):
    """The pupil whose family gets the message, and its template or its text: one of them. The text is sent as it is
    written, in no other language.
    """

    model_config = build_example(student=PUPIL["id"], template=TEMPLATE_ID)

    student: UUID
    template: UUID | None = None
    text: Annotated[str, Field(max_length=400), AfterValidator(refuse_invisible_text)] | None = None


class FamilyMessagePreviewQuery(In):
    """The pupil about whom a message would be."""

    model_config = build_example(student=PUPIL["id"])

    student: UUID


class FamilyMessagePreviewOut(Out):
    """Who gets a message about a pupil that is sent now."""

    model_config = build_example(
        student=PUPIL, recipients=[PERSON], unreached=[], to_student=False, waits_until="2026-11-21T03:00:00Z"
    )

    student: PersonOut
    recipients: list[PersonOut]
    unreached: list[PersonOut] = Field(description="Of the recipients, who has no account in use: they cannot read it.")
    to_student: bool = Field(description="Whether the pupil gets it, because no guardian can.")
    waits_until: datetime | None = Field(
        description="When it goes out by SMS and the other ways outside the app; null: at once."
    )


class FamilyAnswerIn(In):
    """An answer to the office."""

    model_config = build_example(text=ANSWER)

    text: Annotated[str, Field(min_length=1, max_length=1000), AfterValidator(refuse_invisible_text)]


class FamilyAnswerOut(Out):
    """An answer of the family."""

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e94", author=PERSON, text=ANSWER, created_at="2026-11-20T10:00:00Z"
    )

    id: UUID
    author: PersonOut
    text: str
    created_at: datetime


class FamilyMessageOut(Out):
    """A message to a family, in the words that were sent. The office sees every answer, others see their own."""

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e93",
        student=PUPIL,
        author=PERSON,
        title=TITLE,
        text={language: text.replace("{student}", "Asal Oripova") for language, text in TEXT.items()},
        to_student=False,
        created_at="2026-11-20T09:00:00Z",
    )

    id: UUID
    student: PersonOut
    author: PersonOut | None
    title: dict[str, str]
    text: dict[str, str]
    to_student: bool = Field(description="Whether the pupil got it, because no guardian could.")
    answers: list[FamilyAnswerOut]
    created_at: datetime

    @staticmethod
    def resolve_answers(message: Any) -> list[Any]:
        """Return the loaded answers."""
        return list(message.answers.all())


class FamilyMessagesQuery(PageQuery):
    """Filters of messages to families."""

    model_config = build_example(student=PUPIL["id"])

    student: UUID | None = Field(None, description="Only messages about this pupil.")
    author: UUID | None = Field(None, description="Only messages of this author.")
