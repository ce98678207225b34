"""A pupil in a real Chromium with a microphone that hears a file: `./talim test-web tests/pages/web_pupil.py`.

The server is real; what the engine says about every recording was recorded once (`tests/homework/recorded.json`).
"""

import json
import os
import shutil
import subprocess
import wave
from pathlib import Path

import av
import pytest

from apps.accounts.models import User
from apps.courses.models import Group
from apps.gamification.queries import balance_of
from apps.homework.models import Attempt
from tests.guide.stage import answering
from tests.homework import steps
from tests.nursery import ROOT
from tests.processes import Processes, processes  # noqa: F401

PAGES = ROOT / "clients" / "pages"
PASSWORD = "uzum-bog'i-2026"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def voice(path: Path) -> Path:
    """A reading as the sound file that Chromium's microphone takes: PCM in a WAV."""
    resampler = av.AudioResampler(format="s16", layout="mono", rate=48_000)
    with av.open(str(ROOT / "tests/data/speech/good-adult.webm")) as clip, av.open(str(path), "w") as out:
        stream = out.add_stream("pcm_s16le", rate=48_000, layout="mono")
        for frame in clip.decode(audio=0):
            for piece in resampler.resample(frame):
                out.mux(stream.encode(piece))
    return path


def silence(path: Path) -> Path:
    """Ten seconds of it."""
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(48_000)
        out.writeframes(bytes(2 * 48_000 * 10))
    return path


@pytest.mark.django_db(transaction=True)
def test_a_pupil_records_and_sees_words_and_coins(
    processes: Processes,  # noqa: F811
    group: Group,
    pupil: User,
    tmp_path: Path,
) -> None:
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert browser, "No Chromium: install your system's package chromium"
    pupil.set_password(PASSWORD)
    pupil.locale = "en"
    pupil.save(update_fields=["password", "locale"])
    for title in ("<img src=x onerror=alert(1)>", "Unit 1", "Unit 2"):
        steps.give(group, title=title)
    steps.give(group, title="Unit 3", kind="text", reference_text="", instructions="Write about your family.")
    told = {
        "url": processes.serve("uvicorn"),
        "login": pupil.email,
        "password": PASSWORD,
        "voice": str(voice(tmp_path / "voice.wav")),
        "silence": str(silence(tmp_path / "silence.wav")),
        "chromium": browser,
    }
    with answering():
        words = ["node", "--test", "--test-reporter=spec", "dist/test/pupil.browser.js"]
        env = {**os.environ, "TALIM_STAGE": json.dumps(told)}
        done = subprocess.run(words, cwd=PAGES, env=env, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-1000:]
    assert {one.homework.assignment.title: one.state for one in Attempt.objects.all()} == {
        "Unit 1": "scored",
        "Unit 3": "stored",
    }
    assert balance_of(pupil) > 0
