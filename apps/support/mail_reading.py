"""Read an e-mail: who wrote what, what it answers, whether a machine sent it. Pure: no database, no network.

Nothing in a letter is trusted: charsets that do not exist, broken headers and endless structures give less text, never
an error.
"""

import email
import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr

from django.utils.html import strip_tags

MOST_ID = 300
MOST_REFERENCES = 50
MOST_PARTS = 200
MOST_FILES = 10
MOST_WORDS = 20_000
MACHINE_PRECEDENCE = frozenset({"bulk", "junk", "list", "auto_reply"})
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,298}>")
_TOKEN = re.compile(r"\[#\d{1,9}-([0-9a-f]{16})\]")
_QUOTE_HEAD = re.compile(
    r"^(?:-{2,} ?(?:Original Message|Исходное сообщение|Asl xabar) ?-{2,}|_{10,}"
    r"|(?:On|Am|Le) .{4,120} (?:wrote|schrieb|a écrit) ?:"
    r"|.{4,120}(?:пишет|написал\(а\)|написал|написала|yozdi) ?:)\s*$",
    re.IGNORECASE,
)
_BREAKS = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6])\b[^<>]{0,200}>", re.IGNORECASE)
_HIDDEN = re.compile(r"<(style|script|head)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class MailFile:
    """A file of an e-mail."""

    name: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class ReadMail:
    """An e-mail. `ids`: the Message-IDs that it answers, the nearest first. `token`: of the ticket in its subject.

    `is_automatic`: a machine sent it (RFC 3834). `is_loop`: it came from here. `failed`: for a bounce (RFC 3464) the
    Message-IDs of the letters that were not delivered; None for other letters.
    """

    message_id: str
    sender: str
    name: str
    subject: str
    ids: tuple[str, ...] = ()
    token: str = ""
    is_automatic: bool = False
    is_loop: bool = False
    failed: tuple[str, ...] | None = None
    text: str = ""
    quoted: str = ""
    files: tuple[MailFile, ...] = field(default=(), repr=False)


def read_mail(raw: bytes, *, own_addresses: frozenset[str]) -> ReadMail:
    """Return what an e-mail says. `own_addresses`: those of the office, in lower case."""
    message = email.message_from_bytes(raw)
    name, address = parseaddr(_decode(message.get("From", "")))
    subject = " ".join(_decode(message.get("Subject", "")).split())
    found = _TOKEN.search(subject)
    text, files, failed = "", [], None
    if _is_bounce(message):
        failed = tuple(_list_failed_ids(message))
    else:
        text = _find_text(message)
        files = list(_list_files(message))
    words, quoted = split_quote(text)
    sender = address.lower()[:254] if "@" in address else ""
    return ReadMail(
        message_id=_find_id(message) or f"sha256:{hashlib.sha256(raw).hexdigest()}",
        sender=sender,
        name=name[:150],
        subject=subject,
        ids=tuple(_list_ids(message)),
        token=found.group(1) if found else "",
        is_automatic=_is_automatic(message),
        is_loop=_is_loop(message, sender, own_addresses),
        failed=failed,
        text=words[:MOST_WORDS],
        quoted=quoted[:MOST_WORDS],
        files=tuple(files),
    )


def split_quote(text: str) -> tuple[str, str]:
    """Return what a person wrote, and what the letter quotes of earlier ones. A letter that is all quote is kept as it
    is.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    cut = next((at for at, line in enumerate(lines) if _QUOTE_HEAD.match(line.strip()[:200])), len(lines))
    while cut and (lines[cut - 1].startswith(">") or not lines[cut - 1].strip()):
        cut -= 1
    own, quoted = "\n".join(lines[:cut]).strip(), "\n".join(lines[cut:]).strip()
    return (own, quoted) if own else (quoted, "")


def _decode(value: object) -> str:
    """Return a header as text; what cannot be decoded is replaced."""
    parts = []
    try:
        decoded = decode_header(str(value))
    except (ValueError, LookupError):
        return str(value)
    for part, charset in decoded:
        parts.append(_decode_bytes(part, charset) if isinstance(part, bytes) else part)
    return "".join(parts).replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _decode_bytes(content: bytes, charset: str | None) -> str:
    for name in (charset or "utf-8", "utf-8"):
        with suppress(LookupError, ValueError):
            return content.decode(name).replace("\x00", "")
    return content.decode("latin-1").replace("\x00", "")


def _find_id(message: Message) -> str:
    found = _MESSAGE_ID.search(str(message.get("Message-ID", "")))
    return found.group(0)[:MOST_ID] if found else ""


def _list_ids(message: Message) -> list[str]:
    """Return what the letter answers: In-Reply-To, then References from the last one."""
    answered = _MESSAGE_ID.findall(str(message.get("In-Reply-To", "")))
    references = _MESSAGE_ID.findall(str(message.get("References", ""))[-20_000:])
    return list(dict.fromkeys([*answered, *reversed(references)]))[:MOST_REFERENCES]


def _is_automatic(message: Message) -> bool:
    submitted = str(message.get("Auto-Submitted", "no")).partition(";")[0].strip().lower()
    precedence = str(message.get("Precedence", "")).strip().lower()
    by_header = any(name in message for name in ("X-Autoreply", "X-Autorespond", "List-Id", "List-Unsubscribe"))
    is_unanswerable = str(message.get("Return-Path", "?")).strip() == "<>"
    return submitted != "no" or precedence in MACHINE_PRECEDENCE or by_header or is_unanswerable


def _is_loop(message: Message, sender: str, own_addresses: frozenset[str]) -> bool:
    looped = {str(value).strip().lower() for value in message.get_all("X-Loop", [])}
    return sender in own_addresses or bool(looped & own_addresses)


def _is_bounce(message: Message) -> bool:
    kind = str(message.get_param("report-type") or "").lower()
    return message.get_content_type() == "multipart/report" and kind == "delivery-status"


def _list_failed_ids(message: Message) -> Iterator[str]:
    """Yield the Message-IDs of letters that failed for good; a delay is none."""
    parts = list(_walk(message))
    status = [part for part in parts if part.get_content_type() == "message/delivery-status"]
    actions = {
        str(block.get("Action", "")).strip().lower()
        for part in status
        for block in (part.get_payload() if part.is_multipart() else [])
        if isinstance(block, Message)
    }
    if "failed" not in actions:
        return
    for part in parts:
        if part.get_content_type() == "text/rfc822-headers":
            yield from _MESSAGE_ID.findall(_find_header(_read_bytes(part), b"message-id"))
        elif part.get_content_type() == "message/rfc822" and part.is_multipart():
            inner = part.get_payload(0)
            if isinstance(inner, Message) and _find_id(inner):
                yield _find_id(inner)


def _find_header(block: bytes, name: bytes) -> str:
    for line in block.split(b"\n"):
        if line.lower().startswith(name + b":"):
            return _decode_bytes(line, None)
    return ""


def _walk(message: Message) -> Iterator[Message]:
    """Yield the parts, at most MOST_PARTS."""
    for number, part in enumerate(message.walk()):
        if number >= MOST_PARTS:
            return
        yield part


def _read_bytes(part: Message) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError):
        return b""
    return content if isinstance(content, bytes) else b""


def _is_file(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or part.get_filename() is not None


def _find_text(message: Message) -> str:
    """Return the plain text; without one the words of the HTML."""
    texts: dict[str, str] = {}
    for part in _walk(message):
        kind = part.get_content_type()
        if kind in ("text/plain", "text/html") and not _is_file(part) and kind not in texts:
            texts[kind] = _decode_bytes(_read_bytes(part), _get_charset(part))
    if texts.get("text/plain", "").strip():
        return texts["text/plain"]
    page = texts.get("text/html", "")[: 50 * MOST_WORDS]
    return strip_tags(_BREAKS.sub("\n", _HIDDEN.sub("", page)))


def _get_charset(part: Message) -> str | None:
    with suppress(ValueError, LookupError, AttributeError):
        return part.get_content_charset()
    return None


def _list_files(message: Message) -> Iterator[MailFile]:
    count = 0
    for part in _walk(message):
        if part.is_multipart() or not _is_file(part) or count >= MOST_FILES:
            continue
        count += 1
        name = _decode(part.get_filename() or "") or f"file-{count}"
        yield MailFile(name=name[-200:], content=_read_bytes(part))
