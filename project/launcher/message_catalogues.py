"""Which translation catalogues are not compiled. `.mo` files are not in git: `python -m project.messages` makes them.

Standard library only: it is asked at each start, before Django and Babel are loaded.
"""

import subprocess
from pathlib import Path

from project.launcher.checkout_paths import CheckoutPaths
from project.launcher.terminal import LauncherError

SOURCES = ("api", "apps", "project", "realtime")
COMPILE_COMMAND = "python -m project.messages"


def find_catalogues(root: Path) -> list[Path]:
    """Return every `.po` file of the project, sorted. Catalogues lie in a source folder or in an app of it."""
    end = "locale/*/LC_MESSAGES/django.po"
    return sorted(path for source in SOURCES for start in ("", "*/") for path in (root / source).glob(start + end))


def find_missing(root: Path) -> list[Path]:
    """Return the catalogues that have no `.mo` file."""
    return [path for path in find_catalogues(root) if not path.with_suffix(".mo").exists()]


def find_outdated(root: Path) -> list[Path]:
    """Return the catalogues whose `.mo` file is missing or is not of the same time.

    A compiled file gets the time of its source: so an older source that was put back is seen, too.
    """
    return [path for path in find_catalogues(root) if not _is_of_same_time(path)]


def _is_of_same_time(path: Path) -> bool:
    try:
        return path.with_suffix(".mo").stat().st_mtime_ns == path.stat().st_mtime_ns
    except FileNotFoundError:
        return False


def compile_outdated(paths: CheckoutPaths) -> None:
    """Compile the catalogues if any is outdated. Raise LauncherError when that fails."""
    if not find_outdated(paths.root):
        return
    done = subprocess.run([paths.python, "-m", "project.messages"], cwd=paths.root, capture_output=True, text=True)
    if done.returncode:
        reason = done.stderr.strip().rpartition("\n")[2]
        raise LauncherError(f"The messages were not compiled: {reason}", f"Mend that, then run: {COMPILE_COMMAND}")
