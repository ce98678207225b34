"""The player of H5P packages: `./talim install-h5p` fetches it, because its licence (GPL-3.0) is not ours."""

from pathlib import Path

from django.conf import settings

VERSION = "3.8.2"
FOLDER = "h5p-standalone"
MAX_PATH = 200
ADDRESS = f"https://registry.npmjs.org/h5p-standalone/-/h5p-standalone-{VERSION}.tgz"
SHA512 = (
    "afb790b53cc193f75b69067eb40f570f915e4a6c8cc65ca94595ee76285e0a70"
    "bccc04f4ff336052f3b8319b596b39f07d8568f7ca3b768e6ec4b4d442bc71c2"
)


def is_installed() -> bool:
    """Return whether the player of this version is there."""
    return _get_root().is_dir()


def find_file(path: str) -> Path | None:
    """Return a file of the player by its path in the package of npm; None when there is none."""
    if "\0" in path or len(path) > MAX_PATH:
        return None
    root = _get_root().resolve()
    file = (root / path).resolve()
    return file if file.is_relative_to(root) and file.is_file() else None


def _get_root() -> Path:
    return Path(settings.H5P_ROOT) / f"{FOLDER}-{VERSION}" / "package"
