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
    remove_marks,
    withdraw_mark,
)
from apps.attendance.services.statuses import add_status, change_status, remove_status
