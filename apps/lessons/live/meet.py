"""Google Meet: spaces by the REST API v2 with a service account that acts for a user of the centre.

The token comes from an assertion (JWT, RS256) with `iss` the service account, `sub` the user and the scopes
(https://developers.google.com/identity/protocols/oauth2/service-account). A space has one address for everybody and no
times. Who came is asked for after the lesson: `conferenceRecords` of the space, their `participants`, and of each the
`participantSessions`; recordings are in `conferenceRecords/…/recordings`
(https://developers.google.com/workspace/meet/api/reference/rest/v2). People are named by their Google account
(`signedinUser.user`), which we learn when a teacher matches it; names that they show are never trusted.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import TypeVar

import httpx
import jwt
from django.conf import settings
from django.utils import timezone
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from apps.core.durations import HOUR
from apps.lessons.live.access_tokens import TokenRequests
from apps.lessons.live.http_requests import check_success, parse_answer, send_request
from apps.lessons.live.interface import (
    MAX_ADDRESS,
    Collected,
    Guest,
    MadeRoom,
    Meeting,
    PersonalAddress,
    ProviderRefused,
    Recording,
    Stay,
)
from apps.lessons.live.jitsi import read_private_key
from apps.lessons.models import LiveSource, SightingKind

NAME = "Google Meet"
SCOPES = (
    "https://www.googleapis.com/auth/meetings.space.created https://www.googleapis.com/auth/meetings.space.readonly"
)
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
NOT_FOUND, BAD_REQUEST = 404, 400
PAGE_SIZE = 100
MAX_PAGES = 50
ACCOUNT = "users/"
"""How the id of a Google account begins."""
RECORDINGS_WITHIN = 2 * HOUR
"""How long after a conference the address of a recording is waited for."""


class _Answer(BaseModel):
    model_config = ConfigDict(populate_by_name=True, hide_input_in_errors=True)


A = TypeVar("A", bound=_Answer)


class _Space(_Answer):
    name: str = Field(pattern=r"^spaces/[A-Za-z0-9_-]{1,100}$")
    address: str = Field(alias="meetingUri", pattern=r"^https?://", max_length=500)


class _Named(_Answer):
    displayName: str = ""  # noqa: N815
    user: str = ""


class _Participant(_Answer):
    name: str = Field(pattern=r"^conferenceRecords/[^/?#]+/participants/[^/?#]+$", max_length=300)
    signed_in: _Named | None = Field(None, alias="signedinUser")
    anonymous: _Named | None = Field(None, alias="anonymousUser")
    phone: _Named | None = Field(None, alias="phoneUser")

    @property
    def key(self) -> str:
        """The Google account, or else the participant of this one meeting."""
        return (self.signed_in.user if self.signed_in and self.signed_in.user else self.name)[:200]

    @property
    def shown(self) -> str:
        """The name that Meet shows."""
        named = self.signed_in or self.anonymous or self.phone
        return named.displayName[:200] if named else ""


class _Session(_Answer):
    name: str = Field(max_length=400)
    starts_at: datetime = Field(alias="startTime")
    ends_at: datetime | None = Field(None, alias="endTime")


class _Record(_Answer):
    name: str = Field(pattern=r"^conferenceRecords/[^/?#]+$", max_length=200)
    ends_at: datetime | None = Field(None, alias="endTime")


class _Drive(_Answer):
    address: str = Field("", alias="exportUri")


class _Recorded(_Answer):
    name: str = Field(max_length=200)
    drive: _Drive | None = Field(None, alias="driveDestination")


def _request_token() -> httpx.Response:
    env, now = settings.ENV, int(timezone.now().timestamp())
    claims = {"iss": env.meet_service_account, "sub": env.meet_user, "scope": SCOPES, "aud": env.google_token_url}
    try:
        key = read_private_key(env.meet_private_key)
        assertion = jwt.encode(claims | {"iat": now, "exp": now + 3600}, key, algorithm="RS256")
    except (jwt.InvalidKeyError, ValueError, TypeError):
        raise ProviderRefused("MEET_PRIVATE_KEY is no private RSA key") from None
    return send_request(NAME, "POST", env.google_token_url, data={"grant_type": GRANT, "assertion": assertion})


def _get_account() -> tuple[str, ...]:
    env = settings.ENV
    return (env.google_token_url, env.meet_service_account, env.meet_user)


_requests = TokenRequests(
    NAME, get_url=lambda: settings.ENV.meet_api_url, get_account=_get_account, request_token=_request_token
)


class Meet:
    """Spaces of a user of the centre's Google Workspace."""

    def is_configured(self) -> bool:
        """Return whether the service account, its key and the user are given."""
        env = settings.ENV
        return bool(env.meet_service_account and env.meet_private_key and env.meet_user)

    def list_hosts(self) -> list[str]:
        """Return nobody: any number of rooms is open at once."""
        return []

    def create(self, meeting: Meeting) -> MadeRoom:
        """Make a space."""
        space = parse_answer(NAME, _Space, check_success(NAME, _requests.call("POST", "/v2/spaces", json={})))
        return MadeRoom(space.name, space.address)

    def move(self, provider_id: str, meeting: Meeting) -> None:
        """Change nothing: a space has no times."""

    def remove(self, provider_id: str) -> None:
        """End the conference, if one runs; a space itself cannot be deleted."""
        answer = _requests.call("POST", f"/v2/{provider_id}:endActiveConference", json={})
        if answer.status_code not in (BAD_REQUEST, NOT_FOUND):
            check_success(NAME, answer)

    def let_in(self, made: MadeRoom, meeting: Meeting, guest: Guest) -> PersonalAddress:
        """Return the address of the space; everybody has the same one."""
        return PersonalAddress(made.address, guest.key)


def collect(space: str) -> Collected:
    """Return who was in the conferences of a space, and their recordings; rows of another form are passed over. It is
    complete when there was one, all are over, and their recordings have addresses or have none two hours later.
    """
    stays: list[Stay] = []
    recordings: list[Recording] = []
    waits = False
    records = list(_list(_Record, "/v2/conferenceRecords", "conferenceRecords", space=space))
    for record in records:
        for participant in _list(_Participant, f"/v2/{record.name}/participants", "participants"):
            stays += _list_stays(participant)
        is_old = record.ends_at is not None and record.ends_at < timezone.now() - RECORDINGS_WITHIN
        for found in _list(_Recorded, f"/v2/{record.name}/recordings", "recordings"):
            address = found.drive.address if found.drive else ""
            waits = waits or (not address and not is_old)
            if address.startswith("https://") and len(address) <= MAX_ADDRESS:
                recordings.append(Recording(found.name, address))
    over = bool(records) and all(record.ends_at for record in records)
    return Collected(stays, recordings, over and not waits)


def _list_stays(participant: _Participant) -> list[Stay]:
    stays = []
    for session in _list(_Session, f"/v2/{participant.name}/participantSessions", "participantSessions"):
        for kind, at in ((SightingKind.JOINED, session.starts_at), (SightingKind.LEFT, session.ends_at)):
            if at is not None:
                name = session.name.partition("/")[2][-200:]
                stays.append(Stay(LiveSource.MEET, name, kind, at, participant.key, participant.shown))
    return stays


def _list(kind: type[A], path: str, field: str, *, space: str = "") -> Iterator[A]:
    """Return the rows of all pages of a list, without those of another form. Raise ProviderRefused for no list; no
    error holds what was answered, which names people.
    """
    query = {"pageSize": str(PAGE_SIZE)} | ({"filter": f'space.name = "{space}"'} if space else {})
    for _page in range(MAX_PAGES):
        answer = check_success(NAME, _requests.call("GET", path, params=query))
        try:
            content = answer.json()
        except ValueError:
            raise ProviderRefused(f"the answer of {NAME} is no JSON", status=answer.status_code) from None
        rows = content.get(field, []) if isinstance(content, dict) else None
        if not isinstance(rows, list):
            raise ProviderRefused(f"the answer of {NAME} is no list", status=answer.status_code)
        for row in rows:
            try:
                read = kind.model_validate(row)
            except ValidationError:
                continue
            yield read
        if not content.get("nextPageToken"):
            return
        query["pageToken"] = str(content["nextPageToken"])
