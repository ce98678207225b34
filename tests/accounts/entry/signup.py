"""Steps of signing up, as a newcomer takes them: type, let the worker work, read what came, type the code."""

import re
import secrets
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core import mail

from apps.accounts import rate_limits
from apps.accounts.models import User
from apps.core.permissions import Role
from apps.jobs import services as jobs
from apps.jobs.kinds import get_job_kind
from tests.factories import ApiClient, ApiResponse, client_for, make_user

PASSWORD = "uzum bog'i 2026"
_tickets: dict[str, str] = {}


def new_email() -> str:
    """An address that no other test has: codes are limited per address."""
    return f"new.{secrets.token_hex(6)}@example.uz"


def new_phone() -> str:
    return f"+99890{secrets.randbelow(9_000_000) + 1_000_000}"


def new_address() -> str:
    """Where somebody comes from: requests are limited per client address too. Among two billion, hardly any twice."""
    return f"{11 + secrets.randbelow(100)}.{secrets.randbelow(256)}.{secrets.randbelow(256)}.{secrets.randbelow(256)}"


def new_client() -> ApiClient:
    """Nobody, behind an address of their own."""
    return ApiClient(address=new_address())


def sign_in_client(user: User) -> ApiClient:
    """That person, behind an address of their own."""
    return client_for(user, address=new_address())


def sign_up(client: ApiClient, *, path: str = "/auth/register/", language: str = "en", **values: Any) -> ApiResponse:
    """Ask for an account, with a name and a password unless told otherwise."""
    body = {"first_name": "Jasur", "password": PASSWORD, **values}
    answer = client.post(path, body, headers={"Accept-Language": language})
    if answer.status == 202:
        _tickets[values.get("email") or values["phone"]] = answer.json["ticket"]
    return answer


def try_sign_in(login: str | None, password: str = PASSWORD) -> int:
    """The status of a sign-in by this login and password, from an address of its own."""
    return new_client().post("/auth/login/", {"login": login, "password": password}).status


def verify_address(client: ApiClient, address: str, **by: str) -> ApiResponse:
    """Prove an address by `code` or `token`, with the ticket of the last sign-up with it, as its device does."""
    body = {"email" if "@" in address else "phone": address, **by} if "code" in by else by
    return client.post("/auth/verify-email/", {"ticket": get_ticket(address), **body})


def get_ticket(address: str) -> str | None:
    """What the last sign-up with this address was answered with."""
    return _tickets.get(address)


def run_message_jobs() -> int:
    """Do the worker's work: send what was enqueued; how many messages were on their way."""
    claims = jobs.claim_jobs(queue="default", limit=50, worker="test")
    for claim in claims:
        get_job_kind(claim.kind).run_handler(claim)
        jobs.complete_job_unless_done(claim)
    return len(claims)


def list_mails_to(address: str) -> list[mail.EmailMessage]:
    """What came to this address, but for the notice that a chat was linked."""
    run_message_jobs()
    return [item for item in mail.outbox if address in item.to and item.subject != "Your Telegram is linked"]


def list_sms_to(phone: str) -> list[str]:
    run_message_jobs()
    files = sorted(Path(settings.ENV.outbox_root).glob("*.sms"), key=lambda path: path.stat().st_mtime_ns)
    texts = [path.read_text(encoding="utf-8") for path in files]
    return [text.split("\n\n", 1)[1].strip() for text in texts if text.startswith(f"To: {phone}\n")]


def get_newest_message(address: str) -> str:
    """The text of the newest message to an e-mail or phone."""
    return str(list_mails_to(address)[-1].body) if "@" in address else list_sms_to(address)[-1]


def get_sent_code(address: str) -> str:
    """The six digits of the newest message."""
    return re.findall(r"\b[0-9]{6}\b", get_newest_message(address))[-1]


def get_sent_token(address: str) -> str:
    """The token of the link in the newest message."""
    return re.findall(r"#token=(\S+)", get_newest_message(address))[-1]


def make_wrong_code(code: str) -> str:
    """A code that is wrong."""
    return f"{(int(code) + 1) % 1_000_000:06d}"


def release_resend_limit(address: str) -> None:
    """Let another code go to this address at once."""
    for what in ("proof", "reset"):
        rate_limits.uncount_try(f"codes:{what}:60", address)


@cache
def _hash_password() -> str:
    return make_password(PASSWORD)


def create_verified_user(role: Role = Role.STUDENT, **values: Any) -> User:
    """Somebody with an account, a proved e-mail and PASSWORD, whose hash is made once: it is slow on purpose."""
    values.setdefault("email", new_email())
    user = make_user(role, "Jasur", verified=False, **values)
    User.objects.filter(pk=user.pk).update(password=_hash_password(), email_verified_at=user.created_at)
    user.refresh_from_db()
    return user


def register_user(**values: Any) -> User:
    """A person who came by e-mail (or `phone=`) and proved it."""
    if "phone" not in values:
        values.setdefault("email", new_email())
    address = values.get("email") or values["phone"]
    client = new_client()
    assert sign_up(client, **values).status == 202
    kind = "email" if "@" in address else "phone"
    assert verify_address(client, address, code=get_sent_code(address)).status == 204
    return User.objects.get(**{kind: address})
