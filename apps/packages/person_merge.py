"""What a merge of doubles does with packages."""

from apps.core.person_merge import Moves, PersonMerge
from apps.packages.models import LearnerPackage

PERSON_MERGE = [Moves("packages.LearnerPackage", "user")]


def before_merge(merge: PersonMerge) -> None:
    """Where both opened a package, the kept pupil keeps what was saved last, the better score and the first end."""
    place = ("lesson_id", "block", "package_id", "is_draft")
    own = {tuple(getattr(row, name) for name in place): row for row in LearnerPackage.objects.filter(user=merge.keep)}
    for other in LearnerPackage.objects.filter(user=merge.duplicate).order_by("pk"):
        row = own.get(tuple(getattr(other, name) for name in place))
        if row is None:
            continue
        if other.updated_at > row.updated_at:
            row.cmi, row.version = other.cmi, row.version + 1
        row.score = max((score for score in (row.score, other.score) if score is not None), default=None)
        row.completed_at = min(filter(None, (row.completed_at, other.completed_at)), default=None)
        row.save(update_fields=["cmi", "version", "score", "completed_at", "updated_at"])
