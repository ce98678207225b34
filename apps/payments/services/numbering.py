"""Numbers of payments and transactions: unique, rising, with holes; those of receipts have none (`receipts`)."""

from django.db import connection


def next_reference() -> str:
    """A payment's reference: a rising number and a check digit (Luhn, ISO/IEC 7812-1), so that a slip of the finger on
    Payme's page names no other payment.
    """
    number = str(_next("payments_payment_number"))
    return number + check_digit(number)


def next_references(count: int) -> list[str]:
    """As `next_reference`, so many at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('payments_payment_number') FROM generate_series(1, %s)", [count])
        numbers = [str(row[0]) for row in cursor.fetchall()]
    return [number + check_digit(number) for number in numbers]


def next_transaction_number() -> int:
    """Our number of a provider transaction."""
    return _next("payments_transaction_number")


def check_digit(number: str) -> str:
    """The Luhn digit that makes `number` (decimal digits) whole.

    >>> check_digit("7992739871")
    '3'
    """
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def _next(sequence: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s)", [sequence])
        return int(cursor.fetchone()[0])
