"""Checks that Prometheus on this machine, if any, has the alert rules of this release."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from project.doctor.findings import Finding, ok, warn

INSTALLED_RULES = Path("/etc/prometheus/alerts.yml")
SHIPPED_RULES = settings.BASE_DIR / "deploy" / "prometheus" / "alerts.yml"
RULES_MARK = b"alert: TalimDown"


def check_alert_rules() -> Iterator[Finding]:
    """Compare Prometheus' copy of the rules with ours: an older copy may use old metric names."""
    try:
        taken, ours = INSTALLED_RULES.read_bytes(), SHIPPED_RULES.read_bytes()
    except OSError:
        return
    if RULES_MARK not in taken:
        return
    if taken == ours:
        yield ok("monitor", "Prometheus has the rules of this release")
    else:
        text = f"{INSTALLED_RULES} is not of this release: its alerts are others, and some may never fire"
        yield warn("monitor", text, "Copy it anew and reload Prometheus (docs/upgrade.md, systemd).")
