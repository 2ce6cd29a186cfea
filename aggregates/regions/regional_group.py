"""The regional group for e-health: three functions, exactly one contact, attached to a network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Self
from uuid import UUID

from aggregates.kernel.act import Act, Role
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived
from aggregates.regions.competence import AREAS, uncovered
from aggregates.regions.terms import CONTACT, FUNCTIONS, MEMBERS, Term
from aggregates.rules import C12_01, C12_04, C12_05, I41

FOUNDERS = ("diginettverk", "fpu", "e_komp", "kommunenettverk")
"""Whom the establishing working group has to come from (S3 L590)."""
NOT_THE_REPRESENTATIVE = "not_the_representative"


class RegionalGroup(Root):
    TOPIC = "regional-group"

    class Established(Founding):
        """`network` is the digital network it is attached to; `founders` says who came from each
        of the four sources."""

        TOPIC = "regional-group.established"
        organisation: str
        counties: list[str]
        network: str
        founders: dict[str, Any]

        def apply(self, group: RegionalGroup) -> None:
            group.organisation, group.network = self.organisation, self.network
            group.counties, group.confirmed = list(self.counties), False
            group.terms, group.competence, group.representative = [], {}, None
            group.mandate = None
            group.resources, group.established_on = [], self.on
            group.agreement = None

    class Confirmed(Root.Event):
        TOPIC = "regional-group.confirmed"
        organisation: str

        def apply(self, group: RegionalGroup) -> None:
            group.confirmed = True

    class CountiesChanged(Root.Event):
        TOPIC = "regional-group.counties-changed"
        organisation: str
        counties: list[str]

        def apply(self, group: RegionalGroup) -> None:
            group.counties = list(self.counties)

    class CountiesAgreed(Root.Event):
        """The counties agreed to have one group, and where that is written (C12-01)."""

        TOPIC = "regional-group.counties-agreed"
        organisation: str
        counties: list[str]
        agreement: str

        def apply(self, group: RegionalGroup) -> None:
            group.agreement = self.agreement

    class ContactAppointed(Root.Event):
        """From `on`. `warnings` are recommendations that it does not follow (C12-04)."""

        TOPIC = "regional-group.contact-appointed"
        organisation: str
        person: str
        acting: bool
        until: date | None
        warnings: list[str]

        def apply(self, group: RegionalGroup) -> None:
            term = Term(self.person, CONTACT, self.on, self.until, self.acting)
            group.terms.append(term)

    class MemberNamed(Root.Event):
        """From `on`, as rollout leader or as network resource."""

        TOPIC = "regional-group.member-named"
        organisation: str
        person: str
        function: str
        until: date | None

        def apply(self, group: RegionalGroup) -> None:
            group.terms.append(Term(self.person, self.function, self.on, self.until))

    class TermEnded(Root.Event):
        """`vacant` says that nobody has the function from then on: a gap that is seen."""

        TOPIC = "regional-group.term-ended"
        organisation: str
        person: str
        function: str
        until: date
        vacant: bool

        def apply(self, group: RegionalGroup) -> None:
            group.terms = [_ended(each, self) for each in group.terms]

    class CompetenceDeclared(Root.Event):
        TOPIC = "regional-group.competence-declared"
        organisation: str
        person: str
        areas: list[str]

        def apply(self, group: RegionalGroup) -> None:
            group.competence[self.person] = tuple(self.areas)

    class ResourceAgreed(Root.Event):
        """That person is or will be released to the group; how much is the person's own record."""

        TOPIC = "regional-group.resource-agreed"
        organisation: str
        person: str

        def apply(self, group: RegionalGroup) -> None:
            group.resources.append(self.person)

    class RepresentativeNamed(Root.Event):
        """Who speaks for the region in KS FPU e-helse, under a mandate; and how the group hears."""

        TOPIC = "regional-group.representative-named"
        organisation: str
        person: str
        mandate: UUID
        feedback: str

        def apply(self, group: RegionalGroup) -> None:
            group.representative, group.mandate = self.person, self.mandate

    # State

    organisation: str
    network: str
    counties: list[str]
    confirmed: bool
    terms: list[Term]
    competence: dict[str, tuple[str, ...]]
    representative: str | None
    mandate: UUID | None
    """Under which mandate the representative speaks; another is another one (C12-04)."""
    resources: list[str]
    """Whoever has been released to the group at some time (I43)."""
    established_on: date
    agreement: str | None
    """Where counties that share it agreed to; None where it serves one."""

    @staticmethod
    def id_of(organisation: str) -> UUID:
        return derived("regional-groups", organisation)

    def held(self, function: str, day: date) -> list[Term]:
        """Who holds a function that day, by the group's own record."""
        return [each for each in self.terms if each.function == function and each.holds(day)]

    def missing(self, day: date) -> list[str]:
        """The functions that nobody holds that day; none are missing from a complete group."""
        return [each for each in FUNCTIONS if not self.held(each, day)]

    def vacant_since(self, day: date) -> date:
        """Since when it has none, where it has none that day: from the start, if it never had."""
        ended = [e.until for e in self.terms if e.function == CONTACT and e.until]
        return max((each for each in ended if each <= day), default=self.established_on)

    def gaps(self, day: date) -> list[str]:
        """The areas of competence that nobody who holds a function that day covers (C12-05)."""
        return self.gaps_of({each.person for each in self.terms if each.holds(day)})

    def gaps_of(self, persons: set[str]) -> list[str]:
        """The areas of competence that none of these persons covers."""
        return uncovered({area for each in persons for area in self.competence.get(each, ())})

    def serves(self, county: str | None) -> bool:
        """Whether that county is one of the group's."""
        return county in self.counties

    # Decisions

    @classmethod
    def establish(
        cls, act: Act, *,
        organisation: str, counties: Sequence[str], founders: Mapping[str, str],
        agreement: str = "",
    ) -> Self:  # fmt: skip
        """Establish a group for one county or several, attached to the caller's network (C12-01).

        Refuses everybody but a digital network, a group for no county, one for several that have
        not agreed to it in writing, and an establishing working group that does not say who came
        from each of the four sources.
        """
        if act.role != Role.DIGITAL_NETWORK:
            raise Refused(C12_01, "not_the_network")
        if not counties:
            raise Refused(C12_01, "county_missing")
        if silent := [each for each in FOUNDERS if not founders.get(each)]:
            raise Refused(C12_01, "founders_missing", founders=silent)
        _check_agreed(counties, agreement)
        group = cls.found(
            cls.Established, cls.id_of(organisation), act, organisation=organisation,
            counties=sorted(set(counties)), network=act.body, founders=dict(founders),
        )  # fmt: skip
        group._note_agreement(act, agreement)
        return group

    def confirm(self, act: Act) -> None:
        """KS confirms that the group is established."""
        if not self.confirmed:
            self.record(self.Confirmed, act, organisation=self.organisation)

    def change_counties(self, act: Act, *, counties: Sequence[str], agreement: str = "") -> None:
        """Note which counties it serves from now on; none is a group that no longer works.

        Refuses another county beside those it has without their agreement in writing (C12-01).
        """
        if sorted(counties) == self.counties:
            return
        gained = set(counties) - set(self.counties)
        if gained:
            _check_agreed(counties, agreement)
        self.record(
            self.CountiesChanged, act, organisation=self.organisation, counties=sorted(counties)
        )
        if gained:
            self._note_agreement(act, agreement)

    def appoint_contact(
        self, act: Act, *,
        person: str, since: date, until: date | None = None, acting: bool = False, rostered: bool,
    ) -> None:  # fmt: skip
        """Appoint the one contact, or an acting one for a transition with an end (C12-03).

        `rostered` is whether the organisation's roster lets that person act as contact in all of
        that time. Refuses a second contact at a time, and one who could not act (I41).
        """
        self._require_network(act)
        if Term(person, CONTACT, since, until, acting) in self.terms:
            return
        if acting and until is None:
            raise Refused(I41, "acting_without_end")
        self._check_term(person, CONTACT, since, until, rostered)
        self.record(
            self.ContactAppointed, act, on=since, organisation=self.organisation,
            person=person, acting=acting, until=until, warnings=self._warnings(person),
        )  # fmt: skip

    def name_member(
        self, act: Act, *,
        person: str, function: str, since: date, until: date | None = None, rostered: bool,
    ) -> None:  # fmt: skip
        """Name a rollout leader or a network resource. Refuses one who could not act (I41)."""
        self._require_network(act)
        if Term(person, function, since, until) in self.terms:
            return
        if function not in MEMBERS:
            raise Refused(I41, "unknown_function", function=function)
        self._check_term(person, function, since, until, rostered)
        self.record(
            self.MemberNamed, act, on=since, organisation=self.organisation,
            person=person, function=function, until=until,
        )  # fmt: skip

    def end_term(self, act: Act, *, person: str, function: str, until: date) -> None:
        """End somebody's function. That it leaves nobody in it is said in so many words (I41)."""
        self._require_network(act)
        mine = [each for each in self.terms if (each.person, each.function) == (person, function)]
        if not mine:
            raise Refused(I41, "not_held", function=function)
        if not any(each.within(until) for each in mine):
            return
        others = [each for each in self.terms if each.function == function and each not in mine]
        self.record(
            self.TermEnded, act, organisation=self.organisation, person=person, function=function,
            until=until, vacant=not any(each.holds(until) for each in others),
        )  # fmt: skip

    def declare_competence(self, act: Act, *, person: str, areas: Sequence[str]) -> None:
        """State what one person of the group covers. Refuses an unknown area, and a stranger."""
        self._require_own(act)
        if unknown := sorted(set(areas) - set(AREAS)):
            raise Refused(C12_05, "unknown_area", areas=unknown)
        if not any(each.person == person and each.within(act.today) for each in self.terms):
            raise Refused(C12_05, "not_in_the_group")
        covered = tuple(each for each in AREAS if each in areas)
        if self.competence.get(person) != covered:
            self.record(
                self.CompetenceDeclared, act, organisation=self.organisation,
                person=person, areas=list(covered),
            )  # fmt: skip

    def name_representative(
        self, act: Act, *, person: str, mandate: UUID, forum: str, feedback: str
    ) -> None:
        """Name who speaks for the region in KS FPU e-helse, under a mandate of KS (C12-04).

        Refuses another forum's mandate, and a representative of whom the group hears nothing.
        """
        self._require_own(act)
        if not forum.upper().startswith("FPU"):
            raise Refused(C12_04, "other_forum", forum=forum)
        if not feedback:
            raise Refused(C12_04, "feedback_missing")
        if (person, mandate) != (self.representative, self.mandate):
            self.record(
                self.RepresentativeNamed, act, organisation=self.organisation,
                person=person, mandate=mandate, feedback=feedback,
            )  # fmt: skip

    def note_resource(self, act: Act, *, person: str) -> None:
        """Remember whom to look at when it is asked where the group's resources come from."""
        if person not in self.resources:
            self.record(self.ResourceAgreed, act, organisation=self.organisation, person=person)

    def check_network(self, act: Act) -> None:
        """Refuse everybody but the digital network that the group is attached to (C12-01)."""
        self._require_network(act)

    def check_own(self, act: Act) -> None:
        """Refuse whoever acts neither for the group nor for its network (C12-01)."""
        self._require_own(act)

    def _note_agreement(self, act: Act, agreement: str) -> None:
        if len(self.counties) > 1:
            self.record(
                self.CountiesAgreed, act, organisation=self.organisation, counties=self.counties,
                agreement=agreement,
            )  # fmt: skip

    def _require_network(self, act: Act) -> None:
        if act.role != Role.DIGITAL_NETWORK or act.body != self.network:
            raise Refused(C12_01, "not_the_network")

    def _require_own(self, act: Act) -> None:
        if act.body not in {self.organisation, self.network}:
            raise Refused(C12_01, "not_own_group")

    def _check_term(
        self, person: str, function: str, since: date, until: date | None, rostered: bool
    ) -> None:
        if until is not None and until <= since:
            raise Refused(I41, "ends_before", since=since.isoformat(), until=until.isoformat())
        met = [e for e in self.terms if e.function == function and e.meets(since, until)]
        if function == CONTACT and met:
            raise Refused(I41, "contact_already", since=met[0].since.isoformat())
        if any(each.person == person for each in met):
            raise Refused(I41, "held_already", function=function)
        if not rostered:
            raise Refused(I41, "not_rostered", function=function)

    def _warnings(self, person: str) -> list[str]:
        differs = self.representative is not None and person != self.representative
        return [NOT_THE_REPRESENTATIVE] if differs else []


def _check_agreed(counties: Sequence[str], agreement: str) -> None:
    if len(set(counties)) > 1 and not agreement:
        raise Refused(C12_01, "agreement_missing", counties=sorted(set(counties)))


def _ended(term: Term, event: RegionalGroup.TermEnded) -> Term:
    if (term.person, term.function) != (event.person, event.function):
        return term
    if not term.within(event.until):
        return term
    return Term(term.person, term.function, term.since, event.until, term.acting)
