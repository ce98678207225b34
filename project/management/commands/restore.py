"""`manage.py restore FROM`: restore a backup into an empty database and the file store, and verify it."""

import json
import re
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, default_storage
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from apps.analytics.services import reporting
from apps.backups import integrity, post_restore, restoration, sealed_rows, sets
from apps.backups.errors import BackupError
from apps.backups.file_copies import FileRestorer
from apps.backups.location_addresses import open_backup_location
from apps.backups.management.commands.backup import add_key_arguments, load_named_identities
from apps.backups.postgres_programs import build_database_target
from apps.backups.progress import ProgressReporter, format_size
from apps.backups.restoration import RestorePlan
from apps.backups.snapshot import get_centre_id, hold_backup_lock
from apps.core.errors import DomainError
from apps.kids.services import pipeline_role
from apps.video.services.removal import prepare_restored_videos
from project.database import build_database_settings


class Command(BaseCommand):
    requires_system_checks: tuple[str, ...] = ()
    help = (
        "Restore a backup (docs/backup.md): everything is read and verified first, files are restored before the "
        "database, and the database in one transaction. When it is interrupted, start it again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("place", metavar="FROM", help="a folder or s3://bucket/prefix, or one set: …/sets/NAME")
        parser.add_argument("--set", default="", help="its name; without it the latest")
        parser.add_argument("--into", default="", help="postgres://… of an empty database (DATABASE_URL)")
        parser.add_argument("--files-to", default="", help="a folder for the files (the store of the environment)")
        add_key_arguments(parser)
        parser.add_argument("--replace", default="", metavar="NAME", help="let all go that is in the database NAME")
        parser.add_argument(
            "--planned",
            action="store_true",
            help="the old server was stopped before this backup, so waiting messages and sessions go on",
        )
        parser.add_argument(
            "--without-damaged",
            action="store_true",
            help="bring all back but the stored files that are damaged or missing in the backup, and name them",
        )
        parser.add_argument("--json", default="", metavar="FILE", help="write the figures there too")

    def handle(self, *args: Any, **options: Any) -> None:
        self.reporter, self.began = ProgressReporter(self.stdout.write), time.monotonic()
        entry = build_database_settings(options["into"] or settings.ENV.database_url, pool_size=0)
        if not options["into"]:
            entry["NAME"] = connections["default"].settings_dict["NAME"]
        folder = options["files_to"]
        store: Storage = FileSystemStorage(location=folder) if folder else default_storage
        try:
            figures = self._restore(options, entry, store)
        except BackupError as error:
            raise CommandError(str(error)) from error
        except DomainError as error:
            raise CommandError(f"The file store does not answer: {error.detail}. Start again when it does.") from error
        except OSError as error:
            raise CommandError(f"{error}. Nothing is half done: mend that, and start again.") from error
        if options["json"]:
            Path(options["json"]).write_text(json.dumps(figures, indent=1), encoding="utf-8")
        if not figures["proven"]:
            raise CommandError("The data are as they were in the backup, but the books do not hold; see above.")
        if figures["shut"]:
            raise CommandError(
                f"The data are back, but SECRET_KEY is not the key of the old server: it does not open "
                f"{', '.join(figures['shut'])}. {sealed_rows.REMEDY} `manage.py doctor --only sealed` asks again."
            )

    def _restore(self, options: dict[str, Any], entry: dict[str, Any], store: Storage) -> dict[str, Any]:
        of_a_set = re.fullmatch(r"(.+)/sets/([^/]+)/?", options["place"])
        place = open_backup_location(of_a_set[1] if of_a_set else options["place"])
        backup_set = sets.select_set(place, of_a_set[2] if of_a_set else options["set"])
        identities = load_named_identities(place, options)
        database = build_database_target(entry)
        plan = restoration.plan_restore(place, backup_set, identities, database, replace=options["replace"])
        self.reporter.report(
            f"{backup_set.name}: {format_size(backup_set.size)}, {backup_set.files} files, of {backup_set.created_at}"
        )
        with hold_backup_lock(database):
            figures = self._restore_data(plan, store, without_damaged=options["without_damaged"])
            _switch_database(entry)
            self._finish(plan, store, planned=options["planned"], figures=figures)
        figures["seconds"] = round(time.monotonic() - self.began, 1)
        self.reporter.report(f"restored in {figures['seconds']} s")
        if sets.read_set_centre_id(place, backup_set) not in {"", get_centre_id(database)}:
            self.reporter.report(
                f"{place.display_name} belongs to the old server. Where this one takes its place: manage.py "
                f"backup --take-over"
            )
        return figures

    def _restore_data(self, plan: RestorePlan, store: Storage, *, without_damaged: bool) -> dict[str, Any]:
        tables = plan.manifest["tables"]
        figures: dict[str, Any] = {
            "set": plan.backup_set.name,
            "tables": len(tables),
            "rows": sum(rows for rows, _total in tables.values()),
            "dump_bytes": plan.backup_set.parts[sets.DATABASE][0],
            "files": plan.backup_set.files,
        }
        if plan.loaded:
            self.reporter.report("an earlier start has brought files and data already; going on behind them")
            return figures
        self._verify(plan, without_damaged=without_damaged)
        left_out: list[str] = []
        entries = integrity.read_file_list(plan.place, plan.backup_set, plan.identities)
        tell_left_out = left_out.append if without_damaged else None
        restorer = FileRestorer(plan.place, plan.identities, store, self.reporter, tell_left_out)
        count, bytes_, kept = restorer.restore(entries)
        figures |= {"files": count, "file_bytes": bytes_, "file_differences": len(left_out)}
        self.reporter.report(f"{count} files, {format_size(bytes_)}, every hash right ({kept} were there)")
        for line in left_out:
            self.stderr.write(f"LEFT OUT {line}")
        if left_out:
            self.reporter.report(f"{len(left_out)} files are damaged in the backup and were left out; their rows stay")
        self._report_roles(plan)
        restoration.restore_database(plan)
        figures |= {"row_differences": 0, "checksum_differences": 0}
        self.reporter.report(f"{len(tables)} tables, {figures['rows']} rows: 0 differences in counts and checksums")
        for line in plan.manifest["files"]["named"]:
            self.stderr.write(f"MISSING since before the backup: {line}")
        return figures

    def _verify(self, plan: RestorePlan, *, without_damaged: bool) -> None:
        self.reporter.report("verifying all of it before anything is touched")
        problems = list(
            integrity.find_backup_set_problems(
                plan.place, plan.backup_set, identities=plan.identities, reporter=self.reporter
            )
        )
        for problem in problems:
            self.stdout.write(f"  {problem}")
        fatal = any(problem.fatal for problem in problems)
        if problems and (fatal or not without_damaged):
            more = "" if fatal else " All but the files that are named above comes back with --without-damaged."
            raise BackupError(
                f"{plan.backup_set.name} is damaged ({len(problems)} problems), so nothing was touched.{more}"
            )

    def _report_roles(self, plan: RestorePlan) -> None:
        if plan.roles.created:
            self.reporter.report(f"roles that are made: {', '.join(plan.roles.created)}")
        if plan.roles.missing:
            self.reporter.report(
                f"roles that only a superuser could make: {', '.join(plan.roles.missing)}. Rights are left out, and "
                "everything belongs to the account that restores."
            )

    def _finish(self, plan: RestorePlan, store: Storage, *, planned: bool, figures: dict[str, Any]) -> None:
        executor = MigrationExecutor(connections["default"])
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if waiting:
            self.reporter.report(f"{len(waiting)} migrations of this release are applied")
            call_command("migrate", interactive=False, verbosity=0)
        figures["migrations"] = len(waiting)
        for line in [
            *post_restore.release_unfinished_work(plan.backup_set),
            *([] if planned else post_restore.cancel_outdated_work(plan.backup_set)),
        ]:
            self.reporter.report(line)
        for line in [*reporting.find_problems(), *pipeline_role.find_problems()]:
            self.reporter.report(line)
        if films := prepare_restored_videos(store=store):
            self.reporter.report(f"{films} films are prepared again from their originals, by the process `media`")
        figures["proven"], lines = post_restore.run_ledger_checks()
        for line in lines:
            self.reporter.report(line)
        figures["shut"], kinds = sealed_rows.find_columns_that_no_key_unseals()
        if kinds:
            opened = kinds - len(figures["shut"])
            self.reporter.report(f"SECRET_KEY opens {opened} of {kinds} kinds of what lies sealed")
        restoration.remove_restore_marker_and_analyze(plan.database)


def _switch_database(entry: dict[str, Any]) -> None:
    """Switch this process to the restored database, without the statement time limits of serving."""
    entry["OPTIONS"]["options"] = "-c lock_timeout=60s"
    connections["default"].close()
    connections.databases["default"].update(entry)
    del connections["default"]
