"""The dashboard of an online course: how far learners come, where they stop in films, and its hardest questions."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.analytics.figures import Figure, FigureSet
from apps.courses.models import Course
from apps.courses.queries import list_own_taught_courses
from apps.learning.content_queries import count_learners_by_lesson
from apps.learning.film_stops import load_film_stops
from apps.learning.models import Enrollment
from apps.learning.outlines import OutlineLesson
from apps.learning.queries import list_visible_enrollments
from apps.learning.standing import load_standing
from apps.quizzes.queries import list_question_shares

MOST_QUESTIONS = 20
People = Collection[UUID] | None
"""Of whom the figures are; None: of all."""
FEWEST_ANSWERS = 5
"""A question that fewer learners answered says nothing yet."""


def list_course_figures(user: User, course: Course) -> list[Figure]:
    """Return the figures of a course, of the learners that the user sees: all of them for its teachers and who works in
    all branches.
    """
    lessons = load_standing(None, course).outline.lessons
    people = _list_people(user, course)
    return [_build_funnel(course, lessons, people), *_build_films(lessons, people), _build_questions(course, people)]


def _list_people(user: User, course: Course) -> People:
    if user.all_branches or list_own_taught_courses(user).filter(pk=course.pk).exists():
        return None
    visible = list_visible_enrollments(user, course_id=course.pk)
    return set(visible.order_by().values_list("user", flat=True))


def _build_funnel(course: Course, lessons: tuple[OutlineLesson, ...], people: People) -> Figure:
    learners = Enrollment.objects.filter(course=course).order_by()
    learners = learners if people is None else learners.filter(user__in=people)
    enrolled = learners.values("user").distinct().count()
    counted = count_learners_by_lesson(course, [lesson.id for lesson in lessons], people)
    begun, done = ([counted.get(lesson.id, (0, 0))[place] for lesson in lessons] for place in (0, 1))
    steps = [enrolled, *done]
    losses = [before - after for before, after in zip(steps, done, strict=False)]
    worst = max(range(len(losses)), key=lambda place: losses[place], default=None)
    sentence = _("No lesson is published yet.")
    if worst is not None:
        sentence = _("Of %(enrolled)d learners %(last)d have done the last lesson.") % {
            "enrolled": enrolled, "last": done[-1],
        }  # fmt: skip
        if losses[worst] > 0:
            sentence += " " + _("Most are lost at “%(lesson)s”: %(count)d.") % {
                "lesson": lessons[worst].title, "count": losses[worst],
            }  # fmt: skip
    return Figure(
        "lessons",
        _("Lesson by lesson"),
        _("People who were ever enrolled: how many have begun each published lesson, and how many have done it."),
        "bar",
        _("Lesson"),
        [lesson.title for lesson in lessons],
        [FigureSet("begun", _("Have begun"), [*begun]), FigureSet("done", _("Have done"), [*done])],
        sentence,
    )


def _build_films(lessons: tuple[OutlineLesson, ...], people: People) -> list[Figure]:
    """Return how far viewers come in each film, and the same in seconds."""
    places = [(lesson, block) for lesson in lessons for block in lesson.watch]
    stops = load_film_stops([lesson.id for lesson in lessons], [block for _lesson, block in places], people)
    watched = [(lesson, stops[block]) for lesson, block in places if block in stops]
    labels = [f"{number}. {lesson.title}" for number, (lesson, _film) in enumerate(watched, start=1)]
    none = _("Nobody has watched a film of this course yet.")
    shares = [round(100 * film.finished / film.viewers, 1) for _lesson, film in watched]
    least = min(range(len(shares)), key=lambda place: shares[place], default=None)
    meaning = _("Films and sounds of published lessons. Who has seen 95 % of one has seen its end.")
    finished = Figure(
        "films",
        _("Who sees films to the end"),
        meaning,
        "bar",
        _("Film"),
        labels,
        [FigureSet("finished", _("Saw the end, %"), [*shares], "percent")],
        none
        if least is None
        else _("Fewest see the end of “%(film)s”: %(share)s %%.")
        % {"film": labels[least], "share": f"{shares[least]:g}"},
    )
    dropped = [
        (label, film) for label, (_lesson, film) in zip(labels, watched, strict=True) if film.worst_tenth is not None
    ]
    first = dropped[0] if dropped else None
    seconds = Figure(
        "stops",
        _("Where viewers stop"),
        meaning
        + " "
        + _(
            "Most stop at: the second at which that tenth of the film begins in which most of those stop who do not "
            "see its end."
        ),
        "bar",
        _("Film"),
        labels,
        [
            FigureSet("drop_off", _("Most stop at, seconds"), [film.drop_off_second for _lesson, film in watched]),
            FigureSet("half", _("Half come to, seconds"), [film.half_ms // 1000 for _lesson, film in watched]),
            FigureSet("length", _("Length, seconds"), [film.length_ms // 1000 for _lesson, film in watched]),
            FigureSet("viewers", _("Viewers"), [film.viewers for _lesson, film in watched]),
        ],
        none
        if first is None
        else _("In “%(film)s” most stop at second %(second)d.")
        % {"film": first[0], "second": first[1].drop_off_second},
    )
    return [finished, seconds]


def _build_questions(course: Course, people: People) -> Figure:
    rows = list_question_shares(course, fewest=FEWEST_ANSWERS, most=MOST_QUESTIONS, people=people)
    labels = [f"{row.quiz}: {row.question}" for row in rows]
    values = [round(100 * row.share, 1) for row in rows]
    return Figure(
        "questions",
        _("Hardest questions"),
        _(
            "What learners got of the points in their first attempt, for questions that at least %(count)d answered. "
            "The statistics of each quiz say more."
        )
        % {"count": FEWEST_ANSWERS},
        "bar",
        _("Question"),
        labels,
        [
            FigureSet("facility", _("Points got, %"), [*values], "percent"),
            FigureSet("count", _("Answers"), [row.count for row in rows]),
        ],
        _("The hardest one is “%(question)s”: %(share)s %% of its points.")
        % {"question": labels[0], "share": f"{values[0]:g}"}
        if rows
        else _("No question has been answered by %(count)d learners yet.") % {"count": FEWEST_ANSWERS},
    )
