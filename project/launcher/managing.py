"""`./talim manage`, which runs manage.py with the services started, and commands built on it."""

from project.launcher.calls import call, platform_env
from project.launcher.environment import Environment
from project.launcher.places import Places
from project.launcher.services import running_services


def command_manage(places: Places, environ: dict[str, str], arguments: list[str]) -> int:
    """Run manage.py with the services started: ./talim manage createsuperuser"""
    Environment(places, environ).ensure(tests=False)
    with running_services(places, environ) as urls:
        env = platform_env(places, environ, urls)
        env.setdefault("DEBUG", "true")
        env.setdefault("LOG_FORMAT", "console")
        return call(places, ["manage.py", *arguments], env)


def command_doctor(places: Places, environ: dict[str, str], arguments: list[str]) -> int:
    """Check the installation and say what to do: ./talim doctor --only database store"""
    return command_manage(places, environ, ["doctor", *arguments])


def command_demo_centre(places: Places, environ: dict[str, str], arguments: list[str]) -> int:
    """Create a demo centre of 1,000 pupils with a year of history: ./talim demo-centre --pupils 200 --groups 16"""
    if arguments and arguments[0] in {"-h", "--help"}:
        return command_manage(places, environ, ["demo_centre", "--help"])
    migrated = command_manage(places, environ, ["migrate", "--no-input", "--verbosity", "0"])
    return migrated or command_manage(places, environ, ["demo_centre", *arguments])
