"""Whatever is done to an exported log afterwards is found, and where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import pytest

from seal.verify import Checkpoint, Finding, check_log, checkpoint_of, leaf_hash
from tests.seal.kit import LOG, WITNESS, checkpoint

LEAVES = 120
TAMPERINGS = 10_000
SIZES = (40, 77, LEAVES)


def line(position: int, aggregate: int, version: int, said: str = "Ja.") -> bytes:
    state = f'{{"body":"971032146","reason":"{said}","role":"drift"}}'
    return (
        f'{{"aggregate":"{aggregate:032x}","position":{position},"state":{state},'
        f'"topic":"thing.happened","version":{version}}}'
    ).encode()


EXPORT = [line(at + 1, at % 7, at // 7 + 1) for at in range(LEAVES)]
HASHES = [leaf_hash(each) for each in EXPORT]
HELD = [checkpoint(HASHES[:size]) for size in SIZES]


@dataclass
class Tampered:
    """An export that somebody has changed, and the leaves at which that has to show."""

    lines: list[bytes]
    leaves: set[int]


def changed(random: Random) -> Tampered:
    lines, at = list(EXPORT), random.randrange(LEAVES)
    where, bit = random.randrange(len(lines[at])), 1 << random.randrange(8)
    lines[at] = lines[at][:where] + bytes([lines[at][where] ^ bit]) + lines[at][where + 1 :]
    return Tampered(lines, {at})


def reworded(random: Random) -> Tampered:
    lines, at = list(EXPORT), random.randrange(LEAVES)
    lines[at] = lines[at].replace(b"Ja.", b"Nei.")
    return Tampered(lines, {at})


def taken_out(random: Random) -> Tampered:
    lines, at = list(EXPORT), random.randrange(LEAVES)
    del lines[at]
    return Tampered(lines, {at})


def put_in(random: Random) -> Tampered:
    lines, at = list(EXPORT), random.randrange(LEAVES + 1)
    forged = [line(at, 9, 1), random.choice(lines), b"", b"{}", b"null", b'{"withheld":"x"}']
    lines.insert(at, random.choice(forged))
    first = next(i for i, each in enumerate([*EXPORT, None]) if each != lines[i])
    return Tampered(lines, {first})


def swapped(random: Random) -> Tampered:
    lines, (one, other) = list(EXPORT), random.sample(range(LEAVES), 2)
    lines[one], lines[other] = lines[other], lines[one]
    return Tampered(lines, {one, other})


def rolled_back(random: Random) -> Tampered:
    at = random.randrange(LEAVES)
    return Tampered(EXPORT[:at], {at})


def forked(random: Random) -> Tampered:
    at = random.randrange(LEAVES)
    other = [line(n + 1, n % 7, n // 7 + 1, "Nei.") for n in range(at, LEAVES)]
    return Tampered([*EXPORT[:at], *other], set(range(at, LEAVES)))


def hidden(random: Random) -> Tampered:
    lines, at = list(EXPORT), random.randrange(LEAVES)
    other = leaf_hash(lines[at].replace(b"Ja.", b"Nei.")).hex()
    lines[at] = f'{{"hash":"{other}","withheld":"offentleglova § 14"}}'.encode()
    return Tampered(lines, {at})


KINDS: list[Callable[[Random], Tampered]] = [
    changed, reworded, taken_out, put_in, swapped, rolled_back, forked, hidden,
]  # fmt: skip


def found(lines: list[bytes], hashes: list[bytes], held: list[Checkpoint]) -> list[Finding]:
    return list(check_log(lines, hashes, held))


def test_a_log_as_it_was_exported_holds_against_every_checkpoint() -> None:
    assert found(EXPORT, HASHES, HELD) == []
    for held in HELD:
        assert found(EXPORT[: held.size], [], [held]) == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda each: each.__name__)
def test_ten_thousand_random_tamperings_are_all_found_and_where(
    kind: Callable[[Random], Tampered],
) -> None:
    random = Random(kind.__name__)
    for _ in range(TAMPERINGS // len(KINDS)):
        tampered = kind(random)
        findings = found(tampered.lines, HASHES, HELD[-1:])
        assert {leaf for leaf, _ in findings if leaf is not None} == tampered.leaves


@pytest.mark.parametrize("kind", KINDS, ids=lambda each: each.__name__)
def test_where_hashes_are_forged_too_it_is_found_after_the_last_checkpoint_that_holds(
    kind: Callable[[Random], Tampered],
) -> None:
    random = Random(kind.__name__)
    for _ in range(100):
        tampered = kind(random)
        told = found(tampered.lines, [*map(leaf_hash, tampered.lines)], HELD)[0][1]
        before = max((size for size in SIZES if size <= min(tampered.leaves)), default=0)
        assert told.endswith(f"as signed before {before}")


def test_hashes_that_were_changed_do_not_matter_where_the_log_is_whole() -> None:
    assert found(EXPORT, HASHES[::-1], HELD) == []


def test_a_history_that_was_signed_twice_is_found_as_a_fork() -> None:
    fork = [line(n + 1, n % 7, n // 7 + 1, "Nei." if n > 50 else "Ja.") for n in range(LEAVES)]
    theirs = checkpoint([leaf_hash(each) for each in fork])
    assert found(fork, [], [theirs]) == []
    for mine, wrong, before in (
        (EXPORT, [*HELD[:2], theirs], 77), (fork, [*HELD[:2], theirs], 40),
        (EXPORT, [HELD[0], theirs, HELD[2]], 40), (fork, [HELD[2], theirs], 0),
    ):  # fmt: skip
        told = found(mine, [], wrong)[0][1]
        assert told.endswith(f"as signed before {before}")


def test_a_sealed_log_whose_positions_or_versions_do_not_rise_is_not_in_order() -> None:
    for wrong in (line(5, 1, 2), line(9, 1, 1)):
        lines = [line(5, 1, 1), wrong, line(10, 2, 1)]
        held = checkpoint([leaf_hash(each) for each in lines])
        assert [leaf for leaf, _ in found(lines, [], [held])] == [1]


@pytest.mark.parametrize("signer", [LOG, WITNESS])
def test_a_checkpoint_with_another_byte_is_not_believed(signer: object) -> None:
    text = HELD[-1].text
    note = (LOG.note(text) + WITNESS.cosigned(text, 1_800_000_000)).encode()
    random = Random(5)
    for at in range(len(text.encode())):
        forged = note[:at] + bytes([note[at] ^ 1 << random.randrange(7)]) + note[at + 1 :]
        with pytest.raises(ValueError):  # noqa: PT011  # what is wrong with it differs
            checkpoint_of(forged.decode(), [LOG.key, WITNESS.key])
