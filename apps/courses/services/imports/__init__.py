"""Spreadsheet imports of pupils. `apps.attendance.imports` uses the same modules for marks."""

from apps.courses.services.imports.students import take_students
from apps.courses.services.imports.undo import undo_students

__all__ = ["take_students", "undo_students"]
