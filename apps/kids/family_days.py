"""What guardians read about the days of a small child: what it played and learnt, and one thing to do at home."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Sum

from apps.accounts.models import ConsentKind, User
from apps.accounts.queries import has_consented
from apps.core.local_days import get_day_bounds
from apps.kids.class_queries import get_class_day
from apps.kids.home_tips import HomeTip, choose_tip
from apps.kids.models import LessonClass, PlayDay, PlayLimit, SkillMastery
from apps.kids.play_time import PlayTime, load_play_time
from apps.kids.progress_views import SkillProgress, build_progress, get_known, has_mastered
from apps.learning.models import LessonProgress
from apps.settings.queries import get_default_branch

WEEK = timedelta(days=6)
"""From the first day of a week to its last."""


@dataclass(frozen=True)
class DoneLesson:
    """A lesson for children that a child has done, and when."""

    id: UUID
    title: str
    done_at: datetime


@dataclass
class PlayedDays:
    """What a child did on some days. `seconds`: of play that were counted; `skills`: practised last on these days, the
    newest first.
    """

    lessons: list[DoneLesson] = field(default_factory=list)
    seconds: int = 0
    skills: list[SkillMastery] = field(default_factory=list)

    @property
    def minutes(self) -> int:
        """The time of play in minutes; what has begun counts."""
        return -(-self.seconds // 60)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.lessons or self.seconds or self.skills)

    def choose_tip(self, day: date) -> HomeTip:
        """Return what to do at home: with the skill that is least known of those that are not mastered yet."""
        open_skills = [row for row in self.skills if not has_mastered(row)]
        weakest = min(open_skills or self.skills, key=get_known, default=None)
        return choose_tip(weakest.skill if weakest else None, day)


@dataclass(frozen=True)
class LearntSkill:
    """A skill that was practised this week, and whether today."""

    progress: SkillProgress
    today: bool


@dataclass(frozen=True)
class FamilyDay:
    """The day of a child for a guardian. `minutes` and `minutes_left`: None where the time is not counted, and without
    a limit. `is_recorded`: the consent "learning systems" is given.
    """

    child: User
    day: date
    is_recorded: bool
    lessons: Sequence[DoneLesson]
    minutes: int | None
    learnt: Sequence[LearntSkill]
    tip: HomeTip
    time: PlayTime

    @property
    def limits(self) -> PlayLimit:
        """What a guardian set, else what holds without that."""
        return self.time.limit or PlayLimit(child=self.child)

    @property
    def minutes_left(self) -> int | None:
        """How many minutes the child may still play today."""
        return None if self.time.left is None else -(-self.time.left // 60)


def load_family_day(user: User, child: User) -> FamilyDay:
    """Return today of a child for a guardian who may see its progress, with a fixed number of queries."""
    today = get_class_day()
    week = load_played_days([child.pk], today - WEEK, today)[child.pk]
    time = load_play_time(child)
    begins, _ends = get_day_bounds(today, get_default_branch().zone)
    return FamilyDay(
        child=child,
        day=today,
        is_recorded=has_consented(child, ConsentKind.LEARNING_SYSTEMS),
        lessons=[lesson for lesson in week.lessons if lesson.done_at >= begins],
        minutes=None if time.played is None else -(-time.played // 60),
        learnt=[LearntSkill(build_progress(user, row, is_in_care=False), row.last_on == today) for row in week.skills],
        tip=week.choose_tip(today),
        time=time,
    )


def load_played_days(children: Collection[UUID], first: date, last: date) -> Mapping[UUID, PlayedDays]:
    """Return what these children did from a local day of the centre to another, with a fixed number of queries."""
    zone = get_default_branch().zone
    found = {child: PlayedDays() for child in children}
    done = LessonProgress.objects.filter(
        user__in=children,
        lesson__in=LessonClass.objects.values("lesson"),
        completed_at__gte=get_day_bounds(first, zone)[0],
        completed_at__lt=get_day_bounds(last, zone)[1],
    )
    for row in done.select_related("lesson").order_by("completed_at", "pk"):
        assert row.completed_at is not None
        found[row.user_id].lessons.append(DoneLesson(row.lesson_id, row.lesson.title, row.completed_at))
    played = PlayDay.objects.filter(child__in=children, day__range=(first, last)).order_by()
    for child, seconds in played.values_list("child_id").annotate(all=Sum("seconds")):
        found[child].seconds = seconds
    practised = SkillMastery.objects.filter(child__in=children, last_on__range=(first, last))
    for mastery in practised.select_related("skill__parent__parent").order_by(
        "-last_on", "skill__position", "skill__code"
    ):
        found[mastery.child_id].skills.append(mastery)
    return found
