"""Schemas of `/jobs/`."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import Out, build_example
from api.lists import FeedQuery

State = Literal["queued", "leased", "done", "dead"]


class JobsQuery(FeedQuery):
    """Filters of the list of jobs."""

    model_config = build_example(state="dead", kind="jobs.clean_up", limit=20)

    state: State | None = Field(None, description="Only jobs in this state.")
    kind: str = Field("", max_length=100, description="Only jobs of this kind.")


class JobOut(Out):
    """A background job. `failures`: how many tries failed; `reason`: why the last one failed."""

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e70",
        kind="jobs.clean_up",
        queue="default",
        object_id="2026-11-20T22:00:00+00:00",
        state="dead",
        failures=3,
        reason="OSError: no space left on device",
        created_at="2026-11-20T22:00:02Z",
        run_at="2026-11-20T22:00:27Z",
        finished_at="2026-11-20T22:00:31Z",
    )

    id: UUID
    kind: str
    queue: str
    object_id: str
    state: State
    failures: int
    reason: str
    created_at: datetime
    run_at: datetime
    finished_at: datetime | None
