"""Personal data in streams and tickets."""

from apps.core.personal_data import DELETE, KEEP, PersonalData, PersonIdentifiers
from apps.events.models import SocketTicket, StreamEvent
from apps.events.publishing import get_child_stream, get_user_stream

PERSONAL_DATA = [
    PersonalData("realtime.SocketTicket", "user", DELETE, loose="session_id"),
    PersonalData("realtime.Stream", "", KEEP, loose="name"),
    PersonalData("realtime.StreamEvent", "", DELETE, loose="data"),
]


def erase_mentions_of_person(identifiers: PersonIdentifiers) -> None:
    """Delete events on the person's own streams and events that name them; clients that missed one get the snapshot.

    The stream keeps its number, so none is used twice.
    """
    SocketTicket.objects.filter(user_id=identifiers.person).delete()
    own = (get_user_stream(identifiers.person), get_child_stream(identifiers.person))
    StreamEvent.objects.filter(stream_id__in=own).delete()
    identifiers.filter_mentions(StreamEvent.objects.all(), "data").delete()
