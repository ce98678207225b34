"""Queries about exports and erasure requests."""

from django.db.models import QuerySet
from django.utils import timezone

from apps.accounts.models import User
from apps.core.lookups import filter_given
from apps.core.models import StoredFile
from apps.courses.queries import list_visible_people
from apps.portal.models import ErasureRequest, ExportRequest, ExportState


def get_latest_export(person: User) -> ExportRequest | None:
    """Return the newest archive of the user that was not deleted yet, or None."""
    requests = ExportRequest.objects.filter(person=person, expires_at__gt=timezone.now())
    return requests.select_related("file").order_by("-id").first()


def is_downloadable_archive(stored: StoredFile) -> bool:
    """Return whether the file is an archive that may still be downloaded."""
    ready = ExportRequest.objects.filter(file=stored, state=ExportState.READY)
    return ready.filter(expires_at__gt=timezone.now()).exists()


def list_visible_erasure_requests(user: User, *, state: str | None = None) -> QuerySet[ErasureRequest]:
    """Return erasure requests about users in reach; for users of every branch also about erased users."""
    requests = ErasureRequest.objects.select_related("person", "requested_by", "decided_by")
    if not user.all_branches:
        requests = requests.filter(person__in=list_visible_people(user).order_by().values("pk"))
    return filter_given(requests, state=state)
