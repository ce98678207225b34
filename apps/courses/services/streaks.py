"""Days studied in a row follow the days that are free: a job for the app that counts them."""

from uuid import UUID

import apps.jobs.services as jobs

KIND = "gamification.recut_streaks"


def recut_streaks(*, branch: UUID | None = None, student: UUID | None = None) -> None:
    """Have the days in a row counted anew of the pupil, of who ever learnt in the branch, or (neither) of everybody;
    inside a unit of work.
    """
    payload = {name: str(key) for name, key in (("branch", branch), ("student", student)) if key is not None}
    jobs.enqueue(kind=KIND, payload=payload)
