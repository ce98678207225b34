"""Requests to VdoCipher (https://www.vdocipher.com/docs/server/). Each may take seconds: never in a unit of work.

All raise ProviderAway where a retry may help and ProviderRefused where it cannot. Their texts go into rows of jobs, so
they hold no title and no secret.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import IO, Annotated, Any, TypeVar
from urllib.parse import quote

import httpx
from django.conf import settings
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from apps.core.durations import MINUTE, SECOND
from apps.core.tls import get_tls_context
from apps.jobs.kinds import PermanentFailure, RetryLater

TIMEOUT = httpx.Timeout(15.0, connect=5.0)
SENDING_TIMEOUT = httpx.Timeout(300.0, connect=10.0)
OTP_SECONDS = 300
MAX_WAIT = timedelta(hours=1)
READY, NOT_SENT = "ready", "Pre-Upload"
NOT_FOUND = 404


class ProviderAway(RetryLater):
    """VdoCipher does not answer, is busy, or failed: the same request may succeed later."""


class ProviderRefused(PermanentFailure):
    """VdoCipher refuses the request: the key is wrong, or it does not know the video (`status` 404)."""

    def __init__(self, reason: str, *, status: int) -> None:
        super().__init__(reason)
        self.status = status


class _Answer(BaseModel):
    model_config = ConfigDict(coerce_numbers_to_str=True)


class UploadForm(_Answer):
    """Where the bytes of a new video are sent, and the fields that go before them."""

    policy: str
    key: str
    signature: str = Field(alias="x-amz-signature")
    algorithm: str = Field(alias="x-amz-algorithm")
    date: str = Field(alias="x-amz-date")
    credential: str = Field(alias="x-amz-credential")
    link: str = Field(alias="uploadLink", pattern=r"^(https://|http://(127\.0\.0\.1|localhost)[:/])")

    def list_fields(self) -> dict[str, str]:
        """Return the fields of the form that the upload needs before its file."""
        return {
            "policy": self.policy,
            "key": self.key,
            "x-amz-signature": self.signature,
            "x-amz-algorithm": self.algorithm,
            "x-amz-date": self.date,
            "x-amz-credential": self.credential,
            "success_action_status": "201",
            "success_action_redirect": "",
        }


VideoId = Annotated[str, Field(pattern=r"^[A-Za-z0-9]{1,64}$")]


class _NewVideo(_Answer):
    id: VideoId = Field(alias="videoId")
    form: UploadForm = Field(alias="clientPayload")


class _ImportedVideo(_Answer):
    id: VideoId


class ProviderVideo(_Answer):
    """What VdoCipher says of a video: a status word, and its length in seconds once it is ready."""

    status: Annotated[str, BeforeValidator(lambda value: value or "")] = ""
    seconds: Annotated[float, BeforeValidator(lambda value: value or 0)] = Field(0, alias="length", ge=0, lt=10**6)

    @property
    def is_ready(self) -> bool:
        """Whether it can be watched. Only the word "ready" says so; words that we do not know do not."""
        return self.status == READY and self.seconds > 0

    @property
    def is_sent(self) -> bool:
        """Whether its bytes have arrived there."""
        return self.status != NOT_SENT


class OneTimePassword(_Answer):
    """What VdoCipher's player needs for one playback. It is never stored."""

    otp: str = Field(min_length=1, max_length=2000)
    playback_info: str = Field(alias="playbackInfo", min_length=1, max_length=4000)


@dataclass(frozen=True)
class Watermark:
    """A text that moves over the picture, in white at 60 % opacity."""

    text: str

    def build_annotation(self) -> str:
        """Return the watermark as VdoCipher takes it: a string that holds a JSON list."""
        line = {
            "type": "rtext",
            "text": self.text,
            "alpha": "0.60",
            "color": "0xFFFFFF",
            "size": "15",
            "interval": "5000",
        }
        return json.dumps([line], ensure_ascii=False)


def is_on() -> bool:
    """Return whether the centre has given the key of its account."""
    return bool(settings.ENV.vdocipher_api_secret)


def create_video(title: str) -> tuple[str, UploadForm]:
    """Announce a video. Return its id there, and where its bytes go within the hour."""
    video = _parse(_NewVideo, _call("PUT", "/videos", params={"title": title}))
    return video.id, video.form


def send_original(form: UploadForm, opened: IO[bytes], *, content_type: str) -> None:
    """Send the bytes of a new video; they are read as they go out."""
    with httpx.Client(timeout=SENDING_TIMEOUT, follow_redirects=False, verify=get_tls_context()) as http:
        try:
            file = ("film", opened, content_type)
            answer = http.post(form.link, data=form.list_fields(), files={"file": file})
        except httpx.HTTPError as error:
            raise ProviderAway(f"the film was not sent ({type(error).__name__})", after=30 * SECOND) from None
    if answer.status_code != 201:
        raise ProviderAway(f"the film was not taken ({answer.status_code})", after=30 * SECOND)


def import_video(url: str, title: str) -> str:
    """Let VdoCipher fetch a video from an address. Return its id there."""
    return _parse(_ImportedVideo, _call("PUT", "/videos/importUrl", json={"url": url, "title": title})).id


def fetch_video(provider_id: str) -> ProviderVideo:
    """Return what VdoCipher says of a video now."""
    return _parse(ProviderVideo, _call("GET", f"/videos/{quote(provider_id, safe='')}"))


def delete_video(provider_id: str) -> None:
    """Delete a video. One that is no longer there counts as deleted."""
    try:
        _call("DELETE", "/videos", params={"videos": provider_id})
    except ProviderRefused as refused:
        if refused.status != NOT_FOUND and not _is_gone(provider_id):
            raise


def _is_gone(provider_id: str) -> bool:
    """Return whether VdoCipher does not know a video."""
    try:
        fetch_video(provider_id)
    except ProviderRefused as refused:
        return refused.status == NOT_FOUND
    return False


def create_otp(provider_id: str, *, watermark: Watermark, viewer: str) -> OneTimePassword:
    """Return a one-time password for one playback by `viewer` (an id), valid for OTP_SECONDS to begin with."""
    body = {"ttl": OTP_SECONDS, "annotate": watermark.build_annotation(), "userId": viewer}
    if settings.ENV.vdocipher_hosts:
        body["whitelisthref"] = settings.ENV.vdocipher_hosts
    return _parse(OneTimePassword, _call("POST", f"/videos/{quote(provider_id, safe='')}/otp", json=body))


def _call(method: str, path: str, **more: Any) -> httpx.Response:
    headers = {"Authorization": f"Apisecret {settings.ENV.vdocipher_api_secret}", "Accept": "application/json"}
    base = settings.ENV.vdocipher_url
    with httpx.Client(base_url=base, timeout=TIMEOUT, follow_redirects=False, verify=get_tls_context()) as http:
        try:
            answer = http.request(method, path, headers=headers, **more)
        except httpx.HTTPError as error:
            raise ProviderAway(f"VdoCipher did not answer ({type(error).__name__})", after=30 * SECOND) from None
    if answer.status_code == 429 or answer.status_code >= 500:
        raise ProviderAway(f"VdoCipher is busy ({answer.status_code})", after=_get_wait(answer.headers))
    if not answer.is_success:
        reason = f"VdoCipher refused {method} {path.partition('/videos')[1]} ({answer.status_code})"
        raise ProviderRefused(reason, status=answer.status_code)
    return answer


def _get_wait(headers: Mapping[str, str]) -> timedelta:
    """Return how long to wait: what Retry-After says in seconds, else a minute, at most an hour."""
    told = headers.get("Retry-After", "")
    return min(timedelta(seconds=int(told)), MAX_WAIT) if told.isdecimal() and len(told) < 6 else MINUTE


A = TypeVar("A", bound=_Answer)


def _parse(kind: type[A], answer: httpx.Response) -> A:
    try:
        return kind.model_validate_json(answer.content)
    except ValidationError:
        raise ProviderAway(
            f"VdoCipher's answer is not what it should be ({answer.status_code})", after=MINUTE
        ) from None
