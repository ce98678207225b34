"""Job kinds of this app."""

from apps.core.durations import DAY, HOUR
from apps.jobs.kinds import JobKind
from ml.text import SEARCH_KEY_VERSION

REBUILD_SEARCH_KEYS = f"jobs.rebuild_search_keys_{SEARCH_KEY_VERSION}"
"""Named after the version, so that an upgrade to another version runs it at once; then every night."""

JOB_KINDS = [
    JobKind("jobs.clean_up", "apps.jobs.clean_up.run_clean_up", limit=2 * HOUR, every=DAY, offset=22 * HOUR),
    JobKind(
        REBUILD_SEARCH_KEYS,
        "apps.jobs.search_keys.rebuild_search_keys",
        tries=10,
        limit=2 * HOUR,
        every=DAY,
        offset=23 * HOUR,
    ),
]
