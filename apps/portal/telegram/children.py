"""`/children`: choose the child that the chat is about."""

from django.utils.translation import gettext as _

from apps.portal.telegram.buttons import ButtonPress
from apps.portal.telegram.chat import LinkedChat, find_pupil


def offer_children(chat: LinkedChat) -> None:
    """Offer all pupils that the chat can be about."""
    pupils = chat.list_pupils()
    if not pupils:
        chat.reply(_("No pupil is linked with your account. Ask the office."))
        return
    pupil = find_pupil(pupils, chat.get_talk().child_id) or (pupils[0] if len(pupils) == 1 else None)
    text = _("Selected: {name}").format(name=chat.get_display_name(pupil)) if pupil else _("Which pupil?")
    chat.reply(text, chat.build_pupil_buttons(pupils, "") if len(pupils) > 1 else ())


def choose_child(chat: LinkedChat, press: ButtonPress) -> None:
    """Choose a pupil, among those of the user now."""
    child = find_pupil(chat.list_pupils(), press.id(0))
    if child is None:
        chat.edit_message(_("You no longer have access to this."))
        return
    chat.choose_child(child)
    chat.edit_message(_("Selected: {name}").format(name=chat.get_display_name(child)))
