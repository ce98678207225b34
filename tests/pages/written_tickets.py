"""A ticket with an answer, a note and a word back."""

from tests.support.ticket_requests import answer, begin

LONG = "I paid at the desk on Monday and again by card, and the receipt of the second payment is missing. " * 4


def write_ticket(reporter, office):
    """Return the id of a ticket of this person, with what the office wrote."""
    ticket = begin(reporter, subject="The receipt of the second payment is missing, and so is the first one", text=LONG)
    answer(office, ticket, "Look at the bank first.", is_internal=True)
    answer(office, ticket, "We have sent it again.", state="waiting")
    answer(reporter, ticket, "It has not come yet.")
    return ticket["id"]
