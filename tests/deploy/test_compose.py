"""compose.yaml: everything is there, guarded, limited, checked; no server of data is reached from outside."""

import json
import os
import re

import jsonschema
import pytest
import yaml

from project.env import Environment
from tests.deploy.deploy_files import (
    PLATFORM,
    list_known_variables,
    list_secret_names,
    make_secrets,
    read_compose_file,
    read_example_env,
    read_started_services,
)
from tests.processes import run_python
from tests.services import ROOT

ONCE = {"migrate", "models", "models-cpu", "spool"}  # run to their end; what waits for them sees how it was
SERVICES = read_compose_file()["services"]


def test_compose_file_matches_the_published_schema():
    schema = json.loads((ROOT / "tests" / "deploy" / "compose-spec.json").read_text(encoding="utf-8"))
    check = jsonschema.Draft7Validator(schema)
    assert [error.message for error in check.iter_errors(read_compose_file())] == []
    wrong = {**read_compose_file(), "services": {**SERVICES, "web": {**SERVICES["web"], "restrat": "always"}}}
    assert list(check.iter_errors(wrong))


def test_compose_has_every_process_and_service():
    around = {"postgres", "redis", "nginx", "spool", "certificates", "models", "models-cpu"}
    watching = {"prometheus", "alertmanager", "grafana"}
    assert set(SERVICES) == {*PLATFORM, *around, *watching}
    for name in ("worker", "scheduler", "speech"):
        assert SERVICES[name]["command"] == ["python", "manage.py", name]
    assert SERVICES["sockets"]["command"][:3] == ["python", "manage.py", "sockets"]
    assert SERVICES["telegram"]["command"] == ["python", "manage.py", "telegram", "--patient"]
    assert "manage.py backup" in SERVICES["backup"]["command"][-1]
    profiles = {name: service.get("profiles") for name, service in SERVICES.items() if "profiles" in service}
    expected = {"polling": {"telegram"}, "gpu": {"speech", "models"}, "cpu": {"speech-cpu", "models-cpu"}}
    expected["monitoring"] = watching
    assert profiles == {name: [profile] for profile, names in expected.items() for name in names}
    assert SERVICES["speech"]["deploy"]["resources"]["reservations"]["devices"][0]["driver"] == "nvidia"
    assert "reservations" not in SERVICES["speech-cpu"]["deploy"]["resources"]


@pytest.mark.parametrize("name", list(SERVICES))
def test_every_service_has_limits_logging_restart_and_hardening(name):
    service = SERVICES[name]
    limits = service["deploy"]["resources"]["limits"]
    assert {"cpus", "memory", "pids"} <= set(limits)
    assert service["logging"]["options"]["max-size"]
    assert service["restart"] == ("no" if name in ONCE else "unless-stopped")
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["networks"]
    assert "privileged" not in service
    assert not any("docker.sock" in str(volume) for volume in service.get("volumes", []))
    checked = bool(service["healthcheck"].get("test"))
    assert checked == (name not in {*ONCE, "backup"})


def test_only_nginx_has_public_ports_and_data_servers_have_no_way_out():
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert set(ports) == {"nginx", "grafana"}
    assert ports["grafana"] == ["127.0.0.1:3000:3000"]
    assert read_compose_file()["networks"]["inside"]["internal"] is True
    for name in ("postgres", "redis"):
        assert SERVICES[name]["networks"] == ["inside"]
    for name in ("nginx", "spool", "certificates", "prometheus", "alertmanager"):
        assert SERVICES[name]["networks"] == ["outside"]
    assert SERVICES["grafana"]["networks"] == ["outside", "inside"], "it reads the views of reports"


IN_LIMITS = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "project.settings"}


def test_copied_example_serves_localhost_with_speech_on_the_processor():
    services = read_started_services()
    started = {name for name in services if "speech" in name or "models" in name}
    assert started == {"speech-cpu", "models-cpu"}
    assert services["nginx"]["ports"] == ["127.0.0.1:80:80", "127.0.0.1:443:443"]
    assert services["nginx"]["environment"]["SERVER_NAME"] == ""
    with_gpu = read_started_services(COMPOSE_PROFILES="gpu")
    assert {name for name in with_gpu if "speech" in name or "models" in name} == {"speech", "models"}
    assert with_gpu["speech"]["environment"]["WHISPER_DEVICE"] == "cuda"
    for started_services in (services, with_gpu):
        needed = {name for service in started_services.values() for name in service.get("depends_on", {})}
        assert needed <= set(started_services)


def test_centre_on_the_internet_gets_tls_and_public_ports():
    centre = {"SERVER_NAME": "talim.example.uz", "LISTEN_ADDRESS": "", "FRONTEND_URL": "https://talim.example.uz"}
    services = read_started_services(**centre)
    assert services["nginx"]["ports"] == ["80:80", "443:443"]
    read = {name: services["web"]["environment"][name] for name in ("HTTPS_ONLY", "FRONTEND_URL")}
    assert read == {"HTTPS_ONLY": "true", "FRONTEND_URL": "https://talim.example.uz"}


def test_copied_example_and_made_secrets_are_a_usable_environment(tmp_path):
    """What the web container reads passes the system checks for production, outside of DEBUG."""
    make_secrets(tmp_path / "secrets", "127.0.0.1", "127.0.0.1")
    given = {name: str(value or "") for name, value in read_started_services()["web"]["environment"].items()}
    given |= {"SECRETS_FOLDER": str(tmp_path / "secrets"), "OUTBOX_ROOT": str(tmp_path / "outbox")}
    given |= {"MEDIA_ROOT": str(tmp_path / "media"), "STATIC_ROOT": str(tmp_path / "static")}
    code = (
        "import django; django.setup(); from django.conf import settings as s;"
        "from django.core.checks import run_checks;"
        "print(s.DEBUG, s.ALLOWED_HOSTS, s.ENV.frontend_url, s.ENV.https_only, s.SESSION_COOKIE_SECURE);"
        "print(sorted(m.id for m in run_checks(include_deployment_checks=True) if not m.is_silenced()))"
    )
    done = run_python(["-c", code], env={**read_example_env(), **given, **IN_LIMITS})
    assert done.returncode == 0, done.stderr
    facts, checks = done.stdout.splitlines()
    assert facts == "False ['127.0.0.1', 'localhost', '[::1]'] http://localhost False False"
    assert checks == "['security.W004', 'security.W012', 'security.W016']", "what TLS would bring, and no more"


def test_every_image_has_a_fixed_version():
    for service in SERVICES.values():
        version = service["image"].partition(":")[2]
        assert re.match(r"v?\d+\.\d+", version.removeprefix("${TALIM_VERSION:-")), service["image"]
        assert "latest" not in version


def test_every_compose_variable_is_documented_and_read():
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    used = set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", text))
    assert used <= list_known_variables(), used - list_known_variables()
    own = {"SECRETS_FOLDER", "BACKUP_AT", "BACKUP_TO", "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HOME"}
    for name in PLATFORM:
        assert set(SERVICES[name]["environment"]) <= {field.upper() for field in Environment.model_fields} | own


def test_secrets_are_given_as_files_only():
    declared = read_compose_file()["secrets"]
    for name, secret in declared.items():
        assert secret["file"] == f"./deploy/secrets/{name}"
    assert set(SERVICES["web"]["secrets"]) == list_secret_names()
    more = {"postgres_password", "redis_password", "grafana_password", "reporting_password", "alertmanager.yml"}
    assert set(declared) == list_secret_names() | more
    for name in PLATFORM:
        environment = SERVICES[name]["environment"]
        assert environment["SECRETS_FOLDER"] == "/run/secrets"
        assert {environment[variable] for variable in ("SECRET_KEY", "DATABASE_URL", "REDIS_URL")} == {""}
    assert SERVICES["postgres"]["environment"]["POSTGRES_PASSWORD_FILE"] == "/run/secrets/postgres_password"
    assert "requirepass $$(cat /run/secrets/redis_password)" in SERVICES["redis"]["command"][-1]


def test_redis_maxmemory_is_below_the_container_limit():
    """Killed it loads the same data again, and is killed again."""
    manifest = ROOT / "deploy" / "kubernetes" / "components" / "data" / "redis.yaml"
    container = next(yaml.safe_load_all(manifest.read_text()))["spec"]["template"]["spec"]["containers"][0]
    service = SERVICES["redis"]
    for command, lid in (
        (service["command"], service["deploy"]["resources"]["limits"]["memory"]),
        (container["command"], container["resources"]["limits"]["memory"]),
    ):
        [most] = re.findall(r"--maxmemory (\d+)mb ", command[-1])
        assert "--maxmemory-policy noeviction" in command[-1]
        assert int(most) <= 0.65 * int(re.sub(r"(m|Mi)$", "", lid)), "room for rewriting its file"


def test_model_volumes_are_read_only_and_dependencies_exist():
    for name in ("speech", "speech-cpu"):
        assert "models:/data/models:ro" in SERVICES[name]["volumes"]
        assert SERVICES[name]["environment"]["TALIM_CACHE"] == "/data/models"
    for service in SERVICES.values():
        assert set(service.get("depends_on", {})) <= set(SERVICES)
        for volume in service.get("volumes", []):
            source = volume.replace("${BACKUP_FOLDER:-backups}", "backups").partition(":")[0]
            assert source in read_compose_file()["volumes"] or (ROOT / source).exists()


def test_every_role_has_its_own_health_check():
    for name in ("worker", "scheduler", "speech", "media", "telegram"):
        assert SERVICES[name]["healthcheck"]["test"] == ["CMD", "python", "manage.py", "healthy", name]
    assert SERVICES["speech-cpu"]["healthcheck"]["test"][-1] == "speech"


def test_nightly_backup_waits_with_an_existing_program():
    command = SERVICES["backup"]["command"]
    match = re.search(r"python -c '(.*?)' \|\| ", command[-1])
    assert match
    compile(match[1], "backup", "exec")
    assert "BACKUP_AT" in match[1]


def test_nginx_and_backup_scratch_space_is_on_disk():
    nginx, maker = SERVICES["nginx"], SERVICES["spool"]
    assert "spool:/var/cache/nginx" in nginx["volumes"]
    assert not [mount for mount in nginx["tmpfs"] if mount.startswith("/var/cache")]
    assert nginx["depends_on"]["spool"] == {"condition": "service_completed_successfully"}
    assert (maker["volumes"], maker["image"]) == (["spool:/var/cache/nginx"], nginx["image"])
    backup = SERVICES["backup"]
    assert backup["environment"]["BACKUP_SCRATCH"] == "/data"
    assert "data:/data" in backup["volumes"]


def test_speech_is_looked_for_only_where_it_runs():
    here = {name for name in PLATFORM if SERVICES[name]["environment"]["SPEECH_HERE"] == "true"}
    assert here == {"speech", "speech-cpu"}
