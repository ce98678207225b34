"""Models of this app."""

from apps.chat.models.messages import Message, MessageVersion, Reaction, ReactionKind
from apps.chat.models.rooms import Block, ChatKind, ChatRoom, ReadPosition

__all__ = ["Block", "ChatKind", "ChatRoom", "Message", "MessageVersion", "Reaction", "ReactionKind", "ReadPosition"]
