"""What every provider of rooms does, and the errors that it raises."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from apps.jobs.kinds import PermanentFailure, RetryLater
from apps.lessons.models import LiveSource, SightingKind

MAX_ADDRESS = 500
"""The longest address of a recording that is kept."""


class ProviderAway(RetryLater):
    """The provider does not answer, is busy, or failed: the same request may succeed later."""

    code = "away"


class ProviderRefused(PermanentFailure):
    """The provider refuses: a key is wrong, or what is asked for does not exist there (`status` 404)."""

    code = "refused"

    def __init__(self, reason: str, *, status: int = 0) -> None:
        super().__init__(reason)
        self.status = status


class NoFreeHost(ProviderRefused):
    """Every host of the provider has another lesson at that time."""

    code = "no_host"


@dataclass(frozen=True)
class Meeting:
    """What a provider is told of a lesson. `id` is that of our room; `host` holds it, where the provider has hosts."""

    id: str
    title: str
    starts_at: datetime
    ends_at: datetime
    host: str = ""

    @property
    def length(self) -> timedelta:
        """How long it lasts."""
        return self.ends_at - self.starts_at


@dataclass(frozen=True)
class MadeRoom:
    """A room at a provider: its id there, and its address where everybody has the same one."""

    provider_id: str
    address: str = ""


@dataclass(frozen=True)
class Guest:
    """Who is let in: `key` is the key of the person in this room, `address` a personal address made before."""

    key: str
    name: str
    moderator: bool
    address: str = ""


@dataclass(frozen=True)
class PersonalAddress:
    """The address that lets one person in. `key` is how the provider will name them; `lasting`: the address can be
    kept and used again.
    """

    address: str
    key: str
    lasting: bool = False


@dataclass(frozen=True)
class Stay:
    """One end of a stay of a participant, as a provider tells it."""

    source: LiveSource
    session: str
    kind: SightingKind
    at: datetime
    key: str
    name: str


@dataclass(frozen=True)
class Recording:
    """A recording at the provider."""

    provider_id: str
    address: str


@dataclass(frozen=True)
class Collected:
    """What a provider has of a meeting; `complete`: nothing is going to be added."""

    stays: list[Stay]
    recordings: list[Recording]
    complete: bool


class RoomProvider(Protocol):
    """A provider of rooms. Each call may take seconds: never in a unit of work.

    All raise ProviderAway where a retry may help and ProviderRefused where it cannot; their texts hold no secret.
    """

    def is_configured(self) -> bool:
        """Return whether the centre has given its keys."""
        ...

    def list_hosts(self) -> list[str]:
        """Return who can hold meetings, each one at a time; nobody where any number of rooms is open at once."""
        ...

    def create(self, meeting: Meeting) -> MadeRoom:
        """Make the room."""
        ...

    def move(self, provider_id: str, meeting: Meeting) -> None:
        """Give the room the times and the title of the meeting."""
        ...

    def remove(self, provider_id: str) -> None:
        """Remove the room; one that is not there counts as removed."""
        ...

    def let_in(self, made: MadeRoom, meeting: Meeting, guest: Guest) -> PersonalAddress:
        """Return the way in of one person."""
        ...
