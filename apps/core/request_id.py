"""Which request, socket or job the present code works for: one id in the answer and in every log line."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from apps.core.ids import uuid7

_VALID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_request: ContextVar[str] = ContextVar("request_id", default="")
_job: ContextVar[str] = ContextVar("job_id", default="")


def current() -> str:
    """The id of the present request or socket, empty outside of one."""
    return _request.get()


def current_job() -> str:
    """The id of the job being done, empty outside of one."""
    return _job.get()


def accepted(offered: str | None) -> str:
    """The id a caller offered in `X-Request-ID` when it is 8 to 64 of `A-Z a-z 0-9 . _ -`, else a new one."""
    if offered and _VALID.fullmatch(offered):
        return offered
    return uuid7().hex


@contextmanager
def use(request_id: str, *, job_id: str = "") -> Iterator[None]:
    """Work under this request id (and job id) until the block ends."""
    request_token, job_token = _request.set(request_id), _job.set(job_id)
    try:
        yield
    finally:
        _request.reset(request_token)
        _job.reset(job_token)
