"""What a merge of doubles does with the rows of this app."""

from apps.core.person_merge import Moves, Stays

PERSON_MERGE: list[Moves | Stays] = [Stays("settings.AuditLog", "actor", "append-only: it says which account acted")]
