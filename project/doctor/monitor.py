"""Checks that Prometheus on this machine, if any, has the alert rules of this release."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from project.doctor.findings import Finding, ok, warn

TAKEN = Path("/etc/prometheus/alerts.yml")
OURS = settings.BASE_DIR / "deploy" / "prometheus" / "alerts.yml"
MARK = b"alert: TalimDown"


def rules() -> Iterator[Finding]:
    """Compare Prometheus' copy of the rules with ours: an older copy may use old metric names."""
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
