"""A linked chat while one of its updates is processed: its user, its stored state, its replies."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from apps.accounts.access import GuardianRight, has_permission
from apps.accounts.models import TelegramLink, User
from apps.accounts.queries import list_children
from apps.attendance.queries import list_current_groups
from apps.core.permissions import Role
from apps.messaging.services import enqueue_telegram
from apps.messaging.telegram import Button, client
from apps.messaging.telegram.updates import BotUpdate
from apps.portal.models import TelegramTalk
from apps.portal.telegram import buttons
from apps.support.models import TicketFile

ANSWER_LIFETIME = timedelta(minutes=15)
REPLY_LIFETIME = timedelta(minutes=10)
MAX_CHILDREN = 20

ButtonRows = Sequence[Sequence[Button]]


@dataclass
class LinkedChat:
    """`update`: the message or pressed button. `files`: what of it was stored. Replies are collected and sent by
    `send_replies`.
    """

    link: TelegramLink
    update: BotUpdate
    replies: list[dict[str, Any]] = field(default_factory=list)
    files: list[TicketFile] = field(default_factory=list)

    @property
    def user(self) -> User:
        """The user of the chat."""
        return self.link.user

    def has_permission(self, permission: str) -> bool:
        """Return whether the user has the permission."""
        return has_permission(self.user, permission)

    def reply(self, text: str, rows: ButtonRows = ()) -> None:
        """Reply with a new message."""
        self.replies.append({"text": text, "buttons": rows})

    def edit_message(self, text: str, rows: ButtonRows = ()) -> None:
        """Reply by editing the message of the pressed button."""
        self.replies.append({"text": text, "buttons": rows, "message_id": self.update.message_id})

    def build_button(self, text: str, verb: str, *arguments: str | UUID) -> Button:
        """Return a button for this user in this chat."""
        return Button(text, data=buttons.sign_button(self.user, self.link.chat_id, verb, *arguments))

    def send_replies(self) -> None:
        """Enqueue the replies, in the unit of work that ends the update."""
        until = timezone.now() + REPLY_LIFETIME
        for reply in self.replies:
            enqueue_telegram(to=str(self.link.chat_id), until=until, **reply)

    def get_talk(self) -> TelegramTalk:
        """Return the state of the chat, stored or new."""
        return TelegramTalk.objects.filter(link=self.link).first() or TelegramTalk(link=self.link)

    def wait_for_answer(self, step: str, data: dict[str, Any]) -> None:
        """Take the next text of the user as the answer to this step."""
        answer = {"step": step, "data": data, "expires_at": timezone.now() + ANSWER_LIFETIME}
        TelegramTalk.objects.update_or_create(link=self.link, defaults=answer)

    def forget_question(self) -> None:
        """Stop waiting for an answer."""
        talks = TelegramTalk.objects.filter(link=self.link).exclude(step="")
        talks.update(step="", data={}, expires_at=None, updated_at=timezone.now())

    def choose_child(self, child: User) -> None:
        """Make this child the one that the chat is about."""
        TelegramTalk.objects.update_or_create(link=self.link, defaults={"child": child})

    def list_pupils(self, sees: GuardianRight = GuardianRight.PROGRESS) -> list[User]:
        """Return the pupils that the chat can be about: the user as a pupil, and children with this guardian right."""
        children = list(list_children(self.user, right=sees).order_by("first_name", "last_name", "pk")[:MAX_CHILDREN])
        return [self.user, *children] if self.user.role == Role.STUDENT or list_current_groups(self.user) else children

    def get_pupil(self, command: str) -> User | None:
        """Return the pupil that the chat is about: the only one, or the chosen one. None when the user was asked to
        choose, or has no pupil.
        """
        pupils = self.list_pupils()
        if len(pupils) == 1:
            return pupils[0]
        pupil = find_pupil(pupils, self.get_talk().child_id)
        if pupil is None and pupils:
            self.reply(_("Which pupil?"), self.build_pupil_buttons(pupils, command))
        elif pupil is None:
            self.reply(_("No pupil is linked with your account. Ask the office."))
        return pupil

    def build_pupil_buttons(self, pupils: Sequence[User], command: str) -> ButtonRows:
        """Return a button for each pupil, which goes on with the command."""
        return [[self.build_button(self.get_display_name(pupil), "child", pupil.pk, command)] for pupil in pupils]

    def get_display_name(self, pupil: User) -> str:
        """Return the name of a pupil for the user of the chat."""
        return _("Myself") if pupil.pk == self.user.pk else pupil.full_name


def build_update_key(update: BotUpdate) -> UUID:
    """Return an id that follows from an update: what is made of it has this id, also when it comes twice."""
    parts = ("telegram", client.get_bot_id(), update.chat_id, update.message_id, update.update_id)
    return uuid5(NAMESPACE_URL, ":".join(map(str, parts)))


def find_pupil(pupils: Sequence[User], pupil_id: UUID | None) -> User | None:
    """Return the pupil of that id, None when it is not one of these."""
    return next((pupil for pupil in pupils if pupil.pk == pupil_id), None)


def send_failure_message(chat_id: int) -> None:
    """Tell the chat that its request failed; nothing for a blocked chat, or for 0 (a deleted chat)."""
    link = TelegramLink.objects.select_related("user").filter(chat_id=chat_id).first()
    if not chat_id or (link is not None and link.blocked_at is not None):
        return
    with override(link.user.locale if link else settings.LANGUAGE_CODE):
        text = _("It did not work. Please try again later.")
    enqueue_telegram(to=str(chat_id), text=text, until=timezone.now() + REPLY_LIFETIME)
