"""Builds the TypeScript client and the pages with Node; `./talim assets` copies the pages into apps/pages, and speaks
sounds.
"""

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from project.launcher.checkout_paths import CheckoutPaths
from project.launcher.files import hold_file_lock, read_log_tail
from project.launcher.processes import CommandLine, run_logged
from project.launcher.sound_builds import build_sounds
from project.launcher.terminal import LauncherError, ProgressStep, print_line

MIN_NODE_VERSION = 20
BUILD_OUTPUTS = {"node_modules", "dist", ".next", "next-env.d.ts"}
"""Files and folders that installing and building create among the sources."""
PAGES_SOURCES = (
    "pages/src",
    "pages/icons",
    "pages/build.mjs",
    "pages/package-lock.json",
    "pages/tsconfig.json",
    "ts/src",
)
"""The sources of the pages."""
PAGES_HASH_FILE = Path("apps", "pages", "built-of.txt")
"""A hash of the sources, beside the built pages: without Node it tells whether the built pages are up to date."""


def find_npm(build_name: str) -> str:
    """Return the path of npm to build `build_name`. Raise LauncherError when npm or a new enough Node is missing."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        raise LauncherError(
            f"{'Node' if node is None else 'npm'} is not installed: {build_name} cannot be built.",
            "Install Node 20 or newer with npm: https://nodejs.org, or your system's packages nodejs and npm.",
            "./talim run and ./talim test need neither.",
        )
    version = subprocess.run([node, "--version"], capture_output=True, text=True).stdout.strip()
    if not is_node_supported(version):
        raise LauncherError(
            f"Node {version} is too old for {build_name}.", f"Install Node {MIN_NODE_VERSION} or newer."
        )
    return npm


def build_client(paths: CheckoutPaths, environ: Mapping[str, str], *, example: bool) -> None:
    """Build the TypeScript client, with `example` also the Next.js example. Raise LauncherError without Node or npm."""
    npm = find_npm("the TypeScript client")
    with hold_file_lock(paths.run / "client.lock", "Another command builds the client."):
        build_npm_package(paths, environ, npm, paths.root / "clients" / "ts", "client", output_folder="dist")
        if example:
            build_npm_package(
                paths, environ, npm, paths.root / "clients" / "examples" / "nextjs", "example", output_folder=".next"
            )


def build_pages(paths: CheckoutPaths, environ: Mapping[str, str]) -> Path:
    """Build the pages and their tests; return the folder of the pages. Raise LauncherError without Node or npm."""
    folder = paths.root / "clients" / "pages"
    npm = find_npm("the pages")
    with hold_file_lock(paths.run / "client.lock", "Another command builds the client."):
        build_npm_package(paths, environ, npm, folder, "pages", output_folder="dist")
    return folder / "dist" / "pages"


def build_and_compare_pages(paths: CheckoutPaths, environ: Mapping[str, str]) -> tuple[Path, Path, list[str]]:
    """Build the pages. Return the built folder, the committed folder and the names of the files that differ."""
    built, committed = build_pages(paths, environ), paths.root / "apps" / "pages" / "static" / "pages"
    new, old = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in (built, committed))
    return built, committed, sorted(name for name in new.keys() | old.keys() if new.get(name) != old.get(name))


def check_pages(paths: CheckoutPaths, environ: Mapping[str, str]) -> None:
    """Raise LauncherError when the committed pages in apps/pages differ from a new build of clients/pages."""
    _, _, differing = build_and_compare_pages(paths, environ)
    if differing:
        named = ", ".join(differing[:5]) + (f" and {len(differing) - 5} more" if len(differing) > 5 else "")
        raise LauncherError(f"The built pages are not those of clients/pages: {named}", "Run ./talim assets.")


def are_pages_built(root: Path) -> bool:
    """Return whether the committed pages were built of the sources as they are. It builds nothing."""
    return _read_stamp(root / PAGES_HASH_FILE).strip() == _hash_pages_sources(root)


def _hash_pages_sources(root: Path) -> str:
    return hash_sources(root / "clients", PAGES_SOURCES)


def command_assets(paths: CheckoutPaths, environ: dict[str, str], arguments: list[str]) -> int:
    """Build the pages with Node 20, or speak listening items with espeak-ng"""
    if arguments[:1] == ["sounds"]:
        return build_sounds(paths, environ, arguments[1:])
    if "--check" in arguments:
        check_pages(paths, environ)
        return 0
    built, committed, differing = build_and_compare_pages(paths, environ)
    for name in differing:
        (committed / name).unlink(missing_ok=True)
        if (built / name).exists():
            shutil.copyfile(built / name, committed / name)
    (paths.root / PAGES_HASH_FILE).write_text(_hash_pages_sources(paths.root) + "\n", encoding="ascii")
    print_line(f"   {len(differing)} files changed in {committed.relative_to(paths.root)}")
    return 0


def install_npm_packages(paths: CheckoutPaths, environ: Mapping[str, str], npm: str, folder: Path, name: str) -> bool:
    """Run `npm ci` when the folder's lock has changed; return whether it had. Raise LauncherError when it fails."""
    wanted = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    stamp = folder / "node_modules" / ".talim-lock"
    if _read_stamp(stamp) == wanted:
        return False
    log = paths.get_log_file(name)
    with ProgressStep(f"Installing packages of the {name}") as step:
        words: CommandLine = [npm, "ci", "--no-audit", "--no-fund", "--silent"]
        if run_logged(words, step=step, log=log, env=environ, cwd=folder):
            raise LauncherError(
                f"npm ci failed ({log}):\n{read_log_tail(log)}",
                "Packages are fetched once from npm's registry: check the network, and npm's proxy if you use one.",
            )
    stamp.write_text(wanted, encoding="ascii")
    return True


def find_pages_checks(paths: CheckoutPaths, environ: Mapping[str, str]) -> dict[str, CommandLine]:
    """Return the commands that check the sources of the pages, by name. Say so where Node or packages lack."""
    folder = paths.root / "clients" / "pages"
    try:
        npm = find_npm("the pages")
        with hold_file_lock(paths.run / "client.lock", "Another command builds the client."):
            install_npm_packages(paths, environ, npm, folder, "pages")
    except LauncherError as error:
        print_line(f"NOT CHECKED: the form of the pages' sources. {error.message.splitlines()[0]}")
        return {}
    return {"form of the pages": [npm, "run", "--silent", "--prefix", folder, "lint"]}


def build_npm_package(
    paths: CheckoutPaths, environ: Mapping[str, str], npm: str, folder: Path, name: str, *, output_folder: str
) -> None:
    """Run `npm ci` when the folder's lock has changed, then `npm run build`, which writes the folder `output_folder`.

    Do nothing when sources and packages are the same as in the last build.
    """
    sources, built_of = hash_sources(paths.root / "clients"), folder / output_folder / ".talim-sources"
    if not install_npm_packages(paths, environ, npm, folder, name) and _read_stamp(built_of) == sources:
        return
    log, env = paths.get_log_file(name), {**environ, "NEXT_TELEMETRY_DISABLED": "1"}
    with ProgressStep(f"Building the {name}") as step:
        shutil.rmtree(folder / output_folder, ignore_errors=True)
        words: CommandLine = [npm, "run", "--silent", "build"]
        if run_logged(words, step=step, log=log, env=env, cwd=folder, on_line=str.strip):
            raise LauncherError(
                f"The {name} does not compile ({log}):\n{read_log_tail(log, 30)}", "Mend what is named there."
            )
        built_of.write_text(sources, encoding="ascii")


def _read_stamp(stamp: Path) -> str:
    return stamp.read_text(encoding="ascii") if stamp.is_file() else ""


def hash_sources(clients: Path, parts: Sequence[str] = ("",)) -> str:
    """Return a hash of the sources in `clients`, of all or of `parts`. The packages share sources, so one hash is used
    for all of them.
    """
    combined = hashlib.sha256()
    for part in parts:
        for path in _iter_files(clients / part):
            combined.update(f"{path.relative_to(clients)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return combined.hexdigest()


def _iter_files(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
    for folder, folders, files in os.walk(place):
        folders[:] = sorted(set(folders) - BUILD_OUTPUTS)
        for file in sorted(set(files) - BUILD_OUTPUTS):
            yield Path(folder, file)


def is_node_supported(version: str) -> bool:
    """Return whether a version such as `v20.11.1` is new enough."""
    major = re.match(r"v(\d+)\.", version)
    return major is not None and int(major.group(1)) >= MIN_NODE_VERSION
