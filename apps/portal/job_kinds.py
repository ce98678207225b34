"""Work of this app that runs as jobs."""

from datetime import timedelta

from apps.jobs.kinds import JobKind

EXPORT = "portal.export_person"
ERASE = "portal.erase_person"
ANNOUNCE = "portal.send_announcement"

JOB_KINDS = [
    JobKind(
        name=EXPORT,
        handler="apps.portal.services.exports.make_archive",
        limit=timedelta(minutes=30),
        on_dead="apps.portal.services.exports.archive_failed",
    ),
    JobKind(
        name="portal.telegram_update",
        handler="apps.portal.telegram.working.work",
        on_dead="apps.portal.telegram.working.died",
        keep_done=timedelta(days=2),
    ),
    JobKind(
        name="portal.telegram_recording",
        handler="apps.portal.telegram.recordings.send",
        on_dead="apps.portal.telegram.recordings.died",
        tries=5,
        keep_done=timedelta(days=2),
    ),
    JobKind(name="portal.provider_refuses", handler="apps.portal.services.office.provider_refuses"),
    JobKind(name=ERASE, handler="apps.portal.services.erasure.carry_out", tries=6, limit=timedelta(minutes=30)),
    JobKind(name=ANNOUNCE, handler="apps.portal.services.announcements.send_announcement", tries=8),
]
