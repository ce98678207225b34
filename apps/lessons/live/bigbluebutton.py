"""BigBlueButton: signed calls to a server, and its reports of who came.

Every call carries `checksum`: the hash of the call's name, the query string without it, and the shared secret; SHA-1,
SHA-256, SHA-384 or SHA-512, as the server takes it (https://docs.bigbluebutton.org/development/api, "Usage"). A meeting
that nobody enters ends by itself, so that it is created when the first person is let in; `create` may be repeated with
the same passwords, and is refused (`idNotUnique`) with others.

With `meetingKeepEvents` and `meta_analytics-callback-url` the server posts the attendance when a meeting is over, with
`Authorization: Bearer` and a token {"exp"} signed by the secret with HS512
(bigbluebutton/record-and-playback/core/scripts/post_events/post_events_analytics_callback.rb). With
`meta_bbb-recording-ready-url` it posts `signed_parameters`, a token with `meeting_id` and `record_id`.
"""

import hashlib
import hmac
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

import jwt
import orjson
from django.conf import settings

from apps.core.durations import MINUTE
from apps.lessons.live.http_requests import check_success, send_request
from apps.lessons.live.interface import (
    MAX_ADDRESS,
    Guest,
    MadeRoom,
    Meeting,
    PersonalAddress,
    ProviderAway,
    ProviderRefused,
    Recording,
    Stay,
)
from apps.lessons.models import LiveSource, SightingKind

NAME = "BigBlueButton"
HASHES = ("sha1", "sha256", "sha384", "sha512")
MAX_ATTENDEES = 2000
MAX_STAYS = 200
MAX_XML_BYTES = 4 * 1024 * 1024
REPORT_PATH = "/api/v1/lessons/bigbluebutton/attendance/"
RECORDING_PATH = "/api/v1/lessons/bigbluebutton/recording/"
MILLISECONDS_FROM = 10**11
"""Larger numbers are milliseconds, smaller ones seconds."""


class BigBlueButton:
    """A BigBlueButton server."""

    def is_configured(self) -> bool:
        """Return whether the address of the API and the shared secret are given."""
        return bool(settings.ENV.bbb_url and settings.ENV.bbb_secret)

    def list_hosts(self) -> list[str]:
        """Return nobody: any number of rooms is open at once."""
        return []

    def create(self, meeting: Meeting) -> MadeRoom:
        """Make nothing yet, but see that the server answers and knows the secret."""
        call("getMeetings", {})
        return MadeRoom(meeting.id)

    def move(self, provider_id: str, meeting: Meeting) -> None:
        """Change nothing: the server knows no times."""

    def remove(self, provider_id: str) -> None:
        """End the meeting, if it runs."""
        try:
            call("end", {"meetingID": provider_id})
        except ProviderRefused:
            return

    def let_in(self, made: MadeRoom, meeting: Meeting, guest: Guest) -> PersonalAddress:
        """See that the meeting runs, and return the address with which this person joins it."""
        front = settings.ENV.frontend_url.rstrip("/")
        call(
            "create",
            {
                "meetingID": made.provider_id,
                "name": meeting.title[:256].ljust(2, "."),
                "attendeePW": _build_password("attendee", made.provider_id),
                "moderatorPW": _build_password("moderator", made.provider_id),
                "record": "true",
                "autoStartRecording": "false",
                "allowStartStopRecording": "true",
                "meetingKeepEvents": "true",
                "meta_analytics-callback-url": front + REPORT_PATH,
                "meta_bbb-recording-ready-url": front + RECORDING_PATH,
            },
        )
        joins = {
            "meetingID": made.provider_id,
            "fullName": guest.name,
            "userID": guest.key,
            "role": "MODERATOR" if guest.moderator else "VIEWER",
            "redirect": "true",
        }
        return PersonalAddress(build_address("join", joins), guest.key)


def _build_password(role: str, meeting_id: str) -> str:
    """Return the password of a role in a meeting: always the same one."""
    return hmac.digest(settings.ENV.bbb_secret.encode(), f"{role} {meeting_id}".encode(), hashlib.sha256).hex()[:32]


def build_address(name: str, parameters: dict[str, str]) -> str:
    """Return the address of a call, with its checksum."""
    query = urlencode(parameters)
    text = f"{name}{query}{settings.ENV.bbb_secret}".encode()
    checksum = hashlib.new(settings.ENV.bbb_checksum, text).hexdigest()
    return f"{settings.ENV.bbb_url.rstrip('/')}/{name}?{query}{'&' if query else ''}checksum={checksum}"


def call(name: str, parameters: dict[str, str]) -> Element:
    """Return the XML answer to a call. Raise ProviderRefused when its `returncode` is not SUCCESS."""
    answer = check_success(NAME, send_request(NAME, "GET", build_address(name, parameters)))
    try:
        content = _parse_xml(answer.content)
    except (expat.ExpatError, ValueError, LookupError):
        raise ProviderAway(f"the answer of {NAME} is no XML", after=MINUTE) from None
    if content.findtext("returncode") != "SUCCESS":
        key = (content.findtext("messageKey") or "")[:60]
        raise ProviderRefused(f"{NAME} refused {name} ({key})", status=200)
    return content


def _parse_xml(data: bytes) -> Element:
    """Return the root of an answer. Raise ValueError for a document type, ExpatError for what is no XML."""
    if len(data) > MAX_XML_BYTES:
        raise ValueError("too long")
    builder, parser = TreeBuilder(), expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler, parser.EndElementHandler = builder.start, builder.end
    parser.CharacterDataHandler = builder.data
    parser.Parse(data, True)
    return builder.close()


def _refuse_doctype(*_declared: Any) -> None:
    raise ValueError("a document type")


def is_signed_report(authorization: str) -> bool:
    """Return whether a header holds a token of the server that has not expired. It does not sign the body."""
    scheme, _space, token = authorization.partition(" ")
    secret = settings.ENV.bbb_secret
    if not secret or scheme.lower() != "bearer":
        return False
    try:
        jwt.decode(token, secret, algorithms=["HS512"], options={"require": ["exp"]})
    except jwt.InvalidTokenError:
        return False
    return True


def read_signed_recording(token: str) -> tuple[str, str] | None:
    """Return the ids of the meeting and the recording that a signed notice names; None for a forged one."""
    secret = settings.ENV.bbb_secret
    try:
        told = jwt.decode(token, secret, algorithms=["HS256"]) if secret else {}
    except jwt.InvalidTokenError:
        return None
    found = told.get("meeting_id"), told.get("record_id")
    return (found[0][:200], found[1][:200]) if isinstance(found[0], str) and isinstance(found[1], str) else None


def read_report(body: str) -> tuple[str, list[Stay]]:
    """Return the id of the meeting and the stays that a report tells of; of one in another form, nothing."""
    try:
        content: Any = orjson.loads(body)
    except orjson.JSONDecodeError:
        return "", []
    meeting = content.get("meeting_id") if isinstance(content, dict) else None
    data = content.get("data") if isinstance(content, dict) else None
    attendees = data.get("attendees") if isinstance(data, dict) else None
    if not isinstance(meeting, str) or not isinstance(attendees, list):
        return "", []
    run = str(content.get("internal_meeting_id") or "")[:100]
    stays = [stay for person in attendees[:MAX_ATTENDEES] if isinstance(person, dict) for stay in _read(run, person)]
    return meeting, stays


def fetch_recordings(meeting_id: str) -> list[Recording]:
    """Return the published recordings of a meeting."""
    content = call("getRecordings", {"meetingID": meeting_id, "state": "published"})
    found = []
    for row in content.iterfind("recordings/recording"):
        address = next(
            (text for node in row.iterfind("playback/format/url") if (text := (node.text or "").strip())), ""
        )
        if (name := row.findtext("recordID")) and address.startswith("https://") and len(address) <= MAX_ADDRESS:
            found.append(Recording(name[:200], address))
    return found


def _read(run: str, person: dict[str, Any]) -> Iterator[Stay]:
    """Return the two ends of each stay of an attendee; `ext_user_id` is the `userID` that we sent."""
    key, name = str(person.get("ext_user_id") or "")[:100], str(person.get("name") or "")[:200]
    if not key:
        return
    for kind, field in ((SightingKind.JOINED, "joins"), (SightingKind.LEFT, "leaves")):
        told = person.get(field)
        for number, value in enumerate(told[:MAX_STAYS] if isinstance(told, list) else []):
            at = read_moment(value)
            if at is not None:
                yield Stay(LiveSource.BIGBLUEBUTTON, f"{run}/{key}/{number}"[:200], kind, at, key, name)


def read_moment(value: Any) -> datetime | None:
    """Return a moment of ISO 8601, or of seconds or milliseconds since 1970; None for anything else."""
    try:
        if isinstance(value, str) and not value.isdecimal():
            at = datetime.fromisoformat(value)
            return at if at.tzinfo else at.replace(tzinfo=UTC)
        number = float(value)
        return datetime.fromtimestamp(number / 1000 if number > MILLISECONDS_FROM else number, UTC)
    except (ValueError, TypeError, OverflowError, OSError):
        return None
