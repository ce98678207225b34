"""Whether lists help: weeks are drawn with a consent alone, counted once, and a source that is not better goes off."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from apps.accounts.models import Session
from apps.core.uow import unit_of_work
from apps.jobs.services import enqueue
from apps.kids.models import LessonClass, LessonSkill, ShownLesson, Skill, SkillMastery, SourceTrial
from apps.kids.recommendations import load_recommendations
from apps.kids.recommending.comparing import ChildWeek, does_not_help, draws_model, estimate_difference, estimate_mean
from apps.kids.recommending.lessons import Source
from apps.kids.services.shown import record_shown
from apps.kids.services.trials import count_weeks, judge_source
from apps.learning.models import EnrollmentSource, LessonProgress
from apps.learning.services import enrol_user
from apps.notifications.models import Notification
from apps.settings.models import AuditLog, SystemSettings
from tests.factories import client_for
from tests.job_runs import run_jobs
from tests.kids.drawn_weeks import MONDAY, add_weeks
from tests.kids.kid_requests import add_skill, ask_for_skill, play
from tests.kids.pipeline_helpers import read_list
from tests.learning.published import publish_lessons
from tests.quizzes.quiz_helpers import RIGHT, make_quiz, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known_day")]
JUDGE = "kids.judge_lists"


@pytest.fixture
def compare():
    SystemSettings.objects.update(kids_compare_lists=True)


@pytest.fixture
def skill(manager):
    return add_skill(manager, "counting", parent=add_skill(manager, "numbers")["id"])


@pytest.fixture
def lessons(skill, course, kid):
    """Three lessons of a skill in which the child has answered."""
    rows = publish_lessons(course, *({"title": f"Lesson {number}"} for number in range(3)))
    for row in rows:
        LessonClass.objects.create(lesson=row, content_class="MIXED")
        LessonSkill.objects.create(lesson=row, skill_id=skill["id"])
    enrol_user(actor=None, user=kid, course=course, source=EnrollmentSource.OFFICE)
    SkillMastery.objects.create(child=kid, skill=Skill.objects.get(pk=skill["id"]), known=0.5, answers=3, days=1)
    return rows


def find_weeks(kid):
    """A week in which a list by a model is drawn for the child, and one in which the rule list is."""
    weeks = [MONDAY + timedelta(days=7 * number) for number in range(40)]
    return [next(week for week in weeks if draws_model(kid.pk, week) is wanted) for wanted in (True, False)]


def travel(day):
    return time_machine.travel(f"{day}T12:00:00+05:00", tick=True)


def test_one_half_is_drawn_and_always_the_same():
    drawn = [draws_model(child, MONDAY + timedelta(days=7 * week)) for child in range(100) for week in range(20)]
    assert 900 < sum(drawn) < 1100
    assert draws_model("a", MONDAY) == draws_model("a", MONDAY)


def test_weeks_of_one_child_count_as_its_own():
    many = [ChildWeek(child, gain) for child, gain in enumerate((0.1, 0.2, 0.3, 0.4))]
    mean = estimate_mean(many)
    assert (mean.value, mean.low < 0.25 < mean.high) == (pytest.approx(0.25), True)
    repeated = estimate_mean([week for week in many for _time in range(9)])
    assert repeated.high - repeated.low == pytest.approx(mean.high - mean.low), "nine weeks alike tell nothing new"
    assert estimate_mean([ChildWeek("a", 0.1), ChildWeek("a", 0.3)]).low is None
    difference = estimate_difference(many, [ChildWeek(child, 0.1) for child in range(4, 8)])
    assert difference.value == pytest.approx(0.15)
    assert estimate_difference(many, []) is None


@pytest.mark.parametrize(
    ("models", "rules", "gain", "goes"),
    [(100, 100, -1, True), (100, 100, 0, True), (100, 100, 0.01, False), (99, 100, -1, False), (190, 10, -1, False)],
)  # fmt: skip
def test_after_enough_weeks_a_source_that_is_not_better_does_not_help(models, rules, gain, goes):
    by_model = [ChildWeek(number, 0.5 + gain) for number in range(models)]
    assert does_not_help(by_model, [ChildWeek(-number, 0.5) for number in range(rules)]) is goes


def test_the_list_of_a_week_is_the_drawn_one(lessons, kid, consent, compare, parent, teacher):
    by_model, by_rules = find_weeks(kid)
    for week, source in ((by_model, "bkt"), (by_rules, "rules")):
        with travel(week + timedelta(days=2)):
            assert read_list(teacher, kid)[0] == source
            assert not SourceTrial.objects.filter(week=week).exists(), "staff looked"
            assert read_list(kid, kid)[0] == read_list(parent, kid)[0] == source
            assert set(ShownLesson.objects.filter(shown_on__gte=week).values_list("source", flat=True)) >= {source}
    found = SourceTrial.objects.order_by("source").values_list("week", "candidate", "source")
    assert list(found) == [(by_model, "bkt", "bkt"), (by_rules, "bkt", "rules")]


def test_a_list_counts_for_the_week_in_which_it_was_made(lessons, kid, consent, compare):
    sunday = MONDAY + timedelta(days=6)
    with time_machine.travel(f"{sunday}T23:59:59+05:00", tick=False):
        listed = load_recommendations(kid, kid)
    with travel(sunday + timedelta(days=1)):
        record_shown(listed, session=Session(user=kid))
    assert SourceTrial.objects.get().week == MONDAY
    assert set(ShownLesson.objects.values_list("shown_on", flat=True)) == {sunday}


def test_nothing_is_drawn_without_the_switch_or_the_consent(lessons, kid, parent):
    SystemSettings.objects.update(kids_compare_lists=True)
    read_list(kid, kid)
    SystemSettings.objects.update(kids_compare_lists=False)
    kid.consents.create(kind="learning_systems", given=True, text_version="1", given_by=parent)
    for week in find_weeks(kid):
        with travel(week):
            assert read_list(kid, kid)[0] == "bkt"
    assert not SourceTrial.objects.exists()


def test_a_week_is_counted_once_when_it_is_over(lessons, skill, course, group, kid, consent, compare, teacher, manager):
    question = ask_for_skill(teacher, course, skill)
    week = find_weeks(kid)[0]
    with travel(week):
        quiz = publish(teacher, make_quiz(teacher, group=group, attempts_allowed=0), [question])
        read_list(kid, kid)
        play(kid, quiz, RIGHT["single"])
        LessonProgress.objects.create(user=kid, lesson=lessons[0], completed_at=timezone.now())
        run_jobs("kids.learn_from_attempt")
        count_weeks(week + timedelta(days=6))
        assert SourceTrial.objects.get().counted_at is None, "the week goes on"
    with travel(week + timedelta(days=7)):
        for _time in range(2):
            with unit_of_work():
                enqueue(kind=JUDGE)
            run_jobs(JUDGE)
        trial = SourceTrial.objects.get()
    assert (trial.shown, trial.opened, trial.finished) == (2, 1, 1)
    assert trial.gain == pytest.approx(SkillMastery.objects.get().known - 0.25)
    assert trial.gain > 0


def test_a_week_of_a_withdrawn_consent_is_not_counted(lessons, kid, consent, compare, parent):
    with travel(MONDAY):
        read_list(kid, kid)
        assert SourceTrial.objects.count() == 1
        kid.consents.create(kind="learning_systems", given=False, text_version="1", given_by=parent, revision=2)
    count_weeks(MONDAY + timedelta(days=7))
    assert not SourceTrial.objects.exists()


def test_a_source_that_does_not_help_goes_off_and_can_be_switched_on_again(lessons, kid, consent, manager, admin):
    add_weeks(0.2, 0.3)
    assert [judge_source(Source.BKT) for _time in range(2)] == [True, False]
    assert read_list(kid, kid)[0] == "rules"
    assert SystemSettings.objects.get().kids_mastery_lists is False
    entry = AuditLog.objects.get(action="settings.update", fields=["kids_mastery_lists"])
    assert entry.actor is None
    told = Notification.objects.filter(type="kids.lists_switched_off", user=manager)
    assert [(row.data["weeks"], row.data["gain"], row.data["rules_gain"]) for row in told] == [(200, "0.200", "0.300")]
    shown = client_for(manager).get("/analytics/kindergarten/").json["sources"]
    assert [(one["source"], one["is_on"], one["weeks"]) for one in shown] == [("ml", True, 0), ("bkt", False, 200)]
    answer = client_for(admin).put("/settings/system/", {"kids_mastery_lists": True})
    assert answer.status == 200, answer.json
    assert read_list(kid, kid)[0] == "bkt"
    assert judge_source(Source.BKT) is False, "its weeks were judged; new ones count"


def test_the_week_in_which_a_source_goes_off_is_not_counted(lessons, kid, consent, compare):
    add_weeks(0.2, 0.3)
    week = find_weeks(kid)[0]
    with travel(week):
        assert read_list(kid, kid)[0] == "bkt"
        assert judge_source(Source.BKT) is True
        assert read_list(kid, kid)[0] == "rules"
    count_weeks(week + timedelta(days=7))
    assert not SourceTrial.objects.filter(child=kid).exists()


def test_a_source_that_helps_stays_and_its_figures_are_shown(manager, teacher):
    add_weeks(0.3, 0.2)
    assert judge_source(Source.BKT) is False
    answer = client_for(manager).get("/analytics/kindergarten/")
    found = answer.json["sources"][1]
    assert found["difference"]["value"] == pytest.approx(0.1)
    assert [(one["source"], one["weeks"], one["children"], one["shown"]) for one in found["lists"]] == [
        ("bkt", 100, 10, 300), ("rules", 100, 10, 300),
    ]  # fmt: skip
    assert found["lists"][0]["gain"]["value"] == pytest.approx(0.3)
    assert client_for(teacher).get("/analytics/kindergarten/").status == 403
    SourceTrial.objects.exclude(child=SourceTrial.objects.first().child).delete()
    found = client_for(manager).get("/analytics/kindergarten/").json["sources"][1]
    assert (found["has_few"], found["lists"], found["difference"]) == (True, [], None)
