"""Job kinds of this app."""

from apps.core.durations import DAY, HOUR, MINUTE, SECOND
from apps.jobs.kinds import JobKind

GENERATE_LESSONS = "lessons.generate_group_lessons"
GENERATE_GROUP_LESSONS = "lessons.generate_lessons_of_one"
PASS_TO_NEW_LEAD = "lessons.pass_to_new_lead"
NOTIFY_LESSON_CHANGE = "lessons.tell"
NOTIFY_LESSON_CHANGES = "lessons.tell_many"
NOTIFY_TIMETABLE_CHANGE = "lessons.tell_timetable"
ASK_FEEDBACK = "lessons.ask_feedback"
CLOSE_FEEDBACK = "lessons.close_feedback"
SYNC_LIVE_ROOM = "lessons.sync_live_room"
REMOVE_LIVE_ROOM = "lessons.remove_live_room"
READ_LIVE_REPORT = "lessons.read_live_report"
COLLECT_LIVE_ROOMS = "lessons.collect_live_rooms"
COLLECT_LIVE_ROOM = "lessons.collect_live_room"
MAKE_LIVE_ROOMS = "lessons.make_live_rooms"
ADD_LIVE_RECORDING = "resources.add_live_recording"

JOB_KINDS = [
    JobKind(
        GENERATE_LESSONS, "apps.lessons.services.generation_jobs.enqueue_lesson_generation", keep_done=DAY, every=HOUR
    ),
    JobKind(GENERATE_GROUP_LESSONS, "apps.lessons.services.generation_jobs.generate_lessons_of_group", keep_done=DAY),
    JobKind(PASS_TO_NEW_LEAD, "apps.lessons.services.lead_changes.pass_lessons_to_new_lead"),
    JobKind(NOTIFY_LESSON_CHANGE, "apps.lessons.services.notifications.notify_lesson_change"),
    JobKind(NOTIFY_LESSON_CHANGES, "apps.lessons.services.notifications.notify_lesson_changes"),
    JobKind(NOTIFY_TIMETABLE_CHANGE, "apps.lessons.services.notifications.notify_timetable_change"),
    JobKind(ASK_FEEDBACK, "apps.lessons.services.feedback.ask_for_feedback", keep_done=DAY, every=HOUR),
    JobKind(
        CLOSE_FEEDBACK, "apps.lessons.services.feedback.close_feedback", keep_done=DAY, every=HOUR, offset=2 * MINUTE
    ),
    JobKind(
        SYNC_LIVE_ROOM,
        "apps.lessons.services.live_rooms.sync_live_room",
        tries=6,
        backoff=10 * SECOND,
        on_dead="apps.lessons.services.live_news.tell_of_dead_sync",
    ),
    JobKind(MAKE_LIVE_ROOMS, "apps.lessons.services.live_timetables.make_live_rooms", keep_done=DAY),
    JobKind(REMOVE_LIVE_ROOM, "apps.lessons.services.live_rooms.remove_at_provider", tries=6, backoff=MINUTE),
    JobKind(READ_LIVE_REPORT, "apps.lessons.services.live_reports.read_live_report", tries=5),
    JobKind(
        COLLECT_LIVE_ROOMS,
        "apps.lessons.services.live_rooms.enqueue_live_collection",
        keep_done=HOUR,
        every=10 * MINUTE,
        offset=4 * MINUTE,
    ),
    JobKind(COLLECT_LIVE_ROOM, "apps.lessons.services.live_reports.collect_live_room", keep_done=DAY),
]
