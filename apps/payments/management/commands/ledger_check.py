"""`manage.py ledger_check`: hold the books against their rules, now; ends with 1 when one is broken."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.payments.queries.ledger_rules import RULES, find_violations


class Command(BaseCommand):
    help = "Check the ledger, payments, provider transactions and receipts against each other; changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = 0
        for finding in find_violations():
            wrong += 1
            self.stdout.write(str(finding))
        if wrong:
            raise CommandError(f"{wrong} findings")
        self.stdout.write(f"the books hold: {len(RULES)} rules")
