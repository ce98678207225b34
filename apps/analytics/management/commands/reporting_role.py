"""`manage.py reporting_role`: a database role that reads the reporting views, for Metabase, Superset or Grafana."""

import sys
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from apps.analytics.services import reporting
from apps.core.database_roles import RoleRefused
from apps.settings.models import Branch


class Command(BaseCommand):
    help = "Make a database role that may read the reporting views and nothing else. Without a name: renew the views."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the name, its rights, and what is done instead of making it."""
        parser.add_argument("name", nargs="?", default="", help="the role; one that is there gets these rights")
        parser.add_argument(
            "--branch", action="append", dest="branches", metavar="NAME_OR_ID", help="only rows of this branch; repeat"
        )
        parser.add_argument("--money", action="store_true", help="also measures of money")
        parser.add_argument("--keep", action="store_true", help="with the branches and the money that it had")
        parser.add_argument("--password-stdin", action="store_true", help="read its password from the standard input")
        parser.add_argument("--new-password", action="store_true", help="make another password and print it once")
        parser.add_argument("--drop", action="store_true", help="take the role away; with the last one the views too")
        parser.add_argument("--drop-views", action="store_true", help="drop the views until this command runs again")
        parser.add_argument("--check", action="store_true", help="only say what is wrong with roles and views")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say what was done."""
        name = options["name"]
        if options["drop"] and not name:
            raise CommandError("Name the role that goes.")
        try:
            if options["check"]:
                self._check()
            elif options["drop_views"]:
                reporting.drop_views()
                self.stdout.write("The views are gone until this command runs again.")
            elif options["drop"]:
                reporting.drop_role(name)
                self.stdout.write(f"{name} is gone.")
            elif name:
                self._make(name, options)
            elif not reporting.list_roles():
                raise CommandError("There is no role yet. Name one.")
            else:
                renewed = reporting.refresh_views()
                self.stdout.write("The views are renewed." if renewed else "The views are those of this release.")
        except RoleRefused as error:
            raise CommandError(str(error)) from None

    def _check(self) -> None:
        problems = reporting.find_problems()
        if problems:
            raise CommandError("\n".join(problems))
        self.stdout.write(f"{len(reporting.list_roles())} roles read reports, and nothing else.")

    def _make(self, name: str, options: dict[str, Any]) -> None:
        branches = _find_branches(options["branches"])
        money = options["money"]
        if options["keep"]:
            branches, money = reporting.get_rights(name)
        password = sys.stdin.readline().strip() if options["password_stdin"] else ""
        if options["password_stdin"] and not password:
            raise CommandError("The standard input has no password.")
        made, advice = reporting.make_role(
            name, branches=branches, money=money, password=password, new_password=options["new_password"]
        )
        seen = "all branches" if branches is None else f"{len(branches)} branches"
        self.stdout.write(
            f"{name} reads the views of schema reporting: {seen}, {'with' if money else 'without'} money."
        )
        if made:
            self.stdout.write(f"Password, shown this once: {made}")
        if advice:
            lines = "\n".join(f"  {statement};" for statement in advice)
            self.stdout.write(f"PostgreSQL lets every role write a little. A superuser can end that:\n{lines}")


def _find_branches(wanted: list[str] | None) -> list[UUID] | None:
    """Return the ids of branches that are named by id or name. Raise CommandError for one that is not there."""
    if not wanted:
        return None
    rows = list(Branch.objects.order_by("name"))
    found: list[UUID] = []
    for text in wanted:
        same = [row.pk for row in rows if text.strip().casefold() in (str(row.pk), row.name.casefold())]
        if len(same) != 1:
            names = ", ".join(f"{row.name} ({row.pk})" for row in rows)
            raise CommandError(f"{len(same)} branches are called {text}. Branches: {names}")
        found += same
    return found
