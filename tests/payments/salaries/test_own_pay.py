"""Nobody decides about their own pay; administrators can, and it is in the daily list."""

from apps.payments.models import FlaggedAct, PayEntry, PayOut, PayRate
from tests.payments.office.test_own_family import bookkeeper
from tests.payments.salaries import pay_calls

ADVANCE = 1_000_000


def list_pay_acts(actor, teacher):
    """The answers to a new rate, a bonus and an advance."""
    return [
        pay_calls.post_rate(actor, teacher),
        pay_calls.post_entry(actor, teacher, "bonus", ADVANCE),
        pay_calls.post_payout(actor, teacher, ADVANCE, advance=True),
    ]


def test_own_pay_is_set_by_another_person(client_for, admin, branch):
    keeper, colleague = bookkeeper("Sevara"), bookkeeper("Nilufar")
    assert [answer.refusal for answer in list_pay_acts(keeper, keeper)] == [(403, "own_payment")] * 3
    assert [model.objects.count() for model in (PayRate, PayEntry, PayOut)] == [0, 0, 0]
    assert [answer.status for answer in list_pay_acts(colleague, keeper)] == [201] * 3
    own = str(PayOut.objects.get().pk)
    assert pay_calls.reverse_payout(keeper, own).refusal == (403, "own_payment")
    assert FlaggedAct.objects.count() == 0
    assert [answer.status for answer in list_pay_acts(admin, admin)] == [201] * 3
    flagged = FlaggedAct.objects.values_list("act", "by", "student")
    acts = ("salaries.bonus", "salaries.pay_out", "salaries.set_rate")
    assert sorted(flagged) == [(act, admin.pk, None) for act in acts]
    path = f"/payments/salaries/rates/{PayRate.objects.get(teacher=keeper).pk}/"
    assert client_for(keeper).patch(path, {"ends_on": "2026-12-31"}).refusal == (403, "own_payment")
    assert client_for(keeper).delete(path).refusal == (403, "own_payment")
