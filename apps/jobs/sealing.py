"""Secrets inside job rows: encrypted with a key derived from SECRET_KEY, bound to their row."""

from uuid import UUID

from apps.core import sealing
from apps.core.sealing import UnsealError

__all__ = ["UnsealError", "seal_job_secret", "unseal_job_secret"]

PURPOSE = "jobs.sealed"


def seal_job_secret(secret: bytes, job_id: UUID) -> bytes:
    """The secret, readable only by this job."""
    return sealing.seal(secret, purpose=PURPOSE, row_id=job_id)


def unseal_job_secret(sealed: bytes, job_id: UUID) -> bytes:
    """The secret that `seal_job_secret` was given; raises Unreadable."""
    return sealing.unseal(sealed, purpose=PURPOSE, row_id=job_id)
