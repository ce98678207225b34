"""Spreadsheet imports of pupils. `apps.attendance.imports` uses the same modules for marks."""

from apps.courses.services.imports.students import create_student_import, run_student_import
from apps.courses.services.imports.undo import undo_student_import
