"""Speaks the sounds of the starter bank of questions and of small children: `./talim assets sounds`."""

import shutil

from project.launcher.checkout_paths import CheckoutPaths
from project.launcher.python_commands import run_python
from project.launcher.python_environment import PythonEnvironment
from project.launcher.terminal import LauncherError

SOUND_PROGRAMS = ("espeak-ng", "ffmpeg")
"""Programs that speak and encode; Debian's packages have the same names."""


def build_sounds(paths: CheckoutPaths, environ: dict[str, str], arguments: list[str]) -> int:
    """Speak what has changed, or everything with `--all`. Raise LauncherError when a program is missing."""
    missing = [name for name in SOUND_PROGRAMS if shutil.which(name, path=environ.get("PATH")) is None]
    if missing:
        raise LauncherError(
            f"{' and '.join(missing)} not found: the sounds of listening items and of children cannot be made.",
            f"Install it: sudo apt-get install -y {' '.join(missing)}",
            "The sounds are in the checkout; only a changed script needs this.",
        )
    PythonEnvironment(paths, environ).ensure(tests=False)
    modules = ("apps.quizzes.starter.synthesis", "apps.kids.activities.speaking")
    return max(run_python(paths, ["-m", module, *arguments], environ) for module in modules)
