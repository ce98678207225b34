"""The demo centre with a year behind it, in a real Chromium: `./talim test-web tests/pages/web_demo_year.py`."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db.models import Count, Q
from django.utils import timezone

from apps.accounts.models import User
from apps.analytics.job_kinds import REPORT
from apps.analytics.models import PersonDay, PupilRisk, ReportSchedule, RiskModel
from apps.analytics.services.report_times import keep_report_times
from apps.analytics.services.risk_learning import learn
from apps.analytics.services.risk_listing import list_today
from apps.analytics.services.runs import bring_up_to_date
from apps.courses.models import Group
from apps.portal.models import FamilyMessage
from project.demo import school
from tests.factories import client_for
from tests.job_runs import run_jobs
from tests.pages.browser import make_login
from tests.servers.smtp import smtp_server

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]  # 240 s
LEAST_RISE = 5


@pytest.fixture
def centre(settings, tmp_path):
    """A year of 1,000 pupils, counted, with the model of who may leave."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    made = school.build_demo_centre()
    bring_up_to_date()
    learn()
    list_today()
    return made


def get_person(centre, name):
    return User.objects.get(email=centre.logins[name])


def find_pupil_with_a_rise():
    """A pupil whose mean score of homework rose in the newest month with one."""
    months = {}
    rows = PersonDay.objects.filter(measure="homework_score").order_by("day")
    for person, day, total, count in rows.values_list("person", "day", "numerator", "denominator"):
        sums = months.setdefault(person, {}).setdefault(day.replace(day=1), [0, 0])
        sums[0] += total
        sums[1] += count
    for person, by_month in months.items():
        means = [total / count for total, count in by_month.values()]
        newest = max(by_month)
        is_next = (newest - timedelta(days=1)).replace(day=1) in by_month
        if is_next and means[-1] - means[-2] >= LEAST_RISE and newest == timezone.localdate().replace(day=1):
            return User.objects.get(pk=person)
    raise AssertionError("nobody's mark rose")


def find_teacher_with_two_groups():
    pupils = Count("memberships", filter=Q(memberships__left_on__isnull=True))
    large = Group.objects.annotate(pupils=pupils).filter(pupils__gte=5)
    counted = Count("led_groups", filter=Q(led_groups__in=large.values("pk")))
    return User.objects.annotate(groups=counted).filter(groups__gte=2).order_by("-groups", "pk")[0]


def test_director_teacher_and_pupil_use_a_year_of_figures(play, centre, settings, monkeypatch):
    model = RiskModel.objects.latest("created_at")
    print({name: model.quality.get(name) for name in ("auc", "rule_auc", "gain_low", "calibration_error")})
    assert not model.hidden_because
    assert PupilRisk.objects.exists()
    director = get_person(centre, "administrator")
    play(
        "demo-year", director=make_login(director, locale="en"),
        teacher=make_login(find_teacher_with_two_groups(), locale="ru"),
        pupil=make_login(find_pupil_with_a_rise(), locale="uz"),
    )  # fmt: skip
    assert "Please call us: we miss your child." in str(FamilyMessage.objects.get().text)
    planned = ReportSchedule.objects.get()
    assert (planned.weekday, planned.hour) == (1, 8)
    check_that_it_comes_on_monday(planned, director, settings, monkeypatch)


def check_that_it_comes_on_monday(planned, director, settings, monkeypatch):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    monkeypatch.setattr(settings.ENV, "email_host", "127.0.0.1")
    monkeypatch.setattr(settings.ENV, "email_from", "Talim <no-reply@oquv.uz>")
    monday = planned.next_at.astimezone(ZoneInfo("Asia/Tashkent"))
    assert (monday.weekday(), monday.hour) == (0, 8)
    with smtp_server() as server, time_machine.travel(monday + timedelta(minutes=3), tick=False):
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", server.port, False
        keep_report_times(None)
        run_jobs(REPORT)
        run_jobs("notifications.send_email_notification")
    [(recipients, message)] = server.messages
    assert recipients == [director.email]
    assert planned.name in message.get_body(("plain",)).get_content()
    assert client_for(director).get("/analytics/reports/").json["results"][0]["state"] == "done"
