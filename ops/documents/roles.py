"""The authority matrix: which role may call which endpoint, and how far it reaches."""

from __future__ import annotations

from aggregates.kernel.act import Role
from api.authority import ANYBODY, GRANTS, OPEN, Grant, Reach
from ops.documents.markdown import page, table

INTRODUCTION = (
    "Which role may call which endpoint; everybody else is refused with 403. ● whichever"
    " municipality or organisation it concerns, ◐ those of the caller's own region, ○ only the"
    " caller's own. The caller, its organisation and the roles it may act in come from a validated"
    " token; that it holds the function on that day, in an organisation that exists, comes from the"
    " register at that very moment (C01-06)."
)
MARKS = {Reach.ALL: "●", Reach.REGION: "◐", Reach.OWN: "○"}
ROLES = [role for role in Role if role is not Role.SYSTEM]


def written() -> str:
    """The matrix of endpoints and roles, and what is open to everybody."""
    anybody = [name for name, granted in GRANTS.items() if granted is ANYBODY]
    rows = [
        (f"`{name.replace(':path}', '}')}`", *_marks(granted))
        for name, granted in GRANTS.items()
        if granted
    ]
    return page(
        "Roles",
        INTRODUCTION,
        table(("Endpoint", *(f"`{role}`" for role in ROLES)), rows),
        *_listed("Whoever has a valid token, whatever the register knows:", anybody),
        *_listed("Open to everybody, without a token:", sorted(OPEN)),
    )


def _marks(granted: Grant) -> list[str]:
    return [MARKS[granted[role]] if role in granted else "" for role in ROLES]


def _listed(words: str, names: list[str]) -> list[str]:
    return [words, "\n".join(f"- `{name}`" for name in names)] if names else []
