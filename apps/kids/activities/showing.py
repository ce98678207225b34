"""An activity as a child gets it: with everything that is heard and seen, and without what is right."""

import random
from typing import Any

from apps.core.translated_texts import fill_languages
from apps.kids.activities.kinds import (
    FreeActivity,
    MatchActivity,
    SayActivity,
    ScoredActivity,
    TapActivity,
    list_sounds,
)
from apps.kids.activities.parts import Item
from apps.kids.activities.phrases import PHRASES, get_sound_address, get_word_sound

ANSWERS = {"answers", "answer", "places", "skill"}
"""Fields that say what is right, or what is meant by it."""


def show_activity(activity: ScoredActivity | FreeActivity, *, seed: str) -> dict[str, Any]:
    """Return the activity without its answers. The right sides of a match are in an order that `seed` decides. Each
    picture says what it is: by its own sound, else by that of the platform.

    `count` shows so many pictures as there are to count, and a memory has the same picture twice: there, what is shown
    says what is right.
    """
    shown = activity.model_dump(mode="json", exclude=ANSWERS)
    if isinstance(activity, TapActivity):
        shown["many"] = len(activity.answers) > 1
    if isinstance(activity, MatchActivity):
        rights = [pair.right for pair in activity.pairs]
        random.Random(seed).shuffle(rights)  # noqa: S311 - an order to play in
        shown |= {"left": [_show_item(pair.left) for pair in activity.pairs], "right": list(map(_show_item, rights))}
        del shown["pairs"]
    for name in ("items", "targets"):
        if name in shown:
            shown[name] = [_show_item(item) for item in getattr(activity, name)]
    if isinstance(activity, SayActivity) and activity.item:
        shown["item"] = _show_item(activity.item)
    if shown["kind"] == "count":
        shown["alt"] = _show_alt(shown["picture"], shown["alt"])
    for page in shown.get("pages", ()):
        page["alt"] = _show_alt(page["picture"], page["alt"])
    if instruction := PHRASES.get(shown["instruction"]["sound"]):
        shown["instruction"]["text"] = fill_languages(instruction)
    return shown


def list_sound_addresses(activity: ScoredActivity | FreeActivity, shown: dict[str, Any]) -> dict[str, str]:
    """Return the addresses of the sounds of the platform that a shown activity names, in the active language."""
    names = set(list_sounds(activity))
    for part in ("items", "targets", "left", "right"):
        names |= {item["sound"] for item in shown.get(part, ())}
    if shown.get("item"):
        names.add(shown["item"]["sound"])
    if shown["kind"] == "colour":
        names |= {f"word-spot-{colour}" for colour in shown["colours"]}
    if shown["kind"] == "count":
        names |= {f"word-number-{number}" for number in range(max([shown["number"], *shown["choices"]]) + 1)}
    return {name: address for name in sorted(names) if (address := get_sound_address(name))}


def _show_item(item: Item) -> dict[str, Any]:
    shown = item.model_dump(mode="json")
    return shown | {"alt": _show_alt(item.picture, shown["alt"]), "sound": item.sound or get_word_sound(item.picture)}


def _show_alt(picture: str, alt: dict[str, str]) -> dict[str, str]:
    """Return what is said of a picture; where nothing was written, what the platform says of its own."""
    return alt if any(alt.values()) else fill_languages(PHRASES.get(get_word_sound(picture), {}))
