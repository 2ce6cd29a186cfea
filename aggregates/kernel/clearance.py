"""What readiness answers when somebody wants to invite or start in a scope."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Clearance:
    """Whether a solution is ready in a scope, as one version of its assessment says (I09).

    `unmet` names the mandatory criteria not met (K1, K5 ...). Where none is unmet but the solution
    is still not ready, it names the missing step as it is told to who asks: `vurdering`,
    `helsefaglig vurdering`, `vedtak`, or `gjenåpning` where it is suspended. It is empty exactly
    where `ready`. `source` is the assessment as `ref()`, or `none`; `exemptions` are those that
    readiness rests upon, by criterion and as `ref()`.
    """

    ready: bool
    scope_code: str
    unmet: list[str]
    source: str
    exemptions: dict[str, str] = field(default_factory=dict)


def unassessed(scope_code: str) -> Clearance:
    """The answer where no assessment of that scope exists: nothing says that it is ready."""
    return Clearance(False, scope_code, ["vurdering"], "none")


def covers(ready_in: str, scope_code: str) -> bool:
    """Whether what is ready in one scope is so in another (C03-07).

    The nation's covers every region, and that of several regions each of them and some of them
    together. A limited scope covers itself alone: it says whom it is for.
    """
    if ready_in == scope_code:
        return True
    (level, _, regions), (reach, _, more) = scope_code.partition(":"), ready_in.partition(":")
    if level != "regional":
        return False
    return reach == "national" or (
        reach == level and set(regions.split("+")) <= set(more.split("+"))
    )
