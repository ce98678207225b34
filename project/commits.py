"""Check the subjects of commits: `python -m project.commits`, which `./talim lint` runs.

A subject is imperative ("Add a test of refunds"), begins with a capital letter, has at most 72 characters and no full
stop at its end. Commits from before the rule, and trees without git, are left alone.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SINCE = "2026-11-23T15:00:00Z"
LENGTH_MAX = 72
NOT_IMPERATIVE = re.compile(r"\w+(?:ed|ing|[^s]s)", re.IGNORECASE)
IMPERATIVE = frozenset({"Embed", "Exceed", "Feed", "Seed", "Shed", "Speed", "Bring", "Focus", "Canvas", "Alias"})
"""Imperatives that end like another form."""


def main() -> int:
    """Print what is wrong with which commit; the exit status."""
    wrong = [(subject, fault) for subject in list_commit_subjects() for fault in find_subject_faults(subject)]
    for subject, fault in wrong:
        print(f"{subject!r}: {fault}")  # noqa: T201
    return 1 if wrong else 0


def find_subject_faults(subject: str) -> list[str]:
    """What is wrong with one subject."""
    first = subject.split(" ")[0]
    rules = {
        f"{len(subject)} characters, more than {LENGTH_MAX}": len(subject) > LENGTH_MAX,
        "it does not begin with a capital letter and a verb": not re.fullmatch(r"[A-Z][a-z-]+", first),
        f"{first!r} is not imperative": first not in IMPERATIVE and bool(NOT_IMPERATIVE.fullmatch(first)),
        "a full stop at the end": subject.endswith("."),
    }
    return [text for text, is_broken in rules.items() if is_broken]


def list_commit_subjects() -> list[str]:
    """The subjects of the commits since the rule, without merges; empty where there is no history."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        return []
    log = [
        git,
        "-C",
        str(ROOT),
        "-c",
        f"safe.directory={ROOT}",
        "log",
        "--no-merges",
        f"--since={SINCE}",
        "--format=%s",
    ]
    return subprocess.run(log, capture_output=True, text=True, check=True).stdout.splitlines()  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
