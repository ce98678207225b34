"""The monitor of this machine, if it has one: whether it watches by the rules of this release."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from project.doctor.findings import Finding, ok, warn

TAKEN = Path("/etc/prometheus/alerts.yml")
OURS = settings.BASE_DIR / "deploy" / "prometheus" / "alerts.yml"
MARK = b"alert: TalimDown"


def rules() -> Iterator[Finding]:
    """Prometheus was given a copy of the rules; a copy of an older release asks for numbers by their old names."""
    try:
        taken, ours = TAKEN.read_bytes(), OURS.read_bytes()
    except OSError:
        return
    if MARK not in taken:
        return
    if taken == ours:
        yield ok("monitor", "Prometheus has the rules of this release")
    else:
        text = f"{TAKEN} is not of this release: its alerts are others, and some may never fire"
        yield warn("monitor", text, "Copy it anew and reload Prometheus (docs/upgrade.md, systemd).")
