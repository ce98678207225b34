"""The lessons of a child as it sees them: the path, and a lesson with its activities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from apps.accounts.models import ConsentKind, User
from apps.accounts.queries import has_consented
from apps.core.errors import Conflict, ErrorCode, NotFound
from apps.kids.activities.checking import read_activity
from apps.kids.activities.kinds import FreeActivity, ScoredActivity
from apps.kids.activities.phrases import OF_PAGES, get_sound_address
from apps.kids.activities.pictures import PICTURES, THINGS
from apps.kids.block_kinds import ACTIVITY
from apps.kids.class_queries import get_child_class
from apps.kids.classes import Device
from apps.kids.models import LessonSkill
from apps.kids.play_time import ENOUGH, PlayTime, load_play_time
from apps.kids.recommendations import OpenLesson, Recommendations, load_open_lessons, load_recommendations
from apps.learning.access import get_learnt_lesson
from apps.learning.blocks.checking import iterate_file_ids
from apps.learning.blocks.rendering import render_blocks
from apps.learning.content_queries import get_course_files_by_id
from apps.learning.models import LessonProgress, LessonVersion
from apps.learning.outlines import OutlineLesson
from apps.learning.queries import list_lesson_progress
from apps.learning.standing import Standing


@dataclass(frozen=True)
class PathLesson:
    """A lesson on the path. `picture`: of the platform. `sticker`: what the child got for it; "" until it is done."""

    id: UUID
    title: str
    picture: str
    is_done: bool
    sticker: str


@dataclass(frozen=True)
class Sticker:
    """What the child got for a lesson that it has done, also in a course that it left. `picture`: of the platform."""

    lesson: UUID
    picture: str


@dataclass(frozen=True)
class ChildPath:
    """The path of a child. `listed`: the lessons with activities that it gets next, the first to play first; `next`:
    their ids. `is_recorded`: a consent allows to keep what was shown. `stars`: a star for each lesson done.
    """

    listed: Recommendations
    is_recorded: bool
    next: Sequence[UUID]
    lessons: Sequence[PathLesson]
    stickers: Sequence[Sticker]
    time: PlayTime
    sounds: Mapping[str, str]

    @property
    def stars(self) -> int:
        """The number of lessons that are done."""
        return len(self.stickers)


@dataclass(frozen=True)
class PlayedLesson:
    """A lesson to play: its activities in their order, without their answers."""

    id: UUID
    title: str
    activities: Sequence[Mapping[str, Any]]
    is_done: bool
    sticker: str
    time: PlayTime
    sounds: Mapping[str, str]


def load_path(user: User, child: User, *, device: Device = Device.TOUCH) -> ChildPath:
    """Return the path of a child: the lessons with activities that are open for it, are of its class or for all and
    work on its device (where none does, all of the class), and those that it has done, whatever the device. The number
    of queries does not depend on how many lessons there are.
    """
    progress = {row.lesson_id: row for row in list_lesson_progress(child)}
    opened = load_open_lessons(child, progress)
    done = {key for key, row in progress.items() if row.completed_at}
    played = _list_with_activities(opened)
    classes = ("MIXED", get_child_class(child).kg_class)
    of_class = {key for key in played if opened[key].audience.content_class in classes}
    usable = {key for key in of_class if device.value in opened[key].devices} or of_class
    shown = {key: found for key, found in opened.items() if key in usable or key in played & done}
    pictures = _load_pictures(list(shown))
    listed = load_recommendations(user, child, device=device, playable=usable)
    return ChildPath(
        listed=listed,
        is_recorded=has_consented(child, ConsentKind.LEARNING_SYSTEMS),
        next=[row.lesson.id for row in listed.lessons],
        lessons=[
            PathLesson(key, found.lesson.title, pictures[key], key in done, choose_sticker(key) if key in done else "")
            for key, found in shown.items()
        ],
        stickers=_list_stickers(progress),
        time=load_play_time(child),
        sounds=list_page_sounds(),
    )


def load_played_lesson(child: User, lesson_id: UUID) -> PlayedLesson:
    """Return a lesson as the child plays it. Raise NotFound and Forbidden as `get_learnt_lesson`, and Conflict
    `enough_for_today` for who has played as long as a guardian allows: what was begun before can be ended.
    """
    standing, lesson = get_learnt_lesson(child, lesson_id)
    time = load_play_time(child)
    if time.left == 0:
        raise Conflict(ENOUGH, code=ErrorCode.ENOUGH_FOR_TODAY)
    blocks = _load_activities(lesson)
    files = get_course_files_by_id(standing.course.pk, list(iterate_file_ids(blocks)))
    is_done = lesson.id in standing.done
    return PlayedLesson(
        id=lesson.id,
        title=lesson.title,
        activities=render_blocks(blocks, files),
        is_done=is_done,
        sticker=choose_sticker(lesson.id) if is_done else "",
        time=time,
        sounds=list_page_sounds(),
    )


def get_activity(child: User, lesson_id: UUID, block: UUID) -> ScoredActivity | FreeActivity:
    """Return an activity of a lesson that is open for the child. Raise NotFound for another block, and as
    `get_learnt_lesson`.
    """
    _standing, lesson = get_learnt_lesson(child, lesson_id)
    for found in _load_activities(lesson):
        if found["id"] == str(block):
            return read_activity(found["activity"])
    raise NotFound()


def get_lesson_to_finish(child: User, lesson_id: UUID) -> tuple[Standing, OutlineLesson]:
    """Return a lesson with activities that is open for the child. Raise NotFound and Forbidden as `get_learnt_lesson`,
    and NotFound for a lesson without activities.
    """
    standing, lesson = get_learnt_lesson(child, lesson_id)
    if not _load_activities(lesson):
        raise NotFound()
    return standing, lesson


def choose_sticker(lesson_id: UUID) -> str:
    """Return the picture that a child gets for a lesson: always the same one, and no better than another."""
    return THINGS[lesson_id.int % len(THINGS)]


def list_page_sounds() -> dict[str, str]:
    """Return the addresses of what the pages of children say, in the active language."""
    return {name: get_sound_address(name) for name in OF_PAGES}


def _load_activities(lesson: OutlineLesson) -> list[dict[str, Any]]:
    blocks: Sequence[dict[str, Any]] = LessonVersion.objects.values_list("blocks", flat=True).get(pk=lesson.version)
    return [block for block in blocks if block["kind"] == ACTIVITY]


def _list_stickers(progress: Mapping[UUID, LessonProgress]) -> list[Sticker]:
    """Return a sticker for each lesson of activities that is done, the oldest first."""
    done = {key: row.completed_at for key, row in progress.items() if row.completed_at}
    rows = LessonVersion.objects.filter(lesson__in=list(done), blocks__contains=[{"kind": ACTIVITY}])
    played = sorted(set(rows.values_list("lesson_id", flat=True)), key=lambda key: (done[key], key))
    return [Sticker(key, choose_sticker(key)) for key in played]


def _list_with_activities(opened: Mapping[UUID, OpenLesson]) -> set[UUID]:
    versions = [found.lesson.version for found in opened.values()]
    rows = LessonVersion.objects.filter(pk__in=versions, blocks__contains=[{"kind": ACTIVITY}])
    return set(rows.values_list("lesson_id", flat=True))


def _load_pictures(lessons: Sequence[UUID]) -> dict[UUID, str]:
    """Return the picture of each lesson: that of the skill that it trains most, else one by its id."""
    links = LessonSkill.objects.filter(lesson__in=lessons, skill__icon__in=PICTURES).order_by("weight", "skill__code")
    icons = dict(links.values_list("lesson_id", "skill__icon"))
    return {key: icons.get(key) or THINGS[key.int // len(THINGS) % len(THINGS)] for key in lessons}
