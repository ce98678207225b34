"""Identifiers: UUID version 7, ordered by time, made here because PostgreSQL before 18 has none."""

import secrets
import time
import uuid
from datetime import datetime


def uuid7() -> uuid.UUID:
    """A UUIDv7 (RFC 9562, 5.7): 48 bits of Unix milliseconds, 12 of their fraction (6.2, method 3), 62 random ones.

    What a process makes one after the other is in this order: the fraction counts quarters of a microsecond.
    """
    milliseconds, nanoseconds = divmod(time.time_ns(), 1_000_000)
    fraction = (nanoseconds << 12) // 1_000_000
    value = (milliseconds & (2**48 - 1)) << 80 | 0x7 << 76 | fraction << 64 | 0b10 << 62
    return uuid.UUID(int=value | secrets.randbits(62))


def get_first_uuid7_at(created_at: datetime) -> uuid.UUID:
    """The least UUIDv7 that can be made at that time: `pk__gte` finds what was made since."""
    milliseconds = int(created_at.timestamp() * 1000)
    return uuid.UUID(int=(milliseconds & (2**48 - 1)) << 80 | 0x7 << 76 | 0b10 << 62)
