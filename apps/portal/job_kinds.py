"""Job kinds of the portal."""

from apps.core.durations import DAY, HOUR, MINUTE
from apps.jobs.kinds import JobKind

EXPORT = "portal.export_person"
ERASE = "portal.erase_person"
ANNOUNCE = "portal.send_announcement"

JOB_KINDS = [
    JobKind(
        EXPORT,
        "apps.portal.services.exports.make_archive",
        limit=30 * MINUTE,
        on_dead="apps.portal.services.exports.mark_export_failed",
    ),
    JobKind(
        "portal.telegram_update",
        "apps.portal.telegram.update_worker.process_update",
        on_dead="apps.portal.telegram.update_worker.handle_dead_update",
        keep_done=2 * DAY,
    ),
    JobKind(
        "portal.telegram_recording",
        "apps.portal.telegram.recordings.send_recording_to_chat",
        on_dead="apps.portal.telegram.recordings.notify_chat_of_failed_recording",
        tries=5,
        keep_done=2 * DAY,
    ),
    JobKind("portal.provider_refuses", "apps.portal.services.provider_alerts.notify_of_refused_credentials"),
    JobKind("portal.adult_soon", "apps.portal.services.adulthood.notify_of_adulthood", every=DAY, offset=4 * HOUR),
    JobKind(ERASE, "apps.portal.services.erasure.run_erasure", tries=6, limit=30 * MINUTE),
    JobKind(ANNOUNCE, "apps.portal.services.announcements.send_announcement", tries=8),
]
