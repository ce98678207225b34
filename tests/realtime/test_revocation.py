"""Rights end on open sockets too: at once when we say so, after the next check when the word was lost."""

import pytest

from apps.accounts import services
from apps.accounts.models import Session, User
from apps.core.uow import unit_of_work
from apps.courses.models import Membership
from apps.events.models import SocketTicket
from apps.events.publishing import get_group_stream, get_wall_stream, recheck_sockets
from tests.realtime.client import open_socket, publish_samples
from tests.realtime.conftest import SHORT


@pytest.mark.parametrize("server", ["first", "daphne"])
def test_signing_out_closes_only_the_sockets_of_that_session(open_as, servers, pupil, server):
    base_url = getattr(servers, server)
    gone, stays = open_as(pupil, server=base_url), open_as(pupil, server=base_url)
    tickets = SocketTicket.objects.filter(user=pupil).order_by("used_at")
    services.logout(session=Session.objects.get(pk=tickets[0].session_id))
    assert gone.close_code() == 4401
    assert stays.ask("ping")["type"] == "pong"


def change_role(user):
    with unit_of_work():
        User.objects.filter(pk=user.pk).update(role="parent")
        recheck_sockets(user_id=user.pk)


def switch_off(user):
    with unit_of_work():
        User.objects.filter(pk=user.pk).update(is_active=False)
        recheck_sockets(user_id=user.pk)


def move_epoch(user):
    with unit_of_work():
        User.objects.filter(pk=user.pk).update(token_epoch=7)
        recheck_sockets(user_id=user.pk)


@pytest.mark.parametrize("change", [change_role, switch_off, move_epoch])
def test_changed_access_of_a_user_closes_all_their_sockets(open_as, pupil, teacher, change):
    first, second, other = open_as(pupil), open_as(pupil), open_as(teacher)
    change(pupil)
    assert first.close_code() == 4401
    assert second.close_code() == 4401
    assert other.ask("ping")["type"] == "pong"


def test_ended_membership_ends_the_subscription_and_keeps_the_socket(open_as, pupil, second_pupil, group):
    stream = get_group_stream(group.pk)
    leaver, stays = open_as(pupil), open_as(second_pupil)
    for socket in (leaver, stays):
        socket.ask("subscribe", stream=stream)
    with unit_of_work():
        Membership.objects.filter(student=pupil).delete()
        recheck_sockets(user_id=pupil.pk)
    assert leaver.events(1) == [{"type": "unsubscribed", "stream": stream, "code": "not_found"}]
    publish_samples(stream, 1)
    assert stays.events(1)[0]["seq"] == 1
    assert leaver.nothing_more()
    assert leaver.ask("subscribe", stream=stream)["code"] == "not_found"


def test_recheck_without_lost_rights_changes_nothing(open_as, teacher, group):
    socket = open_as(teacher)
    socket.ask("subscribe", stream=get_wall_stream(group.pk))
    recheck_sockets(user_id=teacher.pk)
    publish_samples(get_wall_stream(group.pk), 1)
    assert socket.events(1)[0]["seq"] == 1


def test_lost_rights_are_found_by_the_periodic_recheck(processes, pupil, teacher):
    env = {**SHORT, "REALTIME_REPAIR_SECONDS": "0.3", "REALTIME_RECHECK_SECONDS": "0.6"}
    base_url = processes.serve_url("uvicorn", env=env)
    gone, stays = open_socket(base_url, pupil), open_socket(base_url, teacher)
    User.objects.filter(pk=pupil.pk).update(is_active=False)
    assert gone.close_code() == 4401
    assert stays.ask("ping")["type"] == "pong"
    stays.close()
