"""Bodies and answers about live classes under `/lessons/`."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.schemas.attendance import ROW_IN, STUDENT, CountsAs, MarkOut
from api.schemas.base import In, Out, WebLink, build_example
from api.schemas.courses import PersonOut

Provider = Literal["zoom", "meet", "bigbluebutton", "jitsi", "jaas", "link"]
Source = Literal["zoom", "meet", "bigbluebutton", "button"]
LIVE: dict[str, Any] = {
    "provider": "jitsi",
    "state": "ready",
    "problem": "",
    "opens_at": "2026-09-07T04:50:00Z",
    "closes_at": "2026-09-07T07:00:00Z",
    "providers": ["jitsi", "link"],
}
PROPOSAL: dict[str, Any] = {
    "student": STUDENT,
    "status": "late",
    "minutes_late": 10,
    "source": "zoom",
    "first_seen": "2026-09-07T05:10:00Z",
    "minutes": 75,
    "marked": None,
}
SHOWN: dict[str, Any] = {"student": ROW_IN["student"], "status": "late", "minutes_late": 10, "marked": None}
UNKNOWN: dict[str, Any] = {
    "key": "session:4HfTQ==/16778240",
    "name": "iPhone",
    "source": "zoom",
    "first_seen": "2026-09-07T05:02:00Z",
    "minutes": 40,
}


class LiveRoomIn(In):
    """Where the room is: at a provider that the centre has set up, or a plain link."""

    model_config = build_example(provider="link", link="https://meet.example.uz/a2")

    provider: Provider
    link: WebLink = Field("", description="The address; only with `link`.")


class LiveRoomOut(Out):
    """The online room of a lesson; `provider` is null where it has none."""

    model_config = build_example(**LIVE)

    provider: Provider | None
    state: Literal["preparing", "ready", "failed"] | None
    problem: Literal["", "away", "refused", "not_configured"] = Field(
        description="Why its provider has not done what it was told; for the lesson's teachers and the office."
    )
    opens_at: datetime
    closes_at: datetime
    providers: list[Provider] = Field(
        description="The providers that can be chosen; empty for users who may not change the lesson."
    )


class JoinIn(In):
    """Who joins: you or, for a guardian, a child who is a minor."""

    model_config = build_example(student=None)

    student: UUID | None = Field(None, description="The child for whom a guardian opens the room.")


class JoinOut(Out):
    """The personal address of the room. It is for this person only."""

    model_config = build_example(address="https://meet.example.uz/talim-0f3a?jwt=eyJhbGciOi")

    address: str


class LiveProposalOut(Out):
    """The mark that is proposed for a pupil, and who saw it."""

    model_config = build_example(**PROPOSAL)

    student: PersonOut
    status: CountsAs
    minutes_late: int | None
    source: Source = Field(description="Who saw it; `button` is the platform's own join button.")
    first_seen: datetime | None = Field(description="Null for a pupil whom nobody saw.")
    minutes: int | None = Field(
        description="How long the pupil was there during the lesson; null where the source does not tell."
    )
    marked: Annotated[
        str | None, Field(validation_alias="mark__status__code", description="The mark that the pupil has already.")
    ]


class UnknownParticipantOut(Out):
    """A participant who did not come by a personal address."""

    model_config = build_example(**UNKNOWN)

    key: str
    name: str
    source: Source
    first_seen: datetime
    minutes: int | None


class LiveProposalsOut(Out):
    """What the room of a live class says about its register."""

    model_config = build_example(proposals=[PROPOSAL], unknown=[UNKNOWN])

    proposals: list[LiveProposalOut]
    unknown: list[UnknownParticipantOut]


class ShownProposalIn(In):
    """A proposal as it was shown; one that changed meanwhile is skipped."""

    model_config = build_example(**SHOWN)

    student: UUID
    status: CountsAs
    minutes_late: int | None = None
    marked: str | None = Field(None, max_length=20, description="The mark that the pupil had already.")


class LiveConfirmIn(In):
    """Which proposals become marks."""

    model_config = build_example(students=[SHOWN], reason="")

    students: list[ShownProposalIn] = Field(max_length=500)
    reason: str = Field("", max_length=200, description="The reason; required to change a closed register.")


class LiveConfirmedOut(Out):
    """The marks that were made."""

    marks: list[MarkOut]


class ParticipantMatchIn(In):
    """Which pupil a participant is; null takes it back."""

    model_config = build_example(key=UNKNOWN["key"], student=STUDENT["id"])

    key: str = Field(min_length=1, max_length=200)
    student: UUID | None
