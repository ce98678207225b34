"""The end of old cases."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from apps.core.uow import unit_of_work
from apps.moderation.models import ModerationCase
from apps.moderation.queries import list_sanctions_that_hold


def delete_old_cases(*, before: datetime, limit: int) -> int:
    """Delete up to `limit` decided cases that were opened before, with all that hangs on them; return how many.

    A case stays while a mute or ban of its decisions holds: without it the person might write or enter again.
    """
    held = list_sanctions_that_hold().filter(decision__case=OuterRef("pk"))
    with unit_of_work():
        rows = ModerationCase.objects.select_for_update(of=("self",), skip_locked=True)
        old = rows.filter(~Exists(held), is_open=False, opened_at__lt=before).order_by("opened_at", "pk")
        ids = [case.pk for case in old[:limit]]
        ModerationCase.objects.filter(pk__in=ids).delete()
    return len(ids)
