"""From the trial lesson to the contract: account, place, contract and first payment are one act."""

from datetime import timedelta

import pytest

from apps.accounts.models import User
from apps.core.errors import DomainError, Forbidden
from apps.core.local_days import get_day_bounds
from apps.core.models import NumberSeries
from apps.core.permissions import Role
from apps.courses.models import Membership
from apps.leads.models import Lead, LeadContract
from apps.leads.services.conversion import convert_lead
from apps.leads.services.people import PersonDraft
from apps.lessons.models import Lesson
from apps.payments.models import LedgerTransfer, ProviderTransaction
from tests.factories import client_for, make_user
from tests.leads.lead_requests import act, create_lead, list_kinds, read
from tests.payments import payment_data
from tests.races import run_together

CASH = {"method": "cash", "amount": {"amount": 45000000, "currency": "UZS"}}


@pytest.fixture
def desk(branch, manager):
    desk = payment_data.create_cash_desk(branch)
    payment_data.open_shift(desk, manager)
    return desk


def convert(actor, lead, group, *, key="key-1", **more):
    return act(actor, lead, "convert", {"group": str(group.pk), **more}, idempotency_key=key)


def plan_lesson(group, days):
    begins, _ends = get_day_bounds(group.today + timedelta(days=days), group.local_zone)
    starts = begins + timedelta(hours=11)
    return Lesson.objects.create(
        group=group, teacher=group.lead_teacher, starts_at=starts, ends_at=starts + timedelta(hours=1)
    )


def test_repeated_requests_count_once(manager, group):
    body = {"name": "Jasur", "phones": ["90 123 45 67"], "source": "phone"}
    first, again = [client_for(manager).post("/leads/", body, idempotency_key="tap") for _ in range(2)]
    assert (first.status, first.json, Lead.objects.count()) == (201, again.json, 1)
    day = str(plan_lesson(group, 2).starts_at.date())
    acts = {"notes": {"text": "x"}, "calls": {"outcome": "busy"}, "trial": {"group": str(group.pk), "day": day}}
    for what, body in acts.items():
        one, same = [act(manager, first.json, what, body, idempotency_key=what) for _ in range(2)]
        assert (one.status, one.json) == (201, same.json)
    assert list_kinds(manager, first.json) == ["created", "note", "call", "trial"]


def test_trial_is_booked_into_a_lesson_of_a_group(manager, group):
    lead, day = create_lead(manager), plan_lesson(group, 2).starts_at.date()
    booked = act(manager, lead, "trial", {"group": str(group.pk), "day": str(day)})
    assert booked.status == 201, booked.json
    assert (booked.json["student"]["full_name"], booked.json["tried_on"]) == ("Jasur Oripov", str(day))
    membership = Membership.objects.get(student=booked.json["student"]["id"])
    assert (membership.status, membership.joined_on, membership.leaves_on) == ("trial", day, day)
    assert User.objects.get(pk=booked.json["student"]["id"]).phone == "+998901234567"
    refused = act(manager, lead, "trial", {"group": str(group.pk), "day": str(day + timedelta(days=1))})
    refused.check_refused(422, field="day")


def test_pupil_contract_and_first_payment_are_one_act(manager, group, desk):
    lead, day = create_lead(manager), plan_lesson(group, 2).starts_at.date()
    act(manager, lead, "trial", {"group": str(group.pk), "day": str(day)})
    done = convert(manager, lead, group, payment=CASH)
    assert done.status == 201, done.json
    assert (done.json["contract"]["number"], done.json["received"], done.json["approval"]) == (1, CASH["amount"], None)
    assert done.json["lead"]["state"] == "converted"
    membership = Membership.objects.get(student=done.json["student"]["id"])
    assert (str(membership.pk), membership.status, membership.leaves_on) == (done.json["membership"], "active", None)
    assert ProviderTransaction.objects.get().student_id == membership.student_id
    assert list_kinds(manager, lead) == ["created", "trial", "converted"]
    again = convert(manager, lead, group, payment=CASH)
    assert again.json == done.json
    convert(manager, lead, group, key="key-2", payment=CASH).check_refused(409, "lead_closed")
    assert (LeadContract.objects.count(), ProviderTransaction.objects.count()) == (1, 1)


def test_contract_moves_no_money_and_is_typeset_in_three_languages(manager, group):
    lead = create_lead(manager)
    assert convert(manager, lead, group).status == 201
    assert not LedgerTransfer.objects.exists()
    contract = LeadContract.objects.get()
    group.name = "Renamed"
    group.save(update_fields=["name"])
    assert contract.facts["group"] == "A2 morning"
    for language in ("uz", "ru", "en"):
        answer = client_for(manager).get(f"/leads/{lead['id']}/contract/", headers={"Accept-Language": language})
        assert (answer.status, answer.content[:5]) == (200, b"%PDF-")
    assert client_for(manager).get(f"/leads/{create_lead(manager)['id']}/contract/").status == 404


def test_nothing_is_left_when_a_part_is_refused(manager, group):
    lead = create_lead(manager)
    convert(manager, lead, group, payment=CASH).check_refused(409, "shift_needed")
    assert read(manager, lead)["state"] == "open"
    assert not LeadContract.objects.exists()
    assert not User.objects.filter(phone="+998901234567").exists()
    assert not NumberSeries.objects.filter(name="contracts", last__gt=0).exists()
    done = convert(manager, lead, group)
    assert done.json["contract"]["number"] == 1


def test_conversion_needs_the_key_and_the_rights(manager, group):
    lead = create_lead(manager)
    act(manager, lead, "convert", {"group": str(group.pk)}).check_refused(400, "idempotency_key_required")
    seller = make_user(Role.MEMBER, "Seller")
    with pytest.raises(Forbidden):
        convert_lead(
            actor=seller, lead=Lead.objects.get(pk=lead["id"]), group=group, joined_on=None, person=PersonDraft(),
            payment=None,
        )  # fmt: skip


def test_known_person_is_taken_as_the_pupil(manager, group, stranger):
    lead = create_lead(manager, "Timur Nazarov")
    done = convert(manager, lead, group, student=str(stranger.pk))
    assert done.json["student"]["id"] == str(stranger.pk)
    assert Membership.objects.filter(student=stranger, status="active").count() == 1


def test_phone_of_a_parent_stays_with_the_parent(manager, group):
    parent = make_user(Role.PARENT, "Gulnora", "Oripova", phone="+998901234567")
    lead = create_lead(manager)
    done = convert(manager, lead, group)
    assert User.objects.get(pk=done.json["student"]["id"]).phone is None
    assert User.objects.get(pk=parent.pk).phone == "+998901234567"
    other = create_lead(manager, "Laylo Oripova")
    convert(manager, other, group, key="key-2", phone="901234567").check_refused(422, field="phone")


def test_full_group_refuses_and_leaves_the_lead_open(manager, group):
    group.capacity = 2
    group.save(update_fields=["capacity"])
    lead = create_lead(manager)
    assert convert(manager, lead, group).status == 409
    assert read(manager, lead)["state"] == "open"


@pytest.mark.usefixtures("a_connection_for_each")
def test_eight_at_once_make_eight_contracts_without_a_gap(manager, group):
    leads = [create_lead(manager, f"Lead Of{chr(65 + n)}", f"90 123 45 6{n}") for n in range(8)]
    rows = [Lead.objects.get(pk=lead["id"]) for lead in leads]

    def make_pupil(index):
        lead = rows[index % 8]
        try:
            values = {"group": group, "joined_on": None, "person": PersonDraft(), "payment": None}
            return convert_lead(actor=manager, lead=lead, **values).contract.number
        except DomainError:
            return None

    numbers = [number for number in run_together(16, make_pupil) if number]
    assert sorted(numbers) == list(range(1, 9))
    assert Lead.objects.filter(converted_at__isnull=False).count() == 8


def test_contract_states_no_money_that_waits_for_a_second_person(manager, group, desk):
    lead = create_lead(manager)
    much = {"amount": 2_000_000_100, "currency": "UZS"}
    done = convert(manager, lead, group, payment={"method": "cash", "amount": much})
    assert (done.json["received"], done.json["approval"] is None) == (None, False)
    assert LeadContract.objects.get().facts["paid"] is None


@pytest.mark.parametrize("days", [1, 5])
def test_first_day_moves_a_trial_that_has_not_begun(manager, group, days):
    lead, day = create_lead(manager), plan_lesson(group, 2).starts_at.date()
    act(manager, lead, "trial", {"group": str(group.pk), "day": str(day)})
    first = group.today + timedelta(days=days)
    done = convert(manager, lead, group, day=str(first))
    assert done.status == 201, done.json
    membership = Membership.objects.get(student=done.json["student"]["id"])
    assert (membership.status, membership.joined_on, membership.leaves_on) == ("active", first, None)
    assert LeadContract.objects.get().facts["joined_on"] == str(first)


def test_first_day_after_a_trial_that_began_is_a_new_membership(manager, group):
    lead, today = create_lead(manager), group.today
    trial = act(manager, lead, "trial", {"group": str(group.pk), "day": str(plan_lesson(group, 0).starts_at.date())})
    assert trial.status == 201, trial.json
    first = today + timedelta(days=3)
    done = convert(manager, lead, group, day=str(first))
    assert done.status == 201, done.json
    rows = Membership.objects.filter(student=done.json["student"]["id"]).order_by("joined_on")
    assert [(row.joined_on, row.left_on) for row in rows] == [(today, today), (first, None)]
    assert (done.json["membership"], rows[1].status) == (str(rows[1].pk), "active")
    assert LeadContract.objects.get().facts["joined_on"] == str(first)


def test_another_person_than_the_lead_has_is_refused(manager, group, stranger):
    lead, day = create_lead(manager), plan_lesson(group, 2).starts_at.date()
    act(manager, lead, "trial", {"group": str(group.pk), "day": str(day)})
    convert(manager, lead, group, student=str(stranger.pk)).check_refused(422, field="student")
