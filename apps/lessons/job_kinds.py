"""Job kinds of this app."""

from apps.core.durations import DAY, HOUR, MINUTE
from apps.jobs.kinds import JobKind

GENERATE_LESSONS = "lessons.generate_group_lessons"
GENERATE_GROUP_LESSONS = "lessons.generate_lessons_of_one"
PASS_TO_NEW_LEAD = "lessons.pass_to_new_lead"
NOTIFY_LESSON_CHANGE = "lessons.tell"
NOTIFY_LESSON_CHANGES = "lessons.tell_many"
NOTIFY_TIMETABLE_CHANGE = "lessons.tell_timetable"
ASK_FEEDBACK = "lessons.ask_feedback"
CLOSE_FEEDBACK = "lessons.close_feedback"

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
]
