"""Which of the thirteen themes a run works with, for whom each is, and why others are left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self
from uuid import UUID

from aggregates.execution.themes import Theme, check_themes
from aggregates.kernel.act import Act
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.rules import C08_01, C08_02


class ThemeChoice(Root):
    TOPIC = "themes"

    class Chosen(Founding):
        TOPIC = "themes.chosen"
        run: UUID
        solution: str
        themes: list[dict[str, Any]]
        omitted: dict[str, str]

        def apply(self, choice: ThemeChoice) -> None:
            choice.run, choice.solution = self.run, self.solution
            choice.themes, choice.omitted = self.themes, self.omitted

    class Changed(Root.Event):
        TOPIC = "themes.changed"
        run: UUID
        solution: str
        themes: list[dict[str, Any]]
        omitted: dict[str, str]

        def apply(self, choice: ThemeChoice) -> None:
            choice.themes, choice.omitted = self.themes, self.omitted

    # State

    run: UUID
    solution: str
    themes: list[Theme]
    omitted: dict[str, str]

    @staticmethod
    def id_of(run: UUID) -> UUID:
        return derived("theme-choices", run)

    def groups_of(self, theme: str) -> list[str]:
        """Whom a theme is for. Refuses one that the run does not work with (C08-01)."""
        for each in self.themes:
            if each["theme"] == theme:
                return list(each["groups"])
        raise Refused(C08_01, "theme_not_chosen", theme=theme)

    # Decisions

    @classmethod
    def choose(
        cls, act: Act, *,
        run: UUID, solution: str, themes: Sequence[Theme], omitted: Mapping[str, str],
        kept: Sequence[str],
    ) -> Self:  # fmt: skip
        """Choose the themes of a run for the first time. Refuses as `check_themes` does."""
        check_themes(themes, omitted, kept)
        return cls.found(
            cls.Chosen, cls.id_of(run), act,
            run=run, solution=solution, themes=list(themes), omitted=dict(omitted),
        )  # fmt: skip

    def change(
        self, act: Act, *,
        themes: Sequence[Theme], omitted: Mapping[str, str], kept: Sequence[str],
    ) -> None:  # fmt: skip
        """Choose anew; what was chosen before stays on record."""
        check_themes(themes, omitted, kept)
        if (list(themes), dict(omitted)) != (self.themes, self.omitted):
            self.record(
                self.Changed, act,
                run=self.run, solution=self.solution, themes=list(themes), omitted=dict(omitted),
            )  # fmt: skip

    def check_for(self, theme: str, groups: Sequence[str]) -> None:
        """Refuse groups that the theme is not for (C08-02)."""
        if others := sorted(set(groups) - set(self.groups_of(theme))):
            raise Refused(C08_02, "not_for_these", theme=theme, groups=others)
