"""Who there is beside the municipalities: KS enters and renames any, a region its own actors."""

from __future__ import annotations

from datetime import date

from aggregates.kernel.act import Role
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Refused
from aggregates.rules import C01_04
from aggregates.territory.organisation import REGIONAL_ACTORS, Organisation
from aggregates.territory.register import Register


def register_organisation(
    desk: Desk, *,
    number: str, number_kind: str, name: str, kind: str, region: str | None = None,
    municipality: str | None = None,
) -> Organisation:  # fmt: skip
    """Enter an organisation; a municipality by the number that it has today (C01-04).

    Refuses as `Organisation.register` does, and a regional contact who enters another kind than
    the actors of a region.
    """
    _check_theirs(desk, kind)
    of = None
    if municipality is not None:
        of = desk.get(Register, Register.ID).id_of(municipality, desk.act.today)
    return desk.found(
        Organisation.register(
            desk.act, number=number, number_kind=number_kind, name=name, kind=kind,
            region=region, municipality=of,
        )
    )  # fmt: skip


def rename_organisation(desk: Desk, *, number: str, name: str, on: date) -> Organisation:
    """Give an organisation another name from a day on; what was recorded keeps the old one."""
    renamed = desk.get(Organisation, Organisation.id_of(number))
    _check_theirs(desk, renamed.kind)
    renamed.rename(desk.act, name=name, on=on)
    return renamed


def _check_theirs(desk: Desk, kind: str) -> None:
    if desk.act.role == Role.REGIONAL_CONTACT and kind not in REGIONAL_ACTORS:
        raise Refused(C01_04, "not_a_regional_actor", kind=kind)
