"""Job kinds of interactive packages."""

from apps.core.durations import DAY, HOUR, MINUTE
from apps.jobs.kinds import JobKind

UNPACK = "packages.unpack"
REMOVE_UNUSED = "packages.remove_unused"

JOB_KINDS = [
    JobKind(
        UNPACK,
        "apps.packages.services.unpacking.unpack_package",
        limit=30 * MINUTE,
        on_dead="apps.packages.services.unpacking.refuse_dead_package",
    ),
    JobKind(
        REMOVE_UNUSED,
        "apps.packages.services.unpacking.remove_unused_files",
        limit=HOUR,
        keep_done=DAY,
        every=DAY,
        offset=21 * HOUR,
    ),
]
