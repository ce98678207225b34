"""Schemas of moderation: reports, cases, decisions, appeals, sanctions."""

from datetime import datetime
from typing import Any, ClassVar, Literal
from uuid import UUID

from pydantic import AliasChoices, Field

from api.base_schemas import In, Out, build_example
from api.lists import PageQuery
from api.shared_schemas import STUDENT, PersonOut
from apps.moderation.models import REASON
from apps.moderation.services.cases import MOST_DAYS

CASE_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d7101"
TEXT_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d7102"
DECISION_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d7103"
Reason = Literal["spam", "insult", "threat", "adult", "private", "off_topic", "other"]
Action = Literal["dismiss", "hide", "warn", "mute", "ban"]
AT = "2026-11-20T09:00:00Z"
REPORT: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d7104", "author": STUDENT, "reason": "insult", "words": "He calls me names.",
    "created_at": AT, "closed_at": None,
}  # fmt: skip
CASE: dict[str, Any] = {
    "id": CASE_ID, "kind": "forums.text", "object_id": TEXT_ID, "author": STUDENT, "place_title": "A2 morning",
    "words": "You never learn.", "written_at": AT, "is_held": False, "is_open": True, "opened_at": AT,
    "report_count": 2, "has_appeal": False,
}  # fmt: skip
APPEAL: dict[str, Any] = {
    "text": "It was a joke between friends.", "is_granted": None, "answer": "", "answered_at": None, "created_at": AT,
}  # fmt: skip
SANCTION: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d7105", "kind": "mute", "until": "2026-11-23T09:00:00Z", "lifted_at": None,
}  # fmt: skip
DECISION: dict[str, Any] = {
    "id": DECISION_ID, "person": STUDENT, "moderator": None, "action": "mute", "hides": True, "days": 3,
    "everywhere": False, "reason": "Nobody is insulted here.", "place_title": "A2 morning", "words": "You never learn.",
    "created_at": AT, "withdrawn_at": None, "appeal": APPEAL, "sanction": SANCTION,
}  # fmt: skip
CONTEXT: dict[str, Any] = {"id": TEXT_ID, "author": STUDENT, "words": "You never learn.", "written_at": AT}


class TextReportIn(In):
    """Which text, and why. `kind` is the kind of text, such as `forums.text`."""

    model_config = build_example(kind="forums.text", id=TEXT_ID, reason="insult", words="He calls me names.")

    kind: str = Field(min_length=1, max_length=40)
    id: UUID
    reason: Reason
    words: str = Field("", max_length=REASON)


class TextReportOut(Out):
    """A report. `author`: null when a rule holds the text; then `words` says which: `word`, `link`."""

    model_config = build_example(**REPORT)

    id: UUID
    author: PersonOut | None
    reason: Reason | Literal["rules"]
    words: str
    created_at: datetime
    closed_at: datetime | None


class CasesQuery(PageQuery):
    """Filters of cases."""

    model_config = build_example(is_open=True)

    is_open: bool | None = Field(None, description="Only those that wait for a decision; `false`: only decided ones.")
    is_held: bool | None = Field(None, description="Only texts that a rule hides until a decision; `false`: others.")
    is_appealed: bool | None = Field(None, description="Only those with an appeal that waits for an answer.")
    kind: str | None = Field(None, max_length=40, description="Only texts of this kind.")
    author: UUID | None = Field(None, description="Only texts of this person.")


class CaseOut(Out):
    """A reported text. `words`: what it said when it was reported. `report_count`: open reports. `is_held`: a rule
    hides it until a decision.
    """

    TABLE_HIDDEN: ClassVar = ("object_id",)

    model_config = build_example(**CASE)

    id: UUID
    kind: str
    object_id: UUID
    author: PersonOut | None
    place_title: str = Field(validation_alias=AliasChoices("place_name", "place_title"))
    words: str
    written_at: datetime
    is_held: bool
    is_open: bool
    opened_at: datetime
    report_count: int
    has_appeal: bool


class ContextTextOut(Out):
    """A text beside the reported one."""

    model_config = build_example(**CONTEXT)

    id: UUID
    author: PersonOut | None
    words: str
    written_at: datetime


class DecisionAppealOut(Out):
    """A request for another look at a decision. `is_granted`: null until it is answered."""

    model_config = build_example(**APPEAL)

    text: str
    is_granted: bool | None
    answer: str
    answered_at: datetime | None
    created_at: datetime


class SanctionHeadOut(Out):
    """What a decision imposed. `until`: null for a ban."""

    model_config = build_example(**SANCTION)

    id: UUID
    kind: Literal["mute", "ban"]
    until: datetime | None
    lifted_at: datetime | None


class DecisionOut(Out):
    """What was decided about a text. `withdrawn_at`: when an appeal was granted."""

    model_config = build_example(**DECISION)

    id: UUID
    person: PersonOut | None
    moderator: PersonOut | None
    action: Action
    hides: bool
    days: int | None
    everywhere: bool
    reason: str
    place_title: str
    words: str
    created_at: datetime
    withdrawn_at: datetime | None
    appeal: DecisionAppealOut | None
    sanction: SanctionHeadOut | None


class CaseDetailOut(CaseOut):
    """A case with its text as it is now (null: it is gone), the texts around it, its newest 50 reports, and decisions.
    `link`: what the page that shows it needs.
    """

    model_config = build_example(
        **CASE, text="You never learn.", link={"discussion": TEXT_ID}, context=[CONTEXT], reports=[REPORT],
        decisions=[DECISION],
    )  # fmt: skip

    text: str | None
    link: dict[str, str]
    context: list[ContextTextOut]
    reports: list[TextReportOut]
    decisions: list[DecisionOut]


class CaseDecisionIn(In):
    """What you decide, and why; the author reads the reason. `hides`: also hide the text. `days`: of a mute.
    `everywhere`: a mute in all rooms, for the office only.
    """

    model_config = build_example(action="mute", reason="Nobody is insulted here.", hides=True, days=3)

    action: Action
    reason: str = Field(min_length=1, max_length=REASON)
    hides: bool = False
    days: int | None = Field(None, ge=1, le=MOST_DAYS)
    everywhere: bool = False


class OwnDecisionOut(Out):
    """What was decided about a text of yours."""

    TABLE_HIDDEN: ClassVar = ("appeal", "sanction")

    model_config = build_example(**{name: DECISION[name] for name in DECISION if name not in ("person", "moderator")})

    id: UUID
    action: Action
    hides: bool
    days: int | None
    everywhere: bool
    reason: str
    place_title: str
    words: str
    created_at: datetime
    withdrawn_at: datetime | None
    appeal: DecisionAppealOut | None
    sanction: SanctionHeadOut | None


class DecisionAppealIn(In):
    """Why somebody should look again."""

    model_config = build_example(text=APPEAL["text"])

    text: str = Field(min_length=1, max_length=REASON)


class DecisionAppealAnswerIn(In):
    """Your answer. `is_granted`: the decision is withdrawn."""

    model_config = build_example(is_granted=True, answer="You are right.")

    is_granted: bool
    answer: str = Field(min_length=1, max_length=REASON)


class SanctionsQuery(PageQuery):
    """Filters of sanctions."""

    model_config = build_example(is_active=True)

    person: UUID | None = Field(None, description="Only of this person.")
    is_active: bool | None = Field(None, description="Only those that hold now; `false`: only others.")


class SanctionOut(SanctionHeadOut):
    """A mute or ban."""

    model_config = build_example(**SANCTION, person=STUDENT, place_title="A2 morning", everywhere=False,
                                 reason="Nobody is insulted here.", lifted_by=None, created_at=AT)  # fmt: skip

    person: PersonOut
    place_title: str = Field(validation_alias="decision__case__place_name")
    everywhere: bool = Field(validation_alias="decision__everywhere")
    reason: str = Field(validation_alias="decision__reason")
    lifted_by: PersonOut | None
    created_at: datetime
