"""What became of some children of the kindergarten class, in figures: `manage.py demo_centre --tell`."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from apps.accounts.models import ConsentKind, User
from apps.accounts.queries import has_consented
from apps.kids.class_queries import get_age, get_child_class, get_class_day
from apps.kids.fit_queries import get_parameters, load_difficulties
from apps.kids.mastery.replay import GivenAnswer, trace_answers
from apps.kids.models import ActivityAnswer, ShownLesson, SkillAnswer, SkillMastery
from apps.kids.progress_views import get_known, has_mastered
from apps.kids.recommendations import load_recommendations
from apps.learning.models import LessonProgress
from project.demo.kindergarten import DAYS, find_children
from project.demo.kindergarten.contents import SKILLS
from project.demo.kindergarten.learner import CHARACTERS

TOLD = len(CHARACTERS) + 1
"""The children with a character of their own, and one without the consent."""
WEEKS = (2, 4, 6)
"""After so many weeks the mastery is told, and as it stands."""


def tell_children() -> Iterator[str]:
    """Yield lines about the first children of the class; none without a class."""
    for child in find_children()[:TOLD]:
        yield from _tell_child(child)


def _tell_child(child: User) -> Iterator[str]:
    consent = "yes" if has_consented(child, ConsentKind.LEARNING_SYSTEMS) else "no"
    kg_class = get_child_class(child).kg_class
    done = LessonProgress.objects.filter(user=child, completed_at__isnull=False).count()
    yield f"{child.first_name}, {kg_class or 'no class'}, consent to learning systems: {consent}, lessons done: {done}"
    outcomes = Counter(ActivityAnswer.objects.filter(child=child).values_list("outcome", flat=True))
    days = ActivityAnswer.objects.filter(child=child).values("given_on").distinct().count()
    if outcomes:
        told = ", ".join(f"{outcome} {outcomes[outcome]}" for outcome in sorted(outcomes))
        yield f"  days of play {days}, activities {outcomes.total()}: {told}"
    yield from _tell_skills(child)
    listed = ShownLesson.objects.filter(child=child).order_by("shown_on").values_list("source", "reason")
    if reasons := Counter(f"{source} {reason}" for source, reason in listed):
        yield "  shown so far: " + ", ".join(f"{reason} {count}" for reason, count in reasons.most_common())
    now = load_recommendations(child.guardians.earliest("created_at").parent, child)
    yield f"  list of today, by {now.source}:"
    yield from (f"    {each.lesson.title}: {each.reason}" for each in now.lessons)


def _tell_skills(child: User) -> Iterator[str]:
    today = get_class_day()
    days = [today - timedelta(days=DAYS - 7 * week) for week in WEEKS]
    rows = {row.skill.code: row for row in SkillMastery.objects.filter(child=child).select_related("skill")}
    for row in (rows[skill.code] for skill in SKILLS if skill.code in rows):
        before = ", ".join(f"{_trace_until(child, row, day):.2f}" for day in days)
        sign = " mastered" if has_mastered(row) else ""
        yield (
            f"  {row.skill.code}: {before}, now {get_known(row):.2f}{sign}; {row.answers} answers on {row.days} days,"
            f" {row.misses} misses of the newest 12, last {row.last_on}, due {row.due_on}"
        )


def _trace_until(child: User, row: SkillMastery, day: date) -> float:
    """Return what the answers said of the skill on the evening of a day."""
    difficulties = load_difficulties(row.skill_id)
    given = SkillAnswer.objects.filter(child=child, skill=row.skill_id, given_on__lte=day).order_by("given_at", "pk")
    answers = [
        GivenAnswer(
            on=each.given_on,
            is_right=each.is_right,
            has_help=each.has_help,
            options=each.options,
            difficulty=difficulties.get(each.item, 0.0),
            weight=float(each.weight),
        )
        for each in given
    ]
    return trace_answers(answers, age=get_age(child, day), parameters=get_parameters(row.skill_id)).known
