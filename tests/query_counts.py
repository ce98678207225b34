"""A list costs the same number of queries for few rows and for many."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def check_same_queries(add, read):
    """`read()`, which returns the rows, asks the same number of queries for 2 of them and for 20; `add()` makes one."""
    counts = []
    for number in (2, 18):
        for _ in range(number):
            add()
        with CaptureQueriesContext(connection) as asked:
            rows = read()
        counts.append((len(asked), len(rows)))
    assert counts == [(counts[0][0], 2), (counts[0][0], 20)]
