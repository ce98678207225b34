"""What streams and tickets know of people."""

from apps.core.personal_data import Erasure, PersonalData, Traces
from realtime.models import SocketTicket, StreamEvent

PERSONAL_DATA = [
    PersonalData("realtime.SocketTicket", "user", Erasure.DELETE, loose=("session_id",)),
    PersonalData("realtime.Stream", "", Erasure.KEEP, loose=("name",)),
    PersonalData("realtime.StreamEvent", "", Erasure.DELETE, loose=("data",)),
]


def forget(traces: Traces) -> None:
    """Events on the person's own stream and events that name them go; whoever missed one draws from the snapshot.

    The stream keeps its number, so that none is given out twice.
    """
    SocketTicket.objects.filter(user_id=traces.person).delete()
    StreamEvent.objects.filter(stream_id=f"user:{traces.person}").delete()
    traces.holding(StreamEvent.objects.all(), "data").delete()
