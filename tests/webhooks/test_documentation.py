"""The page names every event, and its Python verifies what we sign."""

import re
from pathlib import Path

from django.core.management import call_command

from apps.webhooks.deliveries import RETRY_DELAYS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "webhooks.md"


def test_page_has_every_event():
    call_command("webhook_docs", "--check")


def test_python_code_of_the_page_verifies_a_message(secret, hook, send):
    [code] = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    known = {}
    exec(code, known)
    send()
    [got] = hook.got
    assert known["verify"](secret, got.headers, got.body)
    assert not known["verify"](secret, got.headers, got.body + b" ")


def test_page_has_the_pauses_between_tries():
    words = " ".join(PAGE.read_text(encoding="utf-8").split())
    amounts = [(int(retry_delay.total_seconds()), "s") for retry_delay in RETRY_DELAYS]
    found_amounts = [
        f"{n // 3600} h" if n >= 3600 else f"{n // 60} min" if n >= 60 else f"{n} s" for n, _unit in amounts
    ]
    assert f"{', '.join(found_amounts[:-1])} and {found_amounts[-1]} after one another" in words
