"""Tickets from a problem of a page to its end, and the request of a guest, in a real Chromium."""

import re

import pytest

from apps.support.models import (
    AssignmentRule,
    CannedAnswer,
    OpeningHours,
    ServiceTarget,
    Ticket,
    TicketCategory,
    TicketComment,
)
from apps.support.services import tickets
from tests.pages.browser import in_base64, make_login
from tests.pages.web_sign_in import letters_to
from tests.processes import wait_until
from tests.remote_control import serve_methods
from tests.resources.sample_files import picture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

GUEST = "gulnora.guest@example.uz"


class Letters:
    """What came to an address; and an answer of the office to the ticket of the guest."""

    def __init__(self, office):
        self.office = office

    def link(self, address):
        """The newest link to the page of guests."""
        return wait_until(lambda: self._find(address, "token"), what=f"a letter to {address}")

    def page(self, address):
        """The newest link to the page of a guest's ticket."""
        return wait_until(lambda: self._find(address, "ticket"), what=f"an answer to {address}")

    def answer(self, text):
        """Answer the guest, and resolve the ticket."""
        ticket = Ticket.objects.get(source="guest")
        tickets.answer_ticket(actor=self.office, ticket=ticket, text=text, state="resolved")

    def _find(self, address, what):
        found = [match for text in letters_to(address) for match in re.findall(rf"http\S+/support#{what}=\S+", text)]
        return found[-1] if found else ""


def test_a_problem_is_reported_answered_and_rated(play, group, pupil, manager, admin):
    """The centre sets its rules, a pupil reports a problem on a phone in Uzbek, the office answers in Russian; then it
    is rated, closed, reopened, and joined with a second one. A guest confirms a request, and rates the answer.
    """
    with serve_methods(Letters(manager)) as address:
        play(
            "tickets", beside=["worker"], door=address, guest=GUEST,
            picture=in_base64(picture(size=(320, 180))), names=[pupil.full_name, manager.full_name],
            pupil=make_login(pupil, locale="uz"), office=make_login(manager, locale="ru"),
            admin=make_login(admin, locale="en"),
        )  # fmt: skip
    assert [category.title["uz"] for category in TicketCategory.objects.all()] == ["Toʻlovlar"]
    assert AssignmentRule.objects.count() == 1
    assert list(ServiceTarget.objects.values_list("priority", "first_answer_minutes")) == [("medium", 60)]
    assert OpeningHours.objects.count() == 7
    assert [answer.text["uz"] for answer in CannedAnswer.objects.all()] == ["Chekni qayta yubordik."]
    problem = Ticket.objects.get(source="page", merged_into=None)
    assert (problem.reporter, problem.assignee, problem.rating, problem.reopened_count) == (pupil, manager, 5, 1)
    assert problem.page.startswith("/app/")
    assert "Chrome" in problem.browser
    comments = TicketComment.objects.filter(ticket=problem)
    assert comments.filter(is_internal=True).count() == 1
    assert comments.filter(text="Chekni qayta yubordik.", author=manager, is_internal=False).exists()
    assert [file.file.content_type for file in comments.order_by("created_at")[0].files.all()] == ["image/png"]
    assert Ticket.objects.filter(merged_into=problem, reporter=pupil).count() == 1
    guest = Ticket.objects.get(source="guest")
    assert (guest.email, guest.rating, guest.state, guest.reopened_count) == (GUEST, 4, "closed", 1)
