"""Whom to believe: the file that ISSUERS names, read whole and checked before anything starts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from api.identity.addresses import secure
from api.identity.kinds import Embedded, People, Systems

Configured = Annotated[Systems | People | Embedded, Field(discriminator="kind")]


class Issuers(BaseModel):
    """The configured issuers, and the address that clients know us by, which a proof names."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    address: str | None = None
    issuers: Annotated[list[Configured], Field(min_length=1, max_length=20)]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        names = [each.issuer for each in self.issuers]
        if len(set(names)) != len(names):
            raise ValueError("An issuer is configured once.")
        if self.address is not None and not secure(self.address):
            raise ValueError("The address is https, or of this machine.")
        if self.address is None and any(each.bound for each in self.issuers):
            raise ValueError("Tokens that are bound need the address that their proofs name.")
        return self


def read_issuers(path: Path) -> Issuers:
    """The issuers in a JSON file; `keys` are beside it. Raises SystemExit, saying what is wrong."""
    try:
        issuers = Issuers.model_validate_json(path.read_bytes())
        beside = [
            each if each.keys is None else each.model_copy(update={"keys": path.parent / each.keys})
            for each in issuers.issuers
        ]
        if absent := [str(each.keys) for each in beside if each.keys and not each.keys.is_file()]:
            raise ValueError(f"There is no {', '.join(absent)}.")
    except (OSError, ValidationError, ValueError) as error:
        raise SystemExit(f"ISSUERS ({path}): {error}") from error
    return issuers.model_copy(update={"issuers": beside})
