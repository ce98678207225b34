"""What a merge of doubles does with the rows of this app."""

from apps.core.person_merge import Moves, Stays

PERSON_MERGE: list[Moves | Stays] = [Stays("realtime.SocketTicket", "user", "a ticket of an account that is closed")]
