"""A teacher's browser before a running server: who signs in, which browser there is, and a run of its tests."""

import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from apps.accounts.models import User
from apps.courses.models import Group
from tests.pages.browser import PASSWORD, begun, chromium, passed, sign_in_as, voice


def signs_in(*people: User) -> None:
    """Give them the password of these tests, and English."""
    for person in people:
        sign_in_as(person, locale="en")


def stage(*, url: str, folder: Path, teacher: User, group: Group, **more: Any) -> dict[str, Any]:
    """What the browser's side is told (`TeacherStage` in clients/pages/test/teacher-stage.ts)."""
    (folder / "figures").touch()
    return {
        "url": url,
        "chromium": chromium(),
        "password": PASSWORD,
        "voice": str(voice(folder / "voice.wav")),
        "teacher": teacher.email,
        "group": str(group.pk),
        "figures": str(folder / "figures"),
        "ready": str(folder / "ready"),
    } | more


def ended(run: subprocess.Popen[str], told: Mapping[str, Any]) -> None:
    """Wait for their end: all of them passed. What they measured is printed."""
    try:
        passed(run)
    finally:
        print(Path(told["figures"]).read_text(encoding="utf-8"), end="")


def run(script: str, told: Mapping[str, Any]) -> None:
    """Begin and end."""
    ended(begun(script, told), told)
