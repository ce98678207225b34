"""What an attack is: a module of this folder with `ATTACK`, which prepares requests and then sends them."""

import http.client
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from apps.accounts import tokens
from apps.accounts.models import User
from apps.accounts.services import open_session

MAX_PAUSE_SECONDS = 1.0
"""An attacker waits at most so long after a refusal, whatever `Retry-After` says."""
ANSWER_SECONDS = 90.0


@dataclass(frozen=True)
class People:
    """Accounts that attack: one of the office, one teacher, and pupils."""

    office: User
    teacher: User
    pupils: Sequence[User]


@dataclass(frozen=True)
class Target:
    """The server on loopback that is attacked for `seconds`."""

    port: int
    seconds: float


@dataclass(frozen=True)
class Attack:
    """One attack.

    `prepare(people)` writes rows and returns what `run` needs. `run(target, prepared)` attacks and returns how many
    answers had each status; 0 counts connections that ended without an answer. `control` names an application of
    `bench.http.applications` without the protection; with "" there is no control.
    """

    title: str
    prepare: Callable[[People], Any]
    run: Callable[[Target, Any], Counter[int]]
    control: str = ""


@dataclass(frozen=True)
class Request:
    """One request of an attacker."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


def build_bearer(user: User) -> dict[str, str]:
    """Return the header of a new session of this user."""
    session = open_session(user=user, device="bench", address=None).session
    return {"Authorization": f"Bearer {tokens.issue_access_token(session)}"}


def build_form(
    user: User, path: str, *, file: bytes, name: str, method: str = "POST", fields: Mapping[str, str] | None = None
) -> Request:
    """Return a request of this user that sends a file in a form."""
    parts = [
        f'--bench\r\nContent-Disposition: form-data; name="{field_name}"\r\n\r\n{value}\r\n'
        for field_name, value in (fields or {}).items()
    ]
    head = f'--bench\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = "".join([*parts, head]).encode() + file + b"\r\n--bench--\r\n"
    headers = {**build_bearer(user), "Content-Type": "multipart/form-data; boundary=bench"}
    return Request(method, path, headers, body)


def send_repeatedly(target: Target, requests: Sequence[Request]) -> Counter[int]:
    """Send each of the requests again and again for `target.seconds`, all in parallel; return the statuses."""
    ends = time.monotonic() + target.seconds

    def repeat(request: Request) -> Counter[int]:
        statuses = Counter[int]()
        while time.monotonic() < ends:
            status, wait = send(target.port, request)
            statuses[status] += 1
            time.sleep(min(wait, MAX_PAUSE_SECONDS))
        return statuses

    with ThreadPoolExecutor(len(requests)) as senders:
        return sum(senders.map(repeat, requests), Counter[int]())


def send(port: int, request: Request) -> tuple[int, float]:
    """Send one request; return the status (0 without an answer) and the seconds that the server asks to wait."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)
    try:
        link.request(request.method, request.path, request.body or None, dict(request.headers))
        answer = link.getresponse()
        answer.read()
        return answer.status, float(answer.headers.get("Retry-After", 0))
    except OSError:
        return 0, MAX_PAUSE_SECONDS
    finally:
        link.close()
