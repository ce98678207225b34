"""Read e-mails in a process that ends afterwards: none takes long or stops the mailbox, whatever is in it."""

import base64
import json
from dataclasses import replace
from pathlib import Path
from threading import BoundedSemaphore

from apps.core.subprocess_reader import SubprocessReader
from apps.core.validators import InvalidValue
from apps.support.mail_reading import UNREADABLE, MailFile, ReadMail, build_id

MAX_PARALLEL = 2
TIMEOUT_SECONDS = 300.0
"""On a busy machine. The limit of the processor, in the process itself, comes first."""
MOST_HEAD_BYTES = 64 * 1024
_READER = SubprocessReader(
    Path(__file__).with_name("mail_reading.py"),
    BoundedSemaphore(MAX_PARALLEL),
    TIMEOUT_SECONDS,
    {UNREADABLE: "structure"},
    "time",
)


def read_mail(raw: bytes, *, own_addresses: frozenset[str]) -> ReadMail:
    """Return what an e-mail says; of one that cannot be read what its head says, with `faults`.

    Raise Unavailable when this machine cannot read now.
    """
    try:
        return replace(_read(raw, own_addresses), original=raw)
    except InvalidValue as error:
        fault = str(error.message)
    blank = build_blank_mail(raw, fault)
    head = raw[:MOST_HEAD_BYTES].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    try:
        found = _read(head + b"\n\n", own_addresses)
    except InvalidValue:
        return blank
    key = found.message_id if found.message_id.startswith("<") else blank.message_id
    return replace(found, message_id=key, faults=(*found.faults, fault), original=raw)


def build_blank_mail(raw: bytes, fault: str) -> ReadMail:
    """Return an e-mail of which nothing is known but its bytes."""
    return ReadMail(message_id=build_id(raw), sender="", name="", subject="", faults=(fault,), original=raw)


def _read(raw: bytes, own_addresses: frozenset[str]) -> ReadMail:
    found = json.loads(_READER.read(raw, *sorted(own_addresses)))
    files = tuple(MailFile(name=name, content=base64.b64decode(content)) for name, content in found.pop("files"))
    lists = {name: tuple(found[name]) for name in ("ids", "faults")}
    failed = None if found["failed"] is None else tuple(found["failed"])
    return ReadMail(**found | lists | {"failed": failed, "files": files})
