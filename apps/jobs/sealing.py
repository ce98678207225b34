"""Secrets of jobs: encrypted with a key derived from SECRET_KEY, bound to the job."""

from uuid import UUID

from apps.core import sealing
from apps.core.sealing import UnsealError

__all__ = ["UnsealError", "seal_job_secret", "unseal_job_secret"]

PURPOSE = "jobs.sealed"


def seal_job_secret(secret: bytes, job_id: UUID) -> bytes:
    """Encrypt a secret for this job only."""
    return sealing.seal(secret, purpose=PURPOSE, row_id=job_id)


def unseal_job_secret(sealed: bytes, job_id: UUID) -> bytes:
    """Return the secret that was given to `seal_job_secret`. Raise UnsealError."""
    return sealing.unseal(sealed, purpose=PURPOSE, row_id=job_id)
