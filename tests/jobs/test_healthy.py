"""`manage.py healthy speech` succeeds while the process of this host is alive and ready, and fails otherwise."""

import socket
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from apps.jobs import services
from apps.jobs.keeper import process_name
from apps.jobs.models import ProcessBeat


@pytest.mark.django_db
def test_only_a_ready_process_of_this_host_with_a_fresh_sign_of_life_counts() -> None:
    services.beat(role="speech", name=process_name(), ready=True)
    call_command("healthy", "speech", stdout=StringIO())

    for change in (
        {"ready": False},
        {"seen_at": timezone.now() - timedelta(minutes=10)},
        {"name": f"{socket.gethostname()[:50]}x:1"},
        {"role": "worker"},
    ):
        ProcessBeat.objects.all().delete()
        services.beat(role="speech", name=process_name(), ready=True)
        ProcessBeat.objects.update(**change)
        with pytest.raises(CommandError):
            call_command("healthy", "speech", stdout=StringIO())
