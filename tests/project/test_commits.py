"""Subjects of commits are imperative and short."""

import pytest

from project.commits import find_subject_faults


def test_an_imperative_subject_is_accepted():
    assert find_subject_faults("Drop refused marks from the offline queue") == []
    assert find_subject_faults("Process webhooks of Stripe in the order in which they happened") == []


@pytest.mark.parametrize(
    ("subject", "fault"),
    [
        ("fix: a refused mark is no unsent one", "capital letter"),
        ("Added a test", "not imperative"),
        ("Renaming the ledger's locks", "not imperative"),
        ("Adds a test", "not imperative"),
        ("Add a test.", "full stop"),
        ("Add " + "x" * 69, "73 characters"),
    ],
)
def test_another_subject_is_refused(subject, fault):
    assert any(fault in text for text in find_subject_faults(subject))
