"""What a merge of doubles does with leads."""

from apps.core.person_merge import STAFF_ACT, Moves, Stays

PERSON_MERGE: list[Moves | Stays] = [
    Moves("leads.Lead", "student"),
    Moves("leads.LeadContract", "student"),
    Stays("leads.Lead", "owner", STAFF_ACT),
    Stays("leads.Lead", "claimed_by", STAFF_ACT),
    Stays("leads.Lead", "converted_by", STAFF_ACT),
    Stays("leads.LeadEntry", "author", STAFF_ACT),
]
