"""Check an activity as a client sends it, and say what it lacks before it can be published."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise
from pydantic import TypeAdapter, ValidationError

from apps.core.stored_messages import FormattedMessage
from apps.core.validators import InvalidValue
from apps.kids.activities import kinds
from apps.kids.activities.kinds import Activity, FreeActivity, ScoredActivity, list_items, list_pictures, list_sounds
from apps.kids.activities.parts import FILE
from apps.kids.activities.phrases import PHRASES
from apps.kids.activities.pictures import COLOURS, DRAWINGS, PICTURES

_ACTIVITY: TypeAdapter[ScoredActivity | FreeActivity] = TypeAdapter(Activity)
EMPTY = {"kind": "tap"}


def check_activity(value: Any) -> dict[str, Any]:
    """Return an activity as it is stored; a new one is of the kind `tap` and empty. Raise InvalidValue with the place
    of the first thing that is not valid: an unknown field or kind, a picture or sound that there is not, a key twice.
    """
    try:
        activity = _ACTIVITY.validate_python(EMPTY if value is None else value)
    except ValidationError as error:
        # The first part of a place is the kind, unless that is what is wrong.
        parts = [str(part)[:40] for part in error.errors(include_url=False)[0]["loc"]]
        message = FormattedMessage(
            _("The activity is not valid here: %(place)s."), place=".".join(parts)[:80] or "kind"
        )
        raise InvalidValue(message, place=".".join(parts[1:])) from error
    _check_names(activity)
    keys = [item.key for item in list_items(activity)]
    if len(set(keys)) != len(keys):
        raise InvalidValue(_("Two pictures have the same key."))
    return activity.model_dump(mode="json")


def read_activity(stored: Mapping[str, Any]) -> ScoredActivity | FreeActivity:
    """Return a stored activity as its type."""
    return _ACTIVITY.validate_python(stored)


def find_missing(activity: ScoredActivity | FreeActivity, files: Mapping[str, str]) -> Iterator[StrOrPromise]:
    """Yield what an activity lacks. `files`: the files of its block by their names."""
    if not activity.instruction.sound:
        yield _("The spoken instruction is missing.")
    names = [picture for picture, _alt in list_pictures(activity)]
    if not all(names):
        yield _("A picture is missing.")
    if any(name.startswith(FILE) and name.removeprefix(FILE) not in files for name in (*names, *list_sounds(activity))):
        yield _("A file of the activity is missing.")
    if any(name.startswith(FILE) and not any(alt.model_dump().values()) for name, alt in list_pictures(activity)):
        yield _("Say of each picture of your own what is to be seen.")
    yield from _find_missing_parts(activity)


def _check_names(activity: ScoredActivity | FreeActivity) -> None:
    for picture, _alt in list_pictures(activity):
        if picture and not picture.startswith(FILE) and picture not in PICTURES:
            raise InvalidValue(FormattedMessage(_("There is no picture “%(name)s”."), name=picture))
    for sound in list_sounds(activity):
        if not sound.startswith(FILE) and sound not in PHRASES:
            raise InvalidValue(FormattedMessage(_("There is no sound “%(name)s”."), name=sound))
    if isinstance(activity, kinds.ColourActivity):
        if activity.drawing not in ("", *DRAWINGS):
            raise InvalidValue(FormattedMessage(_("There is no picture “%(name)s”."), name=activity.drawing))
        if not set(activity.colours) <= set(COLOURS):
            raise InvalidValue(_("There is no such colour."))


def _find_missing_parts(activity: ScoredActivity | FreeActivity) -> Iterator[StrOrPromise]:
    """Yield what a kind lacks of its own; what is right has to be among what can be chosen."""
    few, no_answer = _("At least two pictures are needed."), _("It does not say what is right.")
    match activity:
        case kinds.TapActivity():
            keys = {item.key for item in activity.items}
            if len(keys) < 2:
                yield few
            if not activity.answers or not set(activity.answers) <= keys:
                yield no_answer
        case kinds.ListenActivity():
            if len(activity.items) < 2:
                yield few
            if activity.answer not in {item.key for item in activity.items}:
                yield no_answer
            if not activity.sound:
                yield _("What is to be heard is missing.")
        case kinds.DragActivity():
            if not activity.items or not activity.targets:
                yield few
            targets = {target.key for target in activity.targets}
            if (
                set(activity.places) != {item.key for item in activity.items}
                or not set(activity.places.values()) <= targets
            ):
                yield no_answer
        case kinds.MatchActivity():
            if len(activity.pairs) < 2:
                yield few
        case kinds.CountActivity():
            if activity.number not in activity.choices or len(set(activity.choices)) != max(2, len(activity.choices)):
                yield no_answer
        case kinds.MemoryActivity():
            if len(activity.items) < 2:
                yield few
        case kinds.TraceActivity(strokes=[]):
            yield _("The line is missing.")
        case kinds.ColourActivity():
            if not activity.drawing or not activity.colours:
                yield _("The drawing or its colours are missing.")
        case kinds.SayActivity(item=None):
            yield _("A picture is missing.")
        case kinds.StoryActivity(pages=[]):
            yield _("The story has no pages.")
