"""Whether lists by a model help: count what came of drawn weeks, and switch off a source that is not better."""

from datetime import date, timedelta

from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts.models import ConsentKind
from apps.accounts.queries import has_consented, list_permission_holders
from apps.core.local_days import get_local_day
from apps.core.translated_texts import write_in_every_language
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.kids.answer_queries import iterate_answers
from apps.kids.class_queries import get_class_day
from apps.kids.fit_queries import get_parameters
from apps.kids.mastery.replay import trace_steps
from apps.kids.models import ActivityAnswer, ShownLesson, SkillAnswer, SourceTrial
from apps.kids.notification_types import LISTS_SWITCHED_OFF, STAFF
from apps.kids.recommending.comparing import does_not_help, estimate_mean, find_week
from apps.kids.recommending.lessons import Source
from apps.kids.services.prediction_quality import measure_predictions
from apps.kids.trial_queries import SOURCE_WORDS, SWITCHES, list_gains
from apps.learning.models import LessonProgress, LessonView
from apps.notifications.services import notify
from apps.settings.queries import get_default_branch, get_system_settings
from apps.settings.services import update_system_settings

JUDGE_LISTS = "kids.judge_lists"
WEEK = timedelta(days=6)


def judge_lists(job: ClaimedJob) -> None:
    """Job handler, each week: count the weeks that are over, switch off sources that do not help, and measure how good
    predictions are. Safe to run twice.
    """
    today = get_class_day()
    count_weeks(today)
    for source in SWITCHES:
        judge_source(source)
    measure_predictions(today)
    with unit_of_work():
        jobs.complete_job(job)


def count_weeks(today: date) -> None:
    """Count what came of each drawn week that is over. Without the consent that it was drawn by, nothing is kept."""
    waiting = SourceTrial.objects.filter(counted_at=None, week__lt=find_week(today)).order_by("pk")
    for key in list(waiting.values_list("pk", flat=True)):
        with unit_of_work():
            trial = SourceTrial.objects.select_for_update(of=("self",)).filter(pk=key, counted_at=None).first()
            if trial is None:
                continue
            if has_consented(trial.child_id, ConsentKind.LEARNING_SYSTEMS):
                _count(trial)
            else:
                trial.delete()


def judge_source(source: Source) -> bool:
    """Switch a source off where it is on and does not help; tell the staff. Return whether it was. The weeks that it
    was judged by, and those that are not over, count no more.
    """
    setting = SWITCHES[source]
    with unit_of_work():
        if not getattr(get_system_settings(), setting):
            return False
        by_model, by_rules = list_gains(source, chosen=source), list_gains(source, chosen=Source.RULES)
        if not does_not_help(by_model, by_rules):
            return False
        update_system_settings(actor=None, **{setting: False})
        judged = SourceTrial.objects.filter(candidate=source, counted_at__isnull=False, judged_at=None)
        judged.update(judged_at=timezone.now(), updated_at=timezone.now())
        SourceTrial.objects.filter(candidate=source, counted_at=None).delete()
        gain, rules_gain = estimate_mean(by_model), estimate_mean(by_rules)
        assert gain is not None
        assert rules_gain is not None
        data: dict[str, object] = {
            "lists": write_in_every_language(lambda: str(SOURCE_WORDS[source])),
            "weeks": len(by_model) + len(by_rules),
            "gain": f"{gain.value:.3f}",
            "rules_gain": f"{rules_gain.value:.3f}",
        }
        for person in list_permission_holders(STAFF):
            notify(user=person, type=LISTS_SWITCHED_OFF, data=data, key=f"{source.value} {get_class_day().isoformat()}")
        return True


def _count(trial: SourceTrial) -> None:
    days = (trial.week, trial.week + WEEK)
    shown = set(
        ShownLesson.objects.filter(child=trial.child_id, shown_on__range=days).values_list("lesson_id", flat=True)
    )
    zone = get_default_branch().zone
    done = LessonProgress.objects.filter(user=trial.child_id, lesson__in=shown, completed_at__isnull=False)
    finished = {
        lesson
        for lesson, at in done.values_list("lesson_id", "completed_at")
        if at and days[0] <= get_local_day(at, zone) <= days[1]
    }
    views = LessonView.objects.filter(user=trial.child_id, lesson__in=shown, day__range=days)
    played = ActivityAnswer.objects.filter(child=trial.child_id, lesson__in=shown, given_on__range=days)
    opened = {*views.values_list("lesson_id", flat=True), *played.values_list("lesson_id", flat=True), *finished}
    trial.shown, trial.opened, trial.finished = len(shown), len(opened), len(finished)
    trial.gain, trial.counted_at = measure_gain(trial), timezone.now()
    trial.save()


def measure_gain(trial: SourceTrial) -> float:
    """Return by how much the mastery of all skills together has grown by the answers of the week."""
    first, last = trial.week, trial.week + WEEK
    asked = SkillAnswer.objects.filter(child=trial.child_id, given_on__range=(first, last)).order_by("skill_id")
    gain = 0.0
    for skill in list(asked.values_list("skill_id", flat=True).distinct()):
        for found in iterate_answers(skill, [trial.child_id]):
            traced = trace_steps(found.answers, parameters=get_parameters(skill))
            steps = [step for step, answer in zip(traced, found.answers, strict=True) if first <= answer.on <= last]
            gain += steps[-1].after - steps[0].before
    return gain
