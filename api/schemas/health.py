"""Schemas of `/health/`."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from api.schemas.base import Out, build_example


class HealthOut(Out):
    """The process answers."""

    model_config = build_example(status="ok", version="1.0.0")

    status: Literal["ok"]
    version: str


class CheckOut(Out):
    """The result of one readiness check. `detail` says what failed; it is empty on success."""

    model_config = build_example(name="database", ok=True, milliseconds=0.8, detail="")

    name: str
    ok: bool
    milliseconds: float
    detail: str


class ReadyOut(Out):
    """Whether every part is ready, and when the newest good backup ended: null without one. No detail holds an address
    or a password.
    """

    model_config = build_example(status="ready", last_backup="2026-11-20T22:04:10Z")

    status: Literal["ready", "not_ready"]
    checks: list[CheckOut]
    last_backup: datetime | None = Field(
        description="When the newest good backup ended; null without one, and while the database is not ready."
    )
