"""Block people: they can send no direct messages."""

from django.db.models import Q

from apps.accounts.models import User
from apps.chat.models import Block, ChatKind, ChatRoom
from apps.core.uow import unit_of_work


def block_person(*, user: User, person: User) -> Block:
    """Block a person; repeating it changes nothing. A message between the two that is being sent comes before, or is
    refused: their room is locked, as when a message gets its number.
    """
    pair = Q(person=user, other=person) | Q(person=person, other=user)
    with unit_of_work():
        rooms = ChatRoom.objects.filter(pair, kind=ChatKind.DIRECT, continued_in__isnull=True)
        rooms.select_for_update(no_key=True).first()
        block, _created = Block.objects.get_or_create(blocker=user, blocked=person)
    return block


def unblock_person(*, user: User, block: Block) -> None:
    """End a block."""
    with unit_of_work():
        Block.objects.filter(pk=block.pk, blocker=user).delete()
