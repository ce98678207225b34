"""Whether a text may be sent: sanctions, pace, repeats and listed words, by the rules of moderation."""

from apps.accounts.models import User
from apps.chat.access import can_moderate
from apps.chat.models import ChatRoom, Message
from apps.chat.reportable_messages import MESSAGE, build_place, find_text
from apps.moderation.services.reports import hold_text
from apps.moderation.services.writing import WritingRules, admit_text, check_may_write, check_words

PER_MINUTE, PER_DAY = 30, 2000


def admit_message(*, author: User, room: ChatRoom, text: str) -> tuple[str, ...]:
    """Count a new message, in the unit of work that saves it, and return why it waits for a moderator; mostly empty.
    Raise what `admit_text` raises. Conversations are private: no rule holds what is written in them.
    """
    trusted = room.is_conversation or can_moderate(author, room)
    rules = WritingRules(area="chat", per_minute=PER_MINUTE, per_day=PER_DAY, is_trusted=trusted, is_plain=True)
    return admit_text(author=author, place=build_place(room), source=text, rules=rules).holds


def admit_edit(*, author: User, room: ChatRoom, text: str) -> tuple[str, ...]:
    """Check the new text of a message as `admit_message` does, without counting it."""
    check_may_write(author=author, place=build_place(room))
    holds = check_words(text, field="text", is_plain=True)
    trusted = room.is_conversation or can_moderate(author, room)
    return ("word",) if holds and not trusted else ()


def hold_message(message: Message, holds: tuple[str, ...]) -> None:
    """Have a moderator look at a hidden message, in the open unit of work."""
    facts = find_text(message.pk)
    assert facts is not None
    hold_text(kind=MESSAGE, text_id=message.pk, facts=facts, holds=holds)
