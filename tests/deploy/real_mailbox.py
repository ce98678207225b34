"""The mailbox of the office: the real Dovecot on loopback, and letters as people and machines send them."""

import base64
import grp
import imaplib
import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import InterfaceError, OperationalError
from redis import RedisError

from apps.support.models import IncomingMail, OutgoingMail, Ticket, TicketComment, TicketFile
from apps.support.services import mailbox, tickets
from tests.job_runs import run_jobs
from tests.processes import find_free_port, wait_until
from tests.servers.smtp import smtp_server
from tests.support.nasty_mails import UNREADABLE

pytestmark = pytest.mark.django_db
OFFICE = "office@centre.uz"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64
CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{folder}/mail
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
first_valid_uid = 1
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
"""


@contextmanager
def dovecot(folder, port):
    """A server with one mailbox for everybody; as root it runs as the users that its package made."""
    is_root = os.geteuid() == 0
    owner = pwd.getpwnam("nobody") if is_root else pwd.getpwuid(os.geteuid())
    names = ("dovecot", "dovenull") if is_root else (owner.pw_name, owner.pw_name)
    group = grp.getgrgid(pwd.getpwnam(names[0]).pw_gid).gr_name
    (folder / "mail").mkdir(exist_ok=True)
    os.chown(folder / "mail", owner.pw_uid, owner.pw_gid)
    os.chmod(folder, 0o755)
    values = {"internal": names[0], "login": names[1], "group": group, "uid": owner.pw_uid, "gid": owner.pw_gid}
    config = folder / "dovecot.conf"
    config.write_text(CONFIG.format(folder=folder, port=port, **values))
    process = subprocess.Popen([shutil.which("dovecot"), "-F", "-c", str(config)])
    try:
        wait_until(lambda: _answers(port))
        yield
    finally:
        process.terminate()
        process.wait(30)


def _answers(port):
    try:
        with imaplib.IMAP4("127.0.0.1", port, timeout=2) as box:
            return box.login(OFFICE, "secret")[0] == "OK"
    except (OSError, imaplib.IMAP4.error):
        return False


@pytest.fixture
def folder():
    made = Path(tempfile.mkdtemp(prefix="mbox"))
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def port(folder, settings):
    number = find_free_port()
    values = {"imap_host": "127.0.0.1", "imap_port": number, "imap_user": OFFICE, "imap_password": "secret",
              "imap_security": "none", "support_address": OFFICE}  # fmt: skip
    settings.ENV = settings.ENV.model_copy(update=values)
    return number


@pytest.fixture
def box(folder, port):
    with dovecot(folder, port):
        yield port


@pytest.fixture
def outgoing(settings):
    with smtp_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", server.port, False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.ENV = settings.ENV.model_copy(update={"email_host": "127.0.0.1", "email_port": server.port})
        yield server


def letter(text="What does A1 cost?", *, number=1, files=(), **headers):
    head = {"From": "Gulnora <gulnora@example.uz>", "To": OFFICE, "Subject": "Prices",
            "Message-ID": f"<{number}@example.uz>", "MIME-Version": "1.0",
            "Content-Type": "multipart/mixed; boundary=b"}  # fmt: skip
    head |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items()).encode()
    parts = [b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + text.encode()]
    parts += [
        f'Content-Disposition: attachment; filename="{name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n'.encode()
        + base64.encodebytes(data)
        for name, data in files
    ]
    return lines + b"\r\n" + b"".join(b"--b\r\n" + part + b"\r\n" for part in parts) + b"--b--\r\n"


def deliver(port, *letters):
    with imaplib.IMAP4("127.0.0.1", port, timeout=30) as client:
        client.login(OFFICE, "secret")
        for raw in letters:
            assert client.append("INBOX", None, None, raw)[0] == "OK"


def results():
    return sorted(IncomingMail.objects.values_list("result", flat=True))


def test_a_letter_becomes_a_ticket_and_its_answers_join_it(box, outgoing, branch, manager):
    deliver(box, letter(files=[("screen.png", PNG), ("run.exe", b"MZ\x00\x01" * 30)]))
    assert (mailbox.read_mailbox(), mailbox.read_mailbox()) == (1, 0)
    ticket = Ticket.objects.get()
    assert (ticket.source, ticket.email, ticket.name, ticket.subject) == (
        "email", "gulnora@example.uz", "Gulnora", "Prices"
    )  # fmt: skip
    assert TicketFile.objects.get(comment__ticket=ticket).file.content_type == "image/png"
    assert IncomingMail.objects.get().leftovers == "run.exe: unsupported_media"
    run_jobs("support.send_mail")
    tickets.answer_ticket(actor=manager, ticket=ticket, text="450 000 soʻm.")
    run_jobs("support.send_mail")
    received, answered = (message for _to, message in outgoing.messages)
    assert received["Auto-Submitted"] == "auto-replied"
    assert received["In-Reply-To"] == "<1@example.uz>"
    assert answered["Auto-Submitted"] is None
    assert answered["References"].split() == ["<1@example.uz>", received["Message-ID"]]
    assert f"[#{ticket.number}-{ticket.mail_token}]" in answered["Subject"]
    words = "And A2?\r\n\r\nOn Monday, Office wrote:\r\n> 450 000"
    by_id = letter(words, number=2, In_Reply_To=answered["Message-ID"], Subject="Re: Prices")
    by_token = letter("Thanks", number=3, Subject=f"Re: {answered['Subject']}")
    stranger = letter("Me too", number=4, In_Reply_To=answered["Message-ID"], From="bekzod@example.uz")
    deliver(box, by_id, by_token, stranger, by_id)
    assert mailbox.read_mailbox() == 4
    assert list(ticket.comments.order_by("created_at").values_list("text", flat=True)) == [
        "What does A1 cost?", "450 000 soʻm.", "And A2?", "Thanks"
    ]  # fmt: skip
    assert ticket.comments.get(text="And A2?").quoted.startswith("On Monday")
    assert Ticket.objects.exclude(pk=ticket.pk).get().email == "bekzod@example.uz"


def test_machines_loops_and_bounces_open_no_tickets(box, outgoing, branch, manager):
    deliver(box, letter())
    mailbox.read_mailbox()
    run_jobs("support.send_mail")
    (_to, received), *_ = outgoing.messages
    report = (
        "From: mailer-daemon@example.uz\r\nSubject: Undelivered\r\nMessage-ID: <5@mx>\r\nReturn-Path: <>\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="r"\r\n\r\n'
        "--r\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\n"
        "Final-Recipient: rfc822; gulnora@example.uz\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        f"--r\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {received['Message-ID']}\r\n--r--\r\n"
    ).encode()
    deliver(
        box,
        letter(number=2, Auto_Submitted="auto-replied"),
        letter(number=3, X_Loop=OFFICE),
        received.as_bytes(),
        letter(number=4, Precedence="bulk"),
        report,
    )
    assert mailbox.read_mailbox() == 5
    assert results() == ["automatic", "automatic", "bounce", "loop", "loop", "ticket"]
    assert Ticket.objects.count() == 1
    assert OutgoingMail.objects.get().bounced_at is not None
    assert TicketComment.objects.get(is_internal=True).text == "Undelivered: gulnora@example.uz"
    run_jobs("support.send_mail")
    assert len(outgoing.messages) == 1, "no machine is answered"


def test_a_mail_of_50_mb_is_refused_by_its_head_and_told_once(box, outgoing, branch, monkeypatch):
    loaded = []
    load = mailbox._load
    monkeypatch.setattr(mailbox, "_load", lambda *given: loaded.append(len(raw := load(*given))) or raw)
    huge = [letter(number=number, files=[("film.bin", b"x\r\n" * 13_000_000)])
            for number in (1, 2)]  # fmt: skip
    deliver(box, *huge, letter("Small", number=3))
    assert mailbox.read_mailbox() == 3
    assert results() == ["ticket", "too_large", "too_large"]
    assert max(loaded) < 1024 * 1024
    run_jobs("support.send_mail")
    assert sorted(m["Auto-Submitted"] for _to, m in outgoing.messages) == ["auto-replied"] * 2
    assert OutgoingMail.objects.filter(notice="too_large").count() == 1


def test_nothing_is_lost_while_the_mailbox_is_away(folder, port, branch):
    with dovecot(folder, port):
        deliver(port, letter("First", number=1))
        assert mailbox.read_mailbox() == 1
        deliver(port, letter("Second", number=2))
    with pytest.raises(mailbox.MailboxAway):
        mailbox.read_mailbox()
    with dovecot(folder, port):
        deliver(port, letter("Third", number=3))
        assert mailbox.read_mailbox() == 2
    assert sorted(TicketComment.objects.values_list("text", flat=True)) == ["First", "Second", "Third"]


def test_a_kill_between_two_mails_takes_none_twice(box, branch, monkeypatch):
    deliver(box, *(letter(f"Text {number}", number=number) for number in range(4)))
    take, taken = mailbox.take_mail, []

    def take_and_die(mail, *, size):
        if len(taken) == 2:
            raise KeyboardInterrupt
        taken.append(take(mail, size=size))

    monkeypatch.setattr(mailbox, "take_mail", take_and_die)
    with pytest.raises(KeyboardInterrupt):
        mailbox.read_mailbox()
    monkeypatch.setattr(mailbox, "take_mail", take)
    mailbox.MailboxPosition.objects.update(last_uid=0)
    mailbox.read_mailbox()
    assert Ticket.objects.count() == 4 == IncomingMail.objects.count()


def test_many_letters_of_one_sender_are_slowed(box, outgoing, branch):
    deliver(box, *(letter(f"Text {number}", number=number) for number in range(30)))
    mailbox.read_mailbox()
    assert (results().count("ticket"), results().count("limit")) == (20, 10)
    run_jobs("support.send_mail")
    assert len(outgoing.messages) == 2, "told once that letters came, once that they are too many"


def test_no_mail_stops_the_mailbox_and_the_next_one_is_read(box, outgoing, branch, manager):
    nasty = [raw for name, raw in UNREADABLE.items() if "NUL" not in name][:18]  # Dovecot keeps no NUL
    deliver(box, *nasty, letter("After them", From="bekzod@example.uz", number="last"))
    assert (mailbox.read_mailbox(), mailbox.read_mailbox()) == (19, 0)
    assert results() == ["ticket", *["unreadable"] * 18]
    assert Ticket.objects.get(email="bekzod@example.uz").comments.get().text == "After them"
    assert mailbox.MailboxPosition.objects.get().last_uid == 19


def test_a_mail_that_cannot_be_taken_is_kept_and_told(box, outgoing, branch, manager, monkeypatch):
    take = mailbox.take_mail

    def fail_at_one(mail, *, size):
        if mail.subject == "Bad":
            raise ZeroDivisionError
        return take(mail, size=size)

    monkeypatch.setattr(mailbox, "take_mail", fail_at_one)
    deliver(box, letter(number=1, Subject="Bad"), letter(number=2))
    assert (mailbox.read_mailbox(), results()) == (2, ["ticket", "unreadable"])
    kept = TicketFile.objects.get(comment__mails__result="unreadable").file
    assert (kept.original_name, b"Subject: Bad" in default_storage.open(kept.path).read()) == ("letter.eml", True)


@pytest.mark.parametrize("failure", [OperationalError, InterfaceError, RedisError, OSError, mailbox.MailboxAway])
def test_an_outage_passes_over_no_mail(box, outgoing, branch, monkeypatch, failure):
    def fail(mail, *, size):
        raise failure("away")

    deliver(box, letter(number=1), letter(number=2))
    with monkeypatch.context() as patched:
        patched.setattr(mailbox, "take_mail", fail)
        with pytest.raises((failure, mailbox.MailboxAway)):
            mailbox.read_mailbox()
    assert (results(), mailbox.read_mailbox(), results()) == ([], 2, ["ticket", "ticket"])


def test_a_mail_whose_body_the_mailbox_never_gives_is_kept_with_its_head(box, outgoing, branch, monkeypatch):
    load = mailbox._load

    def refuse_first(opened, number, what):
        if number == 1 and what == "(BODY.PEEK[])":
            raise mailbox.MailRefused("FETCH: NO")
        return load(opened, number, what)

    monkeypatch.setattr(mailbox, "_load", refuse_first)
    deliver(box, letter(number=1, Subject="First"), letter(number=2))
    assert (mailbox.read_mailbox(), results()) == (2, ["ticket", "unreadable"])
    assert Ticket.objects.get(mails_in__result="unreadable").subject == "First"
