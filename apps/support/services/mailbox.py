"""The mailbox of the office, read by IMAP. Its mails stay there; what was taken is known by place and Message-ID."""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from email.utils import parseaddr

import redis
import structlog
from django.conf import settings
from django.db import DatabaseError, DataError, IntegrityError, InterfaceError
from django.utils import timezone
from psycopg_pool import PoolTimeout

import apps.jobs.services as jobs
from apps.core.errors import DomainError
from apps.core.uow import release_connection, unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.support.mail_process import build_blank_mail, read_mail
from apps.support.models import MailboxPosition
from apps.support.services.incoming import refuse_large_mail, take_mail

log = structlog.get_logger(__name__)

TIMEOUT = 30
MOST_MAIL_BYTES = 25 * 1024 * 1024
MOST_HEAD_BYTES = 256 * 1024
A_RUN = 200
"""Mails of one run; the next one goes on."""
LOOKS_BACK = timedelta(days=2)
"""A mailbox that is new, or was numbered anew, is read from so long ago: older mails are not of tickets."""
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class MailboxAway(Exception):
    """The mailbox cannot be reached or refuses us; the next run tries again."""


class MailRefused(MailboxAway):
    """The mailbox is there and says no to one question."""


def fetch_mail(job: ClaimedJob) -> None:
    """Handler: take new mails from the mailbox. Nothing is lost while it is away: its mails wait there."""
    if settings.ENV.imap_host:
        release_connection()
        try:
            count = read_mailbox()
        except MailboxAway as error:
            log.warning("the mailbox of the office is away", reason=str(error))
        else:
            log.info("mails of the office taken", count=count)
    with unit_of_work():
        jobs.complete_job(job)


def read_mailbox() -> int:
    """Take the new mails and return how many there were. Raise MailboxAway."""
    with _open_mailbox() as (box, validity):
        position, _is_new = MailboxPosition.objects.get_or_create(
            name=f"{settings.ENV.imap_user}@{settings.ENV.imap_host}/{settings.ENV.imap_folder}"[:300]
        )
        numbers = _list_new(box, position, validity)
        for number in numbers:
            _take(box, number)
            MailboxPosition.objects.filter(pk=position.pk).update(
                uid_validity=validity, last_uid=number, updated_at=timezone.now()
            )
        return len(numbers)


def _take(box: imaplib.IMAP4, number: int) -> None:
    """Take one mail. Of one that is too large only the head is loaded. One that cannot be read or taken comes to the
    office as it is, so that those after it are read; while the database, the store or the mailbox is away none is
    passed over.
    """
    own = get_own_addresses()
    try:
        size = _get_size(box, number)
        if size is None:
            return
        is_large = size > MOST_MAIL_BYTES
        raw, faults = _load_mail(box, number, is_large=is_large)
    except MailRefused as error:
        log.warning("the mailbox refuses a mail", number=number, reason=str(error))
        take_mail(build_blank_mail(f"{box.host} {number}: {error}".encode(), "refused"), size=0)
        return
    try:
        mail = read_mail(raw, own_addresses=own)
        mail = replace(mail, faults=(*mail.faults, *faults))
        if mail.faults:
            log.warning("a mail cannot be read in full", number=number, faults=mail.faults)
        can_be_told = bool(mail.sender) or not mail.faults
        (refuse_large_mail if is_large and can_be_told else take_mail)(mail, size=size)
    except Exception as error:
        if _passes(error):
            raise
        log.exception("a mail cannot be taken", number=number, code=type(error).__name__)
        take_mail(build_blank_mail(raw, type(error).__name__), size=size)


def _passes(error: Exception) -> bool:
    """Return whether another try may go well: what failed is the database, the store or a network, not the mail."""
    if isinstance(error, DomainError):
        return error.status >= 500
    is_outage = isinstance(
        error, DatabaseError | InterfaceError | PoolTimeout | redis.RedisError | OSError | MailboxAway
    )
    return is_outage and not isinstance(error, DataError | IntegrityError)


def get_own_addresses() -> frozenset[str]:
    """Return the addresses from which the platform writes and to which it is written."""
    addresses = (settings.ENV.support_address, settings.ENV.imap_user, parseaddr(settings.ENV.email_from)[1])
    return frozenset(address.lower() for address in addresses if "@" in address)


def _list_new(box: imaplib.IMAP4, position: MailboxPosition, validity: int) -> list[int]:
    if position.uid_validity == validity:
        found = _ask(box, "SEARCH", None, f"UID {position.last_uid + 1}:*")
    else:
        since = (timezone.now() - LOOKS_BACK).strftime("%d-%b-%Y")
        found = _ask(box, "SEARCH", None, f"SINCE {since}")
    known = position.last_uid if position.uid_validity == validity else 0
    numbers = sorted(int(number) for line in found if isinstance(line, bytes) for number in line.split())
    return [number for number in numbers if number > known][:A_RUN]


def _get_size(box: imaplib.IMAP4, number: int) -> int | None:
    """Return the size of a mail; None when it was deleted meanwhile."""
    for line in _ask(box, "FETCH", str(number), "(RFC822.SIZE)"):
        if isinstance(line, bytes) and (found := _SIZE.search(line)):
            return int(found.group(1))
    return None


def _load_mail(box: imaplib.IMAP4, number: int, *, is_large: bool) -> tuple[bytes, tuple[str, ...]]:
    """Return a mail, and why only its head. Some servers never give the body of one that they cannot read."""
    faults: tuple[str, ...] = ()
    if not is_large:
        try:
            return _load(box, number, "(BODY.PEEK[])"), faults
        except MailRefused:
            faults = ("refused",)
    return _load(box, number, f"(BODY.PEEK[HEADER]<0.{MOST_HEAD_BYTES}>)"), faults


def _load(box: imaplib.IMAP4, number: int, what: str) -> bytes:
    for line in _ask(box, "FETCH", str(number), what):
        if isinstance(line, tuple) and len(line) > 1:
            return bytes(line[1])
    return b""


def _ask(box: imaplib.IMAP4, command: str, *arguments: str | None) -> list[object]:
    try:
        status, found = box.uid(command, *arguments)  # type: ignore[arg-type]
    except (imaplib.IMAP4.error, OSError) as error:
        raise MailboxAway(f"{command}: {type(error).__name__}") from error
    if status != "OK":
        raise MailRefused(f"{command}: {status}")
    return list(found)


@contextmanager
def _open_mailbox() -> Iterator[tuple[imaplib.IMAP4, int]]:
    """Open the folder for reading only, and yield it with its UIDVALIDITY."""
    env = settings.ENV
    try:
        box = _connect()
        try:
            box.login(env.imap_user, env.imap_password)
            status, _count = box.select(f'"{env.imap_folder}"', readonly=True)
            if status != "OK":
                raise MailboxAway(f"there is no folder {env.imap_folder}")
            _name, validity = box.response("UIDVALIDITY")
            yield box, int(validity[0] or b"0")
        finally:
            with suppress(imaplib.IMAP4.error, OSError):
                box.logout()
    except (imaplib.IMAP4.error, OSError) as error:
        raise MailboxAway(type(error).__name__) from error


def _connect() -> imaplib.IMAP4:
    env = settings.ENV
    if env.imap_security == "tls":
        context = ssl.create_default_context()
        return imaplib.IMAP4_SSL(env.imap_host, env.imap_port, ssl_context=context, timeout=TIMEOUT)
    box = imaplib.IMAP4(env.imap_host, env.imap_port, timeout=TIMEOUT)
    if env.imap_security == "starttls":
        box.starttls(ssl_context=ssl.create_default_context())
    return box
