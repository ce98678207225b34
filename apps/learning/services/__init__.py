"""Writes of online courses: enrolments, drafts and publishing."""

from apps.learning.services.enrollments import (
    end_enrollment,
    end_refunded_enrollment,
    enrol_user,
    freeze_enrollment,
    set_enrollment_end,
    unfreeze_enrollment,
)
from apps.learning.services.invitation_links import use_invitation_link

__all__ = [
    "end_enrollment",
    "end_refunded_enrollment",
    "enrol_user",
    "freeze_enrollment",
    "set_enrollment_end",
    "unfreeze_enrollment",
    "use_invitation_link",
]
