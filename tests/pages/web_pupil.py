"""A pupil in a real Chromium with a microphone that hears a file: `./talim test-web tests/pages/web_pupil.py`.

The server is real; what the engine says about every recording was recorded once (`tests/homework/recorded.json`).
What the browser does stands in `clients/pages/test/pupil*.browser.ts`.
"""

import json
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.utils import timezone

from apps.accounts.models import ChildProfile, ConsentKind, RefreshToken, Session, User
from apps.accounts.services.consents import answer_for_child
from apps.attendance.models import Attendance
from apps.attendance.services.check_in import show_code
from apps.courses.models import Group
from apps.homework.models import Assignment, Attempt
from apps.homework.services import extend
from apps.lessons.models import Lesson
from apps.notifications.composing import message
from apps.notifications.models import NotificationLog, PushSubscription
from apps.notifications.push import vapid
from apps.notifications.push.payload import payload
from apps.notifications.services import notify
from apps.settings.models import SystemSettings
from tests.door import door
from tests.guide.stage import answering
from tests.homework import steps
from tests.homework.browsers import as_firefox, as_safari
from tests.pages.browser import PAGES, PASSWORD, begun, chromium, lesson_on, passed, sign_in_as, silence, voice
from tests.processes import Processes, processes  # noqa: F401

EVENINGS = sorted(path.name.partition(".")[0] for path in (PAGES / "test").glob("pupil*.browser.ts"))
NAME = "<img src=x onerror=alert(2)>"


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


class Centre:
    """The server, and what is done there behind a pupil's back: its public methods, through the side door."""

    def __init__(self, processes: Processes, group: Group, pupil: User) -> None:  # noqa: F811
        self._processes, self._group, self._pupil = processes, group, pupil
        env = {"VAPID_PRIVATE_KEY": settings.ENV.vapid_private_key, "VAPID_SUBJECT": "mailto:admin@example.uz"}
        self._serve = partial(processes.server, "uvicorn", env=env)
        self.url, self._server = self._serve()

    def give(self, title: str, seconds: float | None = None, kind: str = "reading", tries: int | None = None) -> None:
        """Homework for the group; with `seconds` it is due then, and nothing late is taken."""
        more: dict[str, Any] = {"attempts_allowed": tries} if tries else {}
        if seconds is not None:
            more |= {"deadline": timezone.now() + timedelta(seconds=seconds), "late_policy": "refuse"}
        if kind == "text":
            more |= {"reference_text": "", "instructions": "Write about your family."}
        steps.give(self._group, title=title, kind=kind, **more)

    def attempts(self, title: str) -> list[dict[str, Any]]:
        """What was handed in for this homework."""
        rows = Attempt.objects.filter(homework__assignment__title=title).select_related("file").order_by("number")
        return [
            {"state": one.state, "type": one.file.content_type, "size": one.file.size, "name": one.file.original_name}
            if one.file
            else {"state": one.state}
            for one in rows
        ]

    def from_another_device(self, title: str, take: int = 0) -> None:
        """The pupil hands in a recording elsewhere; another `take` is another one."""
        steps.hand_in(Assignment.objects.get(title=title), self._pupil, take=take)

    def expire(self) -> None:
        """The pupil's sign-ins are over, as after a long time."""
        past = timezone.now() - timedelta(minutes=1)
        RefreshToken.objects.filter(session__user=self._pupil).update(expires_at=past)
        Session.objects.filter(user=self._pupil).update(expires_at=past)

    def die(self) -> None:
        """The server is killed."""
        self._server.kill()

    def come_back(self) -> None:
        """It is there again, under its address."""
        _, self._server = self._serve(port=urlsplit(self.url).port)

    def extend(self, title: str) -> None:
        """An hour more for the pupil."""
        homework = steps.homework_of(Assignment.objects.get(title=title), self._pupil)
        extend(actor=self._group.lead_teacher, homework=homework, until=timezone.now() + timedelta(hours=1))

    def longest(self, seconds: int) -> None:
        """The centre takes recordings of so many seconds."""
        SystemSettings.objects.update(recording_max_seconds=seconds)

    def devices(self) -> int:
        """How many browsers take the pupil's messages."""
        return PushSubscription.objects.filter(user=self._pupil).count()

    def push(self, title: str) -> dict[str, Any]:
        """The teacher accepts the homework; what the pupil's browser is sent about that."""
        homework = steps.homework_of(Assignment.objects.get(title=title), self._pupil)
        data = {"homework": str(homework.pk), "title": title, "score": 86, "coins": 17}
        notify(user=self._pupil, type="homework.accepted", data=data)
        row = NotificationLog.objects.get(user=self._pupil, channel="push", type="homework.accepted")
        head, text = message(row)
        said: dict[str, Any] = json.loads(payload(row, title=head, text=text))
        return said

    def check_in_address(self) -> str:
        """Where the code leads that the teacher of the lesson of this moment shows."""
        SystemSettings.objects.update(self_check_in=True)
        lesson = Lesson.objects.first() or lesson_on(self._group)
        return f"/check-in/{lesson.pk}/{show_code(lesson=lesson).code}"

    def presence(self) -> str:
        """Who marked the pupil in the one register."""
        return Attendance.objects.get(student=self._pupil).source

    def be_a_child(self) -> None:
        """Guardians answer for the pupil, and have not yet."""
        ChildProfile.objects.create(user=self._pupil, birth_date=date(2017, 3, 4), code="048213")

    def allow(self) -> None:
        """A guardian allows recordings."""
        answer_for_child(guardian=self._pupil, child=self._pupil, kind=ConsentKind.RECORDING, given=True, version="1")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("evening", EVENINGS)
def test_a_pupil_in_a_browser(
    evening: str,
    processes: Processes,  # noqa: F811
    group: Group,
    pupil: User,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each of the browser's tests asks the database what was handed in."""
    login = sign_in_as(pupil, locale="en", first_name=NAME)
    monkeypatch.setattr(settings.ENV, "vapid_private_key", vapid.new_key())
    centre = Centre(processes, group, pupil)
    with answering(), door(centre) as address:
        told = {
            "url": centre.url,
            "door": address,
            "login": login,
            "password": PASSWORD,
            "name": NAME,
            "voice": str(voice(tmp_path / "voice.wav")),
            "silence": str(silence(tmp_path / "silence.wav")),
            "firefox": str(written(tmp_path / "firefox.ogg", as_firefox("good-adult.webm"))),
            "safari": str(written(tmp_path / "safari.m4a", as_safari("good-child.m4a"))),
            "chromium": chromium(),
        }
        print(passed(begun(evening, told)))
