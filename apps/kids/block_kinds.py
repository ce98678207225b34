"""The kind of block that children play."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.kids.activities.checking import check_activity, find_missing, read_activity
from apps.kids.activities.showing import list_sound_addresses, show_activity
from apps.kids.models import Skill
from apps.learning.blocks.kinds import Block, BlockKind

ACTIVITY = "activity"


def _find_missing(block: Block) -> Iterable[StrOrPromise]:
    activity = read_activity(block["activity"])
    yield from find_missing(activity, block["files"])
    if activity.skill and not Skill.objects.filter(code=activity.skill, archived_at=None).exists():
        yield _("The skill of the activity is not there.")


def _render(block: Block) -> Mapping[str, Any]:
    """Give the activity without its answers, and the addresses of what is heard."""
    activity = read_activity(block["activity"])
    shown = show_activity(activity, seed=block["id"])
    return {"activity": shown, "sounds": list_sound_addresses(activity, shown)}


BLOCK_KINDS = [
    BlockKind(
        ACTIVITY,
        {"activity": check_activity},
        find_missing=_find_missing,
        render=_render,
        named_files=("image/", "audio/"),
    )
]
