"""`/children`: which child the chat is about."""

from django.utils.translation import gettext as _

from apps.portal.telegram.buttons import Press
from apps.portal.telegram.chat import Chat


def children(chat: Chat) -> None:
    """Offer everybody whom the chat can be about."""
    found = chat.pupils()
    if not found:
        chat.say(_("Nobody who learns here is linked with your account. Ask the office."))
        return
    chosen = chat.remembered().child_id
    about = next((one for one in found if one.pk == chosen), found[0] if len(found) == 1 else None)
    said = _("It is about: {name}").format(name=chat.name_of(about)) if about else _("Whom is it about?")
    chat.say(said, chat.choice(found, "") if len(found) > 1 else ())


def chosen(chat: Chat, press: Press) -> None:
    """One was chosen, among those whom the person cares for now."""
    child = next((one for one in chat.pupils() if one.pk == press.id(0)), None)
    if child is None:
        chat.change(_("This is not open to you any more."))
        return
    chat.choose(child)
    chat.change(_("It is about: {name}").format(name=chat.name_of(child)))
