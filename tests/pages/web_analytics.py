"""Figures as each role reads them, in a real Chromium: `./talim test-web tests/pages/web_analytics.py`."""

import pytest

from apps.analytics.models import FactsState, OwnFigure, Report
from apps.analytics.services.runs import bring_up_to_date
from apps.courses.models import Membership
from apps.kids.models import PredictionQuality
from apps.settings.models import AuditLog
from tests import factories
from tests.kids.drawn_weeks import MONDAY, add_weeks
from tests.pages.browser import make_login
from tests.pages.written_months import WrittenMonths
from tests.remote_control import serve_methods

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def months(branch, course, teacher):
    return WrittenMonths(branch, course, teacher)


class Joining:
    """Lets the browser have a pupil join the first group, which is counted at once."""

    def __init__(self, months):
        self.months = months

    def join(self):
        """Whether the pupil has joined."""
        pupil = factories.make_user(factories.Role.STUDENT, "Sevara", "Newcomer")
        Membership.objects.create(group=self.months.first, student=pupil, joined_on=self.months.days[0])
        FactsState.objects.update(announced_at=None)
        bring_up_to_date()
        return True


def test_director_sees_the_centre(play, months, admin):
    """Also a part of the quick run: one page, one figure, the same number as on the page of figures."""
    play("analytics-first", login=make_login(admin, locale="en"), active=14)


@pytest.mark.slow
def test_the_office_reads_whether_lists_help_small_children(play, manager):
    add_weeks(0.3, 0.2)
    PredictionQuality.objects.create(
        measured_on=MONDAY, answers=900, children=10, auc=0.71, log_loss=0.52, class_auc=0.58, class_log_loss=0.6
    )
    play("kids-figures", login=make_login(manager, locale="en"))


@pytest.mark.slow
def test_everybody_reads_own_figures(play, months, admin, teacher, parent):
    months.add_parent(parent)
    russian = factories.make_user(factories.Role.MANAGER, "Timur", "Karimov")
    play(
        "analytics", director=make_login(admin, locale="uz"), manager=make_login(russian, locale="ru"),
        teacher=make_login(teacher, locale="ru"), pupil=make_login(months.pupil, locale="uz"),
        parent=make_login(parent, locale="ru"), groups=[months.first.name, months.second.name, months.small.name],
        child=str(months.pupil.pk), first=str(months.first.pk),
    )  # fmt: skip
    exports = AuditLog.objects.filter(action="lists.export")
    assert exports.count() == 2


@pytest.mark.slow
def test_own_figures_are_saved_shared_and_follow_what_is_counted(play, months, admin, teacher):
    with serve_methods(Joining(months)) as address:
        play(
            "own-figures", door=address, director=make_login(admin, locale="en"),
            teacher=make_login(teacher, locale="ru"),
        )  # fmt: skip
    assert not OwnFigure.objects.exists()
    assert Report.objects.get().table == "own_figures_show"
    assert AuditLog.objects.filter(action="analytics.own_figure").count() == 3
