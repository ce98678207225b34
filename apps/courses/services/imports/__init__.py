"""Tables that are taken in: pupils here, registers in `apps.attendance.imports` by the same means."""

from apps.courses.services.imports.students import take_students
from apps.courses.services.imports.undo import undo_students

__all__ = ["take_students", "undo_students"]
