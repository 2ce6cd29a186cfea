"""What docker-compose.yml says, read once."""

from __future__ import annotations

import ast
import importlib.util
from pathlib import Path
from typing import Any

import yaml

PATH = Path("docker-compose.yml")
COMPOSE: dict[str, Any] = yaml.safe_load(PATH.read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: each for name, each in SERVICES.items() if each["image"].startswith("fellestakt:")}
"""The processes of our own image."""
ROLES = {name: each for name, each in OURS.items() if each["restart"] != "no"}
"""Those of them that run for ever."""


def module(service: dict[str, Any]) -> str:
    """The Python module that a service of ours runs."""
    python, flag, named, *arguments = service["command"]
    assert (python, flag, arguments) == ("python", "-m", [])
    return str(named)


def environment_of(module: str) -> tuple[set[str], set[str]]:
    """What a process must find in its environment, and all that it looks for."""
    spec = importlib.util.find_spec(module)
    assert spec is not None
    if spec.submodule_search_locations is not None:
        spec = importlib.util.find_spec(f"{module}.__main__")
    assert spec is not None
    assert spec.origin is not None
    tree = ast.parse(Path(spec.origin).read_text("utf-8"))
    needed = {n for node in ast.walk(tree) if (n := _subscript(node))}
    return needed, needed | {n for node in ast.walk(tree) if (n := _asked(node))}


def _subscript(node: Any) -> str | None:
    match node:
        case ast.Subscript(
            value=ast.Attribute(value=ast.Name("os"), attr="environ"), slice=ast.Constant(str(name))
        ):
            return name
    return None


def _asked(node: Any) -> str | None:
    match node:
        case ast.Call(
            func=ast.Attribute(ast.Attribute(ast.Name("os"), "environ"), "get"),
            args=[ast.Constant(str(name)), *_],
        ):
            return name
    return None
