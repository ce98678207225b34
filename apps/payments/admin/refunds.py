"""Refunds from Django's admin, by the same services as the API, after a step-up."""

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.accounts.admin_step_up import StepUpForm
from apps.accounts.models import User
from apps.core.idempotency import run_idempotently
from apps.payments.models import CashDesk, Payment
from apps.payments.queries.office import visible_desks
from apps.payments.services import cash_refunds, refund_requests


class RefundForm(StepUpForm):
    """The amount, the reason and, for cash, the cash desk."""

    amount = forms.DecimalField(label=_("Amount (empty: all that is left)"), min_value=Decimal("0.01"), required=False)
    reason = forms.CharField(label=_("Reason"), max_length=300)
    desk = forms.ModelChoiceField(CashDesk.objects.none(), label=_("Cash desk, for cash"), required=False)

    field_order = ("amount", "reason", "desk", "code", "password")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["desk"].queryset = visible_desks(self.user, archived=False)  # type: ignore[attr-defined]


def refund_from_admin(request: HttpRequest, payment: Payment, answers: dict[str, Any]) -> None:
    """Refund the payment as `POST /payments/{id}/refund/` does; a repeat refunds once. Never in a transaction."""
    user, reason, entered_amount = cast(User, request.user), answers["reason"], answers["amount"]
    amount = None if entered_amount is None else int(entered_amount * 100)

    def act(request: refund_requests.RefundRequest) -> tuple[int, dict[str, str]]:
        cash_refunds.decide_refund(actor=user, payment=payment, request=request, reason=reason, desk=answers["desk"])
        return 200, {"payment": str(payment.pk)}

    key = f"admin-{answers['key']}"
    run_idempotently(
        user=user,
        operation="payments.refund",
        key=key,
        body=f"{payment.pk} {amount} {reason} {answers['desk']}",
        act=act,
        prepare=lambda: refund_requests.request_refund(
            actor=user, payment=payment, amount=amount, reason=reason, idempotency_key=f"{user.pk}:{key}"
        ),
    )
