"""Work of this app that runs as jobs."""

from datetime import timedelta

from apps.jobs.kinds import JobKind

EXPORT = "portal.export_person"
ERASE = "portal.erase_person"

JOB_KINDS = [
    JobKind(
        name=EXPORT,
        handler="apps.portal.services.exports.make_archive",
        limit=timedelta(minutes=30),
        on_dead="apps.portal.services.exports.archive_failed",
    ),
    JobKind(name=ERASE, handler="apps.portal.services.erasure.carry_out", tries=6, limit=timedelta(minutes=30)),
]
