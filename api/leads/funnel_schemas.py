"""Schemas of leads, their timeline and their doubles."""

from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from pydantic import AfterValidator, Field

from api.base_schemas import BirthDate, Changes, Day, DayOrMoment, In, Moment, Out, ReadWith, TextsOut, build_example
from api.courses.groups_schemas import BranchRef
from api.lessons.timetable_schemas import GROUP, GroupRefOut
from api.lists import FeedQuery, PageQuery
from api.shared_schemas import PERSON, PersonOut
from apps.core.validators import normalize_email
from apps.leads.models import NAME, NOTE, Lead

LEAD_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d7201"
STAGE_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d7202"
FORM_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d7203"
BRANCH_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e81"
COURSE_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e71"
AT = "2026-11-20T09:00:00Z"
Source = Literal["walk_in", "phone", "site", "telegram", "facebook", "instagram", "import", "group", "other"]
GivenSource = Literal["walk_in", "phone", "site", "telegram", "facebook", "instagram", "other"]
LossReason = Literal["price", "time", "place", "competitor", "no_answer", "no_need", "spam", "other"]
Outcome = Literal["reached", "no_answer", "busy", "wrong_number"]
State = Literal["open", "converted", "lost"]
EntryKind = Literal[
    "created", "note", "call", "stage", "owner", "step", "change", "trial", "test", "merge", "lost", "reopened",
    "converted",
]  # fmt: skip
Phones = Annotated[
    list[Annotated[str, Field(max_length=32)]],
    Field(max_length=5, description="In any spelling; the first is called first."),
]
LeadEmail = Annotated[str, Field(max_length=254), AfterValidator(lambda value: value and normalize_email(value))]
StepText = Annotated[str, Field(max_length=200)]
STAGE_NAME = {"uz": "Yangi", "ru": "Новые", "en": "New"}
STAGE: dict[str, Any] = {"id": STAGE_ID, "name": STAGE_NAME}
COURSE_REF: dict[str, Any] = {"id": COURSE_ID, "title": {"uz": "Ingliz tili", "ru": "Английский", "en": "English"}}
LEAD: dict[str, Any] = {
    "id": LEAD_ID, "name": "Jasur Oripov", "phones": ["+998901234567"], "email": "", "note": "Wants evenings.",
    "source": "phone", "state": "open", "branch": {"id": BRANCH_ID, "name": "Chilonzor"}, "stage": STAGE,
    "course": COURSE_REF, "group": GROUP, "owner": PERSON, "next_step": "Call again", "next_step_at": AT,
    "called_at": None, "claimed_by": None, "claimed_until": None, "tried_on": None, "student": None,
    "converted_at": None, "lost_at": None, "loss_reason": "", "contract_number": None, "form": None,
    "consented_at": None, "created_at": AT, "has_chat": False,
}  # fmt: skip
ENTRY: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d7204", "kind": "call", "text": "Comes on Friday.", "outcome": "reached",
    "data": {}, "author": PERSON, "at": AT, "came_with": None, "test": None,
}  # fmt: skip


class StageRefOut(Out):
    """A stage by its name."""

    model_config = build_example(**STAGE)

    id: UUID
    name: TextsOut


class CourseRefOut(Out):
    """A course by its title."""

    model_config = build_example(**COURSE_REF)

    id: UUID
    title: TextsOut


class FormRefOut(Out):
    """A site form by its name."""

    model_config = build_example(id=FORM_ID, name="Site, main page")

    id: UUID
    name: str


class LeadsQuery(PageQuery):
    """Filters of leads."""

    model_config = build_example(state="open")

    state: State | None = Field(None, description="Only leads in this state.")
    stage: UUID | None = Field(None, description="Only leads in this stage.")
    source: Source | None = Field(None, description="Only leads from there.")
    branch: UUID | None = Field(None, description="Only leads of this branch.")
    course: UUID | None = Field(None, description="Only leads who wish this course.")
    group: UUID | None = Field(None, description="Only leads who wish this group.")
    owner: UUID | None = Field(None, description="Only leads of this person.")
    due: Literal["calls", "today", "overdue"] | None = Field(
        None,
        description="`today`: a next step today or before; `overdue`: before now; `calls`: as `today`, and leads that "
        "nobody has called and that have no next step.",
    )
    since: DayOrMoment | None = Field(None, description="Only leads that came from then on.")
    until: DayOrMoment | None = Field(None, description="Only leads that came until then.")


def _list_phones(lead: Lead) -> list[str]:
    return [row.phone for row in lead.phones.all()]


def _get_contract_number(lead: Lead) -> int | None:
    contract = getattr(lead, "contract", None)
    return contract.number if contract is not None else None


class LeadOut(Out):
    """A lead. `course` and `group`: the wish. `claimed_by` calls the lead until `claimed_until`. `student`: the
    account, from the trial lesson on. `has_chat`: an answer can go into a Telegram chat.
    """

    TABLE_HIDDEN: ClassVar = ("has_chat",)

    model_config = build_example(**LEAD)

    id: UUID
    name: str
    phones: Annotated[list[str], ReadWith(_list_phones)]
    email: str
    note: str
    source: Source
    state: Literal["open", "converted", "lost", "merged"]
    branch: BranchRef
    stage: StageRefOut
    course: CourseRefOut | None
    group: GroupRefOut | None
    owner: PersonOut | None
    next_step: str
    next_step_at: datetime | None
    called_at: datetime | None
    claimed_by: PersonOut | None
    claimed_until: datetime | None
    tried_on: date | None
    student: PersonOut | None
    converted_at: datetime | None
    lost_at: datetime | None
    loss_reason: str
    contract_number: Annotated[int | None, ReadWith(_get_contract_number)]
    form: FormRefOut | None
    consented_at: datetime | None
    created_at: datetime
    has_chat: bool


class LeadIn(In):
    """A new lead. Without `branch` it is of your own branch."""

    model_config = build_example(
        name="Jasur Oripov", phones=["90 123 45 67"], source="phone", course=COURSE_ID, next_step="Call again",
        next_step_at=AT,
    )  # fmt: skip

    name: str = Field(min_length=1, max_length=NAME)
    phones: Phones = []
    email: LeadEmail = ""
    note: str = Field("", max_length=NOTE)
    source: GivenSource
    branch: UUID | None = None
    course: UUID | None = Field(None, description="The course that the lead wishes.")
    group: UUID | None = Field(None, description="The group that the lead wishes, of the same branch.")
    owner: UUID | None = Field(None, description="Who works with the lead; by default you.")
    next_step: StepText = ""
    next_step_at: Moment | None = None


class LeadChanges(Changes):
    """Changes of a lead. A next step has a text and a time; both empty: none."""

    model_config = build_example(note="Wants mornings.", next_step="Call again", next_step_at=AT)

    name: str = Field("", min_length=1, max_length=NAME)
    phones: Phones = []
    email: LeadEmail = ""
    note: str = Field("", max_length=NOTE)
    source: GivenSource = "other"
    course: UUID | None = None
    group: UUID | None = None
    owner: UUID | None = None
    next_step: StepText = ""
    next_step_at: Moment | None = None


class LeadTestOut(Out):
    """A placement test that a lead was sent. `level`: what the lead reached; "" until it is finished."""

    model_config = build_example(name="English for adults", started_at=AT, finished_at=AT, level="B1")

    name: str
    started_at: datetime | None
    finished_at: datetime | None
    level: str


class TimelineQuery(FeedQuery):
    """Filters of a timeline."""

    model_config = build_example(kind="call")

    kind: EntryKind | None = Field(None, description="Only entries of this kind.")


class LeadEntryOut(Out):
    """An entry of a timeline. `data`: what changed, by name. `came_with`: the double that a merge brought it from.
    `outcome`: of a call.
    """

    TABLE_HIDDEN: ClassVar = ("data", "came_with", "test")

    model_config = build_example(**ENTRY)

    id: UUID
    kind: EntryKind
    text: str
    outcome: Outcome | Literal[""]
    data: dict[str, Any]
    author: PersonOut | None
    at: datetime
    came_with: UUID | None = Field(validation_alias="came_with_id")
    test: LeadTestOut | None = Field(validation_alias="test_result")


class LeadAnswerIn(In):
    """What the office answers."""

    model_config = build_example(text="Yes, on Mondays at nine. Shall we call you?")

    text: str = Field(min_length=1, max_length=NOTE)


class LeadNoteIn(In):
    """A note."""

    model_config = build_example(text="Asks for a discount for two.")

    text: str = Field(min_length=1, max_length=NOTE)


class CallIn(In):
    """A call that you made. A next step that was due is done; `next_step` is the new one."""

    model_config = build_example(outcome="no_answer", text="", next_step="Call again", next_step_at=AT)

    outcome: Outcome
    text: str = Field("", max_length=NOTE)
    next_step: StepText = ""
    next_step_at: Moment | None = None


class MoveIn(In):
    """The stage to move a lead to."""

    model_config = build_example(stage=STAGE_ID)

    stage: UUID


class LoseIn(In):
    """Why a lead is lost."""

    model_config = build_example(reason="price", text="Found it cheaper.")

    reason: LossReason
    text: str = Field("", max_length=NOTE)


class EraseLeadIn(In):
    """Why a lead is erased; it stays in the audit log."""

    model_config = build_example(reason="Asked to be forgotten.")

    reason: str = Field(min_length=1, max_length=300)


class MergeLeadIn(In):
    """The lead that is merged into this one."""

    model_config = build_example(double="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d7205")

    double: UUID


class LikelyDoubleOut(Out):
    """A lead that may be the same person. `is_sure`: a common phone and the same given names."""

    TABLE_HIDDEN: ClassVar = ("reasons",)

    model_config = build_example(lead=LEAD, reasons=["phone", "name"], is_sure=True)

    lead: LeadOut
    reasons: list[Literal["phone", "name"]]
    is_sure: bool


class LeadDoublesOut(Out):
    """Leads that may be the same person, the surest first."""

    model_config = build_example(doubles=[{"lead": LEAD, "reasons": ["phone"], "is_sure": False}])

    doubles: list[LikelyDoubleOut]


class TrialIn(In):
    """A lesson to try. The other fields are of the account that a lead without one gets."""

    model_config = build_example(group=GROUP["id"], day="2026-11-23", first_name="Jasur", last_name="Oripov")

    group: UUID
    day: Day
    student: UUID | None = Field(None, description="The account of the lead, where the person has one.")
    first_name: str = Field("", max_length=80, description="By default the first word of the lead's name.")
    last_name: str = Field("", max_length=80)
    patronymic: str = Field("", max_length=80)
    birth_date: BirthDate | None = None
    phone: str | None = Field(None, max_length=32, description="By default the lead's; empty: none.")
    locale: Literal["uz", "ru", "en"] = "uz"


class TestIn(In):
    """A placement test to send. `by_sms`: to the lead's first phone."""

    model_config = build_example(test="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ec9", by_sms=False)

    test: UUID
    by_sms: bool = False
