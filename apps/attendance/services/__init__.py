"""Writes about registers: marks, statuses, excuses, make-ups, check-in, and who is told of an absence."""

from apps.attendance.services.absences import tell_absences
from apps.attendance.services.check_in import check_in, show_code
from apps.attendance.services.excuses import ask_to_be_excused, decide_excuse, withdraw_excuse
from apps.attendance.services.make_ups import make_up, undo_make_up
from apps.attendance.services.offline import Offline, sync
from apps.attendance.services.registers import Entry, correct, mark_one, mark_register, remove, withdraw
from apps.attendance.services.statuses import add_status, change_status, remove_status

__all__ = [
    "Entry",
    "Offline",
    "add_status",
    "ask_to_be_excused",
    "change_status",
    "check_in",
    "correct",
    "decide_excuse",
    "make_up",
    "mark_one",
    "mark_register",
    "remove",
    "remove_status",
    "show_code",
    "sync",
    "tell_absences",
    "undo_make_up",
    "withdraw",
    "withdraw_excuse",
]
