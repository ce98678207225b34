"""Schemas of tickets."""

from datetime import date, datetime
from typing import Any, ClassVar, Literal
from uuid import UUID

from pydantic import EmailStr, Field

from api.base_schemas import Changes, Day, In, Out, build_example
from api.lists import PageQuery
from api.shared_schemas import STUDENT, PersonOut
from apps.support.models import MOST_SUBJECT, MOST_TEXT
from apps.support.services.files import MOST_FILES

TICKET_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d7301"
FILE_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d7302"
COMMENT_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d7303"
BRANCH_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d7304"
CATEGORY_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d7305"
AT = "2026-11-20T09:00:00Z"
Priority = Literal["urgent", "high", "medium", "low"]
TicketStateName = Literal["open", "in_progress", "waiting", "resolved", "closed"]
WorkState = Literal["in_progress", "waiting", "resolved"]
TICKET: dict[str, Any] = {
    "id": TICKET_ID, "number": 57, "source": "app", "reporter": STUDENT, "name": "Jasur Oripov", "branch": BRANCH_ID,
    "branch_name": "Chilonzor", "category": CATEGORY_ID, "category_title": "Payments", "priority": "medium",
    "state": "open", "subject": "The receipt is missing", "assignee": None, "about": None, "payment": None,
    "attempt": None, "created_at": AT, "first_answered_at": None, "ended_at": None, "rating": None, "rated_at": None,
    "merged_into": None, "works_on": True, "may_rate": False, "email": "", "page": "", "browser": "",
    "failed_request": "", "first_answer_due_at": "2026-11-20T13:00:00Z", "resolution_due_at": "2026-11-21T13:00:00Z",
    "reopened_count": 0, "rating_words": "", "is_unreadable": False,
}  # fmt: skip
FILE: dict[str, Any] = {
    "id": FILE_ID, "name": "receipt.pdf", "content_type": "application/pdf", "size": 48211,
    "url": "https://talim.example/api/v1/files/receipt.pdf",
}  # fmt: skip
COMMENT: dict[str, Any] = {
    "id": COMMENT_ID, "author": STUDENT, "is_of_reporter": True, "is_internal": False,
    "text": "I paid yesterday and see no receipt.", "quoted": "", "moved_from": None, "is_unreadable": False,
    "files": [FILE],
    "created_at": AT,
}  # fmt: skip
GUEST_COMMENT = ("id", "is_of_reporter", "text", "files", "created_at")
PAGE_TOKEN = "0199f3a25b7c7d108a4e3f1c2b9d7301.1vPq2k.6uXb1mC0wQ"
FIGURES: dict[str, Any] = {
    "person": STUDENT, "tickets": 12, "answered": 12, "ended": 10, "late_answers": 1, "late_resolutions": 0,
    "reopened": 1, "rating": 4.6, "first_answer_minutes": 38.5, "resolution_minutes": 410.0,
}  # fmt: skip


class TicketIn(In):
    """A new ticket. `source`: `page` for a problem of a page, with `page`, `browser` and `failed_request` (the
    `request_id` of the error). `files`: uploads of `POST /support/files/`.
    """

    model_config = build_example(subject=TICKET["subject"], text=COMMENT["text"])

    subject: str = Field(min_length=1, max_length=MOST_SUBJECT)
    text: str = Field(min_length=1, max_length=MOST_TEXT)
    source: Literal["app", "page"] = "app"
    category: UUID | None = None
    priority: Literal["high", "medium", "low"] | None = None
    page: str = Field("", max_length=300)
    browser: str = Field("", max_length=300)
    failed_request: str = Field("", max_length=64)
    payment: UUID | None = None
    attempt: UUID | None = None
    files: list[UUID] = Field(default_factory=list, max_length=MOST_FILES)


class GuestTicketIn(In):
    """What a person without an account asks."""

    model_config = build_example(
        email="gulnora@example.uz", name="Gulnora Oripova", subject="Prices", text="What does A1 cost?"
    )

    email: EmailStr = Field(max_length=254)
    name: str = Field(min_length=1, max_length=150)
    subject: str = Field(min_length=1, max_length=MOST_SUBJECT)
    text: str = Field(min_length=1, max_length=MOST_TEXT)
    category: UUID | None = None


class GuestProofIn(In):
    """The token of the link in the e-mail."""

    model_config = build_example(token="nE5mSO3xqJY0S4rJz1bX4ZQk8Yw7u2c1")

    token: str = Field(min_length=1, max_length=200)


class GuestTicketOut(Out):
    """The ticket of a guest. `page`: the token that opens its page."""

    model_config = build_example(number=57, subject="Prices", page=PAGE_TOKEN)

    number: int
    subject: str
    page: str


class GuestPageIn(In):
    """The token of the link in an e-mail about the ticket."""

    model_config = build_example(token=PAGE_TOKEN)

    token: str = Field(min_length=1, max_length=300)


class GuestCommentIn(GuestPageIn):
    """What a guest writes in the ticket."""

    model_config = build_example(token=PAGE_TOKEN, text="The blue card.")

    text: str = Field(min_length=1, max_length=MOST_TEXT)


class GuestRatingIn(GuestPageIn):
    """How content the guest is, from 1 to 5."""

    model_config = build_example(token=PAGE_TOKEN, rating=5, words="Thank you!")

    rating: int = Field(ge=1, le=5)
    words: str = Field("", max_length=500)


class TicketFileOut(Out):
    """A file of a ticket. `url` expires soon."""

    model_config = build_example(**FILE)

    id: UUID
    name: str
    content_type: str
    size: int
    url: str


class GuestCommentOut(Out):
    """A text of the guest, or an answer of the office."""

    model_config = build_example(**{name: COMMENT[name] for name in GUEST_COMMENT})

    id: UUID
    is_of_reporter: bool
    text: str
    files: list[TicketFileOut]
    created_at: datetime


class GuestPageOut(Out):
    """A ticket as its page shows it to who has no account, with its newest texts, the oldest of them first."""

    model_config = build_example(
        number=57, subject="Prices", state="resolved", created_at=AT, may_write=True, may_rate=True, rating=None,
        comments=[{name: COMMENT[name] for name in GUEST_COMMENT}],
    )  # fmt: skip

    number: int
    subject: str
    state: TicketStateName
    created_at: datetime
    may_write: bool
    may_rate: bool
    rating: int | None
    comments: list[GuestCommentOut]


class TicketsQuery(PageQuery):
    """Filters of tickets."""

    model_config = build_example(is_active=True)

    state: TicketStateName | None = Field(None, description="Only tickets in this state.")
    priority: Priority | None = Field(None, description="Only tickets of this priority.")
    category: UUID | None = Field(None, description="Only tickets of this category.")
    branch: UUID | None = Field(None, description="Only tickets of this branch.")
    assignee: UUID | None = Field(None, description="Only tickets on which this person works.")
    reporter: UUID | None = Field(None, description="Only tickets of this person.")
    source: Literal["app", "page", "guest", "email", "telegram"] | None = Field(
        None, description="Only tickets that came in so."
    )
    mine: bool | None = Field(None, description="Only those that you opened; `false`: only others.")
    is_active: bool | None = Field(None, description="Only those that are not resolved; `false`: only others.")
    is_assigned: bool | None = Field(None, description="Only those on which somebody works; `false`: only others.")
    is_late: bool | None = Field(None, description="Only those over a service time; `false`: only others.")


class SupportTicketOut(Out):
    """A ticket. `works_on`: you work on it; its reporter gets null for due times, browser and page. `name`: of who
    asked, also without an account. `ended_at`: when it was resolved, or closed without that. `is_unreadable`: an e-mail
    in it could not be read in full.
    """

    TABLE_HIDDEN: ClassVar = (
        "branch", "category", "payment", "attempt", "merged_into", "works_on", "may_rate", "page", "browser",
        "failed_request", "reporter", "about", "is_unreadable",
    )  # fmt: skip

    model_config = build_example(**TICKET)

    id: UUID
    number: int
    source: Literal["app", "page", "guest", "email", "telegram"]
    reporter: PersonOut | None
    name: str
    branch: UUID
    branch_name: str
    category: UUID | None
    category_title: str
    priority: Priority
    state: TicketStateName
    subject: str
    assignee: PersonOut | None
    about: PersonOut | None
    payment: UUID | None
    attempt: UUID | None
    created_at: datetime
    first_answered_at: datetime | None
    ended_at: datetime | None
    rating: int | None
    rated_at: datetime | None
    merged_into: UUID | None
    works_on: bool
    may_rate: bool
    email: str | None
    page: str | None
    browser: str | None
    failed_request: str | None
    first_answer_due_at: datetime | None
    resolution_due_at: datetime | None
    reopened_count: int | None
    rating_words: str | None
    is_unreadable: bool


class TicketChanges(Changes):
    """What changes. `state`: where the ticket stands; resolved, its reporter is told and asked once for a rating.
    `about`, `payment`, `attempt`: what it concerns.
    """

    model_config = build_example(priority="high", state="waiting")

    state: WorkState | None = None
    priority: Priority | None = None
    category: UUID | None = None
    branch: UUID | None = None
    about: UUID | None = None
    payment: UUID | None = None
    attempt: UUID | None = None


class TicketAssignIn(In):
    """Who works on it; null for nobody."""

    model_config = build_example(assignee=STUDENT["id"])

    assignee: UUID | None


class TicketMergeIn(In):
    """The ticket that keeps all comments."""

    model_config = build_example(into=TICKET_ID)

    into: UUID


class TicketRatingIn(In):
    """How content you are, from 1 to 5."""

    model_config = build_example(rating=5, words="Thank you!")

    rating: int = Field(ge=1, le=5)
    words: str = Field("", max_length=500)


class TicketCommentsQuery(PageQuery):
    """Filters of comments."""

    model_config = build_example(page=1)


class TicketCommentIn(In):
    """A text. Who works on the ticket may write a note (`is_internal`), or name the `state` that it gets with the
    answer; its reporter may do neither.
    """

    model_config = build_example(text="We have sent it again.", state="resolved")

    text: str = Field(min_length=1, max_length=MOST_TEXT)
    is_internal: bool = False
    state: WorkState | None = None
    files: list[UUID] = Field(default_factory=list, max_length=MOST_FILES)


class TicketCommentOut(Out):
    """A comment. `author`: null for the sender of an e-mail. `quoted`: what an e-mail quotes. `moved_from`: the number
    of the ticket under which it stood before a merge. `is_unreadable`: the e-mail could not be read in full; `files`
    has it as it came (`letter.eml`).
    """

    TABLE_HIDDEN: ClassVar = ("files", "quoted", "is_unreadable")

    model_config = build_example(**COMMENT)

    id: UUID
    author: PersonOut | None
    is_of_reporter: bool
    is_internal: bool
    text: str
    quoted: str
    moved_from: int | None
    is_unreadable: bool
    files: list[TicketFileOut]
    created_at: datetime


class TicketFiguresQuery(In):
    """Which tickets count: opened on these days, both included."""

    model_config = build_example(start="2026-11-01", end="2026-11-30")

    start: Day
    end: Day
    branch: UUID | None = Field(None, description="Only tickets of this branch.")


class TicketFigureRowOut(Out):
    """Figures of a person; null for tickets of nobody. Minutes are means of opening hours, without pauses. `late_…`:
    what a service time limits came after it.
    """

    model_config = build_example(**FIGURES)

    person: PersonOut | None
    tickets: int
    answered: int
    ended: int
    late_answers: int
    late_resolutions: int
    reopened: int
    rating: float | None
    first_answer_minutes: float | None
    resolution_minutes: float | None


class TicketDayOut(Out):
    """How many tickets were opened, first answered and ended on a local day, whenever they were opened."""

    model_config = build_example(day="2026-11-20", opened=4, answered=3, ended=2)

    day: date
    opened: int
    answered: int
    ended: int


class TicketFiguresOut(Out):
    """Figures by person, most tickets first; and by day, without days on which nothing happened."""

    model_config = build_example(people=[FIGURES], days=[{"day": "2026-11-20", "opened": 4, "answered": 3, "ended": 2}])

    people: list[TicketFigureRowOut]
    days: list[TicketDayOut]
