"""Job kinds of course packages."""

from apps.core.durations import HOUR
from apps.jobs.kinds import JobKind

EXPORT = "course_transfers.export"
CHECK = "course_transfers.check"
IMPORT = "course_transfers.import"

_IMPORTS = "apps.course_transfers.services.imports"
_EXPORTS = "apps.course_transfers.services.exports"

JOB_KINDS = [
    JobKind(EXPORT, f"{_EXPORTS}.write_export", limit=HOUR, on_dead=f"{_EXPORTS}.mark_export_failed"),
    JobKind(CHECK, f"{_IMPORTS}.check_package", limit=HOUR, on_dead=f"{_IMPORTS}.mark_import_failed"),
    JobKind(IMPORT, f"{_IMPORTS}.carry_out_import", limit=HOUR, on_dead=f"{_IMPORTS}.mark_import_failed"),
]
