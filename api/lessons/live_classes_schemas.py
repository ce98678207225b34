"""Bodies and answers about live classes under `/lessons/`."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.attendance.registers_schemas import ROW_IN, CountsAs, MarkOut
from api.base_schemas import In, Out, WebLink, build_example
from api.shared_schemas import STUDENT, PersonOut

Provider = Literal["zoom", "meet", "bigbluebutton", "jitsi", "jaas", "link"]
Source = Literal["zoom", "meet", "bigbluebutton", "jaas", "button"]
LIVE: dict[str, Any] = {
    "provider": "jitsi",
    "state": "ready",
    "problem": "",
    "opens_at": "2026-09-07T04:50:00Z",
    "closes_at": "2026-09-07T07:00:00Z",
    "providers": ["jitsi", "link"],
    "default_provider": "jitsi",
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

MATCHED: dict[str, Any] = {"key": "account:1038", "name": "iPhone", "source": "meet", "student": STUDENT}


class LiveRoomIn(In):
    """Where the room is: at a provider that the centre has set up, or a plain link; without one the default."""

    model_config = build_example(provider="link", link="https://meet.example.uz/a2")

    provider: Provider | None = Field(None, description="Null: `live_provider` of the settings.")
    link: WebLink = Field("", description="The address; only with `link`.")


class LiveRoomOut(Out):
    """The online room of a lesson; `provider` is null where it has none."""

    model_config = build_example(**LIVE)

    provider: Provider | None
    state: Literal["preparing", "ready", "failed"] | None
    problem: Literal["", "away", "refused", "no_host", "not_configured"] = Field(
        description="Why its provider has not done what it was told; for the lesson's teachers and the office."
    )
    opens_at: datetime
    closes_at: datetime
    providers: list[Provider] = Field(
        description="The providers that can be chosen; empty for users who may not change the lesson."
    )
    default_provider: Provider | None = Field(description="Where rooms are made when nobody chooses.")


class GroupLiveRoomsIn(In):
    """Where the rooms are to be; without a provider at the default."""

    model_config = build_example(provider="zoom")

    provider: Provider | None = Field(None, description="Null: `live_provider` of the settings. No plain links.")


class NewLessonRoomsIn(In):
    """Where new lessons get a room by themselves."""

    model_config = build_example(provider="zoom")

    provider: Provider | None = Field(description="Null: nowhere. No plain links.")


class GroupLiveRoomsOut(Out):
    """How many coming lessons a group has, and their online rooms by state."""

    model_config = build_example(
        lessons=24,
        ready=20,
        preparing=3,
        failed=1,
        missing=0,
        is_running=False,
        providers=["jitsi"],
        default_provider="jitsi",
        provider_of_new="jitsi",
    )

    lessons: int
    ready: int
    preparing: int
    failed: int
    missing: int
    is_running: bool = Field(description="Whether more rooms are about to be made.")
    providers: list[Provider] = Field(description="The providers that can make them.")
    default_provider: Provider | None
    provider_of_new: Provider | None = Field(description="Where new lessons get a room by themselves; null: nowhere.")


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


class MatchedParticipantOut(Out):
    """A participant of whom a teacher said who it is."""

    model_config = build_example(**MATCHED)

    key: str
    name: str
    source: Source
    student: PersonOut


class LiveProposalsOut(Out):
    """What the room of a live class says about its register."""

    model_config = build_example(proposals=[PROPOSAL], unknown=[UNKNOWN], matched=[MATCHED])

    proposals: list[LiveProposalOut]
    unknown: list[UnknownParticipantOut]
    matched: list[MatchedParticipantOut]


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
