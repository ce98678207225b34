"""What the people of a centre may do in two tickets, as in `tests.realtime.acts`."""

from typing import Any

from apps.support.models import Ticket
from apps.support.services import merging, routing, tickets


class TicketActs:
    """Acts of the people of `tests.realtime.acts.People`."""

    admin: Any
    teacher: Any
    pupils: Any

    def _open_tickets(self):
        self.tickets = [
            tickets.open_ticket(
                tickets.TicketDraft(source="app", subject=f"Ticket {number}", text="Help", reporter=self.pupils[0])
            )
            for number in range(2)
        ]

    def _ticket(self, number):
        return Ticket.objects.get(pk=self.tickets[number % 2].pk)

    def do_ask_office(self, number):
        tickets.comment_as_reporter(ticket=self._ticket(number), author=self.pupils[0], text=f"Still {number}")

    def do_answer_ticket(self, number):
        state = (None, "waiting", "resolved", None)[number % 4]
        long = "x" * 4000 if number % 5 == 0 else "Done"
        tickets.answer_ticket(actor=self.admin, ticket=self._ticket(number), text=long, state=state)

    def do_note_ticket(self, number):
        tickets.answer_ticket(actor=self.admin, ticket=self._ticket(number), text="A note", is_internal=True)

    def do_assign_ticket(self, number):
        person = self.teacher if number % 3 else None
        routing.assign_ticket(actor=self.admin, ticket=self._ticket(number), assignee=person)

    def do_close_ticket(self, number):
        if number % 3 == 0:
            tickets.close_ticket(actor=self.pupils[0], ticket=self._ticket(number))

    def do_merge_tickets(self, number):
        if number % 7 == 0:
            merging.merge_ticket(actor=self.admin, ticket=self._ticket(number), into=self._ticket(number + 1))
