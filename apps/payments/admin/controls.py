"""Read-only pages of the controls around money in Django's admin."""

from apps.core.admin_pages import register_read_only_page
from apps.payments.models.controls import Approval, BooksMonth, FlaggedAct
from apps.payments.models.debts import DebtContact

PUPIL = ("student__first_name", "student__last_name")

register_read_only_page(
    Approval,
    "created_at act state branch amount currency student requested_by decided_by alone",
    list_filter=("state", "act", "branch"),
    search_fields=PUPIL,
)
register_read_only_page(
    BooksMonth,
    "month branch closed_at closed_by reopened_at reopened_by",
    list_filter=("branch",),
    search_fields=("branch__name",),
)
register_read_only_page(
    FlaggedAct, "on flag act by branch student amount currency", list_filter=("flag", "branch"), search_fields=PUPIL
)
register_read_only_page(
    DebtContact,
    "on student how by promised_on promise currency",
    list_filter=("how", "promise", "branch"),
    search_fields=PUPIL,
)
