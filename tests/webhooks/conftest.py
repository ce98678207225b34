"""A receiver on loopback whose certificate we trust, names that resolve as a test says, and the worker's work."""

import socket

import pytest
from django.conf import settings
from django.utils import timezone

from apps.jobs.models import Job, JobState
from tests.accounts.entry.conftest import run_jobs  # noqa: F401
from tests.servers.webhook_receiver import NAME, WebhookAuthority, start_receiver
from tests.webhooks.webhook_helpers import happen, make


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    return WebhookAuthority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def trusted(authority, monkeypatch):
    """The authority, trusted by whatever speaks TLS from here."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.bundle))
    return authority


@pytest.fixture
def lan(monkeypatch):
    """Loopback is a network of the centre's own."""
    monkeypatch.setattr(settings.ENV, "webhooks_allowed_networks", ["127.0.0.0/8"])


@pytest.fixture
def hook(trusted, lan):
    with start_receiver(trusted.context(NAME, "127.0.0.1")) as running:
        yield running


class Names(dict[str, list[list[str]]]):
    """What each name resolves to: one list for each look-up, the last for all that follow; `asked` are the look-ups."""

    def __init__(self):
        super().__init__()
        self.asked = []


@pytest.fixture
def names(monkeypatch):
    known, really = Names(), socket.getaddrinfo

    def look_up(host, port, *more, **named):
        if host not in known:
            return really(host, port, *more, **named)
        known.asked.append(host)
        result = known[host].pop(0) if len(known[host]) > 1 else known[host][0]
        if not result:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        kinds = [socket.AF_INET6 if ":" in item else socket.AF_INET for item in result]
        pairs = zip(result, kinds, strict=True)
        return [
            (kind, socket.SOCK_STREAM, 6, "", (pair, port, 0, 0)[: 4 if ":" in pair else 2]) for pair, kind in pairs
        ]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return known


@pytest.fixture
def work(run_jobs):  # noqa: F811
    """Whatever waits is due now, and is done."""

    def work():
        Job.objects.filter(state=JobState.QUEUED).update(run_at=timezone.now())
        run_jobs()

    return work


@pytest.fixture
def send(work):
    """`send(*amounts)`: so many coins for a pupil, and the work that they make."""

    def send(*amounts):
        happen(*amounts)
        work()

    return send


@pytest.fixture
def made(admin, hook):
    """A webhook of this receiver, and its secret."""
    return make(admin, hook.url)


@pytest.fixture
def webhook(made):
    return made[0]


@pytest.fixture
def secret(made):
    return made[1]
