"""`/help`: the available commands."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from apps.portal.telegram.chat import LinkedChat
from apps.settings.queries import get_system_settings


def build_help_text(chat: LinkedChat, commands: Sequence[tuple[str, str]]) -> str:
    """Return the commands that this user may use, one in a line."""
    first = _("{name}, this is the bot of {centre}. You can ask:").format(
        name=chat.user.first_name, centre=get_system_settings().centre_name
    )
    return "\n".join([first, *(f"/{name} – {description}" for name, description in commands)])
