"""Who gets in: one ticket, one person, one use, in time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from apps.accounts import services
from apps.accounts.models import User
from apps.core.errors import NotAuthenticated
from apps.events.models import SocketTicket
from realtime.identities import open_socket
from tests import factories
from tests.realtime.client import ticket_for, ticket_of


@pytest.mark.parametrize("server", ["first", "daphne"])
def test_ticket_opens_the_socket_of_its_owner(servers, bare, pupil, server):
    base_url = getattr(servers, server)
    ticket = ticket_for(pupil, base_url)
    socket = bare(server=base_url)
    hello = socket.send("hello", ticket=ticket)
    welcome = socket.reply(hello)
    assert (welcome["type"], welcome["user"]["id"]) == ("welcome", str(pupil.pk))
    assert (welcome["streams"], welcome["heartbeat"]) == ([f"user:{pupil.pk}"], 25)
    opened = socket.reply(hello)
    assert (opened["type"], opened["seq"], opened["snapshot"]["unread"]) == ("subscribed", 0, 0)
    assert opened["snapshot"]["coins"] == 0
    assert socket.ask("ping")["type"] == "pong"


def test_only_the_hash_of_a_ticket_is_stored(pupil):
    ticket = ticket_for(pupil)
    row = SocketTicket.objects.get(user=pupil)
    assert ticket not in str(row.__dict__)
    assert len(ticket) >= 22
    assert row.expires_at - timezone.now() <= timedelta(seconds=30)


def refused(socket, ticket):
    hello = socket.send("hello", ticket=ticket)
    error = socket.reply(hello)
    assert (error["type"], error["code"]) == ("error", "token_invalid")
    assert error["detail"]
    assert error["fields"] == {}
    assert error["request_id"]
    assert socket.close_code() == 4401


def test_used_ticket_is_refused(bare, pupil):
    ticket = ticket_for(pupil)
    first = bare()
    assert first.ask("hello", ticket=ticket)["type"] == "welcome"
    refused(bare(), ticket)
    assert first.ask("ping")["type"] == "pong"


def test_expired_ticket_is_refused(bare, pupil):
    ticket = ticket_for(pupil)
    SocketTicket.objects.update(expires_at=timezone.now() - timedelta(milliseconds=1))
    refused(bare(), ticket)


def test_invented_ticket_is_refused(bare, pupil):
    ticket_for(pupil)
    refused(bare(), "AAAAAAAAAAAAAAAAAAAAAA")


def test_ticket_of_an_ended_session_or_inactive_user_is_refused(bare, pupil, second_pupil):
    client = factories.client_for(pupil)
    ticket = ticket_of(client)
    assert client.session is not None
    services.logout(session=client.session)
    refused(bare(), ticket)

    ticket = ticket_for(second_pupil)
    User.objects.filter(pk=second_pupil.pk).update(is_active=False)
    refused(bare(), ticket)


def test_ticket_gives_only_the_rights_of_its_owner(bare, pupil, stranger):
    ticket = ticket_for(stranger)
    socket = bare()
    assert socket.ask("hello", ticket=ticket)["user"]["id"] == str(stranger.pk)
    assert socket.ask("subscribe", stream=f"user:{pupil.pk}")["code"] == "not_found"


def test_concurrent_uses_of_one_ticket_open_one_socket(transactional_db, pupil):
    ticket = ticket_for(pupil)

    def redeem(_):
        try:
            open_socket(ticket=ticket)
        except NotAuthenticated:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(redeem, range(16))) == 1


def test_ticket_needs_a_signed_in_user(nobody, client_for, parent):
    assert nobody.post("/realtime/tickets/").status == 401
    answer = client_for(parent).post("/realtime/tickets/")
    assert (answer.status, answer.json["expires_in"]) == (201, 30)
    assert answer.headers["cache-control"] == "no-store"


def test_subscribing_before_hello_closes_the_socket(bare, teacher):
    socket = bare()
    error = socket.ask("subscribe", stream=f"user:{teacher.pk}")
    assert error["code"] == "hello_first"
    assert socket.close_code() == 4401


@pytest.mark.parametrize("server", ["first", "daphne"])
def test_socket_without_hello_is_closed(servers, bare, server, db):
    assert bare(server=getattr(servers, server)).close_code() == 4408


def test_refusals_are_in_the_requested_language(bare, db):
    socket = bare(additional_headers={"Accept-Language": "ru-RU,ru;q=0.9"})
    assert socket.ask("ping")["detail"] == "Первым сообщением должно быть hello с билетом."
