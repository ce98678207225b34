"""The manifests, put together by the real kubectl, without a cluster."""

import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.deploy.files import make_secrets, secret_names
from tests.services import ROOT

PROCESSES = {"web", "sockets", "worker", "scheduler", "speech"}
Manifests = dict[tuple[str, str], dict[str, Any]]


@pytest.fixture(scope="module", params=["cpu", "gpu"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Manifests]:
    return str(request.param), put_together(str(request.param), tmp_path_factory.mktemp("kubernetes"))


@cache
def put_together(overlay: str, folder: Path) -> Manifests:
    shutil.copytree(
        ROOT / "deploy" / "kubernetes", folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("secrets")
    )
    make_secrets(folder / "base" / "secrets", "postgres", "redis")
    shutil.copytree(folder / "base" / "secrets", folder / "components" / "data" / "secrets")
    words = ["kubectl", "kustomize", str(folder / "overlays" / overlay)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    found = list(yaml.safe_load_all(done.stdout))
    return {(one["kind"], one["metadata"]["name"]): one for one in found}


def pods(manifests: Manifests) -> dict[str, dict[str, Any]]:
    found = {}
    for (kind, name), one in manifests.items():
        if kind in {"Deployment", "StatefulSet", "Job"}:
            found[name] = one["spec"]["template"]
        elif kind == "CronJob":
            found[name] = one["spec"]["jobTemplate"]["spec"]["template"]
    return found


def test_every_process_is_there_with_probes_and_resources(built: tuple[str, Manifests]) -> None:
    overlay, manifests = built
    assert {name for kind, name in manifests if kind == "Deployment"} == {f"talim-{name}" for name in PROCESSES}
    assert ("CronJob", "talim-backup") in manifests
    assert ("Job", "talim-migrate") in manifests
    for name, pod in pods(manifests).items():
        for container in pod["spec"]["containers"]:
            assert container["resources"]["requests"]
            assert container["resources"]["limits"]["memory"]
            if name not in {"talim-migrate", "talim-backup"}:
                assert {"startupProbe", "readinessProbe", "livenessProbe"} <= set(container), name
    speech = pods(manifests)["talim-speech"]["spec"]["containers"][0]
    assert speech["resources"]["limits"].get("nvidia.com/gpu") == (1 if overlay == "gpu" else None)
    assert ("talim-gpu:" in speech["image"]) == (overlay == "gpu")
    probe = pods(manifests)["talim-web"]["spec"]["containers"][0]["readinessProbe"]["httpGet"]
    settings = next(one["data"] for (kind, name), one in manifests.items() if name.startswith("talim-settings"))
    assert probe["httpHeaders"][0]["value"] in settings["ALLOWED_HOSTS"].split(",")


def test_no_process_may_more_than_it_must(built: tuple[str, Manifests]) -> None:
    for name, pod in pods(built[1]).items():
        spec = pod["spec"]
        assert spec["automountServiceAccountToken"] is False, name
        assert spec["securityContext"]["runAsNonRoot"] is True
        assert spec["securityContext"]["seccompProfile"]["type"] == "RuntimeDefault"
        for container in [*spec["containers"], *spec.get("initContainers", [])]:
            guard = container["securityContext"]
            assert (guard["allowPrivilegeEscalation"], guard["readOnlyRootFilesystem"]) == (False, True)
            assert guard["capabilities"]["drop"] == ["ALL"]
            assert ":" in container["image"]
            assert not container["image"].endswith(":latest")


def test_volumes_settings_and_secrets_that_are_named_exist(built: tuple[str, Manifests]) -> None:
    manifests = built[1]
    names = {kind: {name for one, name in manifests if one == kind} for kind in ("Secret", "ConfigMap")}
    claims = {name for kind, name in manifests if kind == "PersistentVolumeClaim"}
    for name, pod in pods(manifests).items():
        spec = pod["spec"]
        volumes = {volume["name"]: volume for volume in spec["volumes"]}
        owned = {"data"} if name in {"postgres", "redis"} else set()
        for container in [*spec["containers"], *spec.get("initContainers", [])]:
            assert {mount["name"] for mount in container["volumeMounts"]} <= set(volumes) | owned
            for source in container.get("envFrom", []):
                assert source["configMapRef"]["name"] in names["ConfigMap"]
        for volume in volumes.values():
            if "secret" in volume:
                assert volume["secret"]["secretName"] in names["Secret"]
            if "persistentVolumeClaim" in volume:
                assert volume["persistentVolumeClaim"]["claimName"] in claims
    handed = next(
        one for (kind, name), one in manifests.items() if kind == "Secret" and name.startswith("talim-secrets")
    )
    assert set(handed["data"]) == secret_names()


def test_budgets_scaling_ways_in_and_walls(built: tuple[str, Manifests]) -> None:
    manifests = built[1]
    labels = {name: pod["metadata"]["labels"] for name, pod in pods(manifests).items()}
    for kind in ("Service", "PodDisruptionBudget"):
        for (one, name), manifest in manifests.items():
            if one == kind:
                selector = manifest["spec"]["selector"]
                wanted = selector.get("matchLabels", selector)
                assert any(wanted.items() <= found.items() for found in labels.values()), name
    scaled = manifests["HorizontalPodAutoscaler", "talim-web"]["spec"]["scaleTargetRef"]
    assert (scaled["kind"], scaled["name"]) in manifests
    ingress = manifests["Ingress", "talim"]
    ways = ingress["spec"]["rules"][0]["http"]["paths"]
    assert [(way["path"], way["backend"]["service"]["name"]) for way in ways] == [
        ("/ws/", "talim-sockets"), ("/", "talim-web"),
    ]  # fmt: skip
    assert ingress["metadata"]["annotations"]["nginx.ingress.kubernetes.io/proxy-body-size"] == "25664k"
    wall = manifests["NetworkPolicy", "nobody"]["spec"]
    assert (wall["podSelector"], wall["policyTypes"], wall.get("ingress")) == ({}, ["Ingress"], None)
    for name in ("postgres", "redis"):
        policy = manifests["NetworkPolicy", f"processes-to-{name}"]["spec"]
        assert policy["ingress"][0]["from"] == [{"podSelector": {"matchLabels": {"talim": "process"}}}]
