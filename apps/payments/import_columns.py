"""Columns of money in an import of pupils: the balance, the debt, and what is paid of a running month or pack."""

from django.utils.translation import gettext_lazy as _

from apps.courses.services.imports.columns import make_field
from apps.courses.services.imports.extra_columns import ExtraColumns
from apps.payments.services import imported_openings as openings

IMPORT_COLUMNS = [
    ExtraColumns(
        name="openings",
        app="payments",
        fields=(
            make_field(
                openings.BALANCE,
                _("Balance"),
                "balance,баланс,остаток,остаток на балансе,остаток средств,остаток денег,сальдо,balans,balansi,qoldiq,"
                "hisobdagi qoldiq",
            ),
            make_field(
                openings.DEBT,
                _("Debt"),
                "debt,owes,долг,долги,задолженность,сумма долга,qarz,qarzi,qarzdorlik,qarzdorligi,qarz summasi",
            ),
            make_field(
                openings.PAID_UNTIL,
                _("Paid until"),
                "paid until,paid till,paid to,оплачено до,оплачен до,оплачено по,to'langan sana,to'langan muddat,"
                "qachongacha to'langan",
            ),
            make_field(
                openings.LESSONS_LEFT,
                _("Lessons left"),
                "lessons left,remaining lessons,осталось занятий,осталось уроков,остаток занятий,остаток уроков,"
                "darslar qoldi,qolgan darslar,darslar qoldig'i,qolgan darslar soni",
            ),
        ),
        permission=openings.PERMISSION,
        refusal=_("Only users who may set opening balances can import this column."),
        start=openings.OpeningsPlanner,
        undo=openings.undo_openings,
    )
]
