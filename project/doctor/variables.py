"""Finds variables that look like ours and are none: `S3_BUKET`. Names only, never values."""

import os
import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from apps.settings.definitions import SETTINGS
from apps.settings.initial_values import PREFIX
from project.doctor.findings import Finding, ok, warn
from project.env import ALIASES, Environment

AROUND = (
    "SECRETS_FOLDER", "HOST", "PORT", "TALIM_VENV", "TALIM_VAR", "TALIM_TORCH", "TALIM_TORCH_CPU_INDEX",
    "TALIM_VERSION", "SERVER_NAME", "LISTEN_ADDRESS", "ACME_EMAIL", "ACME_SERVER", "COMPOSE_PROFILES", "WEB_PROCESSES",
    "SOCKETS_PROCESSES", "WORKER_PROCESSES", "BACKUP_AT", "BACKUP_FOLDER", "TALIM_RELEASE",
    "TALIM_RELEASES", "TALIM_CHECKOUT",
)  # fmt: skip
"""Variables of the launcher, of compose.yaml and of the set-up script."""
OWN_PREFIXES = (
    "BACKUP_", "EMAIL_", "ESKIZ_", "ML_DB_", "PAYME_", "R2_", "REALTIME_", "S3_", "SETTINGS_", "SMS_", "STRIPE_",
    "TALIM_", "TELEGRAM_", "VAPID_", "WHISPER_",
)  # fmt: skip
OF_OTHERS = re.compile(
    r"AWS_.*|PG[A-Z]+|COMPOSE_(FILE|PROJECT_NAME)|DJANGO_SETTINGS_MODULE|DJANGO_SUPERUSER_\w+|"
    r".*_(SERVICE_HOST|SERVICE_PORT\w*|PORT|PORT_\d+_(TCP|UDP)\w*)"
)
"""Variables of Django and of the tools of AWS, PostgreSQL and Docker, and those that Kubernetes adds for each service
beside ours.
"""
CLOSE = 0.8


def check_variables() -> Iterator[Finding]:
    """Name each variable that looks like ours and is none, with the likely right name."""
    known = list_known_names()
    wrong = sorted(name for name in os.environ if looks_like_ours(name, known))
    for name in wrong:
        nearest = get_close_matches(name.removeprefix("DJANGO_"), known, n=1, cutoff=0.6)
        remedy = f"Did you mean {nearest[0]}? " if nearest else ""
        yield warn("variables", f"{name} is no variable of ours: nobody reads it", f"{remedy}.env.example lists all.")
    if not wrong:
        yield ok("variables", "no variable looks like ours and is none")


def list_known_names() -> set[str]:
    """Return the names that are read: plain, and with `_FILE`."""
    names = [*(field.upper() for field in Environment.model_fields), *ALIASES]
    names += [PREFIX + setting.upper() for setting in SETTINGS]
    return {*names, *(f"{name}_FILE" for name in names), *AROUND}


def looks_like_ours(name: str, known: Iterable[str]) -> bool:
    """Return whether an unknown name has one of our prefixes, or is close to one of our names."""
    if name in known or OF_OTHERS.fullmatch(name):
        return False
    bare = name.removeprefix("DJANGO_")
    return name.startswith(OWN_PREFIXES) or bool(get_close_matches(bare, known, n=1, cutoff=CLOSE))
