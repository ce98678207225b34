"""Job kinds of this app."""

from apps.core.durations import DAY, HOUR
from apps.jobs.kinds import JobKind

JOB_KINDS = [
    JobKind(
        "resources.empty_library",
        "apps.resources.services.library.delete_old_archived_media",
        limit=HOUR,
        every=DAY,
        offset=21 * HOUR,
    ),
    JobKind("resources.add_live_recording", "apps.resources.services.live_recordings.add_live_recording"),
]
