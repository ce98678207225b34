"""Whether a question can be asked, and whether a response belongs to a question."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.core.errors import Invalid
from apps.core.stored_messages import FormattedMessage
from apps.quizzes.questions import bodies, keys, responses
from apps.quizzes.questions.bodies import QuestionBody
from apps.quizzes.questions.keys import QuestionKey, TextAnswer
from apps.quizzes.questions.parts import Option
from apps.quizzes.questions.responses import QuestionResponse

OTHER_KIND = _("This belongs to another kind of question.")
TWICE = _("This stands here twice.")
UNKNOWN = _("The question has no such part.")
TOO_FEW = _("At least two are needed.")
EMPTY_OPTION = _("Give a text or a picture.")
NOTHING_FULL = _("No answer gives all the points.")
NOTHING_RIGHT = _("No answer is right.")
NOT_EACH_ITEM = _("Each item has to be named once.")
NOT_EACH_LEFT = _("Each entry on the left needs one on the right.")
NO_GAPS = _("The text has no gaps.")
NO_MARKER = _("The text has no place for this gap: write %(marker)s where it belongs.")
MARKER_TWICE = _("%(marker)s stands twice in the text.")
MARKER_UNKNOWN = _("No gap belongs to %(marker)s.")
NO_PICTURE = _("A picture is needed.")
NO_TEXT = _("A text is needed.")
NO_UNITS = _("Name the units that are accepted.")
TWO_POINTS = _("A circle or a rectangle has two points.")
THREE_POINTS = _("A polygon has at least three points.")
ZERO_FACTOR = _("The factor must not be 0.")
NEGATIVE_TOLERANCE = _("The tolerance must not be negative.")
BAD_PATTERN = _("This is not a valid regular expression.")
SLOW_PATTERN = _("This regular expression may take too long: it repeats a part that is itself repeated.")
DEAR_HINTS = _("The hints together cost more than all the points.")
TOO_MANY_POINTS = _("At most %(count)d points may be set.")
TOO_MANY_FILES = _("At most %(count)d files may be handed in.")

_MARKER = re.compile(r"\[\[([A-Za-z0-9_-]{1,36})\]\]")
_ATOM = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]")
_GROUP = re.compile(r"\((?:\?:|\?P<\w+>)?(?P<branches>[^()]*)\)(?P<repeat>[*+]?)")
_ALL_REPEATED = re.compile(r"(?:[^?*+][?*]\??)*[^?*+][*+]\??(?:[^?*+][?*]\??)*")


class _Problems(defaultdict[str, list[StrOrPromise]]):
    """Messages by the path of the field."""

    def __init__(self) -> None:
        super().__init__(list)

    def add(self, path: str, message: StrOrPromise, *, when: bool, **values: object) -> None:
        if when:
            self[path].append(FormattedMessage(message, **values) if values else message)

    def raise_if_any(self) -> None:
        if self:
            raise Invalid(fields=self)


def check_question(body: QuestionBody, key: QuestionKey) -> None:
    """Raise Invalid when a question cannot be asked, with all its problems by field: `body.options.1`, `key.shares`."""
    problems = _Problems()
    match body, key:
        case bodies.SingleBody(), keys.SingleKey():
            _check_choice(body, key, problems)
            problems.add("key.shares", NOTHING_FULL, when=1 not in key.shares.values())
        case bodies.MultipleBody(), keys.MultipleKey():
            _check_choice(body, key, problems)
            problems.add("key.shares", NOTHING_RIGHT, when=all(share <= 0 for share in key.shares.values()))
        case bodies.ShortBody(), keys.ShortKey():
            _check_texts("key.answers", key.answers, problems)
        case bodies.NumberBody(), keys.NumberKey():
            _check_number(key, problems)
        case bodies.OrderingBody(), keys.OrderingKey():
            _check_options("body.items", body.items, problems)
            problems.add("key.order", NOT_EACH_ITEM, when=sorted(_list_ids(body.items)) != sorted(key.order))
        case bodies.MatchingBody(), keys.MatchingKey():
            _check_options("body.left", body.left, problems)
            _check_options("body.right", body.right, problems)
            problems.add("key.pairs", NOT_EACH_LEFT, when=set(_list_ids(body.left)) != set(key.pairs))
            _check_known(_name_values("key.pairs", key.pairs), body.right, problems)
        case bodies.GapBody(), keys.GapKey():
            _check_markers(body, problems)
            _check_gaps(body, key, problems)
        case bodies.HotspotBody(), keys.HotspotKey():
            problems.add("body.picture", NO_PICTURE, when=body.picture is None)
            _check_regions(key, problems)
        case bodies.DictationBody(), keys.DictationKey():
            problems.add("key.text", NO_TEXT, when=not any(letter.isalnum() for letter in key.text))
        case bodies.SpeakBody(), keys.SpeakKey():
            has_words = any(letter.isalnum() for letter in body.text)
            problems.add("body.text", NO_TEXT, when=body.task != "speaking" and not has_words)
        case _:
            problems.add("key.kind", OTHER_KIND, when=body.kind != key.kind)
    problems.add("key.hints", DEAR_HINTS, when=sum(Decimal(str(hint.cost)) for hint in key.hints) > 1)
    problems.raise_if_any()


def check_response(body: QuestionBody, response: QuestionResponse) -> None:
    """Raise Invalid when a response does not belong to a question, with all problems by field: `response.options.1`.

    An empty response is in order, and so is one that leaves parts out.
    """
    problems = _Problems()
    match body, response:
        case bodies.SingleBody(), responses.SingleResponse():
            named = {} if response.option is None else {"response.option": response.option}
            _check_known(named, body.options, problems)
        case bodies.MultipleBody(), responses.MultipleResponse():
            _check_list("response.options", response.options, body.options, problems)
        case bodies.OrderingBody(), responses.OrderingResponse():
            _check_list("response.order", response.order, body.items, problems)
        case bodies.MatchingBody(), responses.MatchingResponse():
            _check_known(_name_keys("response.pairs", response.pairs), body.left, problems)
            _check_known(_name_values("response.pairs", response.pairs), body.right, problems)
        case bodies.GapBody(), responses.GapResponse():
            _check_known(_name_keys("response.gaps", response.gaps), body.gaps, problems)
            for gap in body.gaps:
                filled = {gap.id: text} if gap.kind == "chosen" and (text := response.gaps.get(gap.id)) else {}
                _check_known(_name_values("response.gaps", filled), gap.options, problems)
        case bodies.HotspotBody(), responses.HotspotResponse():
            too_many = len(response.points) > body.points
            problems.add("response.points", TOO_MANY_POINTS, when=too_many, count=body.points)
        case bodies.FileBody(), responses.FileResponse():
            too_many = len(response.files) > body.max_files
            problems.add("response.files", TOO_MANY_FILES, when=too_many, count=body.max_files)
            _check_once(_name_places("response.files", map(str, response.files)), problems)
        case _:
            problems.add("response.kind", OTHER_KIND, when=body.kind != response.kind)
    problems.raise_if_any()


def _check_choice(
    body: bodies.SingleBody | bodies.MultipleBody, key: keys.SingleKey | keys.MultipleKey, problems: _Problems
) -> None:
    _check_options("body.options", body.options, problems)
    _check_known(_name_keys("key.shares", key.shares), body.options, problems)
    _check_known(_name_keys("key.feedback", key.feedback), body.options, problems)


def _check_options(path: str, options: Sequence[Option], problems: _Problems) -> None:
    problems.add(path, TOO_FEW, when=len(options) < 2)
    _check_once(_name_places(path, _list_ids(options)), problems)
    for place, option in enumerate(options):
        problems.add(f"{path}.{place}", EMPTY_OPTION, when=not option.text and option.picture is None)


def _check_texts(path: str, answers: Sequence[TextAnswer], problems: _Problems) -> None:
    problems.add(path, NOTHING_FULL, when=all(answer.share < 1 for answer in answers))
    for place, answer in enumerate(answers):
        if answer.is_pattern:
            _check_pattern(f"{path}.{place}.text", answer.text, problems)


def _check_pattern(path: str, pattern: str, problems: _Problems) -> None:
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        problems.add(path, BAD_PATTERN, when=True)
    else:
        problems.add(path, SLOW_PATTERN, when=_repeats_repeated(pattern))


def _repeats_repeated(pattern: str) -> bool:
    """Return whether a repeated group can hold repeated characters only: `(a+)+`, `(\\s*\\w+)*`, not `(very +)+`.

    This finds what people write by mistake. Whatever else takes long is stopped when it is matched.
    """
    rest = _ATOM.sub("x", pattern).replace("{0,}", "*").replace("{1,}", "+")
    while group := _GROUP.search(rest):
        branches = group["branches"].split("|")
        if group["repeat"] and any(_ALL_REPEATED.fullmatch(branch) for branch in branches):
            return True
        rest = f"{rest[: group.start()]}x{group['repeat']}{rest[group.end() :]}"
    return False


def _check_number(key: keys.NumberKey, problems: _Problems) -> None:
    problems.add("key.answers", NOTHING_FULL, when=all(answer.share < 1 for answer in key.answers))
    for place, answer in enumerate(key.answers):
        problems.add(f"key.answers.{place}.tolerance", NEGATIVE_TOLERANCE, when=Decimal(answer.tolerance) < 0)
    problems.add("key.units", NO_UNITS, when=key.unit_rule == "required" and not key.units)
    _check_once(_name_places("key.units", [unit.name for unit in key.units]), problems)
    for place, unit in enumerate(key.units):
        problems.add(f"key.units.{place}.factor", ZERO_FACTOR, when=Decimal(unit.factor) == 0)


def _check_markers(body: bodies.GapBody, problems: _Problems) -> None:
    problems.add("body.gaps", NO_GAPS, when=not body.gaps)
    _check_once(_name_places("body.gaps", _list_ids(body.gaps)), problems)
    markers = _MARKER.findall(body.text)
    for name in dict.fromkeys(markers):
        marker = f"[[{name}]]"
        problems.add("body.text", MARKER_TWICE, when=markers.count(name) > 1, marker=marker)
        problems.add("body.text", MARKER_UNKNOWN, when=name not in _list_ids(body.gaps), marker=marker)
    for place, gap in enumerate(body.gaps):
        problems.add(f"body.gaps.{place}", NO_MARKER, when=gap.id not in markers, marker=f"[[{gap.id}]]")


def _check_gaps(body: bodies.GapBody, key: keys.GapKey, problems: _Problems) -> None:
    _check_known(_name_keys("key.gaps", key.gaps), body.gaps, problems)
    for place, gap in enumerate(body.gaps):
        answer = key.gaps.get(gap.id, keys.GapAnswer())
        if gap.kind == "typed":
            _check_texts(f"key.gaps.{gap.id}.answers", answer.answers, problems)
            continue
        _check_options(f"body.gaps.{place}.options", gap.options, problems)
        path = f"key.gaps.{gap.id}.option"
        problems.add(path, NOTHING_RIGHT, when=answer.option is None)
        _check_known({} if answer.option is None else {path: answer.option}, gap.options, problems)


def _check_regions(key: keys.HotspotKey, problems: _Problems) -> None:
    problems.add("key.regions", NOTHING_RIGHT, when=not key.regions)
    for place, region in enumerate(key.regions):
        path, count = f"key.regions.{place}.points", len(region.points)
        if region.shape == "polygon":
            problems.add(path, THREE_POINTS, when=count < 3)
        else:
            problems.add(path, TWO_POINTS, when=count != 2)


def _check_list(path: str, chosen: Sequence[str], options: Sequence[Option], problems: _Problems) -> None:
    named = _name_places(path, chosen)
    _check_known(named, options, problems)
    _check_once(named, problems)


def _check_known(named: Mapping[str, str], parts: Iterable[Option | bodies.Gap], problems: _Problems) -> None:
    """Note the names, given by path, that none of the parts has."""
    known = _list_ids(parts)
    for path, name in named.items():
        problems.add(path, UNKNOWN, when=name not in known)


def _check_once(named: Mapping[str, str], problems: _Problems) -> None:
    """Note each name, given by path, that was named before."""
    seen: set[str] = set()
    for path, name in named.items():
        problems.add(path, TWICE, when=name in seen)
        seen.add(name)


def _list_ids(parts: Iterable[Option | bodies.Gap]) -> list[str]:
    return [part.id for part in parts]


def _name_places(path: str, names: Iterable[str]) -> dict[str, str]:
    return {f"{path}.{place}": name for place, name in enumerate(names)}


def _name_keys(path: str, names: Mapping[str, object]) -> dict[str, str]:
    return {f"{path}.{name}": name for name in names}


def _name_values(path: str, names: Mapping[str, str]) -> dict[str, str]:
    return {f"{path}.{place}": name for place, name in names.items()}
