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
    assert counts == [(counts[0][0], 2), (counts[0][0], 20)], counts


def check_list_cost(client, path, add, *, present=0):
    """A list costs as many queries with 20 rows as with 2; `present` of them are there, `add(number)` makes one."""
    costs = []
    for numbers in (range(present, 2), range(2, 20)):
        for number in numbers:
            add(number)
        with CaptureQueriesContext(connection) as asked:
            rows = client.get(path, {"page_size": 100}).json["results"]
        costs.append((len(asked), len(rows)))
    assert costs == [(costs[0][0], 2), (costs[0][0], 20)], costs
