"""A teacher's browser before a running server: who signs in, which browser there is, and a run of its tests."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from apps.accounts.models import User
from apps.courses.models import Group
from tests.nursery import ROOT
from tests.pages.web_pupil import voice

PAGES = ROOT / "clients" / "pages"
PASSWORD = "uzum-bog'i-2026"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
RUN_SECONDS = 600


def signs_in(*people: User) -> None:
    """Give them the password of these tests, and English."""
    for person in people:
        person.set_password(PASSWORD)
        person.locale = "en"
        person.save(update_fields=["password", "locale"])


def stage(*, url: str, folder: Path, teacher: User, group: Group, **more: Any) -> dict[str, Any]:
    """What the browser's side is told (`TeacherStage` in clients/pages/test/teacher-stage.ts)."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert browser, "No Chromium: install your system's package chromium"
    (folder / "figures").touch()
    return {
        "url": url,
        "chromium": browser,
        "password": PASSWORD,
        "voice": str(voice(folder / "voice.wav")),
        "teacher": teacher.email,
        "group": str(group.pk),
        "figures": str(folder / "figures"),
        "ready": str(folder / "ready"),
    } | more


def begun(script: str, told: Mapping[str, Any]) -> subprocess.Popen[str]:
    """The tests of `dist/test/{script}.browser.js`, running."""
    words = ["node", "--test", "--test-reporter=spec", f"dist/test/{script}.browser.js"]
    env = {**os.environ, "TALIM_STAGE": json.dumps(told)}
    return subprocess.Popen(
        words, cwd=PAGES, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    )


def passed(run: subprocess.Popen[str], told: Mapping[str, Any]) -> None:
    """Wait for their end: all of them passed. What they measured is printed."""
    try:
        said, _ = run.communicate(timeout=RUN_SECONDS)
    finally:
        run.kill()
    print(Path(told["figures"]).read_text(encoding="utf-8"), end="")
    assert run.returncode == 0, said[-8000:]


def run(script: str, told: Mapping[str, Any]) -> None:
    """Begin and end."""
    passed(begun(script, told), told)
