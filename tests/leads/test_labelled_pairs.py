"""How surely doubles are found: 300 labelled pairs in all spellings."""

from apps.leads.contacts import Contact, clean_phones, is_double
from tests.leads.labelled_pairs import WrittenContact, list_pairs

LEAST_PRECISION = 0.99
LEAST_RECALL = 0.9


def read_contact(written: WrittenContact) -> Contact:
    return Contact(written.name, frozenset(clean_phones(written.phones, allow_foreign=False)))


def test_doubles_are_found_with_the_precision_and_recall_that_is_promised():
    pairs = list_pairs()
    assert (len(pairs), sum(is_one for *_pair, is_one in pairs)) == (300, 150)
    found = [(is_double(read_contact(one), read_contact(other)), is_one, one, other) for one, other, is_one in pairs]
    wrong = [(one, other) for is_found, is_one, one, other in found if is_found and not is_one]
    right = sum(is_found and is_one for is_found, is_one, *_pair in found)
    missed = [(one, other) for is_found, is_one, one, other in found if is_one and not is_found]
    assert right / (right + len(wrong)) >= LEAST_PRECISION, wrong
    assert right / 150 >= LEAST_RECALL, missed


def test_pairs_are_the_same_each_time():
    assert list_pairs() == list_pairs()
