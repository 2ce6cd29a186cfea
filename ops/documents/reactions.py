"""Every reaction: what it hears, what it asks for, and under which name its place is kept."""

from __future__ import annotations

import inspect
import re

from ops.documents.markdown import page, table
from services.app import REACTIONS, Reaction
from services.clock import DEEDS

INTRODUCTION = (
    "A reaction hears a message and asks for a deed, as the system and once for each message"
    " ([ADR 7](adr/0007-reactions-by-derived-ids.md)). It decides nothing for anybody: the same"
    " rules hold for it, and what it asks for may be refused. A message that it cannot deal with"
    " comes again, and is then laid aside (`make dead-letters`). The durable is the name under"
    " which the server knows how far it has come.\n\n"
    "The number is that of the reaction in the domain's own list, or else of the rule that it"
    " keeps ([rules.md](rules.md))."
)
CLOCK = (
    "## The clock\n\n"
    "What follows from a day and not from a message, is put to its aggregate by the clock"
    " (`services/clock.py`), which decides as little: {deeds}."
)
HEAD = ("Number", "Hears", "Asks for", "Durable", "Code")
REACTS = re.compile(r"\bR\d+\b")
KEEPS = re.compile(r"\b(?:I\d+|C\d\d-\d\d)\b")


def written() -> str:
    """The reactions by number, those that keep a rule after them, and what the clock asks."""
    rows = [(number(each), *_told(each)) for each in REACTIONS]
    rows.sort(key=lambda row: (row[0][:1] != "R", int(row[0][1:3] or 0)))
    clock = CLOCK.format(deeds=", ".join(f"`{kind}`" for kind in DEEDS))
    return page("Reactions", INTRODUCTION, table(HEAD, rows), clock)


def number(reaction: Reaction) -> str:
    """The number that a reaction, or else its module, says that it has.

    Nothing where neither says one, or a module says several.
    """
    function = reaction[2]
    texts = [inspect.getdoc(function) or "", inspect.getdoc(inspect.getmodule(function)) or ""]
    for pattern in (REACTS, KEEPS):
        for text in texts:
            found = pattern.findall(text)
            if len(set(found)) == 1 or (found and pattern is KEEPS):
                return str(found[0])
    return ""


def _told(reaction: Reaction) -> tuple[str, str, str, str]:
    message, durable, function = reaction
    asks = (inspect.getdoc(function) or "").partition("\n\n")[0].replace("\n", " ")
    code = function.__module__.replace(".", "/") + ".py"
    return f"`{message.subject}`", asks, f"`{durable}`", f"[{code}](../{code})"
