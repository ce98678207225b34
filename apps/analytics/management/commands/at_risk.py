"""`manage.py at_risk`: the quality of the model of who may leave."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.analytics.models import RiskModel
from apps.analytics.risk_queries import get_newest_model
from apps.analytics.services.risk_learning import learn
from apps.analytics.services.risk_listing import list_today


class Command(BaseCommand):
    help = "Print how well the model of who may leave did on months that it had not seen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add `--fit`."""
        parser.add_argument("--fit", action="store_true", help="fit it again first, and list who may leave")

    def handle(self, *args: Any, **options: Any) -> None:
        """Fit where asked, and print."""
        if options["fit"]:
            learn(report=lambda read, total: self.stdout.write(f"month {read} of {total}"))
            self.stdout.write(f"listed: {list_today()}")
        model = get_newest_model()
        if model is None:
            raise CommandError("There is no model yet: count the facts, then run with --fit.")
        for line in describe_quality(model):
            self.stdout.write(line)


def describe_quality(model: RiskModel) -> list[str]:
    """Return the quality of a model in lines."""
    quality, parts = model.quality, ("learned", "held_out")
    lines = [
        f"{part}: {len(quality[part]['months'])} months, {quality[part]['rows']} rows, {quality[part]['left']} left"
        for part in parts
    ]
    if quality.get("share", 1) < 1:
        lines.append(f"pupils drawn: {quality['share']:.1%}")
    if "auc" in quality:
        lines += [
            f"AUC {quality['auc']:.3f}, rule 'absent twice' {quality['rule_auc']:.3f}, gain {quality['gain']:+.3f} "
            f"(95 % {quality['gain_low']:+.3f} to {quality['gain_high']:+.3f})",
            f"calibration error {quality['calibration_error']:.4f}",
            *(
                f"  {one['count']} rows: predicted {one['predicted']:.3f}, happened {one['happened']:.3f}"
                for one in quality["calibration"]
            ),
        ]
    return [*lines, f"hidden: {model.hidden_because}" if model.hidden_because else "shown"]
