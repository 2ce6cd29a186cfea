"""docker-compose.yml is what the processes need, and gives nothing away."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from api.events import LANGUAGE
from ops.health import ROLES as CHECKED
from tests.architecture.composed import (
    COMPOSE,
    OURS,
    PATH,
    ROLES,
    SERVICES,
    environment_of,
    module,
)
from tests.journeys.cluster import CONFIG, SERVER, environment

SCHEMA = json.loads(Path(__file__).with_name("compose.schema.json").read_text("utf-8"))
VARIABLE = re.compile(r"\$\{([A-Z0-9_]+)(:\?|:-[a-z]+)?\}")
SECRET = re.compile(r"PASSWORD|SECRET|KEY|TOKEN|ROUTE|_URL$")
NATS = {name: each for name, each in SERVICES.items() if each["image"].startswith("nats:")}
FOLDERS = {path.name for path in Path().iterdir() if (path / "__init__.py").exists()} - {"tests"}


def test_it_is_compose() -> None:
    Draft202012Validator(SCHEMA).validate(COMPOSE)


@pytest.mark.parametrize("name", ROLES)
def test_a_process_runs_a_module_that_is_there(name: str) -> None:
    assert importlib.util.find_spec(module(ROLES[name])) is not None


@pytest.mark.parametrize("name", SERVICES)
def test_what_runs_for_ever_is_started_again_and_looked_after(name: str) -> None:
    service = SERVICES[name]
    assert (service["restart"] == "unless-stopped") == ("healthcheck" in service)
    assert "restart" in service


@pytest.mark.parametrize("name", ROLES)
def test_a_process_is_asked_for_its_own_health(name: str) -> None:
    assert ROLES[name]["healthcheck"]["test"] == ["CMD", "python", "-m", "ops.health", name]
    assert name in CHECKED


@pytest.mark.parametrize("name", OURS)
def test_a_process_is_given_what_it_reads_and_nothing_else(name: str) -> None:
    needed, known = environment_of(module(OURS[name]))
    given = set(OURS[name]["environment"])
    assert needed <= given, "it would stop at once"
    assert given <= known, "nobody reads that"


def test_streams_are_kept_by_all_three_nodes() -> None:
    assert len(NATS) == 3
    assert ROLES["relay"]["environment"]["NATS_REPLICAS"] == "3"
    for role in ("relay", "services"):
        url = ROLES[role]["environment"]["NATS_URL"]
        assert [f"@{node}:4222" in url for node in NATS] == [True] * 3


def test_nothing_is_reached_from_other_machines() -> None:
    ports = {name: each["ports"] for name, each in SERVICES.items() if "ports" in each}
    assert ports == {"gateway": ["127.0.0.1:${API_PORT:?}:8080"]}
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    further = {n: each["networks"][1:] for n, each in SERVICES.items() if each["networks"][1:]}
    assert further == {"gateway": ["outside"], "api": ["issuers"]}
    assert all(each["networks"][0] == "inside" for each in SERVICES.values())


def test_no_secret_stands_in_the_repository() -> None:
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            left = VARIABLE.sub("", value)
            mounted = value.startswith("/run/secrets/")
            assert not SECRET.search(name) or VARIABLE.search(value) or mounted
            assert not re.search(r":[^/@]+@", left), f"{name} holds a password"
    named = dict(_assigned(Path(".env.example")))
    assert set(named.values()) == {""}


def test_every_variable_is_required_and_explained() -> None:
    used = dict(VARIABLE.findall(PATH.read_text("utf-8")))
    assert used.pop("FELLESTAKT_VERSION") == ":-local"
    assert set(used.values()) == {":?"}
    assert set(used) == {name for name, _ in _assigned(Path(".env.example"))}


def test_what_is_waited_for_is_there() -> None:
    for service in SERVICES.values():
        for other, how in service.get("depends_on", {}).items():
            ends = how["condition"] == "service_completed_successfully"
            assert (SERVICES[other]["restart"] == "no") == ends
            assert how["condition"] != "service_healthy" or "healthcheck" in SERVICES[other]


def test_every_file_and_volume_is_declared_and_every_file_is_there() -> None:
    for service in SERVICES.values():
        assert {each["source"] for each in service.get("configs", [])} <= set(COMPOSE["configs"])
        assert set(service.get("secrets", [])) <= set(COMPOSE["secrets"])
        assert {v.partition(":")[0] for v in service.get("volumes", [])} <= set(COMPOSE["volumes"])
    files = [each["file"] for each in (COMPOSE["configs"] | COMPOSE["secrets"]).values()]
    assert all(Path(file).is_file() for file in files if not VARIABLE.search(file))


def test_the_image_holds_every_folder_that_a_process_imports_and_runs_as_nobody() -> None:
    lines = Path("Dockerfile").read_text("utf-8").splitlines()
    copied = {words[1] for line in lines if (words := line.split())[:1] == ["COPY"]}
    assert FOLDERS - {"bench"} <= copied
    assert "data" in copied
    assert str(LANGUAGE.relative_to(Path.cwd())) in copied
    assert "USER 10001:10001" in lines
    assert any("--require-hashes" in line for line in lines)
    ignored = Path(".dockerignore").read_text("utf-8").split()
    assert {f"!{name}" for name in copied if not name.startswith("-")} <= set(ignored)


def test_the_server_reads_its_configuration() -> None:
    tried = subprocess.run(
        [SERVER, "--config", str(CONFIG), "-t"],
        env=environment(), capture_output=True, text=True, timeout=20,
    )  # fmt: skip
    assert tried.returncode == 0, tried.stderr


def test_the_nodes_are_given_what_their_configuration_names() -> None:
    files = CONFIG.read_text("utf-8") + CONFIG.with_name("users.conf").read_text("utf-8")
    named = set(re.findall(r"(?<![\"\w])\$([A-Z][A-Z0-9_]+)", files))
    for name, node in NATS.items():
        assert set(node["environment"]) == named == set(environment())
        assert node["environment"]["NATS_NAME"] == name
        quoted = [value for key, value in node["environment"].items() if key != "NATS_NAME"]
        assert all(value.startswith('"') and value.endswith('"') for value in quoted)
    assert re.search(r"^\s*sync_interval: always$", files, re.MULTILINE)


def _assigned(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, value = line.partition("=")
            yield name, value
