"""`manage.py kids_fit`: fit how children learn each skill to their answers, and print what was found."""

from typing import Any

from django.core.management.base import BaseCommand

from apps.kids.mastery.fitting import FittedSkill
from apps.kids.services.fits import fit_skills


class Command(BaseCommand):
    help = "Fit the parameters of each skill and the difficulties of items to the answers of children."

    def handle(self, *args: Any, **options: Any) -> None:
        """Fit, and print a line for each skill."""
        report = fit_skills()
        for code, fitted in report.fitted.items():
            self.stdout.write(describe_fit(code, fitted))
        for code in report.too_few:
            self.stdout.write(f"{code}: too few children answered, the defaults stay")
        self.stdout.write(f"items with a difficulty: {report.items}")


def describe_fit(code: str, fitted: FittedSkill) -> str:
    """Return the result for a skill in a line."""
    found, kept = fitted.fitted, "kept" if fitted.is_kept else "not better, the defaults stay"
    return (
        f"{code}: L0 {found.initial:.2f}, T {found.learn:.2f}, S {found.slip:.2f}, G {found.guess or 0:.2f} from "
        f"{fitted.answers} answers of {fitted.children} children, {fitted.first_on} to {fitted.last_on}; log loss "
        f"{fitted.log_loss:.4f}, defaults {fitted.default_log_loss:.4f} on {fitted.held_out_answers} held out: {kept}"
    )
