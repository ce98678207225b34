"""Schemas of `/health/`."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from api.base_schemas import In, Out, build_example


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


class PageErrorIn(In):
    """An error inside the pages. `page` is the address without ids, `frames` the places of its stack, innermost
    first.
    """

    model_config = build_example(
        page="groups/:id",
        name="TypeError",
        message="Cannot read properties of undefined (reading 'title')",
        frames=["part-5J7KQ2MX.js:2:10482"],
    )

    page: str = Field("", max_length=100, pattern=r"^[a-z/:_-]*$")
    name: str = Field(max_length=60, pattern=r"^\w+$")
    message: str = Field("", max_length=300)
    frames: list[Annotated[str, Field(max_length=80, pattern=r"^[\w-]+\.js:\d+:\d+$")]] = Field([], max_length=12)
