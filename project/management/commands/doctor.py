"""`manage.py doctor`: check the installation and say what to do."""

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from apps.jobs.lease_renewer import use_unpooled_connections
from project.doctor.findings import Finding, FindingLevel
from project.doctor.runner import CHECKS, get_worst_level, list_check_names, run_checks

COLOURS = {FindingLevel.OK: "SUCCESS", FindingLevel.WARN: "WARNING", FindingLevel.BAD: "ERROR"}


class Command(BaseCommand):
    requires_system_checks: tuple[str, ...] = ()
    help = "Check the installation and say what to do. The exit status is 1 when anything is bad."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="findings as a JSON list")
        parser.add_argument(
            "--only", nargs="+", choices=list_check_names(), metavar="CHECK", help=", ".join(list_check_names())
        )

    def handle(self, *args: Any, **options: Any) -> None:
        use_unpooled_connections()
        checks = [check for check in CHECKS if not options["only"] or check.name in options["only"]]
        findings = run_checks(checks)
        if options["json"]:
            self.stdout.write(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1))
        else:
            self._print_findings(findings)
        if get_worst_level(findings) == FindingLevel.BAD:
            sys.exit(1)

    def _print_findings(self, findings: list[Finding]) -> None:
        for finding in findings:
            level = getattr(self.style, COLOURS[finding.level])(f"{finding.level:4}")
            remedy = f"  -> {finding.remedy}" if finding.remedy else ""
            self.stdout.write(f"{level}  {finding.check:13}  {finding.text}{remedy}")
        levels = [finding.level for finding in findings]
        self.stdout.write(
            f"{levels.count(FindingLevel.OK)} ok, {levels.count(FindingLevel.WARN)} to look at, "
            f"{levels.count(FindingLevel.BAD)} bad"
        )
