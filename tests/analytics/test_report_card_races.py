"""Report cards whose sending comes twice, or whose worker is killed: one set of files, one message each."""

import random
import threading
import time

import pytest

from apps.accounts.models import Guardian
from apps.analytics.models import ReportCard
from apps.analytics.services import report_cards
from apps.analytics.services.building import build_stale_days
from apps.analytics.services.following import add_stale_days
from apps.analytics.services.report_card_sending import send_report_card
from apps.core.models import StoredFile
from apps.core.uow import unit_of_work
from apps.courses.models import Membership
from apps.jobs.kinds import StaleClaim
from apps.jobs.models import Job
from apps.jobs.services import claim_jobs
from apps.notifications.models import Notification
from tests import factories
from tests.analytics.report_card_requests import count_facts, make_batch, post_batch, post_send
from tests.jobs.conftest import house, valkey, valkey_of_module  # noqa: F401
from tests.processes import processes, wait_until  # noqa: F401
from tests.races import run_together

pytestmark = [pytest.mark.django_db(transaction=True)]
PEOPLE, KILLS = 14, 6


@pytest.mark.usefixtures("a_connection_for_each")
def test_two_sends_at_once_make_one_job_each(group, pupil, second_pupil, teacher):
    count_facts(group, pupil, second_pupil, days=2)
    batch = make_batch(teacher, group)
    answers = run_together(2, lambda _index: post_send(teacher, batch).status)
    assert sorted(answers) == [200, 409]
    assert Job.objects.filter(kind="analytics.send_report_card").count() == 2


@pytest.mark.usefixtures("a_connection_for_each")
@pytest.mark.parametrize("seconds, status", [(60.0, 201), (0.0, 409)], ids=["waits", "control: does not wait"])
def test_cards_wait_while_a_job_counts_their_days(group, pupil, second_pupil, teacher, monkeypatch, seconds, status):
    count_facts(group, pupil, second_pupil, days=2)
    add_stale_days([("attendance", group.today)])
    monkeypatch.setattr(report_cards, "COUNT_SECONDS", seconds)
    is_counting = threading.Event()

    def work(index):
        if index == 0:
            with unit_of_work():
                assert build_stale_days() == 1
                is_counting.set()
                time.sleep(1)
            return None
        assert is_counting.wait(60)
        return post_batch(teacher, group).status

    assert run_together(2, work)[1] == status


@pytest.mark.usefixtures("a_connection_for_each")
def test_late_worker_writes_nothing(group, pupil, second_pupil, teacher, parent):
    Membership.objects.filter(student=second_pupil).delete()
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    count_facts(group, pupil, days=2)
    post_send(teacher, make_batch(teacher, group))
    (late,) = claim_jobs(queue="default", limit=1, worker="late")
    Job.objects.filter(pk=late.id).update(state="queued", leased_until=None)
    (current,) = claim_jobs(queue="default", limit=1, worker="current")

    def work(index):
        try:
            send_report_card((late, current)[index])
        except StaleClaim:
            return "late"
        return "done"

    assert run_together(2, work) == ["late", "done"]
    card = ReportCard.objects.get()
    assert (card.state, Job.objects.get(pk=late.id).state) == ("sent", "done")
    assert Notification.objects.filter(type="report_card.sent").count() == 2
    used = {card.pdf_uz_id, card.pdf_ru_id, card.pdf_en_id}
    assert used <= set(StoredFile.objects.values_list("pk", flat=True))


@pytest.mark.slow  # 60 s
def test_killed_workers_send_each_card_once(group, teacher, pupil, second_pupil, house, settings, tmp_path):  # noqa: F811
    settings.MEDIA_ROOT = tmp_path / "media"
    house.env |= {"MEDIA_ROOT": str(settings.MEDIA_ROOT)}
    for number in range(PEOPLE - 2):
        student = factories.make_user(factories.Role.STUDENT, "Pupil", email=f"pupil{number}@example.uz")
        Membership.objects.create(group=group, student=student, joined_on="2026-09-01")
    count_facts(group, pupil, days=2)
    assert post_send(teacher, make_batch(teacher, group)).json == {"cards": PEOPLE}
    house.spawn(["scheduler"])
    chance, sent = random.Random(), ReportCard.objects.filter(sent_at__isnull=False)
    counts = []
    for _kill in range(KILLS):
        worker = house.spawn(["worker"])
        worker.wait_for("worker ready")
        time.sleep(chance.uniform(0.1, 1.5))
        worker.kill()
        counts.append(sent.count())
    house.spawn(["worker"])
    wait_until(lambda: sent.count() == PEOPLE, timeout=240, what=f"all cards, after {counts}")
    assert Notification.objects.filter(type="report_card.sent").count() == PEOPLE
    assert sent.values("pdf_uz").distinct().count() == PEOPLE
    assert counts[0] < PEOPLE, "some kills came in the middle"
