"""Read an e-mail: who wrote what, what it answers, whether a machine sent it. Pure: no database, no network.

Nothing in a letter is trusted: charsets that do not exist and broken headers give less text, and `faults` says so.
Python's parser takes long for some letters and fails at others. So the mailbox runs this module as a script, by
`apps.support.mail_process`: it imports nothing of ours, and limits its resources before it reads.
"""

import base64
import codecs
import email
import hashlib
import json
import os
import re
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr

MEMORY_BYTES = 1024 * 1024 * 1024
CPU_SECONDS = 5
"""A letter of 25 MB takes half a second."""
UNREADABLE = 10
NO_WORDS = "no words"
"""Of a page: a fault where there are no files either."""
PAGE_LINK = b"#ticket="
"""How the token of a guest's page begins in its link (`services.guest_pages`)."""
MOST_HEADER = 4000
"""Characters of a header that are decoded, which takes the square of them."""
MOST_REFERENCES = 50
MOST_PARTS = 200
MOST_FILES = 10
MOST_WORDS = 20_000
MACHINE_PRECEDENCE = frozenset({"bulk", "junk", "list", "auto_reply"})
CHARSETS = frozenset(
    "ascii utf-8 utf-8-sig utf-7 utf-16 utf-16-be utf-16-le utf-32 utf-32-be utf-32-le koi8-r koi8-u koi8-t kz1048 "
    "ptcp154 tis-620 hp-roman8 mac-cyrillic mac-greek mac-iceland mac-latin2 mac-roman mac-turkish big5 big5hkscs "
    "gb2312 gbk gb18030 hz euc_jp euc_jis_2004 euc_jisx0213 shift_jis shift_jis_2004 shift_jisx0213 iso2022_jp "
    "iso2022_jp_1 iso2022_jp_2 iso2022_jp_2004 iso2022_jp_3 iso2022_jp_ext iso2022_kr euc_kr johab cp437 cp720 cp737 "
    "cp775 cp850 cp852 cp855 cp857 cp858 cp860 cp861 cp862 cp863 cp864 cp865 cp866 cp869 cp874 cp932 cp949 cp950 "
    "cp1125 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 iso8859-1 iso8859-2 iso8859-3 iso8859-4 "
    "iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-9 iso8859-10 iso8859-11 iso8859-13 iso8859-14 iso8859-15 "
    "iso8859-16".split()
)
"""Python's names of what people write in. Its other codecs are none of mails: `punycode` takes the square of a text."""
MOST_CHARSET = 40
_MESSAGE_ID = re.compile(r"<[^<>\s\x00-\x1f\x7f]{1,298}>")
_TOKEN = re.compile(r"\[#\d{1,9}-([0-9a-f]{16})\]")
_WORD_LEFT = re.compile(r"=\?[^?\s]{1,40}\?[bq]\?", re.IGNORECASE)
_QUOTE_HEAD = re.compile(
    r"^(?:-{2,} ?(?:Original Message|Исходное сообщение|Asl xabar) ?-{2,}|_{10,}"
    r"|(?:On|Am|Le) .{4,120} (?:wrote|schrieb|a écrit) ?:"
    r"|.{4,120}(?:пишет|написал\(а\)|написал|написала|yozdi) ?:)\s*$",
    re.IGNORECASE,
)
_BREAKS = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6])\b[^<>]{0,200}>", re.IGNORECASE)
# What is not closed goes with all that follows: were it searched again from each beginning, that would take the square.
_HIDDEN = re.compile(r"<!--.*?(?:-->|\Z)|<(style|script|head)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_CLOSED = re.compile(r"(?:-->|</(?:style|script|head)\s*>)\Z", re.IGNORECASE)
_TAG = re.compile(r"<[!/?a-z][^<>]*>", re.IGNORECASE)
_NO_TAG = re.compile(r"<!\[(?!if\b|endif\b|cdata\[)|<[!/?a-z][^<>]*(?:<|\Z)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class MailFile:
    """A file of an e-mail."""

    name: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class ReadMail:
    """An e-mail. `ids`: the Message-IDs that it answers, the nearest first. `token`: of the ticket in its subject.

    `is_automatic`: a machine sent it (RFC 3834). `is_loop`: it came from here. `failed`: for a bounce (RFC 3464) the
    Message-IDs of the letters that were not delivered; None for other letters. `faults`: what of it could not be read.
    `original`: its bytes. `hides_link`: a part that is encoded for its way holds the link of a guest's page.
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
    faults: tuple[str, ...] = ()
    original: bytes = field(default=b"", repr=False)
    hides_link: bool = False


def main() -> int:
    """Print the e-mail of stdin as JSON; the arguments are own addresses. Return the exit status."""
    os.nice(10)  # requests come first
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value + (limit == resource.RLIMIT_CPU)))  # the soft limit names the reason
    try:
        mail = read_mail(sys.stdin.buffer.read(), own_addresses=frozenset(sys.argv[1:]))
        files = [(file.name, base64.b64encode(file.content).decode()) for file in mail.files]
        answer = json.dumps(asdict(replace(mail, files=(), original=b"")) | {"files": files, "original": ""})
    # A broken letter may raise anything in the parser; whatever it was, it cannot be read.
    except Exception as error:
        sys.stdout.write(type(error).__name__)
        return UNREADABLE
    sys.stdout.write(answer)
    return 0


def read_mail(raw: bytes, *, own_addresses: frozenset[str]) -> ReadMail:
    """Return what an e-mail says. `own_addresses`: those of the office, in lower case.

    It may raise anything for a letter that no mail program writes, such as one of a thousand levels.
    """
    message, faults = email.message_from_bytes(raw), set[str]()
    name, address = parseaddr(_decode(_get(message, "from"), faults))
    subject = " ".join(_decode(_get(message, "subject"), faults).split())
    found = _TOKEN.search(subject)
    words, quoted = split_quote(_find_text(message, faults))
    is_bounce = _is_bounce(message)
    failed = tuple(_list_failed_ids(message, faults)) if is_bounce else None
    files = () if is_bounce else tuple(_list_files(message, faults))
    if files:
        faults.discard(NO_WORDS)
    ids = tuple(_list_ids(message, faults))
    sender = address.lower()[:254] if "@" in address else ""
    return ReadMail(
        message_id=_find_id(message, faults) or build_id(raw),
        sender=sender,
        name=name[:150],
        subject=subject,
        ids=ids,
        token=found.group(1) if found else "",
        is_automatic=_is_automatic(message),
        is_loop=_is_loop(message, sender, own_addresses),
        failed=failed,
        text=words[:MOST_WORDS],
        quoted=quoted[:MOST_WORDS],
        files=files,
        faults=tuple(sorted(faults)),
        original=raw,
        hides_link=any(_hides_link(part) for part in _walk(message)),
    )


def build_id(raw: bytes) -> str:
    """Return what stands for the Message-ID of an e-mail without one."""
    return f"sha256:{hashlib.sha256(raw).hexdigest()}"


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


def _get(message: Message, name: str, *, most: int | None = MOST_HEADER) -> str:
    """Return a header as it stands, its bytes as UTF-8; "" without one."""
    value = next((value for key, value in message.raw_items() if key.lower() == name), "")
    return str(value)[:most].encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _decode(value: str, faults: set[str]) -> str:
    """Return the text of a header; what cannot be decoded stays as it is."""
    if "\ufffd" in value:  # bytes in another charset than UTF-8, which headers do not name
        faults.add("characters")
    try:
        decoded = decode_header(value)
    except (ValueError, LookupError, MessageError):
        decoded = [(value, None)]
    text = "".join(
        _decode_bytes(part, charset, faults) if isinstance(part, bytes) else part for part, charset in decoded
    )
    if _WORD_LEFT.search(text):
        faults.add("header")
    return _clean(text, faults)


def _decode_bytes(content: bytes, charset: str | None, faults: set[str]) -> str:
    """Return a text; where it is not in its charset, or that is none, in UTF-8, else in Latin-1."""
    if charset and not _is_charset(charset):
        faults.add("charset")
        charset = None
    for name in (charset or "utf-8", "utf-8"):
        try:
            return _clean(content.decode(name), faults)
        except UnicodeDecodeError as error:
            if error.reason == "unexpected end of data":  # cut within a character
                faults.add("characters")
                return _clean(content.decode(name, "replace"), faults)
    faults.add("charset")
    return _clean(content.decode("latin-1"), faults)


def _is_charset(name: str) -> bool:
    with suppress(LookupError, ValueError):
        return len(name) <= MOST_CHARSET and codecs.lookup(name).name in CHARSETS
    return False


def _clean(text: str, faults: set[str]) -> str:
    """Return the text without what the database does not take: NUL, and halves of characters."""
    cleaned = text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    if cleaned != text:
        faults.add("characters")
    return cleaned


def _find_id(message: Message, faults: set[str]) -> str:
    return next(_find_ids(_get(message, "message-id"), faults), "")


def _list_ids(message: Message, faults: set[str]) -> list[str]:
    """Return what the letter answers: In-Reply-To, then References from the last one."""
    answered = list(_find_ids(_get(message, "in-reply-to"), faults))
    references = list(_find_ids(_get(message, "references", most=None)[-20_000:], faults))
    return list(dict.fromkeys([*answered, *reversed(references)]))[:MOST_REFERENCES]


def _find_ids(value: str, faults: set[str]) -> Iterator[str]:
    if "\x00" in value:
        faults.add("characters")
    for found in _MESSAGE_ID.finditer(value):
        yield found.group()


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


def _list_failed_ids(message: Message, faults: set[str]) -> Iterator[str]:
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
            yield from _find_ids(_find_header(_read_bytes(part), b"message-id", faults), faults)
        elif part.get_content_type() == "message/rfc822" and part.is_multipart():
            inner = part.get_payload(0)
            if isinstance(inner, Message) and (found := _find_id(inner, faults)):
                yield found


def _find_header(block: bytes, name: bytes, faults: set[str]) -> str:
    for line in block.split(b"\n"):
        if line.lower().startswith(name + b":"):
            return _decode_bytes(line[:MOST_HEADER], None, faults)
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
    return part.get_content_disposition() == "attachment" or _find_file_name(part) is not None


def _find_file_name(part: Message) -> str | tuple[str | None, str | None, str] | None:
    found: str | tuple[str | None, str | None, str] | None = part.get_param("filename", header="content-disposition")
    return part.get_param("name") if found is None else found


def _decode_parameter(value: str | tuple[str | None, str | None, str] | None, faults: set[str]) -> str:
    """Return a parameter of a header. RFC 2231 names its charset; the email package would take any codec for it."""
    if isinstance(value, tuple):
        return _decode_bytes(value[2].encode("latin-1", "replace"), value[0], faults)
    return _decode((value or "")[:MOST_HEADER], faults)


def _hides_link(part: Message) -> bool:
    encoding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    return encoding in ("base64", "quoted-printable") and PAGE_LINK in _read_bytes(part)


def _find_text(message: Message, faults: set[str]) -> str:
    """Return the plain text; without one the words of the HTML."""
    texts: dict[str, str] = {}
    for part in _walk(message):
        kind = part.get_content_type()
        if kind in ("text/plain", "text/html") and not _is_file(part) and kind not in texts:
            charset = _decode_parameter(part.get_param("charset"), faults).strip()
            texts[kind] = _decode_bytes(_read_bytes(part), charset or None, faults)
    if texts.get("text/plain", "").strip():
        return texts["text/plain"]
    return _read_html(texts.get("text/html", "")[: 50 * MOST_WORDS], faults)


def _read_html(page: str, faults: set[str]) -> str:
    """Return the words, in a time that grows with the page and not with its square."""
    shown = _HIDDEN.sub("", page)
    text = _TAG.sub("", _BREAKS.sub("\n", shown))
    if _NO_TAG.search(shown):
        faults.add("html")
    if not text.strip() and not all(_CLOSED.search(hidden[0]) for hidden in _HIDDEN.finditer(page)):
        faults.add(NO_WORDS)
    return text


def _list_files(message: Message, faults: set[str]) -> Iterator[MailFile]:
    count = 0
    for part in _walk(message):
        if part.is_multipart() or not _is_file(part) or count >= MOST_FILES:
            continue
        count += 1
        name = _decode_parameter(_find_file_name(part), faults) or f"file-{count}"
        yield MailFile(name=name[-200:], content=_read_bytes(part))


if __name__ == "__main__":
    sys.exit(main())
