"""Requests to the gamification app to count streaks again, because days without lessons changed."""

from uuid import UUID

import apps.jobs.services as jobs

KIND = "gamification.recut_streaks"


def request_streak_recount(*, branch: UUID | None = None, student: UUID | None = None) -> None:
    """Enqueue a new count of the streaks of the pupil, of all pupils of the branch, or of everyone. Call inside a unit
    of work.
    """
    payload = {name: str(key) for name, key in (("branch", branch), ("student", student)) if key is not None}
    jobs.enqueue(kind=KIND, payload=payload)
