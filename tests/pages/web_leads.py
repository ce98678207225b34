"""The office's pages of leads in a real Chromium: `./talim test-web tests/pages/web_leads.py`."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.models.functions import Lower

from apps.core.local_days import get_day_bounds
from apps.core.permissions import Role
from apps.courses.models import Group, Membership
from apps.jobs.models import Job
from apps.leads.models import Lead, LeadContract, LeadEntry, LeadForm, LeadPhone
from apps.leads.services.telegram import take_from_stranger
from apps.lessons.models import Lesson
from apps.payments.models import ProviderTransaction
from apps.quizzes.models import PlacementTest, QuestionBank
from tests import factories
from tests.pages.browser import make_login
from tests.payments import payment_data as money

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

PRICE = 45_000_000


@pytest.fixture
def site_form(branch):
    return LeadForm.objects.create(branch=branch, name="Main page", key="7f3c2b9d6e710a4e5b7c9d10")


def plan_lesson(group, days):
    begins, _ends = get_day_bounds(group.today + timedelta(days=days), group.local_zone)
    starts = begins + timedelta(hours=11)
    Lesson.objects.create(
        group=group, teacher=group.lead_teacher, starts_at=starts, ends_at=starts + timedelta(hours=1)
    )


def test_strangers_become_pupils(play, branch, group, manager, site_form):
    colleague = factories.make_user(Role.MANAGER, "Umida", "Nazarova")
    russian = factories.make_user(Role.MANAGER, "Timur", "Karimov")
    Group.objects.filter(pk=group.pk).update(folded=Lower("name"))
    plan_lesson(group, 2)
    for name, person in (("Front desk", manager), ("Second desk", russian)):
        money.open_shift(money.create_cash_desk(branch, name), person)
    bank = QuestionBank.objects.create(name="English")
    PlacementTest.objects.create(name="English for adults", bank=bank, token_sha256="0" * 64)
    logins = {"uz": make_login(manager, locale="uz"), "ru": make_login(russian, locale="ru")}
    play("leads", staff=make_login(colleague), key=site_form.key, **logins)

    leads = Lead.objects.order_by("created_at")
    assert [(lead.name, lead.state, lead.source) for lead in leads] == [
        ("Jasur Oripov", "converted", "site"),
        ("Лола Саидова", "converted", "site"),
    ]
    assert list(LeadContract.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    for lead in leads:
        membership = Membership.objects.get(student=lead.student)
        assert (membership.group_id, membership.status, membership.leaves_on) == (group.pk, "active", None)
        assert (ProviderTransaction.objects.get(student=lead.student).amount, lead.tried_on is None) == (PRICE, False)
        kinds = list(LeadEntry.objects.filter(lead=lead).order_by("at").values_list("kind", flat=True))
        assert [kind for kind in kinds if kind != "stage"] == ["created", "call", "trial", "test", "converted"]


def test_office_arranges_and_tidies_leads(play, branch, course, admin, tmp_path):
    colleague = factories.make_user(Role.MANAGER, "Umida", "Nazarova")
    table = tmp_path / "leads.csv"
    table.write_text("name,phone,note\nNodira Karimova,90 111 22 33,Evenings\n,12,\n", encoding="utf-8")
    told = {"staff": make_login(colleague), "table": str(table)}
    play("leads-office", beside=["worker"], login=make_login(admin, locale="en"), **told)

    forgotten = Lead.objects.get(erased_at__isnull=False)
    assert (forgotten.name, forgotten.note, forgotten.source) == ("", "", "phone")
    assert not LeadPhone.objects.filter(lead=forgotten).exists()
    merged = Lead.objects.get(merged_at__isnull=False)
    assert (merged.name, merged.merged_into.name) == ("Jasur", "Jasur Oripov")
    assert not Lead.objects.filter(source="import").exists()


def test_office_answers_a_question_of_the_bot(play, branch, manager):
    for text in ("Hello", "Is there a group in the morning?"):
        take_from_stranger(chat="hash", chat_id=70_001, key=uuid4(), name="Jasur", text=text)
    lead = Lead.objects.get()
    play("lead-answer", login=make_login(manager, locale="en"), lead=str(lead.pk))
    entry = lead.entries.get(author=manager)
    assert (entry.text, entry.data) == ("Yes, on Mondays at nine.", {"sent": "telegram"})
    assert Job.objects.filter(kind="messaging.send_telegram").count() == 1
