"""`./talim manage`, which runs manage.py with the services started, and commands built on it."""

from project.launcher.checkout_paths import CheckoutPaths
from project.launcher.python_commands import build_platform_env, run_python
from project.launcher.python_environment import PythonEnvironment
from project.launcher.services import use_running_or_new_services


def command_manage(paths: CheckoutPaths, environ: dict[str, str], arguments: list[str]) -> int:
    """Run manage.py with the services started"""
    PythonEnvironment(paths, environ).ensure(tests=False)
    with use_running_or_new_services(paths, environ) as urls:
        env = build_platform_env(paths, environ, urls)
        env.setdefault("DEBUG", env.get("DJANGO_DEBUG") or "true")
        env.setdefault("LOG_FORMAT", "console")
        return run_python(paths, ["manage.py", *arguments], env)


def command_doctor(paths: CheckoutPaths, environ: dict[str, str], arguments: list[str]) -> int:
    """Check the installation and say what to do"""
    return command_manage(paths, environ, ["doctor", *arguments])


def command_install_h5p(paths: CheckoutPaths, environ: dict[str, str], arguments: list[str]) -> int:
    """Fetch the player of H5P packages, which has a licence of its own (GPL-3.0)"""
    return command_manage(paths, environ, ["install_h5p", *arguments])


def command_demo_centre(paths: CheckoutPaths, environ: dict[str, str], arguments: list[str]) -> int:
    """Create a demo centre of 1,000 pupils with a year of history"""
    migrated = command_manage(paths, environ, ["migrate", "--no-input", "--verbosity", "0"])
    return migrated or command_manage(paths, environ, ["demo_centre", *arguments])
