"""Take words out of events that are kept."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q

from apps.core.uow import get_current_unit_of_work
from apps.events.models import Stream, StreamEvent
from apps.events.publishing import MAX_REPLAY


def redact_events(stream: str, about: Q, remove: Callable[[dict[str, Any]], None]) -> None:
    """Change the data of the kept events of a stream that match `about`, in the open unit of work: a replay does not
    bring back what was taken away. `remove` empties fields in place.

    Numbers and types stay. The same unit publishes an event on the stream that sets what is emptied, so a replay ends
    in the state of a new snapshot. Events before the last MAX_REPLAY are never replayed and stay as they are, until
    they expire.
    """
    get_current_unit_of_work()
    last = Stream.objects.filter(pk=stream).values_list("seq", flat=True).first() or 0
    kept = StreamEvent.objects.select_for_update().filter(about, stream=stream, seq__gt=last - MAX_REPLAY)
    rows = list(kept.order_by("seq"))
    for row in rows:
        remove(row.data)
    StreamEvent.objects.bulk_update(rows, ["data"])
