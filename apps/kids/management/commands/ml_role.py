"""`manage.py ml_role`: the database role by which the outside pipeline reads raw rows and writes its own tables."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from apps.core.database_roles import RoleRefused
from apps.kids.services import pipeline_role


class Command(BaseCommand):
    help = "Make the database role of the outside pipeline, or give it its rights again. Without a name: ML_DB_USER."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the name, where its password comes from, and what is done instead of making it."""
        parser.add_argument("name", nargs="?", default="", help="the role; without it ML_DB_USER")
        parser.add_argument("--password-stdin", action="store_true", help="read its password from the standard input")
        parser.add_argument("--new-password", action="store_true", help="make another password and print it once")
        parser.add_argument("--drop", action="store_true", help="take the role away; the tables stay")
        parser.add_argument("--check", action="store_true", help="only say what is wrong with the role")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say what was done."""
        name = options["name"] or settings.ENV.ml_db_user
        if not name and not options["check"]:
            raise CommandError("Name the role, or set ML_DB_USER.")
        try:
            if options["check"]:
                self._check()
            elif options["drop"]:
                pipeline_role.drop_role(name)
                self.stdout.write(f"{name} is gone.")
            else:
                self._make(name, options)
        except RoleRefused as error:
            raise CommandError(str(error)) from None

    def _check(self) -> None:
        problems = pipeline_role.find_problems()
        if problems:
            raise CommandError("\n".join(problems))
        self.stdout.write(f"{len(pipeline_role.list_roles())} roles use the tables of the pipeline, and nothing else.")

    def _make(self, name: str, options: dict[str, Any]) -> None:
        password = ""
        if options["password_stdin"]:
            password = sys.stdin.readline().strip()
            if not password:
                raise CommandError("The standard input has no password.")
        elif name == settings.ENV.ml_db_user and not options["new_password"] and not pipeline_role.can_sign_in():
            # Where it signs in, a superuser may have set the password, which the account of Talim may not do again.
            password = settings.ENV.ml_db_password
        made, advice = pipeline_role.make_role(name, password=password, new_password=options["new_password"])
        self.stdout.write(f"{name} reads raw rows of schema ai, and writes the tables of the pipeline.")
        if made:
            self.stdout.write(f"Password, shown this once: {made}")
        if advice:
            statements = "\n".join(f"  {statement};" for statement in advice)
            self.stdout.write(f"Let a superuser of the server run this too:\n{statements}")
