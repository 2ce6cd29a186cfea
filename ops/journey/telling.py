"""How the story is told: each step in a sentence, and the first that is not so ends it."""

from __future__ import annotations

import re
import textwrap
import tomllib
from pathlib import Path
from typing import Any, TextIO

HERE, TEXTS = Path(__file__).parent, "nb.toml"
WIDTH = 100
DAY = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")


class NotSo(Exception):
    """Something is not as the story says."""


class Teller:
    """Writes a story to `out`, in its own words (those of its folder) and in those of all."""

    def __init__(self, out: TextIO, folder: str) -> None:
        self._texts: dict[str, dict[str, str]] = {}
        for texts in (HERE / TEXTS, HERE / folder / TEXTS):
            for section, words in tomllib.loads(texts.read_text("utf-8")).items():
                self._texts[section] = self._texts.get(section, {}) | words
        self._out, self._chapter, self._number = out, "", 0

    def chapter(self, name: str) -> None:
        """Begin a chapter: a section of the catalogue, with a `title`."""
        self._chapter, self._number = name, self._number + 1
        self._out.write(f"\n{self._number}. {self.text('title')}\n")

    def step(self, key: str, holds: bool = True, /, **facts: Any) -> None:
        """Say a sentence of the chapter. Raises `NotSo` with that sentence where it is not so."""
        sentence = self.text(key).format(**facts)
        if not holds:
            raise NotSo(sentence)
        self._write("  ✓ ", sentence)

    def line(self, words: str) -> None:
        """Show something that was read, under the step before."""
        self._write("      ", words)

    def refused(self, key: str, problem: dict[str, Any], /, **facts: Any) -> None:
        """Say what was refused, by which rule, and in the rule's own words."""
        self._write("  ⊘ ", self.text(key).format(**facts))
        self.line(f"{problem['rule']}: {problem['title']}")
        self.line(problem["detail"])

    def barred(self, key: str, problem: dict[str, Any], /, **facts: Any) -> None:
        """Say what was not the caller's to ask for."""
        self._write("  ⊘ ", self.text(key).format(**facts))
        self.line(problem["title"])

    def trace(self, trace: list[dict[str, Any]], rules: dict[str, str]) -> None:
        """Show what a gate asked and what it found, each rule once and in its own words."""
        for rule in dict.fromkeys(each["rule"] for each in trace):
            found = {each["outcome"] for each in trace if each["rule"] == rule}
            outcome = "not_ok" if "not_ok" in found else found.pop()
            self.line(f"{self.word('outcomes', outcome)}: {rule} {rules[rule]}")

    def failed(self, why: NotSo) -> None:
        """Say where the story broke off."""
        self._write("\n✗ ", f"{self.word('whole', 'not_so')} {why}")

    def end(self) -> None:
        self._write("\n", self.word("whole", "end"))

    def text(self, key: str) -> str:
        """A text of the chapter that is being told."""
        return self._texts[self._chapter][key]

    def word(self, section: str, key: str) -> str:
        """A text of any section; the key itself where it has none."""
        return self._texts[section].get(key, key)

    def _write(self, mark: str, words: str) -> None:
        indent = " " * len(mark.lstrip("\n"))
        words = DAY.sub(r"\3.\2.\1", words)
        self._out.write(textwrap.fill(words, WIDTH, initial_indent=mark, subsequent_indent=indent))
        self._out.write("\n")
        self._out.flush()
