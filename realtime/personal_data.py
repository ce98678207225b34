"""What streams and tickets know of people."""

from apps.core.personal_data import ErasureAction, PersonalData, PersonTraces
from realtime.events import child_stream, user_stream
from realtime.models import SocketTicket, StreamEvent

PERSONAL_DATA = [
    PersonalData("realtime.SocketTicket", "user", ErasureAction.DELETE, loose=("session_id",)),
    PersonalData("realtime.Stream", "", ErasureAction.KEEP, loose=("name",)),
    PersonalData("realtime.StreamEvent", "", ErasureAction.DELETE, loose=("data",)),
]


def erase_traces(traces: PersonTraces) -> None:
    """Events on the person's own streams and events that name them go; whoever missed one draws from the snapshot.

    The stream keeps its number, so that none is given out twice.
    """
    SocketTicket.objects.filter(user_id=traces.person).delete()
    own = (user_stream(traces.person), child_stream(traces.person))
    StreamEvent.objects.filter(stream_id__in=own).delete()
    traces.filter_mentions(StreamEvent.objects.all(), "data").delete()
