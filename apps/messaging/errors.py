"""Errors of sending. Their texts go into job rows and logs, so they never name a person or a message."""

from apps.jobs.kinds import PermanentFailure, PostponeJob


class NotSent(Exception):
    """The message was not sent, and a retry may succeed. For an SMS that is certain; an e-mail or Telegram message may
    have been sent without an answer, and comes twice then.
    """


class MessageRefused(PermanentFailure):
    """The message will not be sent by a retry. (A DeliveryUnknown one may have been sent.)"""


class AccountProblem(MessageRefused):
    """No message can be sent until somebody here acts: credentials, a token, our own limit."""


class DeliveryUnknown(MessageRefused):
    """No answer came; the message may have been sent, so it must not be sent again."""


class ProviderBusy(PostponeJob):
    """The message was not sent: the provider asks to wait, or accepts no more at once."""


class RecipientBlocked(MessageRefused):
    """The recipient blocked us or is gone; do not write there again."""


class DevicesGone(MessageRefused):
    """No device of the user accepts the message."""


class ChatMoved(MessageRefused):
    """The chat has a new id; write to that one."""

    def __init__(self, chat_id: int) -> None:
        super().__init__("the chat has another id")
        self.chat_id = chat_id


class PollingConflict(MessageRefused):
    """The updates go elsewhere: a webhook is set, or another process polls."""
