"""Identifiers: UUID version 7, ordered by time, made here because PostgreSQL before 18 has none."""

import secrets
import time
import uuid
from datetime import datetime


def uuid7() -> uuid.UUID:
    """A UUIDv7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    random = secrets.randbits(74)
    value = (milliseconds & (2**48 - 1)) << 80 | 0x7 << 76 | random >> 62 << 64 | 0b10 << 62
    return uuid.UUID(int=value | random & (2**62 - 1))


def first_id(moment: datetime) -> uuid.UUID:
    """The least UUIDv7 that can be made at that moment: `pk__gte` finds what was made since."""
    milliseconds = int(moment.timestamp() * 1000)
    return uuid.UUID(int=(milliseconds & (2**48 - 1)) << 80 | 0x7 << 76 | 0b10 << 62)
