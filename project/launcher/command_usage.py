"""What each command takes: the help of `./talim COMMAND --help`, and which options are refused before any work."""

import inspect
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

HELP_OPTIONS = frozenset({"-h", "--help"})
LINE_WIDTH = 110


@dataclass(frozen=True)
class CommandUsage:
    """What a command takes. `arguments`: each as it is written (`--data FOLDER`) and what it means.

    `passed_to` names a program that gets all arguments as they are, unchecked. With `own_help` it answers `--help`
    behind a first argument. `common`: options that are known too, and not shown.
    """

    arguments: tuple[tuple[str, str], ...] = ()
    examples: tuple[str, ...] = ("",)
    passed_to: str = ""
    own_help: bool = False
    common: tuple[str, ...] = ()

    def list_options(self) -> list[str]:
        """Return the listed options, without their values."""
        return [word for text, _ in self.arguments for word in re.findall(r"(?<!\S)-[-\w]+", text)]

    def wants_help(self, arguments: Sequence[str]) -> bool:
        """Return whether the arguments ask for the help of this command."""
        return not HELP_OPTIONS.isdisjoint(arguments[:1] if self.own_help else arguments)

    def find_refused_argument(self, arguments: Sequence[str]) -> str | None:
        """Return the first argument that the command does not know; None when it takes all.

        Long options may be shortened, as argparse allows. Values are checked by the command itself.
        """
        if self.passed_to:
            return None
        options = [*self.list_options(), *self.common]
        for word in arguments:
            name = word.partition("=")[0]
            name = name[:2] if re.match(r"-[A-Za-z]", name) else name  # -v0
            is_option = re.match(r"--?[A-Za-z]", name)
            if not any(option.startswith(name) for option in options) if is_option else not self.arguments:
                return word
        return None


SEED = ("--seed NUMBER", "repeat what was chosen by chance")
PYTEST_ARGUMENTS = (("PATH … and options", "as pytest takes them"),)
MANAGE_OPTIONS = tuple(
    "--version -v --verbosity --settings --pythonpath --traceback --no-color --force-color --skip-checks".split()
)
"""Options of every command of manage.py."""

COMMAND_USAGES: dict[str, CommandUsage] = {
    "run": CommandUsage(
        (
            ("--host HOST", "the address to serve on (HOST; default 127.0.0.1)"),
            ("--port PORT", "the port (PORT; default: the first free one from 8000)"),
            ("--no-evening", "start and serve without the demo evening"),
            ("--new", "start an empty centre in place of the demo"),
        ),
        ("", "--new --port 8080"),
    ),
    "test": CommandUsage(PYTEST_ARGUMENTS, ("", "tests/ml -k silence", "-m slow"), passed_to="pytest"),
    "test-web": CommandUsage(PYTEST_ARGUMENTS, ("", "tests/pages/web_modules.py"), passed_to="pytest"),
    "assets": CommandUsage(
        (
            ("--check", "write nothing; fail when the built pages are not those of the sources"),
            ("sounds", "speak the listening items that have changed, in place of building pages"),
            ("--all", "with sounds: speak all of them"),
        ),
        ("", "--check", "sounds"),
    ),
    "coverage": CommandUsage(PYTEST_ARGUMENTS, ("", "tests/ml"), passed_to="pytest"),
    "test-deploy": CommandUsage(PYTEST_ARGUMENTS, ("", "-m slow"), passed_to="pytest"),
    "setup": CommandUsage(),
    "stop": CommandUsage(),
    "status": CommandUsage(),
    "manage": CommandUsage(
        (("COMMAND …", "a command of manage.py with its arguments"),),
        ("createsuperuser", "help", "migrate --help"),
        passed_to="manage.py",
        own_help=True,
    ),
    "doctor": CommandUsage(
        (("--only CHECK …", "only these checks"), ("--json", "print the findings as JSON")),
        ("", "--only database store"),
        common=MANAGE_OPTIONS,
    ),
    "demo-centre": CommandUsage(
        (
            ("--pupils NUMBER", "1 to 9999 (1000)"),
            ("--groups NUMBER", "2 to 198 (80)"),
            ("--weeks NUMBER", "of past lessons, 2 to 150 (60)"),
            ("--months NUMBER", "of money, this month included, 0 to 12 (2)"),
            ("--children NUMBER", "of a kindergarten class (18)"),
            ("--tell", "only tell of some children of the class that is there"),
            ("--seed NUMBER", "another one makes other people"),
            ("--force", "also in a database with people who are not of the demo"),
        ),
        ("", "--pupils 200 --groups 16"),
        common=MANAGE_OPTIONS,
    ),
    "install-h5p": CommandUsage(common=MANAGE_OPTIONS),
    "bench": CommandUsage(
        (
            (
                "AREA …",
                "speech, school, payments, coins, sockets, audio-files, http, placement; only by name, because they "
                "take long: chat, learning, grading, certificates, quizzes, video, playback, subtitles, soak, "
                "payments-long, month, live, reads, abuse, drill, analytics, kids, start",
            ),
            ("--write", "put the tables into docs/figures.md or docs/performance.md"),
            ("--data FOLDER", "recordings with experts' scores (speech), or files of questions (quizzes)"),
            ("--before COMMIT", "a commit that start measures, too"),
            ("--count NUMBER", "fewer of what is measured, for a quick look"),
            ("--minutes NUMBER", "how long live, reads and abuse run"),
            ("--gigabytes NUMBER", "how much drill brings back"),
        ),
        ("", "speech --data FOLDER", "http --count 50"),
    ),
    "fuzz": CommandUsage(
        (
            ("--seconds NUMBER", "how long (300)"),
            SEED,
            ("--area AREA", "only the operations of one area of the API"),
            ("--out FILE", "write the figures there too"),
        ),
        ("--seconds 600", "--area homework"),
    ),
    "mutate": CommandUsage(
        (
            ("--only TEXT", "only checks whose name holds this"),
            ("--list", "name them and stop"),
            ("--quick", "without the slower tests"),
            ("--page", "write the table into docs/security.md"),
        ),
        ("", "--list"),
    ),
    "crash": CommandUsage(
        (
            ("speech", "kill the speech process only"),
            ("quizzes", "kill parts while quizzes end"),
            ("--kills NUMBER", "of all parts together"),
            ("--flushes NUMBER", "how often Redis loses what it holds"),
            ("--submissions, --count NUMBER", "of homework"),
            ("--payments NUMBER", "that are made meanwhile"),
            ("--lease SECONDS", "of a job"),
            SEED,
            ("--without-sweeper", "the control: it must lose work"),
            ("--engines NUMBER", "with speech: speech processes at once"),
            ("--attempts NUMBER", "with quizzes"),
            ("--control-kills NUMBER", "with quizzes: of its control"),
            ("--write", "put the table into docs/figures.md"),
        ),
        ("--kills 200", "speech --kills 5", "quizzes"),
    ),
    "upgrade-check": CommandUsage(
        (
            ("--from VERSION", "the commit or tag of the release before"),
            ("--control", "break the schema first: it must be noticed"),
            ("--write", "put the table into docs/upgrade.md"),
        ),
        ("", "--from v1.2"),
    ),
    "lint": CommandUsage(),
    "generate": CommandUsage(),
    "size": CommandUsage(),
    "docs": CommandUsage((("--serve", "show them in a browser, anew at each change"),), ("", "--serve")),
    "backup": CommandUsage(
        (
            ("--to PLACE", "a folder or s3://bucket/prefix (BACKUP_TO)"),
            ("--keep DAYS,WEEKS,MONTHS", "that keep a backup (BACKUP_KEEP)"),
            ("--recipient KEY", "the public key, age1… (BACKUP_RECIPIENT)"),
            ("--passphrase-file FILE", "in place of a key (BACKUP_PASSPHRASE_FILE)"),
            ("--new-key FILE", "make a key, its private half into FILE, and do no more"),
            ("--take-over", "once, after a move or a restore: this database goes on with the backups of the place"),
            ("--no-record", "for a trial: it does not count as the last backup"),
        ),
        ("--new-key ~/talim-backup.key", "--to /mnt/backups"),
        common=MANAGE_OPTIONS,
    ),
    "drill": CommandUsage(),
    "dump": CommandUsage((("FILE", "a new file"),), ("talim.dump",)),
    "restore": CommandUsage(
        (
            ("FILE", "that dump wrote; without options"),
            ("PLACE", "of backups: a folder, s3://bucket/prefix, or one set in it"),
            ("--set NAME", "in place of the latest"),
            ("--into URL", "postgres://… of an empty database, in place of the centre's"),
            ("--files-to FOLDER", "for the files, in place of the centre's store"),
            ("--identity FILE", "the private key"),
            ("--passphrase-file FILE", "in place of a key"),
            ("--replace NAME", "let all go that is in the database of this name"),
            ("--planned", "the old server was stopped before the backup: waiting messages go on"),
            ("--without-damaged", "leave out stored files that the backup holds damaged or not at all"),
            ("--json FILE", "write the figures there too"),
        ),
        ("talim.dump", "/mnt/backups --identity ~/talim-backup.key"),
        common=MANAGE_OPTIONS,
    ),
    "lock": CommandUsage(
        (("options", "as uv pip compile takes them"),), ("", "--upgrade-package django"), passed_to="uv pip compile"
    ),
}


def build_command_help(name: str, documentation: str | None, usage: CommandUsage) -> str:
    """Return the help of a command: what it does (`documentation`), what it takes, examples."""
    lines = [build_usage_line(name, usage), "", inspect.cleandoc(documentation or "")]
    width = max((len(text) for text, _ in usage.arguments), default=0)
    lines += [""] if usage.arguments else []
    for text, meaning in usage.arguments:
        indent = " " * (width + 4)
        lines.append(
            textwrap.fill(meaning, LINE_WIDTH, initial_indent=f"  {text:<{width}}  ", subsequent_indent=indent)
        )
    if usage.passed_to:
        lines += ["", f"All arguments go to {usage.passed_to}."]
    return "\n".join([*lines, "", "Examples:", *(f"  ./talim {name} {words}".rstrip() for words in usage.examples)])


def build_usage_line(name: str, usage: CommandUsage) -> str:
    """Return the first line of the help."""
    words = [text for text, _ in usage.arguments if not text.startswith("-")]
    options = "[options]" if len(words) < len(usage.arguments) else ""
    return " ".join(filter(None, ["usage: ./talim", name, f"[{' | '.join(words)}]" if words else "", options]))
