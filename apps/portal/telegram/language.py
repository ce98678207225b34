"""`/language`: choose the user's language, in the chat and in the app."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from apps.accounts.services.users import update_own_profile
from apps.core.translated_texts import LANGUAGES
from apps.portal.telegram.buttons import ButtonPress
from apps.portal.telegram.chat import LinkedChat

LANGUAGE_NAMES = {"uz": "O'zbekcha", "ru": "Русский", "en": "English"}


def offer_languages(chat: LinkedChat) -> None:
    """Offer the languages."""
    buttons = [chat.build_button(LANGUAGE_NAMES[code], "lang", code) for code in LANGUAGES]
    chat.reply(_("Choose the language"), [buttons])


def choose_language(chat: LinkedChat, press: ButtonPress) -> None:
    """Save the chosen language."""
    code = press.arguments[0] if press.arguments else ""
    if code not in LANGUAGE_NAMES:
        return
    update_own_profile(user=chat.user, locale=code)
    with override(code):
        chat.edit_message(_("The bot writes in English now."))
