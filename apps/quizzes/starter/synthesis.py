"""Speaks the scripts of listening items with espeak-ng: `python -m apps.quizzes.starter.synthesis [--all]`, which
`./talim assets sounds` runs. Needs the programs espeak-ng and ffmpeg.
"""

import hashlib
import json
import subprocess
import sys
import tempfile
import wave
from pathlib import Path

from apps.quizzes.starter.items import SOUNDS, StarterItem, read_items

VOICES = {"M": "en-gb+m3", "W": "en-gb+f2"}
WORDS_PER_MINUTE = {"A1": 115, "A2": 125, "B1": 140, "B2": 150, "C1": 160, "C2": 170}
PAUSE_SECONDS = 0.7
"""Between two speakers."""
BITS_PER_SECOND = 24_000
MADE_OF = SOUNDS / "made-of.json"
"""A hash of the script and voices of each sound: an item whose script has changed is spoken again."""


def hash_script(item: StarterItem) -> str:
    """Return a hash of all that the sound of the item is made of."""
    made_of = [item.script, VOICES, WORDS_PER_MINUTE[item.level], PAUSE_SECONDS, BITS_PER_SECOND]
    return hashlib.sha256(json.dumps(made_of).encode()).hexdigest()[:16]


def read_made_of() -> dict[str, str]:
    """Return the hash that each spoken sound was made of, by the item's id."""
    return dict(json.loads(MADE_OF.read_text(encoding="utf-8"))) if MADE_OF.exists() else {}


def speak(item: StarterItem, file: Path) -> None:
    """Write the script of an item, spoken, as Opus in Ogg. Raise CalledProcessError when a program fails."""
    with tempfile.TemporaryDirectory() as folder:
        joined = Path(folder, "joined.wav")
        with wave.open(str(joined), "wb") as out:
            for number, line in enumerate(item.script):
                speaker, _, words = line.partition(": ")
                turn = str(Path(folder, f"{number}.wav"))
                speed = str(WORDS_PER_MINUTE[item.level])
                _run("espeak-ng", "-v", VOICES[speaker], "-s", speed, "-w", turn, "--", words)
                with wave.open(turn, "rb") as spoken:
                    if number == 0:
                        out.setparams(spoken.getparams())
                    else:
                        out.writeframes(bytes(round(PAUSE_SECONDS * spoken.getframerate()) * spoken.getsampwidth()))
                    out.writeframes(spoken.readframes(spoken.getnframes()))
        sound = ["-c:a", "libopus", "-b:a", str(BITS_PER_SECOND), "-ac", "1", "-ar", "24000", "-application", "voip"]
        exact = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact"]
        _run("ffmpeg", "-v", "error", "-y", "-i", joined, *sound, *exact, file)


def _run(*words: str | Path) -> None:
    subprocess.run(words, check=True)  # noqa: S603 - programs of the system, on scripts of our own


def main(arguments: list[str]) -> int:
    """Speak the items whose script has changed, or all; delete sounds without an item. Return the exit status."""
    items = [item for item in read_items() if item.sound]
    before = {} if "--all" in arguments else read_made_of()
    made_of = {item.id: hash_script(item) for item in items if item.sound == "synthetic"}
    changed = [
        item
        for item in items
        if item.id in made_of and not (item.sound_file.exists() and before.get(item.id) == made_of[item.id])
    ]
    for item in changed:
        speak(item, item.sound_file)
    for file in set(SOUNDS.glob("*.opus")) - {item.sound_file for item in items}:
        file.unlink()
    MADE_OF.write_text(json.dumps(made_of, indent=0) + "\n", encoding="utf-8")
    size = sum(file.stat().st_size for file in SOUNDS.glob("*.opus"))
    sys.stdout.write(f"   {len(changed)} sounds spoken; all {len(items)} have {size / 1e6:.2f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
