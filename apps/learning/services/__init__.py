"""Writes of online courses: enrolments, drafts and publishing."""

from apps.learning.services.enrollments import (
    end_enrollment,
    end_refunded_enrollment,
    enrol_user,
    freeze_enrollment,
    set_enrollment_end,
    unfreeze_enrollment,
)

__all__ = [
    "end_enrollment",
    "end_refunded_enrollment",
    "enrol_user",
    "freeze_enrollment",
    "set_enrollment_end",
    "unfreeze_enrollment",
]
