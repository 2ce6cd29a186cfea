"""Who a name in a document is: proposed, confirmed by another, and erased with the person."""

from __future__ import annotations

from aggregates.kernel.desk import Desk
from aggregates.people.person import Person
from aggregates.people.writing import Writing
from aggregates.people.writings import Writings


def propose_link(desk: Desk, *, written: str, person: str) -> Writing:
    """Propose that what was written is this person; both are references of the vault (C01-05).

    Refuses a person who was erased (C23-05), and as `Writing.propose_anew` does.
    """
    desk.get(Person, Person.id_of(person)).require_present()
    known = desk.find(Writing, Writing.id_of(written))
    if known is not None:
        known.propose_anew(desk.act, person=person)
    else:
        known = desk.found(Writing.propose(desk.act, written=written, person=person))
    writings = desk.find(Writings, Writings.id_of(person))
    if writings is None:
        writings = desk.found(Writings.begin(desk.act, person=person))
    writings.enter(desk.act, written=written)
    return known


def erase_writings(desk: Desk, *, person: str, reason: str) -> None:
    """Let all that was written of a person go with them (C23-05)."""
    writings = desk.find(Writings, Writings.id_of(person))
    for written in [] if writings is None else writings.known:
        known = desk.find(Person, Person.id_of(written))
        known = known or desk.found(Person.register(desk.act, reference=written))
        known.erase(desk.act, reason=reason)
