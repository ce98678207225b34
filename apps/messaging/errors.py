"""How a message can fail. The texts go into job rows and logs, so they never name the person or what was written."""

from apps.jobs.kinds import PermanentFailure, PostponeJob


class NotSent(Exception):
    """It has certainly not gone out, and a later try may succeed."""


class MessageRefused(PermanentFailure):
    """It will not go out however often it is tried; of an `DeliveryUnknown` it may have."""


class AccountProblem(MessageRefused):
    """Nobody's message goes out until somebody here does something: credentials, a token, a limit of our own."""


class DeliveryUnknown(MessageRefused):
    """No answer came: it may have gone out, so it must not be sent again."""


class ProviderBusy(PostponeJob):
    """It has not gone out: the provider wants to be left alone until then, or would not take so many at once."""


class RecipientBlocked(MessageRefused):
    """Whoever has this address does not want to hear from us, or is gone: write there no more."""


class DevicesGone(MessageRefused):
    """No device of the person takes it any more."""


class ChatMoved(MessageRefused):
    """The chat has another id now: whoever wrote there writes to that one."""

    def __init__(self, chat_id: int) -> None:
        super().__init__("the chat has another id")
        self.chat_id = chat_id


class PollingConflict(MessageRefused):
    """Others take what we asked for: a webhook is set, or another process asks."""
