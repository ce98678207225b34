"""A linked chat while one of its messages is worked on: whose it is, what it remembers, what it answers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from apps.accounts.access import Sees, holds
from apps.accounts.models import TelegramLink, User
from apps.accounts.queries import children_of
from apps.attendance.queries import open_groups
from apps.core.permissions import Role
from apps.messaging.services import send_telegram
from apps.messaging.telegram import Button
from apps.messaging.telegram.updates import Update
from apps.portal.models import TelegramTalk
from apps.portal.telegram import buttons

ANSWER_LIFE = timedelta(minutes=15)
REPLY_HOLDS = timedelta(minutes=10)
MOST_CHILDREN = 20

Rows = Sequence[Sequence[Button]]


@dataclass
class Chat:
    """`update`: what was written or pressed. Answers are collected and leave with the end of the work (`send`)."""

    link: TelegramLink
    update: Update
    replies: list[dict[str, Any]] = field(default_factory=list)

    @property
    def user(self) -> User:
        """Whose chat it is."""
        return self.link.user

    @property
    def zone(self) -> ZoneInfo:
        """The person's own zone."""
        return ZoneInfo(self.user.zone)

    def may(self, permission: str) -> bool:
        """Whether the person holds it."""
        return holds(self.user, permission)

    def say(self, text: str, rows: Rows = ()) -> None:
        """Answer with a new message."""
        self.replies.append({"text": text, "buttons": rows})

    def change(self, text: str, rows: Rows = ()) -> None:
        """Answer in the message whose button was pressed."""
        self.replies.append({"text": text, "buttons": rows, "message_id": self.update.message_id})

    def button(self, text: str, verb: str, *arguments: str | UUID) -> Button:
        """A button of this person in this chat."""
        return Button(text, data=buttons.signed(self.user, self.link.chat_id, verb, *arguments))

    def send(self) -> None:
        """Enqueue the answers; inside the unit of work that ends the update."""
        until = timezone.now() + REPLY_HOLDS
        for reply in self.replies:
            send_telegram(to=str(self.link.chat_id), until=until, **reply)

    def remembered(self) -> TelegramTalk:
        """What the chat remembers, stored or new."""
        found = TelegramTalk.objects.filter(link=self.link).first()
        return found or TelegramTalk(link=self.link)

    def ask(self, step: str, data: dict[str, Any]) -> None:
        """The next text that the person writes answers this step."""
        self._remember(step=step, data=data, expires_at=timezone.now() + ANSWER_LIFE)

    def forget_question(self) -> None:
        """Nothing waits for an answer any more."""
        TelegramTalk.objects.filter(link=self.link).exclude(step="").update(
            step="", data={}, expires_at=None, updated_at=timezone.now()
        )

    def choose(self, child: User) -> None:
        """From now on it is about this child."""
        self._remember(child=child)

    def pupils(self, sees: Sees = Sees.PROGRESS) -> list[User]:
        """Whom the chat can be about: the person as a pupil, and children by links that let them see that."""
        children = list(children_of(self.user, sees=sees).order_by("first_name", "last_name", "pk")[:MOST_CHILDREN])
        return [self.user, *children] if self.is_pupil() else children

    def is_pupil(self) -> bool:
        """Whether the person learns here."""
        return self.user.role == Role.STUDENT or bool(open_groups(self.user))

    def pupil(self, command: str) -> User | None:
        """The one whom the chat is about: the only one, or the chosen one. None when it has asked which, or said that
        there is nobody.
        """
        found = self.pupils()
        if len(found) == 1:
            return found[0]
        chosen = self.remembered().child_id
        named = next((one for one in found if one.pk == chosen), None)
        if named is None and found:
            self.say(_("Whom is it about?"), self.choice(found, command))
        elif named is None:
            self.say(_("Nobody who learns here is linked with your account. Ask the office."))
        return named

    def choice(self, pupils: Sequence[User], command: str) -> Rows:
        """A button for each of them, that goes on with the command."""
        return [[self.button(self.name_of(one), "child", one.pk, command)] for one in pupils]

    def name_of(self, pupil: User) -> str:
        """What the person calls them."""
        return _("Myself") if pupil.pk == self.user.pk else pupil.full_name

    def _remember(self, **values: Any) -> None:
        TelegramTalk.objects.update_or_create(link=self.link, defaults=values)


def say_that_it_failed(chat_id: int) -> None:
    """What was asked for in this chat will not come; nothing in a chat that was blocked, or that is gone (0)."""
    link = TelegramLink.objects.select_related("user").filter(chat_id=chat_id).first()
    if not chat_id or (link is not None and link.blocked_at is not None):
        return
    with override(link.user.locale if link else settings.LANGUAGE_CODE):
        text = _("It did not work. Please try again later.")
    send_telegram(to=str(chat_id), text=text, until=timezone.now() + REPLY_HOLDS)
