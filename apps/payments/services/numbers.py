"""Numbers of payments and transactions: unique and rising, with gaps. For receipts see `receipts`."""

from django.db import connection

PAYMENT_SEQUENCE, TRANSACTION_SEQUENCE = "payments_payment_number", "payments_transaction_number"
"""The sequences."""


def next_payment_reference() -> str:
    """Return the next payment reference: a number with a Luhn check digit (ISO/IEC 7812-1), so that a typo on Payme's
    page names no other payment.
    """
    number = str(_next_value(PAYMENT_SEQUENCE))
    return number + get_luhn_digit(number)


def next_payment_references(count: int) -> list[str]:
    """Return this many payment references."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s) FROM generate_series(1, %s)", [PAYMENT_SEQUENCE, count])
        numbers = [str(row[0]) for row in cursor.fetchall()]
    return [number + get_luhn_digit(number) for number in numbers]


def next_transaction_number() -> int:
    """Return the next number of a provider transaction."""
    return _next_value(TRANSACTION_SEQUENCE)


def skip_payment_and_transaction_numbers(count: int) -> dict[str, tuple[int, int]]:
    """Advance both sequences by this many numbers; return the last number of each before and after. Not undone by a
    rollback.
    """
    moved = {}
    with connection.cursor() as cursor:
        for sequence in (PAYMENT_SEQUENCE, TRANSACTION_SEQUENCE):
            cursor.execute(f"SELECT last_value, setval(%s, last_value + %s) FROM {sequence}", [sequence, count])  # noqa: S608
            moved[sequence] = cursor.fetchone()
    return moved


def get_luhn_digit(number: str) -> str:
    """Return the Luhn check digit of `number` (decimal digits).

    >>> get_luhn_digit("7992739871")
    '3'
    """
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def _next_value(sequence: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s)", [sequence])
        return int(cursor.fetchone()[0])
