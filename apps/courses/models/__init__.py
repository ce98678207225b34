"""Models of the catalogue, groups, memberships and imports."""

from apps.courses.models.catalogue import (
    Category,
    Course,
    CourseMode,
    CoursePrice,
    CourseStatus,
    CourseTeacher,
    CourseTeacherKind,
    CourseThumbnail,
    Level,
    Placement,
    PlacementMethod,
)
from apps.courses.models.groups import (
    ENDED,
    OPEN,
    Freeze,
    Group,
    GroupStatus,
    Holiday,
    LeadChange,
    Membership,
    MembershipChange,
    MembershipChangeKind,
    MembershipStatus,
    WaitingEntry,
)
from apps.courses.models.imports import Import, ImportKind, ImportMapping, ImportRow, ImportRowResult, ImportState
