"""Rows of a state, as its lists keep them."""


def put(rows, row, key):
    """In place of the row with the same key, else behind all."""
    place = next((number for number, item in enumerate(rows) if item[key] == row[key]), None)
    if place is None:
        rows.append(row)
    else:
        rows[place] = row


def without(rows, key, value):
    return [row for row in rows if row[key] != value]


def newest(rows, key, most):
    return sorted(rows, key=lambda row: str(row[key]), reverse=True)[:most]
