"""What a problem points to: the rule in its own words, and where it comes from."""

from __future__ import annotations

from pydantic import BaseModel

from aggregates import rules
from aggregates.kernel.refusals import Missing, Rule
from api import texts
from api.routing import commands

router = commands("rules")

RULES = {rule.id: rule for rule in vars(rules).values() if isinstance(rule, Rule)}


class RuleText(BaseModel):
    """A rule of the domain. `words` is bokmål; `source` is a document and its lines."""

    id: str
    version: int
    words: str
    source: str


@router.get("/rules")
async def every_rule() -> list[RuleText]:
    """Every rule there is."""
    return [_told(rule) for rule in RULES.values()]


@router.get("/rules/{id}")
async def one_rule(id: str) -> RuleText:
    """The rule that a refusal named."""
    if id not in RULES:
        raise Missing("rule", id)
    return _told(RULES[id])


@router.get("/problems/{key}")
async def one_problem(key: str) -> dict[str, str]:
    """The kind of problem that no rule of the domain stands behind."""
    if key not in texts.problem_words():
        raise Missing("problem", key)
    return {"key": key, "title": texts.problem_words()[key]}


def _told(rule: Rule) -> RuleText:
    words = texts.rule_words()[rule.id]
    return RuleText(id=rule.id, version=rule.version, words=words, source=rule.source)
