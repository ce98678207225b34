"""`/language`: the person's language, here and everywhere."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from apps.accounts.services.people import update_me
from apps.core.translated_texts import LANGUAGES
from apps.portal.telegram.buttons import Press
from apps.portal.telegram.chat import Chat

NAMES = {"uz": "O'zbekcha", "ru": "Русский", "en": "English"}


def language(chat: Chat) -> None:
    """Offer the languages."""
    chat.say(_("Choose the language"), [[chat.button(NAMES[code], "lang", code) for code in LANGUAGES]])


def chosen(chat: Chat, press: Press) -> None:
    """One was chosen."""
    code = press.arguments[0] if press.arguments else ""
    if code not in NAMES:
        return
    update_me(user=chat.user, locale=code)
    with override(code):
        chat.change(_("The bot writes in English now."))
