"""The account of a lead: made for the trial lesson or with the contract, or that of a person who has one."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.services.user_management import create_user_by_office
from apps.core.errors import Invalid
from apps.core.permissions import Role
from apps.courses.access import get_person_or_invalid
from apps.leads.access import check_may
from apps.leads.models import Lead


@dataclass(frozen=True)
class PersonDraft:
    """Whose account a lead gets. `id`: of a person who has one; else a new pupil with these names.

    Without a first name, the first word of the lead's name is it, and the others are the last name. `phone` None: the
    first phone of the lead, unless another user has it; "": none.
    """

    id: UUID | None = None
    first_name: str = ""
    last_name: str = ""
    patronymic: str = ""
    birth_date: date | None = None
    phone: str | None = None
    locale: str = "uz"


def get_or_create_student(*, actor: User, lead: Lead, person: PersonDraft) -> User:
    """Return the account of a locked lead, and remember it. Raise Forbidden for a new one without
    `accounts.manage_people`; Invalid, naming the field, for values that no user may have, and on "student" for a person
    out of reach or another one than the lead has.
    """
    if lead.student is not None:
        if person.id not in (None, lead.student_id):
            raise Invalid.field("student", _("This lead has the account of another person."))
        return lead.student
    if person.id is not None:
        student = get_person_or_invalid(actor, "student", person.id)
    else:
        check_may(actor, "accounts.manage_people")
        first, last = _choose_names(lead, person)
        student = create_user_by_office(
            actor=actor,
            role=Role.STUDENT,
            first_name=first,
            last_name=last,
            patronymic=person.patronymic,
            birth_date=person.birth_date,
            phone=_choose_phone(lead, person) or None,
            locale=person.locale,
        )
    lead.student = student
    lead.save(update_fields=["student", "updated_at"])
    return student


def _choose_names(lead: Lead, person: PersonDraft) -> tuple[str, str]:
    if person.first_name:
        return person.first_name, person.last_name
    first, _space, last = lead.name.partition(" ")
    return first, last


def _choose_phone(lead: Lead, person: PersonDraft) -> str:
    if person.phone is not None:
        return person.phone
    phone = lead.phones.order_by("place").values_list("phone", flat=True).first() or ""
    return "" if User.objects.filter(phone=phone).exists() else phone
