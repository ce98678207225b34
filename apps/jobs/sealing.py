"""Secrets inside job rows: encrypted with a key derived from SECRET_KEY, bound to their row."""

from uuid import UUID

from apps.core import sealing
from apps.core.sealing import Unreadable

__all__ = ["Unreadable", "seal", "unseal"]

PURPOSE = "jobs.sealed"


def seal(secret: bytes, job_id: UUID) -> bytes:
    """The secret, readable only by this job."""
    return sealing.seal(secret, purpose=PURPOSE, row_id=job_id)


def unseal(sealed: bytes, job_id: UUID) -> bytes:
    """The secret that `seal` was given; raises Unreadable."""
    return sealing.unseal(sealed, purpose=PURPOSE, row_id=job_id)
