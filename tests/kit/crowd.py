"""A thousand people who are not there, with names and ways to reach them that nobody has."""

from __future__ import annotations

from dataclasses import dataclass

from people.vault import Details

LETTERS = str.maketrans("0123456789", "abdefghkmo")


@dataclass(frozen=True, slots=True)
class Planted:
    """One of them, made from a number."""

    number: int

    @property
    def subject(self) -> str:
        return f"p-{self.number:020x}"

    @property
    def details(self) -> Details:
        word = f"{self.number:04}".translate(LETTERS)
        eight = f"{90_000_000 + 7_919 * self.number}"
        return Details(
            f"Prøve{word} Ære Oppdikt{word}sen", f"{word}.oppdikt@planta.example.no",
            f"{eight[:3]} {eight[3:5]} {eight[5:]}",
        )  # fmt: skip

    @property
    def markers(self) -> list[str]:
        """What must be nowhere: the name, also in other orders, the address, the number."""
        details = self.details
        first, middle, last = details.name.split()
        assert details.email is not None
        assert details.telephone is not None
        return [
            details.name, f"{first} {last}", f"{last}, {first} {middle}", last, details.email,
            details.telephone, details.telephone.replace(" ", ""),
        ]  # fmt: skip
