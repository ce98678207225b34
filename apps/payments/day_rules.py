"""What payments say about days of pupils in groups that are changed back in time."""

from apps.courses.day_rules import DayRule
from apps.payments.services.lowered_bills import watch_bills

DAY_RULES = [DayRule("payments.lowered_bills", watch_bills)]
