"""Job kinds of videos."""

from apps.core.durations import DAY, HOUR, MINUTE
from apps.jobs.kinds import JobKind

ADD = "video.add"
TRANSCODE = "video.transcode"
REMOVE_UNUSED = "video.remove_unused"
SEND_TO_VDOCIPHER = "video.send_to_vdocipher"
ASK_VDOCIPHER = "video.ask_vdocipher"
DELETE_AT_VDOCIPHER = "video.delete_at_vdocipher"
MAKE_SUBTITLES = "video.make_subtitles"
MAKE_COPY = "video.make_copy"
REMOVE_COPIES = "video.remove_copies"
MAKE_SOUND_SMALL = "video.make_sound_small"

SOUND_PRIORITY = 10
"""Above films on queue `media`: it takes a second or two."""

SUBTITLE_PRIORITY = -10
"""Under all that homework has on queue `speech` (`apps.homework.job_kinds`): pupils wait for theirs."""

COPY_PRIORITY = -10
"""Under films that are prepared: others wait for these."""

JOB_KINDS = [
    JobKind(ADD, "apps.video.services.adding.add_stored_video"),
    JobKind(
        TRANSCODE,
        "apps.video.services.transcoding.transcode_step",
        queue="media",
        tries=7,
        limit=2 * HOUR,
        keep_done=DAY,
        on_dead="apps.video.services.transcoding.refuse_dead_video",
    ),
    JobKind(
        REMOVE_UNUSED,
        "apps.video.services.removal.remove_unused_files",
        limit=HOUR,
        keep_done=DAY,
        every=DAY,
        offset=21 * HOUR,
    ),
    JobKind(
        SEND_TO_VDOCIPHER,
        "apps.video.services.vdocipher.send_video",
        tries=8,
        limit=HOUR,
        on_dead="apps.video.services.vdocipher.refuse_unsent_video",
    ),
    JobKind(
        MAKE_COPY,
        "apps.video.services.copying.make_copy_step",
        queue="media",
        tries=7,
        limit=2 * HOUR,
        keep_done=DAY,
        on_dead="apps.video.services.copying.refuse_dead_copy",
    ),
    JobKind(REMOVE_COPIES, "apps.video.services.copies.remove_expired_copies", keep_done=DAY, every=HOUR),
    JobKind(
        MAKE_SUBTITLES,
        queue="speech",
        limit=30 * MINUTE,
        keep_done=DAY,
        on_dead="apps.video.services.transcription.refuse_dead_transcription",
    ),
    JobKind(
        MAKE_SOUND_SMALL,
        "apps.video.services.sounds.make_stored_sound_small",
        queue="media",
        tries=7,
        limit=30 * MINUTE,
    ),
    JobKind(ASK_VDOCIPHER, "apps.video.services.vdocipher.ask_about_videos", tries=1, keep_done=HOUR, every=MINUTE),
    JobKind(
        DELETE_AT_VDOCIPHER,
        "apps.video.services.hosted.delete_at_vdocipher",
        tries=8,
        keep_done=DAY,
        every=HOUR,
        offset=20 * MINUTE,
    ),
]
