"""Writes of marks, statuses, excuses, make-ups and check-ins, and notifications of absences."""

from apps.attendance.services.absences import notify_absences
from apps.attendance.services.check_in import check_in, get_check_in_code
from apps.attendance.services.excuses import decide_excuse, request_excuse, withdraw_excuse
from apps.attendance.services.make_ups import cancel_make_up, create_make_up
from apps.attendance.services.offline import OfflineMark, sync_offline_marks
from apps.attendance.services.registers import (
    MarkInput,
    correct_mark,
    mark_pupil,
    mark_register,
    withdraw_mark,
    withdraw_marks,
)
from apps.attendance.services.settling import settle_lessons
from apps.attendance.services.statuses import (
    archive_attendance_status,
    create_attendance_status,
    update_attendance_status,
)
