"""`manage.py doctor`: check the installation and say what to do."""

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from apps.jobs.lease_renewer import use_unpooled_connections
from project.doctor import clock
from project.doctor.examination import CHECKS, examine, names, worst
from project.doctor.findings import Check, Finding, Level

COLOURS = {Level.OK: "SUCCESS", Level.WARN: "WARNING", Level.BAD: "ERROR"}


class Command(BaseCommand):
    requires_system_checks: tuple[str, ...] = ()
    help = "Check the installation and say what to do. The exit status is 1 when anything is bad."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="findings as a JSON list")
        parser.add_argument("--only", nargs="+", choices=names(), metavar="CHECK", help=", ".join(names()))
        parser.add_argument("--ntp", metavar="HOST", help="compare the clock with this NTP server too")

    def handle(self, *args: Any, **options: Any) -> None:
        use_unpooled_connections()
        checks = [check for check in CHECKS if not options["only"] or check.name in options["only"]]
        if options["ntp"]:
            checks.append(Check("clock", lambda: clock.against_ntp(options["ntp"])))
        findings = examine(checks)
        if options["json"]:
            self.stdout.write(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1))
        else:
            self._tell(findings)
        if worst(findings) == Level.BAD:
            sys.exit(1)

    def _tell(self, findings: list[Finding]) -> None:
        for finding in findings:
            level = getattr(self.style, COLOURS[finding.level])(f"{finding.level:4}")
            remedy = f"  -> {finding.remedy}" if finding.remedy else ""
            self.stdout.write(f"{level}  {finding.check:13}  {finding.text}{remedy}")
        levels = [finding.level for finding in findings]
        self.stdout.write(
            f"{levels.count(Level.OK)} ok, {levels.count(Level.WARN)} to look at, {levels.count(Level.BAD)} bad"
        )
