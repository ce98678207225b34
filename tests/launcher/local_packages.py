"""Wheels and package indexes made for the occasion, and the uv that installs from them."""

import base64
import hashlib
import platform
import shutil
import sys
import zipfile
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import pytest

UV = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
needs_uv = pytest.mark.skipif(
    UV is None and platform.machine() not in ("x86_64", "aarch64"), reason="uv has no build for this processor"
)


def build_wheel(folder, name, version, requires=(), scripts=()):
    """Write a wheel of one small module and of `scripts` (name, text); return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    info = f"{name}-{version}.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    files = {
        f"{name}.py": f"__version__ = {version!r}\n",
        f"{info}/METADATA": metadata + "".join(f"Requires-Dist: {line}\n" for line in requires),
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files |= {f"{name}-{version}.data/scripts/{script}": text for script, text in scripts}
    rows = [f"{path},sha256={_digest(text)},{len(text)}\n" for path, text in files.items()]
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for file, text in files.items():
            entry = zipfile.ZipInfo(file)
            entry.external_attr = (0o100755 if "/scripts/" in file else 0o100644) << 16
            archive.writestr(entry, text)
        archive.writestr(f"{info}/RECORD", "".join(rows) + f"{info}/RECORD,,\n")
    return path


def build_index(folder, *wheels):
    """Write a simple index (PEP 503) of these wheels; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for wheel in wheels:
        page = folder / wheel.name.partition("-")[0].replace("_", "-")
        page.mkdir(exist_ok=True)
        shutil.copy(wheel, page)
        names = sorted(file.name for file in page.glob("*.whl"))
        (page / "index.html").write_text("".join(f'<a href="{name}">{name}</a>\n' for name in names))
    return folder


def pin(wheel, digest=None):
    """Return the line of a lock for a wheel."""
    name, version, *_ = wheel.name.split("-")
    return f"{name}=={version} --hash=sha256:{digest or hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"


def _digest(text):
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


class QuietFiles(SimpleHTTPRequestHandler):
    """Serves a folder."""

    def log_message(self, format, *args):  # noqa: A002
        pass
