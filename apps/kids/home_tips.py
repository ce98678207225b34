"""One thing to do at home with a small child, by what it learns. The texts are chosen by the codes of skills."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.kids.models import Skill

TOPICS: Mapping[str, str] = {
    "counting": "count counting number numbers maths math adding more less",
    "shapes": "shape shapes circle square triangle",
    "colours": "colour colours color colors red blue green yellow",
    "letters": "letter letters sound sounds alphabet reading read",
    "words": "word words speech naming rhyme rhymes story stories language",
    "sorting": "sorting sort things compare comparing size sizes pattern patterns",
    "places": "left right place places space position direction",
    "together": "sharing share feelings feeling friends turns social together",
    "hands": "tracing trace writing drawing line lines hands hand",
}
"""Words that stand in the code of a skill, or of its area, by topic."""
TIPS: Mapping[str, Sequence[StrOrPromise]] = {
    "counting": (
        _("Count the stairs aloud together when you go up and down."),
        _("Let the child lay the table: how many spoons, how many cups?"),
    ),
    "shapes": (
        _("Look for round things in the room, then for things with corners."),
        _("Cut bread or paper into triangles and squares, and name them."),
    ),
    "colours": (
        _("Choose a colour, and find five things of it on the way home."),
        _("Sort the washing by colours together, and name each one."),
    ),
    "letters": (
        _("Find the first letter of the child's name on signs and packets."),
        _("Say a sound, such as “m”, and look for things that begin with it."),
    ),
    "words": (
        _("Read a story together, and let the child say how it goes on."),
        _("Name what you see through the window, and ask what it is for."),
    ),
    "sorting": (
        _("Let the child put the socks into pairs, or the spoons by size."),
        _("Lay a row of two things in turn, and let the child go on with it."),
    ),
    "places": (
        _("Hide a toy, and say the way: left, right, under the table."),
        _("On the way home let the child say where you turn: left or right."),
    ),
    "together": (
        _("Play a game in which each waits for the turn, and praise the waiting."),
        _("Let the child cut an apple with you, and share it with everybody."),
    ),
    "hands": (
        _("Draw large lines and circles with a finger in flour or sand."),
        _("Let the child button a coat and pour water without your help."),
    ),
    "": (
        _("Ask what was most fun to play today, and let the child show you how it goes."),
        _("Read a picture book for ten minutes, and talk about what you see."),
        _("Let the child help you cook: wash, count, pour, stir."),
    ),
}
"""Two or more for each topic; under "" those for everything else."""


@dataclass(frozen=True)
class HomeTip:
    """What to do. `skill`: what it practises; None where nothing was practised."""

    text: StrOrPromise
    skill: Skill | None


def choose_tip(skill: Skill | None, day: date) -> HomeTip:
    """Return a text for the skill, whose areas are loaded; another one each day, in turn."""
    texts = TIPS[find_topic(skill)]
    return HomeTip(texts[day.toordinal() % len(texts)], skill)


def find_topic(skill: Skill | None) -> str:
    """Return the topic that the code of the skill names, or that of what it stands in; "" for none."""
    while skill is not None:
        words = set(re.split(r"[-_]", skill.code))
        for topic, names in TOPICS.items():
            if words & set(names.split()):
                return topic
        skill = skill.parent
    return ""
