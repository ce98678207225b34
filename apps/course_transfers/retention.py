"""How long exports, imports and their packages are kept; files go with the last row that uses them."""

from datetime import datetime

from django.utils import timezone

from apps.core.durations import DAY
from apps.core.retention import RetentionRule
from apps.course_transfers.models import CourseImport

EXPORT_LIFE = 7 * DAY
PACKAGE_LIFE = 7 * DAY


def forget_packages(*, before: datetime, limit: int) -> int:
    """Let go of packages that were sent before this time, and delete imports of them that made nothing; return how
    many. Imports that made a draft stay: they keep its quizzes.
    """
    old = CourseImport.objects.filter(created_at__lt=before)
    gone = list(old.exclude(state="done").values_list("pk", flat=True)[:limit])
    if gone:
        CourseImport.objects.filter(pk__in=gone).delete()
        return len(gone)
    kept = list(old.filter(package__isnull=False).values_list("pk", flat=True)[:limit])
    return CourseImport.objects.filter(pk__in=kept).update(package=None, updated_at=timezone.now())


RETENTION = [
    RetentionRule("course_transfers.CourseExport", "created_at", EXPORT_LIFE),
    RetentionRule("course_transfers.CourseImport", "created_at", PACKAGE_LIFE, by=forget_packages),
]
