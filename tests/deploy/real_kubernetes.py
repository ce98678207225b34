"""The manifests, put together by the real kubectl, without a cluster."""

import shutil
import subprocess
from functools import cache

import pytest
import yaml

from tests.deploy.deploy_files import list_secret_names, make_secrets, read_compose_file
from tests.services import ROOT

PROCESSES = {"web", "sockets", "worker", "media", "scheduler", "speech", "telegram"}
REGISTRY = "registry.example.uz"


@pytest.fixture(scope="module", params=["cpu", "gpu"])
def built(request, tmp_path_factory):
    return str(request.param), put_together(str(request.param), tmp_path_factory.mktemp("kubernetes"))


@cache
def put_together(overlay, folder, registry=REGISTRY, component=""):
    """What kubectl makes of it for a centre whose images lie in that registry, with one more component: said in the
    overlay's file alone.
    """
    no_secrets = shutil.ignore_patterns("secrets")
    shutil.copytree(ROOT / "deploy" / "kubernetes", folder, dirs_exist_ok=True, ignore=no_secrets)
    chosen = folder / "overlays" / overlay / "kustomization.yaml"
    text = chosen.read_text().replace(REGISTRY, registry)
    assert "components: [../../components/data]" in text
    more = f"../../components/data, ../../components/{component}" if component else "../../components/data"
    chosen.write_text(text.replace("[../../components/data]", f"[{more}]"))
    make_secrets(folder / "base" / "secrets", "postgres", "redis")
    shutil.copytree(folder / "base" / "secrets", folder / "components" / "data" / "secrets")
    words = ["kubectl", "kustomize", str(folder / "overlays" / overlay)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    documents = list(yaml.safe_load_all(done.stdout))
    return {(document["kind"], document["metadata"]["name"]): document for document in documents}


def of_kind(manifests, kind):
    """The manifests of a kind by their names."""
    return {name: manifest for (own, name), manifest in manifests.items() if own == kind}


def find_data(manifests, kind, name):
    """What the manifest holds whose name begins so: a hash follows it."""
    return next(manifest["data"] for own, manifest in of_kind(manifests, kind).items() if own.startswith(name))


def containers_of(pod):
    return [*pod["spec"]["containers"], *pod["spec"].get("initContainers", [])]


def pods(manifests):
    templates = {}
    for (kind, name), manifest in manifests.items():
        if kind in {"Deployment", "StatefulSet", "Job"}:
            templates[name] = manifest["spec"]["template"]
        elif kind == "CronJob":
            templates[name] = manifest["spec"]["jobTemplate"]["spec"]["template"]
    return templates


def test_every_process_has_probes_and_resources(built):
    overlay, manifests = built
    assert set(of_kind(manifests, "Deployment")) == {f"talim-{name}" for name in PROCESSES}
    assert manifests["CronJob", "talim-backup"]["spec"]["suspend"] is False, "so that it goes on after a restore"
    assert ("Job", "talim-migrate") in manifests
    for name, pod in pods(manifests).items():
        for container in pod["spec"]["containers"]:
            assert container["resources"]["requests"]
            assert container["resources"]["limits"]["memory"]
            if name not in {"talim-migrate", "talim-backup", "talim-restore"}:
                assert {"startupProbe", "readinessProbe", "livenessProbe"} <= set(container), name
    speech = pods(manifests)["talim-speech"]["spec"]["containers"][0]
    assert speech["resources"]["limits"].get("nvidia.com/gpu") == (1 if overlay == "gpu" else None)
    assert ("talim-gpu:" in speech["image"]) == (overlay == "gpu")
    probe = pods(manifests)["talim-web"]["spec"]["containers"][0]["readinessProbe"]["httpGet"]
    settings = find_data(manifests, "ConfigMap", "talim-settings")
    assert probe["httpHeaders"][0]["value"] in settings["ALLOWED_HOSTS"].split(",")


@pytest.mark.parametrize("overlay", ["cpu", "gpu"])
def test_images_of_another_registry_are_named_in_one_file(overlay, tmp_path):
    manifests = put_together(overlay, tmp_path, "cr.other.example:5000/centre")
    named = {
        name: {container["image"] for container in containers_of(pod)}
        for name, pod in pods(manifests).items()
        if name.startswith("talim-")
    }
    speech = f"cr.other.example:5000/centre/talim-{'gpu' if overlay == 'gpu' else 'speech'}:1.0.0"
    platform = "cr.other.example:5000/centre/talim:1.0.0"
    assert named.pop("talim-speech") == {speech, platform}, "the tables are waited for by the platform's"
    assert set(map(frozenset, named.values())) == {frozenset({platform})}


def test_replicas_are_set_by_the_autoscaler_or_the_overlay(built):
    """An upgrade is an apply: it must not put back what the autoscaler made of the evening."""
    overlay, manifests = built
    counts = {name: item["spec"].get("replicas") for name, item in of_kind(manifests, "Deployment").items()}
    scalers = of_kind(manifests, "HorizontalPodAutoscaler").values()
    scaled = {scaler["spec"]["scaleTargetRef"]["name"] for scaler in scalers}
    assert {name for name, count in counts.items() if count is None} == scaled == {"talim-web"}
    file = ROOT / "deploy" / "kubernetes" / "overlays" / overlay / "kustomization.yaml"
    replicas = {replica["name"]: replica["count"] for replica in yaml.safe_load(file.read_text())["replicas"]}
    assert replicas == {name: counts[name] for name in ("talim-sockets", "talim-worker", "talim-speech")}


def test_liveness_probe_does_not_depend_on_other_services(built):
    for role in ("worker", "media", "scheduler", "speech", "telegram"):
        container = pods(built[1])[f"talim-{role}"]["spec"]["containers"][0]
        for probe in ("startupProbe", "livenessProbe"):
            assert "manage.py" not in " ".join(container[probe]["exec"]["command"])
        assert container["readinessProbe"]["exec"]["command"] == ["python", "manage.py", "healthy", role]
    assert find_data(built[1], "ConfigMap", "talim-settings")["ALIVE_FILE"].startswith("/tmp/")


@pytest.mark.parametrize(("words", "asked"), [(None, "backup"), ("backup --take-over", "backup --take-over")])
def test_backup_command_can_be_replaced_by_a_secret(built, tmp_path, words, asked):
    [container] = pods(built[1])["talim-backup"]["spec"]["containers"]
    [given] = [variable for variable in container["env"] if variable["name"] == "WORDS"]
    assert given["valueFrom"]["secretKeyRef"] == {"name": "talim-backup-words", "key": "words", "optional": True}
    (tmp_path / "python").write_text('#!/bin/sh\necho "$@"\n')
    (tmp_path / "python").chmod(0o755)
    env = {"PATH": f"{tmp_path}:/usr/bin:/bin"} | ({"WORDS": words} if words else {})
    done = subprocess.run(container["command"], env=env, capture_output=True, text=True, check=True)
    assert done.stdout == f"manage.py {asked}\n"


def test_restore_job_runs_only_on_request(built, tmp_path):
    assert built[1]["CronJob", "talim-restore"]["spec"]["suspend"] is True
    [*shell, script] = pods(built[1])["talim-restore"]["spec"]["containers"][0]["command"]
    assert "/run/secrets/restore/" in script
    script = script.replace("/run/secrets/restore", str(tmp_path)).replace("exec python", "echo")

    def asked():
        return subprocess.run([*shell, script], check=True, capture_output=True, text=True, timeout=60).stdout.strip()

    assert asked() == "manage.py restore /backups"
    (tmp_path / "replace").write_text("talim")
    (tmp_path / "identity").write_text("AGE-SECRET-KEY-1…")
    assert asked() == f"manage.py restore /backups --replace talim --identity {tmp_path}/identity"
    (tmp_path / "without-damaged").write_text("yes")
    assert "--replace talim --without-damaged --identity" in asked()
    (tmp_path / "place").write_text("s3://bucket/talim")
    assert asked().startswith("manage.py restore s3://bucket/talim --replace")


def test_telegram_polling_is_optional(built, tmp_path):
    assert built[1]["Deployment", "talim-telegram"]["spec"]["replicas"] == 0
    asking = put_together(built[0], tmp_path, component="polling")
    differ = {name for name in asking if asking[name] != built[1].get(name)}
    assert ("Deployment", "talim-telegram") in differ
    assert asking["Deployment", "talim-telegram"]["spec"]["replicas"] == 1
    compose_does = read_compose_file()["services"]["telegram"]["command"]
    assert pods(asking)["talim-telegram"]["spec"]["containers"][0]["command"] == compose_does


def test_pods_run_with_least_privilege(built):
    for name, pod in pods(built[1]).items():
        spec = pod["spec"]
        assert spec["automountServiceAccountToken"] is False, name
        assert spec["securityContext"]["runAsNonRoot"] is True
        assert spec["securityContext"]["seccompProfile"]["type"] == "RuntimeDefault"
        for container in containers_of(pod):
            guard = container["securityContext"]
            assert (guard["allowPrivilegeEscalation"], guard["readOnlyRootFilesystem"]) == (False, True)
            assert guard["capabilities"]["drop"] == ["ALL"]
            assert ":" in container["image"]
            assert not container["image"].endswith(":latest")


def test_named_volumes_configmaps_and_secrets_exist(built):
    manifests = built[1]
    names = {kind: set(of_kind(manifests, kind)) for kind in ("Secret", "ConfigMap", "PersistentVolumeClaim")}
    for name, pod in pods(manifests).items():
        volumes = {volume["name"]: volume for volume in pod["spec"]["volumes"]}
        owned = {"data"} if name in {"postgres", "redis"} else set()
        for container in containers_of(pod):
            assert {mount["name"] for mount in container["volumeMounts"]} <= set(volumes) | owned
            for source in container.get("envFrom", []):
                assert source["configMapRef"]["name"] in names["ConfigMap"]
        for volume in volumes.values():
            if "configMap" in volume:
                assert volume["configMap"]["name"] in names["ConfigMap"]
            if "secret" in volume and not volume["secret"].get("optional"):
                assert volume["secret"]["secretName"] in names["Secret"]
            if "persistentVolumeClaim" in volume:
                assert volume["persistentVolumeClaim"]["claimName"] in names["PersistentVolumeClaim"]
    assert set(find_data(manifests, "Secret", "talim-secrets")) == list_secret_names()


def test_disruption_budgets_autoscaling_ingress_and_network_policies(built):
    manifests = built[1]
    labels = {name: pod["metadata"]["labels"] for name, pod in pods(manifests).items()}
    for kind in ("Service", "PodDisruptionBudget"):
        for name, manifest in of_kind(manifests, kind).items():
            selector = manifest["spec"]["selector"]
            wanted = selector.get("matchLabels", selector)
            assert any(wanted.items() <= pod_labels.items() for pod_labels in labels.values()), name
    scaled = manifests["HorizontalPodAutoscaler", "talim-web"]["spec"]["scaleTargetRef"]
    assert (scaled["kind"], scaled["name"]) in manifests
    ingress = manifests["Ingress", "talim"]
    ways = ingress["spec"]["rules"][0]["http"]["paths"]
    services = {way["path"]: way["backend"]["service"]["name"] for way in ways}
    assert list(services.items()) == [("/ws/", "talim-sockets"), ("/", "talim-web")]
    assert ingress["metadata"]["annotations"]["nginx.ingress.kubernetes.io/proxy-body-size"] == "25664k"
    wall = manifests["NetworkPolicy", "nobody"]["spec"]
    assert (wall["podSelector"], wall["policyTypes"], wall.get("ingress")) == ({}, ["Ingress"], None)
    asking = manifests["NetworkPolicy", "monitoring-to-web"]["spec"]
    assert asking["podSelector"] == {"matchLabels": {"app.kubernetes.io/name": "talim-web"}}
    [way] = asking["ingress"]
    assert way["from"] == [{"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "monitoring"}}}]
    assert way["ports"] == [{"port": 8000}]
    for name in ("postgres", "redis"):
        policy = manifests["NetworkPolicy", f"processes-to-{name}"]["spec"]
        assert policy["ingress"][0]["from"] == [{"podSelector": {"matchLabels": {"talim": "process"}}}]
