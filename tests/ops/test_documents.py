"""Written documents tell everything that there is, and stale ones are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from aggregates.catalogue import EVENTS
from aggregates.kernel.act import Role
from api.rules import RULES
from bus.contracts.catalogue import MESSAGES
from ops.documents.__main__ import check, documents, write
from ops.documents.reactions import number
from ops.documents.roles import ROLES
from services.app import REACTIONS

WRITTEN = documents()


def written(path: str) -> str:
    return WRITTEN[Path(path)]


def test_every_event_is_told_with_what_becomes_of_it_outside() -> None:
    told = written("docs/events.md")
    assert all(f"| `{event.TOPIC}` |" in told for event in EVENTS)  # type: ignore[attr-defined]
    assert all(f"`{message.subject}`" in told for message in MESSAGES)


def test_every_rule_is_told_with_its_source() -> None:
    told = written("docs/rules.md")
    assert all(f"| **{rule.id}** | {rule.version} |" in told for rule in RULES.values())
    assert all(rule.source in told for rule in RULES.values())


def test_every_endpoint_is_told_with_the_roles_that_it_permits() -> None:
    lines = written("docs/roles.md").splitlines()
    [decision] = [line for line in lines if "`POST /api/participations/{id}/decision`" in line]
    cells = [cell.strip() for cell in decision.strip("|").split("|")][1:]
    assert {role for role, cell in zip(ROLES, cells, strict=True) if cell} == {
        Role.MUNICIPAL_DECIDER,
        Role.REGIONAL_CONTACT,
        Role.PORTFOLIO_OWNER,
    }
    assert "- `GET /readyz`" in lines


def test_every_reaction_is_told_with_what_it_hears_and_its_number() -> None:
    told = written("docs/reactions.md").splitlines()
    for reaction in REACTIONS:
        message, durable, function = reaction
        [line] = [line for line in told if f"| `{durable}` |" in line]
        assert number(reaction), f"{durable} says no number"
        assert line.startswith(f"| {number(reaction)} | `{message.subject}` | ")
        assert (function.__doc__ or "").partition("\n")[0] in line


def test_what_is_written_is_the_same_every_time() -> None:
    assert documents() == WRITTEN


def test_a_stale_document_is_named_and_only_then_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in WRITTEN:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(tmp_path)
    assert check(WRITTEN) == 1
    assert not Path("docs/events.md").exists()
    write(WRITTEN)
    assert check(WRITTEN) == 0
    Path("docs/rules.md").write_text("Something else.", "utf-8")
    capsys.readouterr()
    assert check(WRITTEN) == 1
    assert capsys.readouterr().err == "docs/rules.md is stale: run python -m ops.documents\n"
