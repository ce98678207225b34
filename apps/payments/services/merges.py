"""Money in a merge of doubles: what refuses it, the locks, and the balance that is booked over."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.errors import ErrorCode, Forbidden
from apps.core.person_merge import MergeAmount, MergeConflict, PersonMerge
from apps.payments.access_conflicts import is_own_family
from apps.payments.models import Payment
from apps.payments.models.controls import Approval, ApprovalState
from apps.payments.models.debts import DebtContact, PromiseState
from apps.payments.models.ledger import AccountKind, LedgerAccount, TransferKind
from apps.payments.models.opening import OpeningBalance
from apps.payments.models.orders import Subscription
from apps.payments.models.providers import ProviderTransaction, TransactionState
from apps.payments.services import allocation, ledger
from apps.settings.models import Branch
from apps.settings.queries import get_default_branch, get_system_settings

OWN_FAMILY_MERGE = _("Another person has to merge your own account and those of your family.")


def lock_for_merge(merge: PersonMerge) -> None:
    """Lock the money accounts of both. The duplicate has one in each currency of the two, so that whoever books its
    money waits.
    """
    accounts = _list_accounts(merge)
    for currency in {account.currency for account in accounts} | {get_system_settings().currency}:
        ledger.ensure_student_account(merge.duplicate, currency)
    ledger.lock_accounts(_list_accounts(merge))


def check_merge(merge: PersonMerge) -> None:
    """Raise Forbidden `own_payment` when one of the two is own family of the actor, whatever the actor may decide about
    it otherwise: a merge moves money, marks and rights, and nothing undoes it.
    """
    if is_own_family(merge.actor, *merge.ids):
        raise Forbidden(OWN_FAMILY_MERGE, code=ErrorCode.OWN_PAYMENT)


def list_merge_conflicts(merge: PersonMerge) -> list[MergeConflict]:
    """A payment under way, an act that waits for approval, and what only one of the two may have."""
    conflicts = []
    if ProviderTransaction.objects.filter(student=merge.duplicate, state=TransactionState.CREATED).exists():
        detail = _("A payment of the duplicate is under way. Merge when it has ended.")
        conflicts.append(MergeConflict(ErrorCode.PAYMENT_IN_PROGRESS, "payments", detail))
    if Approval.objects.filter(student=merge.duplicate, state=ApprovalState.WAITING).exists():
        detail = _("An act with money of the duplicate waits for approval: decide on it first.")
        conflicts.append(MergeConflict(ErrorCode.APPROVAL_WAITING, "approvals", detail))
    openings = OpeningBalance.objects.filter(reversed_at__isnull=True)
    own = openings.filter(student=merge.keep).values("currency")
    if openings.filter(student=merge.duplicate, currency__in=own).exists():
        detail = _("Both have an opening balance: reverse one of the two first.")
        conflicts.append(MergeConflict(ErrorCode.MERGE_TWO_OPENINGS, "openings", detail))
    subscriptions = Subscription.objects.filter(ended_at__isnull=True)
    courses = subscriptions.filter(learner=merge.keep).values("course")
    if subscriptions.filter(learner=merge.duplicate, course__in=courses).exists():
        detail = _("Both have a subscription of the same course: end one of the two first.")
        conflicts.append(MergeConflict(ErrorCode.MERGE_SAME_COURSE, "subscriptions", detail))
    return conflicts


def list_merge_amounts(merge: PersonMerge) -> list[MergeAmount]:
    """Return the balances of both in each currency; a debt is negative."""
    balances: dict[str, dict[object, int]] = {}
    for account in _list_accounts(merge):
        balances.setdefault(account.currency, {})[account.student_id] = account.balance
    return [
        MergeAmount(currency, of.get(merge.keep.pk, 0), of.get(merge.duplicate.pk, 0))
        for currency, of in sorted(balances.items())
    ]


def before_merge(merge: PersonMerge) -> None:
    """Let the kept pupil's open promise to pay replace that of the duplicate in the same currency."""
    promises = DebtContact.objects.filter(promise=PromiseState.OPEN, withdrawn_at__isnull=True)
    own = promises.filter(student=merge.keep).values("currency")
    now = timezone.now()
    replaced = promises.filter(student=merge.duplicate, currency__in=own)
    replaced.update(promise=PromiseState.REPLACED, promise_ended_at=now, updated_at=now)


def after_merge(merge: PersonMerge) -> None:
    """Give the kept pupil the accounts of the duplicate, or their balances. Credit of one covers debts of the other."""
    accounts = {(account.student_id, account.currency): account for account in _list_accounts(merge)}
    for (student_id, currency), account in accounts.items():
        if student_id != merge.duplicate.pk:
            continue
        kept = accounts.get((merge.keep.pk, currency))
        if kept is None:
            LedgerAccount.objects.filter(pk=account.pk).update(student=merge.keep, updated_at=timezone.now())
        elif account.balance:
            _book_over(merge, account, kept)
    for currency in sorted({currency for _student, currency in accounts}):
        allocation.cover_open_payments_with_credit(merge.keep, currency)


def _book_over(merge: PersonMerge, account: LedgerAccount, kept: LedgerAccount) -> None:
    """Post one transfer that empties the duplicate's account into the kept one."""
    giving, taking = (account, kept) if account.balance > 0 else (kept, account)
    amount = abs(account.balance)
    ledger.post_transfer(
        kind=TransferKind.MERGED,
        cause=f"merge:{merge.duplicate.pk}:{account.currency}",
        branch=_get_branch(merge, account.currency),
        entries=[ledger.build_debit_entry(giving, amount), ledger.build_credit_entry(taking, amount)],
        by=merge.actor,
    )


def _get_branch(merge: PersonMerge, currency: str) -> Branch:
    """Return the branch of the newest payment, else of the newest money, else the default one."""
    for model in (Payment, ProviderTransaction):
        row = model.objects.filter(student__in=merge.ids, currency=currency).select_related("branch").last()
        if row is not None:
            branch: Branch = row.branch
            return branch
    return get_default_branch()


def _list_accounts(merge: PersonMerge) -> list[LedgerAccount]:
    rows = LedgerAccount.objects.filter(kind=AccountKind.STUDENT, student__in=merge.ids)
    return list(rows.order_by("pk"))
