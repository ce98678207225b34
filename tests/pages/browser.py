"""What browser tests share: a Chromium, what its microphone hears, who signs in, a lesson that is on, a run of them."""

import base64
import json
import os
import shutil
import subprocess
import wave
from datetime import timedelta

import av
from django.utils import timezone

from apps.core.local_days import get_day_bounds, get_local_day
from apps.lessons.services import create_lesson
from project.launcher.test_commands import BROWSERS, HEADLESS_BROWSER
from tests.acts import RECORDED as ACTS
from tests.homework.record import CLIPS
from tests.process_forker import ROOT

PAGES = ROOT / "clients" / "pages"
PASSWORD = "uzum-bog'i-2026"
HTML = "<img src=x onerror=alert(1)>"
"""A name that would be markup where it were not text."""
SECONDS = 1200


def find_chromium(*, notifications=False):
    """Where the machine's Chromium is: the lighter one, if there is one, where no notifications are shown."""
    browser = next(filter(None, map(shutil.which, BROWSERS if notifications else (HEADLESS_BROWSER, *BROWSERS))), None)
    assert browser, "No Chromium: install your system's package chromium"
    return browser


def make_login(user, **values):
    """Give the person a password, and these values; what they sign in with."""
    user.set_password(PASSWORD)
    for name, value in values.items():
        setattr(user, name, value)
    user.save(update_fields=["password", *values])
    return str(user.email)


def create_running_lesson(group, **more):
    """A lesson that is on, and today's only: it began ten minutes ago, unless that was yesterday, and lasts ninety
    minutes, unless tomorrow comes before.
    """
    now = timezone.now()
    begin, end = get_day_bounds(get_local_day(now, group.branch.zone), group.branch.zone)
    starts = max(now - timedelta(minutes=10), begin)
    ends = min(starts + timedelta(minutes=90), end)
    return create_lesson(actor=None, group=group, starts_at=starts, ends_at=ends, **more)


def write_voice_file(path, clip="good-adult.webm"):
    """A reading as the sound file that Chromium's microphone takes: PCM in a WAV."""
    resampler = av.AudioResampler(format="s16", layout="mono", rate=48_000)
    with av.open(str(CLIPS / clip)) as source, av.open(str(path), "w") as out:
        stream = out.add_stream("pcm_s16le", rate=48_000, layout="mono")
        for frame in source.decode(audio=0):
            for piece in resampler.resample(frame):
                out.mux(stream.encode(piece))
    return path


def write_silent_file(path):
    """Ten seconds of it."""
    with wave.open(str(path), "wb") as out:
        out.setparams((1, 2, 48_000, 0, "NONE", ""))
        out.writeframes(bytes(2 * 48_000 * 10))
    return path


def in_base64(data):
    """What a browser test is told of a file."""
    return base64.b64encode(data).decode()


def run_browser_tests(*names, stage_data):
    """Run the tests of `dist/test/{name}.browser.js`, one file after the other; what they are told comes in the
    environment, with the password of `make_login` and the Chromium. All of them passed, and there were some. What they
    said.
    """
    stage_data = {"password": PASSWORD, "chromium": find_chromium(), **stage_data}
    files = [f"dist/test/{name}.browser.js" for name in names]
    words = ["node", "--test", "--test-reporter=spec", "--test-concurrency=1", *files]
    ACTS.mkdir(parents=True, exist_ok=True)
    env = {**os.environ, "TALIM_STAGE": json.dumps(stage_data), "TALIM_ACTS": str(ACTS)}
    run = subprocess.Popen(
        words, cwd=PAGES, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    )
    try:
        output, _ = run.communicate(timeout=SECONDS)
    finally:
        run.kill()
    assert run.returncode == 0, output[-12_000:]
    assert "\nℹ fail 0\n" in output
    assert "\nℹ pass 0\n" not in output
    return output
