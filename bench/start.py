"""Measures `./talim run` in fresh clones with empty caches: the first start, the next one, one without a network.

Run it as the user who would start a centre, on a quiet machine. `--before` names a commit that is measured in turn.
"""

import os
import re
import shutil
import signal
import statistics
import subprocess
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import IO

from bench.report import ROOT, BenchOptions, BenchReport, Figure

ROUNDS = 3
FIRST_SECONDS, SHARE_OF_BEFORE, NEXT_SECONDS = 45.0, 0.4, 7.0
WAIT_SECONDS = 600.0
KEPT = ("PATH", "LANG", "LC_ALL", "TERM", "PIP_CONFIG_FILE", "PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS",
        "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY")  # fmt: skip
"""Variables that say where packages come from; all others could shorten the way."""
KINDS = {
    "first": ("first start, empty caches", []),
    "next": ("second start", []),
    "offline": ("start without a network", ["unshare", "--map-current-user", "--net", "--keep-caps"]),
    "new": ("first start of an own centre (--new), packages there", []),
}


def measure(options: BenchOptions) -> BenchReport:
    """Start each kind `--count` times (default 3), this commit and `--before` in turn."""
    rounds = options.count or ROUNDS
    commits = {"now": "HEAD", **({"before": options.before} if options.before else {})}
    seconds: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for _ in range(rounds):
        for name, commit in commits.items():
            for kind, took in _measure_clone(commit).items():
                seconds[kind, name].append(took)
                print(f"  {name:7}{KINDS[kind][0]:55}{took:7.1f} s", flush=True)
    figures = [figure for kind in KINDS for figure in _describe(kind, seconds)]
    note = (
        "Seconds from Enter until `Ready`, medians. Each round is a new clone, home and cache; the first start makes "
        "the demo centre. Without a network: a network namespace with a loopback only."
    )
    if options.before:
        note += f" Before: {options.before}."
    return BenchReport("start", "Start", figures, note)


def _describe(kind: str, seconds: dict[tuple[str, str], list[float]]) -> list[Figure]:
    own, before = seconds.get((kind, "now")), seconds.get((kind, "before"))
    title = KINDS[kind][0]
    limit = {"first": FIRST_SECONDS, "next": NEXT_SECONDS, "offline": NEXT_SECONDS}.get(kind)
    if not own:
        return [Figure(title, None, "s")]
    middle = statistics.median(own)
    target, held = (f"≤ {limit:g}", middle <= limit) if limit else ("", None)
    rows = [Figure(title, middle, "s", target, held, f"{min(own):.1f}-{max(own):.1f}")]
    if before:
        was = statistics.median(before)
        rows.append(Figure("… before", was, "s", "", None, f"{min(before):.1f}-{max(before):.1f}"))
        if kind == "first":
            share = middle / was
            rows.append(Figure("… of before", share, "", f"≤ {SHARE_OF_BEFORE:g}", share <= SHARE_OF_BEFORE))
    return rows


def _measure_clone(commit: str) -> dict[str, float]:
    """Return the seconds of each kind of start in one new clone; a kind that this machine cannot start is left out."""
    with tempfile.TemporaryDirectory(prefix="talim-start-") as text:
        folder = Path(text)
        clone = folder / "talim"
        subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
        subprocess.run(["git", "-C", clone, "checkout", "--quiet", _resolve(commit)], check=True)
        env = {name: os.environ[name] for name in KEPT if name in os.environ} | {"HOME": str(folder)}
        found = {kind: _start(clone, env, kind) for kind in ("first", "next", "offline")}
        shutil.rmtree(clone / "var")
        found["new"] = _start(clone, env, "new")
    return {kind: took for kind, took in found.items() if took is not None}


def _resolve(commit: str) -> str:
    words = ["git", "-C", str(ROOT), "rev-parse", commit]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()


def _start(clone: Path, env: dict[str, str], kind: str) -> float | None:
    """Return the seconds until it said Ready, and end it. None where the machine allows no network namespace."""
    prefix = KINDS[kind][1]
    if prefix and subprocess.run([*prefix, "true"], capture_output=True).returncode:
        return None
    command = "exec ./talim run"
    if prefix:  # the rights in the namespace are for its loopback only
        command = "ip link set lo up && exec setpriv --inh-caps=-all --ambient-caps=-all ./talim run"
    words = [*prefix, "sh", "-c", command + (" --new" if kind == "new" else "")]
    began = time.monotonic()
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(words, cwd=clone, env=env, stdout=log, stderr=log, start_new_session=True)
        try:
            while not re.search(r"Ready in [\d.]+ s", text := _read(log)):
                if process.poll() is not None or time.monotonic() - began > WAIT_SECONDS:
                    raise RuntimeError(f"the {KINDS[kind][0]} failed:\n{text[-4000:]}")
                time.sleep(0.05)
            return time.monotonic() - began
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGINT)
            process.wait(120)


def _read(log: IO[str]) -> str:
    return os.pread(log.fileno(), 1_000_000, 0).decode(errors="replace")
