"""Each listening item has its sound: Opus, not too short or long, made of the present script, small together."""

import av
import pytest

from apps.quizzes.starter.items import SOUNDS, read_items
from apps.quizzes.starter.synthesis import hash_script, read_made_of
from project.launcher.checkout_paths import CheckoutPaths
from project.launcher.client_builds import command_assets
from project.launcher.terminal import LauncherError

MAX_BYTES = 4_000_000
LISTENING = [item for item in read_items() if item.skill == "listening"]


def test_every_listening_item_has_its_sound_and_no_sound_is_left_over():
    assert {file.name for file in SOUNDS.glob("*.opus")} == {item.sound_file.name for item in LISTENING}
    assert sum(file.stat().st_size for file in SOUNDS.iterdir()) <= MAX_BYTES


def test_sounds_are_opus_and_last_as_long_as_their_words():
    for item in LISTENING:
        with av.open(str(item.sound_file)) as container:
            assert container.streams.audio[0].codec_context.name in {"opus", "libopus"}
            seconds = container.duration / av.time_base
        words = sum(len(line.split()) - 1 for line in item.script)
        assert 0.25 <= seconds / words <= 0.75, item.id
        assert 4 <= seconds <= 40, item.id


def test_spoken_sounds_are_those_of_the_present_scripts():
    made_of = {item.id: hash_script(item) for item in LISTENING if item.sound == "synthetic"}
    assert read_made_of() == made_of


def test_the_command_says_which_program_is_missing(tmp_path):
    paths = CheckoutPaths(root=tmp_path, venv=tmp_path, var=tmp_path)
    with pytest.raises(LauncherError, match="espeak-ng and ffmpeg not found"):
        command_assets(paths, {"PATH": str(tmp_path)}, ["sounds"])
