"""Zoom: meetings by its REST API with server-to-server OAuth, and its signed webhooks.

An access token comes from POST /oauth/token with `grant_type=account_credentials`, lasts an hour and cannot be renewed
(https://developers.zoom.us/docs/internal-apps/s2s-oauth/). Each pupil is registered for the meeting and gets an address
of their own; the e-mail address that registration wants need not exist
(https://developers.zoom.us/docs/isv/workflows/join-meeting-reg/). Webhooks name who came by `registrant_id`.

`x-zm-signature` is "v0=" and the HMAC-SHA256, by the secret token, of "v0:{x-zm-request-timestamp}:{raw body}"; the
challenge `endpoint.url_validation` is answered with the HMAC-SHA256 of its `plainToken`
(https://developers.zoom.us/docs/api/webhooks/).
"""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any
from urllib.parse import quote, urlsplit

import httpx
import orjson
from django.conf import settings
from django.utils import timezone
from pydantic import BaseModel, ConfigDict, Field

from apps.lessons.live.access_tokens import TokenRequests
from apps.lessons.live.http_requests import check_success, parse_answer, send_request
from apps.lessons.live.interface import (
    MAX_ADDRESS,
    Guest,
    MadeRoom,
    Meeting,
    PersonalAddress,
    ProviderRefused,
    Recording,
    Stay,
)
from apps.lessons.models import LiveSource, SightingKind

NAME = "Zoom"
SCHEDULED = 2
NO_APPROVAL = 0
NOT_FOUND = 404
MAX_CLOCK_DIFFERENCE = timedelta(minutes=5)
"""How old, or how far ahead, the time stamp of a webhook may be."""
VALIDATION = "endpoint.url_validation"
JOINED, LEFT, RECORDED = "meeting.participant_joined", "meeting.participant_left", "recording.completed"
EVENTS = (JOINED, LEFT, RECORDED)
MAX_PLAIN_TOKEN = 200


class _Answer(BaseModel):
    model_config = ConfigDict(coerce_numbers_to_str=True)


class _Meeting(_Answer):
    id: Annotated[str, Field(pattern=r"^[0-9]{5,20}$")]
    start_url: str = Field(default="", max_length=4000)


class _Registrant(_Answer):
    registrant_id: str = Field(min_length=1, max_length=200)
    join_url: str = Field(pattern=r"^https?://", max_length=1000)


def _request_token() -> httpx.Response:
    env = settings.ENV
    fields = {"grant_type": "account_credentials", "account_id": env.zoom_account_id}
    auth = (env.zoom_client_id, env.zoom_client_secret)
    return send_request(NAME, "POST", f"{env.zoom_oauth_url.rstrip('/')}/oauth/token", data=fields, auth=auth)


def _get_account() -> tuple[str, ...]:
    env = settings.ENV
    return (env.zoom_oauth_url, env.zoom_account_id, env.zoom_client_id)


_requests = TokenRequests(
    NAME, get_url=lambda: settings.ENV.zoom_api_url, get_account=_get_account, request_token=_request_token
)


class Zoom:
    """Meetings of the centre's Zoom account."""

    def is_configured(self) -> bool:
        """Return whether the account and the hosts of meetings are given."""
        env = settings.ENV
        return bool(env.zoom_account_id and env.zoom_client_id and env.zoom_client_secret and env.zoom_host)

    def list_hosts(self) -> list[str]:
        """Return the users of ZOOM_HOST, in its order: a licensed user hosts one meeting at a time."""
        return list(dict.fromkeys(filter(None, settings.ENV.zoom_host.split(","))))

    def create(self, meeting: Meeting) -> MadeRoom:
        """Schedule a meeting with registration, of the meeting's host."""
        host = quote(meeting.host, safe="@")
        body = _build_times(meeting) | {
            "type": SCHEDULED,
            "settings": {
                "approval_type": NO_APPROVAL,
                "registration_type": 1,
                "registrants_email_notification": False,
                "registrants_confirmation_email": False,
                "join_before_host": False,
                "waiting_room": False,
            },
        }
        made = parse_answer(
            NAME, _Meeting, check_success(NAME, _requests.call("POST", f"/users/{host}/meetings", json=body))
        )
        return MadeRoom(made.id)

    def move(self, provider_id: str, meeting: Meeting) -> None:
        """Change the time, the length and the title."""
        check_success(NAME, _requests.call("PATCH", f"/meetings/{provider_id}", json=_build_times(meeting)))

    def remove(self, provider_id: str) -> None:
        """Delete the meeting."""
        answer = _requests.call("DELETE", f"/meetings/{provider_id}", params={"schedule_for_reminder": "false"})
        if answer.status_code != NOT_FOUND:
            check_success(NAME, answer)

    def let_in(self, made: MadeRoom, meeting: Meeting, guest: Guest) -> PersonalAddress:
        """Return the address with which the host starts the meeting, which expires; or that of a registered pupil."""
        if guest.moderator:
            found = _requests.call("GET", f"/meetings/{made.provider_id}")
            started = parse_answer(NAME, _Meeting, check_success(NAME, found)).start_url
            if not started.startswith(("https://", "http://")):
                raise ProviderRefused("Zoom gave no address for the host")
            return PersonalAddress(started, guest.key)
        if guest.address:
            return PersonalAddress(guest.address, guest.key, lasting=True)
        domain = urlsplit(settings.ENV.frontend_url).hostname or "localhost"
        first, _space, last = guest.name.partition(" ")
        body = {
            "email": f"{hashlib.sha256(guest.key.encode()).hexdigest()[:20]}@live.{domain}",
            "first_name": first[:64] or "-",
            "last_name": last[:64] or "-",
            "auto_approve": True,
        }
        answer = check_success(NAME, _requests.call("POST", f"/meetings/{made.provider_id}/registrants", json=body))
        registered = parse_answer(NAME, _Registrant, answer)
        return PersonalAddress(registered.join_url, registered.registrant_id, lasting=True)


def is_signed(headers: Any, body: bytes) -> bool:
    """Return whether a webhook is Zoom's and at most five minutes old."""
    secret, told = settings.ENV.zoom_webhook_secret, headers.get("x-zm-request-timestamp", "")
    if not secret or not told.isascii() or not told.isdecimal() or len(told) > 13:
        return False
    at = int(told) / (1000 if len(told) == 13 else 1)
    if abs(timezone.now().timestamp() - at) > MAX_CLOCK_DIFFERENCE.total_seconds():
        return False
    expected = "v0=" + hmac.digest(secret.encode(), b"v0:" + told.encode() + b":" + body, hashlib.sha256).hex()
    return hmac.compare_digest(headers.get("x-zm-signature", "").encode(), expected.encode())


def answer_validation(content: Any) -> dict[str, str] | None:
    """Return the answer to the challenge of a new webhook address; None for another event."""
    if not isinstance(content, dict) or content.get("event") != VALIDATION:
        return None
    payload = content.get("payload")
    plain = str(payload.get("plainToken", ""))[:MAX_PLAIN_TOKEN] if isinstance(payload, dict) else ""
    sealed = hmac.digest(settings.ENV.zoom_webhook_secret.encode(), plain.encode(), hashlib.sha256).hex()
    return {"plainToken": plain, "encryptedToken": sealed}


def read_report(body: str) -> tuple[str, list[Stay], list[Recording]]:
    """Return the id of the meeting, and the stay or the recordings that a webhook tells of; otherwise nothing."""
    content: Any = orjson.loads(body)
    event, payload = content.get("event"), content.get("payload")
    found = payload.get("object") if isinstance(payload, dict) else None
    if not isinstance(found, dict):
        return "", [], []
    meeting = str(found.get("id") or "")[:200]
    if event == RECORDED:
        address = _build_recording_address(found)
        return meeting, [], [Recording(str(found.get("uuid") or meeting)[:200], address)] if address else []
    person = found.get("participant")
    return meeting, _read_stay(event, found, person) if isinstance(person, dict) else [], []


def _build_recording_address(found: dict[str, Any]) -> str:
    """Return the address of a recording, with the passcode that Zoom gives for addresses; "" for none that is kept."""
    address, passcode = found.get("share_url"), found.get("recording_play_passcode")
    if not isinstance(address, str) or not address.startswith("https://"):
        return ""
    if isinstance(passcode, str) and passcode and "?" not in address:
        address = f"{address}?pwd={quote(passcode, safe='')}"
    return address if len(address) <= MAX_ADDRESS else ""


def _read_stay(event: str, found: dict[str, Any], person: dict[str, Any]) -> list[Stay]:
    """Return the end of a stay. The host has no registration and does not count; `user_id` names one stay in one run of
    the meeting.
    """
    if person.get("id") and person.get("id") == found.get("host_id"):
        return []
    kind, field = (SightingKind.JOINED, "join_time") if event == JOINED else (SightingKind.LEFT, "leave_time")
    at = _read_time(person.get(field) or person.get("date_time"))
    stay = str(person.get("user_id") or person.get("participant_uuid") or "")
    if at is None or not stay:
        return []
    session = f"{found.get('uuid') or ''}/{stay}"[:200]
    key = str(person.get("registrant_id") or f"session:{session}")[:200]
    return [Stay(LiveSource.ZOOM, session, kind, at, key, str(person.get("user_name") or "")[:200])]


def _read_time(value: Any) -> datetime | None:
    try:
        at = datetime.fromisoformat(value)
    except (ValueError, TypeError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _build_times(meeting: Meeting) -> dict[str, Any]:
    starts = meeting.starts_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    minutes = max(int(meeting.length.total_seconds()) // 60, 1)
    return {"topic": meeting.title[:200], "start_time": starts, "duration": minutes, "timezone": "UTC"}
