"""Every operation of the API reads at once: a summary of verb + object, a description without riddles."""

import json
import re
from pathlib import Path

import pytest

from api.surface import METHODS
from tests.services import ROOT

VERBS = frozenset(Path(__file__).with_name("verbs.txt").read_text(encoding="utf-8").split())
BANNED = re.compile(
    r"\bone's\b|\boneself\b|\bnobody\b|\bsomebody\b|\b(?:no|any) more\b(?! than)|\bwhoever\b", re.IGNORECASE
)
SUMMARY_MAX = 60
SENTENCES_MAX = 3
SENTENCE_END = re.compile(r"[.!?](?=\s|$)")


def faults(summary, description):
    """What is wrong with the texts of one operation."""
    first = summary.split(" ")[0]
    rules = {
        f"the first word {first!r} is no verb of verbs.txt": first not in VERBS,
        "the summary has no object": " " not in summary.strip(),
        f"the summary has {len(summary)} characters, more than {SUMMARY_MAX}": len(summary) > SUMMARY_MAX,
        "there is no description": not description.strip(),
        f"the description has more than {SENTENCES_MAX} sentences": sentences(description) > SENTENCES_MAX,
    }
    banned = [f"{match[0]!r} is not a plain word" for match in BANNED.finditer(f"{summary}\n{description}")]
    return [*(text for text, is_broken in rules.items() if is_broken), *banned]


def sentences(text):
    return len(SENTENCE_END.findall(re.sub(r"`[^`]*`|\b(?:e\.g|i\.e)\.", "x", text)))


def test_every_operation_says_verb_and_object_and_who_may():
    schema = json.loads((ROOT / "docs" / "openapi.json").read_text(encoding="utf-8"))
    wrong = {
        f"{method.upper()} {path}": found
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
        if method in METHODS and (found := faults(operation.get("summary", ""), operation.get("description", "")))
    }
    assert not wrong, "\n".join(f"{name}: {'; '.join(results)}" for name, results in wrong.items())


@pytest.mark.parametrize(
    ("summary", "description", "fault"),
    [
        ("Payments", "Newest first.", "no verb"),
        ("Delete", "It is gone.", "no object"),
        ("Delete " + "x" * 60, "It is gone.", "characters"),
        ("Delete a webhook", "", "no description"),
        ("Delete a webhook", "One. Two. Three. Four.", "sentences"),
        ("Get one's own profile", "You get it.", "plain word"),
        ("Delete a webhook", "Nobody is told any more.", "plain word"),
    ],
)
def test_an_unclear_text_is_found(summary, description, fault):
    assert any(fault in text for text in faults(summary, description))
    assert faults("Delete a webhook", "Its secrets are deleted. Refused with 404 `not_found` for other centres.") == []
