from __future__ import annotations

import re
import time
from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.screening import EMAIL, IDENTITY_NUMBER, TELEPHONE, markers
from tests.people.numbers import SORTS, identity_number, identity_numbers, organisation_numbers

BORN = date(1987, 6, 15)


def kinds(text: str) -> set[str]:
    return {kind for kind, _ in markers(text)}


def written(number: str) -> list[str]:
    """The ways in which an identity number is written."""
    day, month, year, rest = number[:2], number[2:4], number[4:6], number[6:]
    return [
        number, f"{number[:6]} {rest}", f"{number[:6]}-{rest}", f"{day}.{month}.{year} {rest}",
        f"{day} {month} {year} {rest}", f"{number[:6]} {rest[:3]} {rest[3:]}", " ".join(number),
        f"{number[:6]}\u00a0{rest}", f"{day}{month}\u200b{year}{rest}", f"fnr.{number}",
        "".join(chr(ord(digit) - ord("0") + ord("\uff10")) for digit in number),
    ]  # fmt: skip


@given(
    identity_numbers, st.sampled_from(["{}", "Gjelder {}.", "({})", "fnr:{}", "{}, født i 1987"])
)
def test_an_identity_number_is_found_however_it_is_written(number: str, around: str) -> None:
    for way in written(number):
        assert IDENTITY_NUMBER in kinds(around.format(way)), way


@pytest.mark.parametrize("sort", SORTS)
def test_every_sort_of_identity_number_is_found(sort: str) -> None:
    numbers = [each for n in range(100, 130) if (each := identity_number(BORN, n, sort))]
    assert numbers
    assert [each for each in numbers if kinds(each) != {IDENTITY_NUMBER}] == []


@given(identity_numbers, st.integers(0, 10), st.integers(1, 9))
def test_a_number_with_a_wrong_digit_or_a_digit_too_many_is_not_one(
    number: str, place: int, more: int
) -> None:
    digit = (int(number[place]) + more) % 10
    wrong = f"{number[:place]}{digit}{number[place + 1 :]}"
    # What the first check digit may be from 2032 on leaves other numbers that are valid, too.
    assert IDENTITY_NUMBER not in kinds(wrong) or place < 10
    assert IDENTITY_NUMBER not in kinds(f"{number}{digit}")
    assert IDENTITY_NUMBER not in kinds(number[1:])


@pytest.mark.parametrize(
    "text",
    [
        "test@example.no", "Send til fornavn.etternavn@kommune.example.no i dag", "<a+b@c.de>",
        "a_b@sub.domain.example", "mailto:x@example.org?subject=Hei", "navn (at) example.no",
        "navn[at]example.no", "ØRJAN@EXAMPLE.NO", "x\u200b@example.no",
        "navn (krøllalfa) example.no", "https://bruker@example.no/side",
    ],
)  # fmt: skip
def test_an_address_of_mail_is_found(text: str) -> None:
    assert EMAIL in kinds(text)


@pytest.mark.parametrize(
    "number",
    [
        "22334455", "22 33 44 55", "91234567", "912 34 567", "912 34567", "91 23 45 67",
        "+4791234567", "+47 912 34 567", "+47 22 33 44 55", "0047 91234567", "004791234567",
        "(+47) 912 34 567", "22-33-44-55", "22.33.44.55", "+46 70 123 45 67", "+46701234567",
        "+44 (0)20 7946 0958", "0044 20 7946 0958", "+1 212 555 0123", "+354 555 1234",
        "800 12 345", "22\u00a033\u00a044\u00a055",
    ],
)  # fmt: skip
@pytest.mark.parametrize("around", ["{}", "Ring {}.", "tlf {}", "tlf.: {}", "mobil:{}", "({})"])
def test_a_telephone_number_is_found(number: str, around: str) -> None:
    assert TELEPHONE in kinds(around.format(number))


@pytest.mark.parametrize(
    "text",
    [
        "", "Kommunestyret", "KS 26/114", "NKG 7/26", "sak 22/02336-6", "22/02336-6",
        "2022/123456-12",
        "PS 14/2024", "Sak 2024/12345678", "saksnr. 20223344", "saksnummer 20223344",
        "journalpost 20223344", "dok.nr. 45671234", "971032146", "971 032 146",
        "NO 971 032 146 MVA",
        "org.nr. 920 125 298", "4601", "4601 Bergen", "4601, 4602 og 4603", "kommune 0301",
        "2024-02-16", "16.02.2024", "16.2.24", "20240216", "2024-02-16T08:30:00Z", "2024-2027",
        "S3 L387, L415", "356 og 357", "10 000 000 kr", "kr 45 000 000", "NOK 45000000",
        "45000000 kroner", "kr. 22334455,-", "45,5 mill. kr", "12 345 678", "1 912 345 678",
        "+12 500 000 kr", "+ 10 000 000", "23 456 789", "91234567,50 kr", "ISBN 978-82-452-3344-5",
        "https://example.no/dokument/91234567", "https://example.no/f?id=22334455&nr=912%2034",
        "https://example.no/2024-02-16/22334455.pdf", "run/22c9a1f0-1234-5678-9012-345678901234@5",
        "participation@12", "p-58d2c4f0b7a912345678", "v1.2.3.4", "10.0.0.1", "kl. 08.30-15.45",
        "side 12-34", "K1, K3, K5", "§ 5-1", "regional:46+50", "kjernejournal@prod",
        "12. og 13. januar 2026 10 20", "67,5 %", "0192:971032146",
    ],
)  # fmt: skip
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert list(markers(text)) == []


@given(organisation_numbers())
def test_an_organisation_number_is_left_alone(number: str) -> None:
    for way in (
        number,
        f"{number[:3]} {number[3:6]} {number[6:]}",
        f"0192:{number}",
        f"NO{number}",
    ):
        assert list(markers(f"Org.nr. {way} eier")) == []


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from(["-", ".", ""]))
def test_a_day_is_left_alone(day: date, between: str) -> None:
    parts = [f"{day.year}", f"{day.month:02}", f"{day.day:02}"]
    assert list(markers(f"Vedtatt {between.join(parts)}, igjen {day.isoformat()}.")) == []
    assert list(markers(f"den {'.'.join(reversed(parts))}")) == []


@given(st.integers(0, 9_999_999_999))
def test_an_amount_is_left_alone(amount: int) -> None:
    grouped = f"{amount:,}".replace(",", " ")
    for way in (f"{grouped} kr", f"kr {grouped}", f"{amount} kroner", f"NOK {amount}"):
        assert TELEPHONE not in kinds(way), way
        assert IDENTITY_NUMBER not in kinds(way), way


@given(st.integers(0, 99), st.integers(0, 99_999), st.integers(0, 99))
def test_a_reference_to_a_case_is_left_alone(year: int, case: int, document: int) -> None:
    for way in (f"{year:02}/{case:05}-{document}", f"KS {year:02}/{case}", f"20{year:02}/{case}"):
        assert list(markers(way)) == []


@given(st.integers(0, 9_999_999_999))
def test_the_address_of_a_document_is_left_alone(number: int) -> None:
    for way in (f"https://example.no/dok/{number}", f"https://example.no/?id={number}&del=2"):
        assert list(markers(way)) == []


def test_an_id_is_left_alone() -> None:
    assert [each for each in (f"run/{uuid4()}@3" for _ in range(2000)) if list(markers(each))] == []


@pytest.mark.parametrize(
    "piece", ["a", "1", " 1", "a@", "a.", "1 ", "+", "(1", "1-", "www.", "@a."]
)
def test_no_text_takes_long(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    begun = time.process_time()
    list(markers(text))
    assert time.process_time() - begun < 0.5


def test_what_is_found_is_said_as_it_stands() -> None:
    assert list(markers("Ring 22 33 44 55 eller skriv til a@example.no")) == [
        (EMAIL, "a@example.no"), (TELEPHONE, "22 33 44 55"),
    ]  # fmt: skip
    assert not re.search("[0-9]", EMAIL + TELEPHONE + IDENTITY_NUMBER)
