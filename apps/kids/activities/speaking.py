"""Speaks the sounds of the platform with espeak-ng: `python -m apps.kids.activities.speaking [--all]`, which
`./talim assets sounds` runs. Needs the programs espeak-ng and ffmpeg.
"""

import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from apps.core.translated_texts import LANGUAGES
from apps.kids.activities.phrases import PHRASES

SOUNDS = Path(__file__).parents[1] / "static" / "kids" / "sounds"
VOICES = {"uz": "uz", "ru": "ru", "en": "en-gb"}
WORDS_PER_MINUTE, PITCH = 120, 65
"""Slow and high, as one speaks to small children."""
MADE_OF = SOUNDS / "made-of.json"
"""A hash of what each sound was made of: a phrase that has changed is spoken again."""


def hash_phrase(language: str, words: str) -> str:
    """Return a hash of all that a sound is made of."""
    made_of = [words, VOICES[language], WORDS_PER_MINUTE, PITCH]
    return hashlib.sha256(json.dumps(made_of).encode()).hexdigest()[:16]


def list_made_of() -> dict[str, str]:
    """Return the hash of each sound as the phrases are now, by its path in SOUNDS."""
    return {
        f"{language}/{name}.mp3": hash_phrase(language, PHRASES[name][language])
        for language in LANGUAGES
        for name in PHRASES
    }


def read_made_of() -> dict[str, str]:
    """Return the hash that each spoken sound was made of."""
    return dict(json.loads(MADE_OF.read_text(encoding="utf-8"))) if MADE_OF.exists() else {}


def speak(language: str, words: str, file: Path) -> None:
    """Write a phrase, spoken, as MP3, which every browser plays: Safari plays Ogg with Opus only since 18.4. Raise
    CalledProcessError when a program fails.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    # espeak-ng knows the apostrophe of Uzbek as a plain one.
    plain = words.replace("ʻ", "'").replace("ʼ", "'")
    with tempfile.TemporaryDirectory() as folder:
        spoken = str(Path(folder, "spoken.wav"))
        _run(
            "espeak-ng",
            "-v",
            VOICES[language],
            "-s",
            str(WORDS_PER_MINUTE),
            "-p",
            str(PITCH),
            "-w",
            spoken,
            "--",
            plain,
        )
        sound = ["-c:a", "libmp3lame", "-b:a", "24k", "-ac", "1", "-ar", "16000"]
        exact = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact", "-write_xing", "0"]
        _run("ffmpeg", "-v", "error", "-y", "-i", spoken, *sound, *exact, file)


def _run(*words: str | Path) -> None:
    subprocess.run(words, check=True)  # noqa: S603 - programs of the system, on phrases of our own


def main(arguments: list[str]) -> int:
    """Speak the phrases that have changed, or all; delete sounds without a phrase. Return the exit status."""
    made_of, before = list_made_of(), {} if "--all" in arguments else read_made_of()
    changed = [path for path, made in made_of.items() if before.get(path) != made or not (SOUNDS / path).exists()]
    for path in changed:
        language, _, file = path.partition("/")
        speak(language, PHRASES[file.removesuffix(".mp3")][language], SOUNDS / path)
    for sound in set(SOUNDS.glob("*/*.mp3")) - {SOUNDS / path for path in made_of}:
        sound.unlink()
    MADE_OF.write_text(json.dumps(made_of, indent=0) + "\n", encoding="utf-8")
    size = sum(file.stat().st_size for file in SOUNDS.glob("*/*.mp3"))
    sys.stdout.write(f"   {len(changed)} sounds of children spoken; all {len(made_of)} have {size / 1e6:.2f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
