from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copytree

import pytest

from aggregates.adoption.adoption import Adoption
from aggregates.adoption.figures import Figures
from aggregates.kernel.desk import Desk
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Root
from aggregates.portfolio.dependencies import Dependencies
from aggregates.portfolio.solution import Solution
from aggregates.readiness.criteria import CriteriaSet
from aggregates.readiness.scope import NATIONAL
from aggregates.territory.grouping import Grouping
from aggregates.territory.organisation import Organisation
from aggregates.territory.organisation_number import is_valid
from aggregates.territory.register import Register
from aggregates.territory.timeline import Name
from log.log import Log
from log.opening import open_store
from ops.imports import criteria, solutions
from ops.imports.__main__ import main
from ops.imports.changes import changes
from ops.imports.rows import DATA, ranges, read
from ops.imports.running import importing, run, steps
from tests.kit.desk import MemoryDesk

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
COUNTS = {
    date(2016, 12, 31): (428, 19),
    date(2017, 12, 31): (426, 19),
    date(2019, 12, 31): (422, 18),
    date(2023, 12, 31): (356, 11),
    date(2024, 1, 1): (357, 15),
}
IN_EACH_COUNTY = {
    "03": 1, "11": 23, "15": 27, "18": 41, "31": 12, "32": 21, "33": 18, "34": 46, "39": 6,
    "40": 17, "42": 25, "46": 43, "50": 38, "55": 21, "56": 18,
}  # fmt: skip
YEAR_2019, YEAR_2020, YEAR_2023 = date(2019, 6, 1), date(2020, 6, 1), date(2023, 6, 1)
YEAR_2024 = date(2024, 1, 1)


def imported(desk: MemoryDesk, folder: Path = DATA) -> list[Root.Event]:
    """Everything imported on a desk, and what that recorded."""
    for step in steps(folder):
        step.deed(desk)
    return desk.recorded()


@pytest.fixture(scope="module")
def desk() -> MemoryDesk:
    """The whole of the reference data; to be read only."""
    full = MemoryDesk(importing(NOW))
    imported(full)
    return full


@pytest.fixture(scope="module")
def register(desk: MemoryDesk) -> Register:
    return desk.get(Register, Register.ID)


@pytest.mark.parametrize(("day", "count"), COUNTS.items(), ids=str)
def test_municipalities_and_counties_are_counted_for_any_day(
    register: Register, day: date, count: tuple[int, int]
) -> None:
    assert (register.count(day), len(register.counties(day))) == count


def test_every_county_of_2024_has_its_municipalities(register: Register) -> None:
    counties = Counter(each.county for each in register.at(YEAR_2024).values())
    assert counties == IN_EACH_COUNTY


def test_the_register_ends_where_the_file_of_municipalities_stands(register: Register) -> None:
    file = {row["kommunenummer"]: row for row in read("municipalities.csv")}
    for municipality in register.at(YEAR_2024).values():
        row, name = file.pop(municipality.number), municipality.name
        parallel = ";".join(f"{language}:{part}" for part, language in name.parallel.items())
        assert (name.official, name.norwegian, parallel) == (
            row["navn"], row["navn_norsk"], row["parallellnavn"],
        )  # fmt: skip
        if row["orgnr"]:
            assert register.municipality_of_org(row["orgnr"]) == municipality.id
    assert file == {}


def test_baerum_is_one_municipality_under_three_numbers(register: Register) -> None:
    ids = {
        register.id_of(number, day)
        for number, day in (("0219", YEAR_2019), ("3024", YEAR_2023), ("3201", YEAR_2024))
    }
    assert len(ids) == 1


def test_alesund_was_split_into_two_new_municipalities(register: Register) -> None:
    old = register.id_of("1507", YEAR_2023)
    heirs = {register.id_of(number, YEAR_2024) for number in ("1508", "1580")}
    assert register.successors_of(old) == heirs


def test_stavanger_goes_on_under_its_number_when_others_join(register: Register) -> None:
    assert register.id_of("1103", YEAR_2019) == register.id_of("1103", YEAR_2020)


def test_tysfjord_went_on_in_two_municipalities(register: Register) -> None:
    old = register.id_of("1850", YEAR_2019)
    heirs = {register.id_of(number, YEAR_2020) for number in ("1806", "1875")}
    assert register.successors_of(old) == heirs


def test_names_in_sami_and_kven_are_kept(register: Register) -> None:
    name = register.municipality(register.id_of("5540", YEAR_2024), YEAR_2024).name
    assert name.official == "Gáivuotna - Kåfjord - Kaivuono"
    assert (name.norwegian, name.parallel) == ("Kåfjord", {"Gáivuotna": "se", "Kaivuono": "fkv"})


def test_a_new_name_without_a_date_holds_from_when_it_is_certain(register: Register) -> None:
    trondheim = register.id_of("5001", YEAR_2024)
    assert register.name_of(trondheim, date(2023, 12, 31)) == "Trondheim"
    assert register.name_of(trondheim, YEAR_2024) == "Trondheim - Tråante"


def test_counties_have_the_names_of_their_time_and_none_is_made_up(register: Register) -> None:
    assert register.counties(YEAR_2019)["18"] is None
    assert register.counties(YEAR_2023)["30"] == "Viken"
    assert register.counties(YEAR_2024)["18"] == "Nordland - Nordlánnda"


def test_health_regions_cover_the_country_without_overlap(
    desk: MemoryDesk, register: Register
) -> None:
    regions = [each for each in desk.roots.values() if isinstance(each, Grouping)]
    members = [each.members(YEAR_2024) for each in regions]
    assert len(regions) == 4
    assert desk.get(Grouping, Grouping.id_of("helseregion", "helse-sor-ost")) in regions
    assert sum(map(len, members)) == 357
    assert frozenset().union(*members) == set(register.at(YEAR_2024))


def test_every_organisation_number_is_valid_and_made_up_ones_can_be_told(
    desk: MemoryDesk,
) -> None:
    organisations = [each for each in desk.roots.values() if isinstance(each, Organisation)]
    kinds = Counter(each.kind for each in organisations)
    assert all(is_valid(each.number) for each in organisations)
    assert (kinds["municipality"], kinds["regional_group"]) == (356, 15)
    for row in read("organisations.csv"):
        assert (row["number_kind"] == "synthetic") == row["number"].startswith("3")


def test_an_organisation_of_a_municipality_leads_to_it(
    desk: MemoryDesk, register: Register
) -> None:
    oslo = desk.get(Organisation, Organisation.id_of("958935420"))
    assert oslo.municipality == register.id_of("0301", YEAR_2024)


def test_solutions_have_our_kinds_and_owners_by_number(desk: MemoryDesk) -> None:
    found = [each for each in desk.roots.values() if isinstance(each, Solution)]
    assert len(found) == 23
    assert desk.get(Solution, Solution.id_of("helhetlig-tjenestemodell")).kind == "method"
    assert desk.get(Solution, Solution.id_of("kjernejournal")).owner == "994598759"


def test_the_ambition_of_kjernejournal_has_its_own_date(desk: MemoryDesk) -> None:
    assert desk.get(Solution, Solution.id_of("kjernejournal")).ambition == (
        "all municipalities", 356, "exact", date(2023, 12, 31), "KS",
    )  # fmt: skip


def test_what_needs_kjernejournal_is_warned_of_and_not_blocked(desk: MemoryDesk) -> None:
    dependencies = desk.get(Dependencies, Dependencies.ID)
    assert dependencies.needs("pll") == {"kjernejournal": False}


def test_the_criteria_are_a_draft_that_nobody_has_published(desk: MemoryDesk) -> None:
    draft = desk.get(CriteriaSet, CriteriaSet.id_of(criteria.NAME, criteria.VERSION))
    assert (draft.phase, len(draft.criteria)) == ("draft", 10)
    method = {each["id"] for each in draft.applicable("method", NATIONAL)}
    assert {"K4", "K5"} & method == set()


def test_a_total_is_never_spread_over_municipalities(desk: MemoryDesk) -> None:
    figures = desk.get(Figures, Figures.id_of("kjernejournal"))
    value, precision, _ = figures.stated["technically_introduced", date(2024, 2, 16)]
    assert (value, precision) == (263, "about")
    told = [each for each in desk.roots.values() if isinstance(each, Adoption)]
    assert len([each for each in told if each.solution == "kjernejournal"]) == 9


def test_only_sure_use_becomes_a_stage(desk: MemoryDesk, register: Register) -> None:
    def stage(number: str, solution: str) -> str | None:
        id = Adoption.id_of(register.id_of(number, YEAR_2024), solution)
        return desk.get(Adoption, id).stage

    assert stage("5001", "helseplattformen") == "in_use"
    assert stage("0301", "digihelsestasjon") is None  # a pilot
    assert stage("3216", "digihelse") is None  # in use, but the page is not sure of it
    assert stage("5031", "helseplattformen") is None  # planned


def test_when_use_was_only_seen_its_beginning_stays_unknown(
    desk: MemoryDesk, register: Register
) -> None:
    id = Adoption.id_of(register.id_of("4614", YEAR_2024), "medisineringsstotte")
    reached = desk.get(Adoption, id).reached["in_use"]
    assert (reached.earliest, reached.latest) == (None, None)


def test_the_same_files_twice_record_nothing_new() -> None:
    twice = MemoryDesk(importing(NOW))
    assert imported(twice)
    assert imported(twice) == []


def test_a_row_that_is_new_in_a_file_is_all_that_is_recorded(tmp_path: Path) -> None:
    known = MemoryDesk(importing(NOW))
    imported(known)
    folder = copytree(DATA, tmp_path / "data")
    with (folder / "solutions.csv").open("a", encoding="utf-8") as file:
        file.write("ny,Ny løsning,,process,KS,,,,S3,,,,,,,,,\n")
    [event] = imported(known, folder)
    assert isinstance(event, Solution.Registered)
    assert (event.code, event.kind, event.owner) == ("ny", "method", "971032146")


def test_every_event_says_which_row_it_came_from() -> None:
    for event in imported(MemoryDesk(importing(NOW))):
        file, _, rest = str(event.cause).removeprefix("import:").partition("#")
        numbers, _, sha = rest.partition("@")
        assert (DATA / file).is_file()
        assert numbers[0].isdigit()
        assert len(sha) == 12


def test_a_merger_is_caused_by_all_its_rows() -> None:
    mergers = [each for each in changes(read("municipality_changes.csv")) if each.kind == "merge"]
    assert len(mergers) == 48
    assert all(len(each.rows) > 1 for each in mergers)
    assert ranges([9, 2, 3, 4]) == "2-4,9"


@pytest.mark.parametrize(
    ("stated", "owner"),
    [
        ("Norsk helsenett SF", "994598759"),
        ("KS (leads the national introduction)", "971032146"),
        ("KS kommunenettverk for velferdsteknologi", "KS kommunenettverk for velferdsteknologi"),
        ("each municipality", "each municipality"),
    ],
)
def test_an_owner_is_a_number_only_where_the_organisation_is_meant(stated: str, owner: str) -> None:
    assert solutions.owner(stated, read("organisations.csv")) == owner


def test_a_dry_run_tells_all_and_stores_nothing_and_a_run_stores_what_it_told(log: Log) -> None:
    async def story() -> None:
        told = await run(log, importing(NOW), dry=True)
        assert log.store.head() == 0
        await run(log, importing(NOW))
        assert log.store.head() == sum(len(events) for _, events in told)
        assert (await log.read(Register, Register.ID)).count(YEAR_2024) == 357
        again = await run(log, importing(NOW))
        assert [events for _, events in again if events] == []

    asyncio.run(story())


def test_from_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LOG_URL", f"sqlite:///{tmp_path / 'log.db'}")
    assert main(["--dry-run"]) == 0
    assert "+ 2016-12-31 register.opened" in capsys.readouterr().out
    assert main([]) == 0
    assert "register: 1285 new" in capsys.readouterr().out
    assert main([]) == 0
    assert "register: nothing new" in capsys.readouterr().out


def test_what_contradicts_the_log_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The log knows 0301 under another name than the file."""
    url = f"sqlite:///{tmp_path / 'log.db'}"

    def other(desk: Desk) -> Root:
        begun = desk.found(Register.open(desk.act, on=date(2016, 12, 31)))
        begun.register(desk.act, number="0301", name=Name("Kristiania", "Kristiania", {}))
        return begun

    async def before() -> None:
        with Log(open_store(url)) as log:
            await log.ask(importing(NOW), other)

    asyncio.run(before())
    monkeypatch.setenv("LOG_URL", url)
    assert main([]) == 1
    assert "C01-01 number_in_use" in capsys.readouterr().err


def test_a_file_with_what_points_at_a_person_is_refused_and_not_repeated(
    tmp_path: Path,
) -> None:
    (tmp_path / "x.csv").write_text("name,note\nBergen,Ring 912 34 567\n", "utf-8")
    with pytest.raises(Refused) as refusal:
        read("x.csv", tmp_path)
    assert (refusal.value.rule.id, refusal.value.reason) == ("I67", "personal")
    assert refusal.value.facts == {"field": "x.csv#2 note", "marker": "telephone"}


def test_without_a_log_the_command_line_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("LOG_URL", raising=False)
    assert main([]) == 2
    assert "LOG_URL" in capsys.readouterr().err
