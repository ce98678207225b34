"""Job kinds of the portal."""

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
        on_dead="apps.portal.services.exports.mark_export_failed",
    ),
    JobKind(
        name="portal.telegram_update",
        handler="apps.portal.telegram.update_worker.process_update",
        on_dead="apps.portal.telegram.update_worker.handle_dead_update",
        keep_done=timedelta(days=2),
    ),
    JobKind(
        name="portal.telegram_recording",
        handler="apps.portal.telegram.recordings.send_recording_to_chat",
        on_dead="apps.portal.telegram.recordings.handle_failed_recording",
        tries=5,
        keep_done=timedelta(days=2),
    ),
    JobKind(name="portal.provider_refuses", handler="apps.portal.services.provider_alerts.notify_provider_refuses"),
    JobKind(name=ERASE, handler="apps.portal.services.erasure.run_erasure", tries=6, limit=timedelta(minutes=30)),
    JobKind(name=ANNOUNCE, handler="apps.portal.services.announcements.send_announcement", tries=8),
]
