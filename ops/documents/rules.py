"""Every rule, in the words of both languages and with its source."""

from __future__ import annotations

from api import texts
from api.rules import RULES
from ops.documents.markdown import page, table

INTRODUCTION = (
    "Every rule. Most of them can refuse; some hold by how the system is built, so that nothing"
    " could be asked that would break them. A refusal names its rule, and `GET /api/rules/{id}`"
    " tells it. `S3 L469` is line 469 of the document S3 ([sources.md](sources.md)); `inferred`"
    " says that no document has it in words, and `task` that it is asked of this system as such."
)
HEAD = ("Rule", "Version", "Words", "På norsk", "Source")


def written() -> str:
    """The rules in the order of `aggregates/rules.py`."""
    norwegian = texts.rule_words()
    rows = [
        (f"**{rule.id}**", str(rule.version), rule.words, norwegian[rule.id], rule.source)
        for rule in RULES.values()
    ]
    return page("Rules", INTRODUCTION, table(HEAD, rows))
