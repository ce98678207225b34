"""What is owed and what was paid: payments, schedules, the ledger, providers, orders, cash, teacher pay."""
