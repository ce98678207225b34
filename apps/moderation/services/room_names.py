"""Names of rooms in messages."""

from apps.core.translated_texts import write_in_every_language
from apps.moderation.models import ModerationCase


def name_place(case: ModerationCase) -> dict[str, str]:
    """Return the title of the room of a case by language, as data of a notification."""
    return write_in_every_language(lambda: case.place_name)
