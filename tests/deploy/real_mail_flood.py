"""A thousand mails in the mailbox of the office, which goes away in the middle: each a ticket or a comment once."""

import threading
from collections import Counter

import pytest
from django.db.models import Count

from apps.support.models import IncomingMail, OutgoingMail, Ticket, TicketComment
from apps.support.services import mailbox
from tests.deploy.real_mailbox import OFFICE, deliver, dovecot, folder, letter, outgoing, port  # noqa: F401
from tests.job_runs import run_jobs
from tests.servers.tcp_relay import TcpRelay

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PEOPLE = range(60)
TICKETS_OF_EACH = 5


@pytest.fixture
def way(folder, port, settings):  # noqa: F811
    """Dovecot, and the way to it that a test cuts."""
    with dovecot(folder, port):
        relay = TcpRelay(("127.0.0.1", port))
        settings.ENV = settings.ENV.model_copy(update={"imap_port": relay.port})
        yield relay
        relay.cut()


def by(person, number, text, **headers):
    """A letter of a person; `number` makes its Message-ID."""
    return letter(text, number=number, From=f"Person {person} <person{person}@example.uz>", **headers)


def report(number, failed):
    return (
        f"From: mailer-daemon@example.uz\r\nSubject: Undelivered\r\nMessage-ID: <{number}@mx>\r\nReturn-Path: <>\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="r"\r\n\r\n'
        "--r\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\n"
        "Final-Recipient: rfc822; person@example.uz\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        f"--r\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {failed}\r\n--r--\r\n"
    ).encode()


def read_all(way):
    """Run after run until nothing is new. The way is cut while the first run is in the middle."""
    begun = IncomingMail.objects.count()
    away, cutter = 0, threading.Timer(1.5, way.cut)
    cutter.start()
    taken = 1
    while taken:
        try:
            taken = mailbox.read_mailbox()
        except mailbox.MailboxAway:
            away += 1
            cutter.join()
            way.mend()
    cutter.cancel()
    return away, IncomingMail.objects.count() - begun


def test_1000_mails_become_tickets_and_comments_once(way, port, outgoing, branch, manager):  # noqa: F811
    first = [
        by(person, f"new-{person}-{number}", f"Question {number}", Subject=f"Question {number} of {person}")
        for person in PEOPLE
        for number in range(TICKETS_OF_EACH)
    ]
    deliver(port, *first)
    away, taken = read_all(way)
    assert (away >= 1, taken) == (True, 300)
    assert Ticket.objects.count() == TicketComment.objects.count() == 300
    run_jobs("support.send_mail")

    answers = [
        by(
            person,
            f"re-{person}-{number}",
            f"Answer {number}",
            Subject=f"Re: Question {number}",
            In_Reply_To=f"<new-{person}-{number}@example.uz>",
        )
        for person in PEOPLE
        for number in range(TICKETS_OF_EACH)
    ]
    tokens = dict(Ticket.objects.filter(subject__startswith="Question 0 ").values_list("email", "mail_token"))
    by_token = [
        by(person, f"token-{person}", "By token", Subject=f"Re: [#1-{tokens[f'person{person}@example.uz']}] Question")
        for person in range(48)
    ]
    notices = list(OutgoingMail.objects.order_by("created_at").values_list("message_id", flat=True))
    assert len(notices) == 60, "each sender is told at most once an hour"
    machines = [by(person % 60, f"auto-{person}", "Away", Auto_Submitted="auto-replied") for person in range(100)]
    loops = [by(person % 60, f"loop-{person}", "Loop", X_Loop=OFFICE) for person in range(100)]
    bounces = [report(number, notices[number]) for number in range(50)]
    film = b"x\r\n" * 13_000_000
    huge = [by(number, f"huge-{number}", "Film", files=[("film.bin", film)]) for number in range(2)]
    again = [*first[::6], *answers[::6]]
    rest = [*answers, *by_token, *machines, *loops, *bounces, *huge, *again]
    assert len(first) + len(rest) == 1000
    deliver(port, *rest)
    away, taken = read_all(way)
    assert away >= 1

    results = Counter(IncomingMail.objects.values_list("result", flat=True))
    assert results == {
        "ticket": 300, "comment": 348, "automatic": 100, "loop": 100, "bounce": 50, "too_large": 2,
    }  # fmt: skip
    assert taken == 600, "what comes twice is one"
    assert Ticket.objects.count() == 300
    by_person = TicketComment.objects.filter(is_internal=False)
    assert by_person.count() == 648
    assert not by_person.values("ticket", "text").annotate(times=Count("pk")).filter(times__gt=1).exists()
    assert TicketComment.objects.filter(is_internal=True).count() == 50
    wrong = [
        comment.pk
        for comment in by_person.filter(text__startswith="Answer").select_related("ticket")
        if not comment.ticket.subject.startswith(comment.text.replace("Answer", "Question"))
    ]
    assert wrong == []
    told = Counter(OutgoingMail.objects.values_list("notice", flat=True))
    assert told == {"received": 60, "too_large": 2}, "no machine was told anything"
