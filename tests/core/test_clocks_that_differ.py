"""A process whose clock is two hours ahead takes no lease of another one, and leaves none that lasts too long."""

from datetime import timedelta

import httpx
import pytest
import time_machine
from django.db.models import F
from django.utils import timezone

from apps.core import metrics
from apps.core.errors import NotAuthenticated
from apps.core.ids import uuid7
from apps.core.uow import unit_of_work
from apps.events.models import SocketTicket
from apps.events.tickets import close_sockets_over_limit, issue_ticket, redeem_ticket
from apps.jobs import clean_up
from apps.jobs.kinds import ClaimedJob
from apps.jobs.models import PeriodicSlot
from apps.jobs.services import claim_jobs, end_expired_leases, enqueue
from apps.messaging import eskiz_token
from apps.messaging.errors import AccountProblem, ProviderBusy
from apps.messaging.models import ProviderToken, TelegramPoll
from apps.messaging.telegram import client, inbox

pytestmark = pytest.mark.django_db

A_MINUTE = timedelta(minutes=1)


def ahead():
    """The clock of another process."""
    return time_machine.travel(timezone.now() + timedelta(hours=2))


def test_a_job_that_is_leased_stays_with_its_worker():
    with unit_of_work():
        enqueue(kind="jobs.clean_up")
    (claim,) = claim_jobs(queue="default", limit=1, worker="first")
    with ahead():
        assert end_expired_leases() == []
        assert claim_jobs(queue="default", limit=1, worker="ahead") == []
    assert claim.attempt == 1


def test_one_process_polls_telegram():
    assert inbox.claim_polling("first") == 0
    with ahead():
        assert inbox.claim_polling("ahead") is None
    inbox.release_polling("first")
    with ahead():
        assert inbox.claim_polling("ahead") == 0
    TelegramPoll.objects.update(leased_until=F("leased_until") - A_MINUTE)
    assert inbox.claim_polling("first") == 0, "a lease of the process that was ahead ends in time too"


def test_one_process_renews_the_token_of_eskiz():
    row = ProviderToken.objects.create(provider=eskiz_token.PROVIDER)
    assert eskiz_token._claim_renewal(row)
    with ahead():
        assert not eskiz_token._claim_renewal(row)
    ProviderToken.objects.update(renewing_until=None)
    with ahead():
        assert eskiz_token._claim_renewal(row)
    ProviderToken.objects.update(renewing_until=F("renewing_until") - A_MINUTE)
    assert eskiz_token._claim_renewal(row)


def test_a_pause_that_a_provider_asked_for_holds_everywhere_and_ends_in_time():
    with ahead():
        assert client._start_pause(60).after == A_MINUTE
        with pytest.raises(ProviderBusy) as told:
            client.check_no_telegram_pause()
    assert told.value.after <= A_MINUTE
    with pytest.raises(ProviderBusy) as told:
        client.check_no_telegram_pause()
    assert told.value.after <= A_MINUTE
    row = ProviderToken.objects.create(provider=eskiz_token.PROVIDER, refused_until=timezone.now() + A_MINUTE)
    with ahead(), pytest.raises(AccountProblem):
        eskiz_token.get_or_renew_token(httpx.Client(), rejected_version=row.version)


def test_a_ticket_opens_a_socket_whoever_issued_it(pupil):
    session = uuid7()
    ticket = issue_ticket(user_id=pupil.pk, session_id=session)
    with ahead():
        early = issue_ticket(user_id=pupil.pk, session_id=session)
        assert redeem_ticket(ticket=ticket).user == pupil
    SocketTicket.objects.filter(used_at=None).update(expires_at=F("expires_at") - A_MINUTE)
    with pytest.raises(NotAuthenticated):
        redeem_ticket(ticket=early)


def test_an_open_socket_counts_for_a_process_that_is_ahead(pupil):
    for _socket in range(9):
        redeem_ticket(ticket=issue_ticket(user_id=pupil.pk, session_id=uuid7()))
    with ahead(), unit_of_work():
        close_sockets_over_limit(user_id=pupil.pk)
    assert SocketTicket.objects.count() == 8


def test_the_clean_up_keeps_what_is_not_old(time_machine):
    slot = PeriodicSlot.objects.create(name="jobs.clean_up", slot=timezone.now())
    job = ClaimedJob(id=uuid7(), kind="jobs.clean_up", object_id="", payload={}, attempt=1)
    time_machine.move_to(timezone.now() + timedelta(days=3650))
    clean_up.run_clean_up(job)
    assert PeriodicSlot.objects.filter(pk=slot.pk).exists()


def test_a_process_that_is_ahead_hides_no_other_from_the_metrics():
    metrics._process_metrics.flush()
    with ahead():
        assert metrics.get_process_name() in list_reports()
        metrics._process_metrics.flush()
    assert list_reports()[metrics.get_process_name()] < 60


def list_reports():
    """The age of the last report of each process."""
    return {state.process: state.age for state in metrics.list_reporting_processes()}
