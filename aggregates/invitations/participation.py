"""One municipality in one run: what it was asked, what it answered, and how far it goes along."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from aggregates.invitations.authority import (
    DECLINE,
    JOIN,
    POSTPONE,
    check_answer,
    on_behalf,
)
from aggregates.kernel.act import Act, Role
from aggregates.kernel.gate import Gate
from aggregates.kernel.refusals import Refused
from aggregates.kernel.root import Founding, Root, derived, ref
from aggregates.rules import C07_02, C07_03, C07_04, C07_05, C07_06, I01, I02, I04, I05, I14, I24

WITHDRAWN = "withdrawn"


class Participation(Root):
    TOPIC = "participation"

    class Event(Root.Event):
        run: UUID
        solution: str
        municipality: UUID
        number: str
        region: str

    class Invited(Founding):
        TOPIC = "participation.invited"
        run: UUID
        solution: str
        municipality: UUID
        number: str
        region: str
        invitation: int
        basis: UUID
        basis_version: int
        puljer: list[int]
        deadline: date
        trace: list[dict[str, Any]]

        def apply(self, participation: Participation) -> None:
            participation.run, participation.solution = self.run, self.solution
            participation.municipality = self.municipality
            participation.pulje, participation.outcome = None, None
            participation._open(self)

    class InvitedAgain(Event):
        TOPIC = "participation.invited-again"
        invitation: int
        basis: UUID
        basis_version: int
        puljer: list[int]
        deadline: date
        trace: list[dict[str, Any]]

        def apply(self, participation: Participation) -> None:
            participation._open(self)

    class Reminded(Event):
        TOPIC = "participation.reminded"
        reminder: int
        deadline: date

        def apply(self, participation: Participation) -> None:
            participation.reminders, participation.reminded_on = self.reminder, self.on

    class InvitationExpired(Event):
        """Nobody answered in time. It says nothing of what the municipality wants (I02)."""

        TOPIC = "participation.invitation-expired"
        deadline: date

        def apply(self, participation: Participation) -> None:
            participation.expired = True

    class Frozen(Event):
        """Readiness is suspended: the deadline does not run, and nobody is reminded (C03-11)."""

        TOPIC = "participation.frozen"
        readiness: UUID
        deadline: date

        def apply(self, participation: Participation) -> None:
            participation.frozen_on = self.on

    class Thawed(Event):
        """`reminders` is how many there were: none is sent twice for having been frozen."""

        TOPIC = "participation.thawed"
        days: int
        former_deadline: date
        deadline: date
        reminders: int

        def apply(self, participation: Participation) -> None:
            participation.frozen_on, participation.deadline = None, self.deadline

    class InvitationRequested(Event):
        TOPIC = "participation.invitation-requested"

        def apply(self, participation: Participation) -> None:
            participation.requested = True

    class BasisRenewed(Event):
        """The basis has a newer version. What was decided stands until it is decided anew (I05)."""

        TOPIC = "participation.basis-renewed"
        basis: UUID
        basis_version: int
        former_version: int
        changed: list[str]
        reconsider: bool

        def apply(self, participation: Participation) -> None:
            participation.told = [*participation.told, self.basis_version]

    class DecisionMade(Event):
        TOPIC = "participation.decision-made"
        answer: str
        former_answer: str | None
        basis_version: int
        level: str
        reason: str | None
        wished_pulje: int | None
        document: str | None
        on_behalf: bool
        late: bool

        def apply(self, participation: Participation) -> None:
            participation.answer, participation.wished = self.answer, self.wished_pulje
            participation.decided_version = self.basis_version
            participation.decision = (
                self.answer,
                self.level,
                self.reason,
                self.wished_pulje,
                self.document,
            )

    class SignedUp(Event):
        TOPIC = "participation.signed-up"
        pulje: int
        outcome: str

        def apply(self, participation: Participation) -> None:
            participation.pulje, participation.outcome = self.pulje, self.outcome

    class PuljeChanged(Event):
        TOPIC = "participation.pulje-changed"
        former_pulje: int
        pulje: int
        outcome: str

        def apply(self, participation: Participation) -> None:
            participation.pulje, participation.outcome = self.pulje, self.outcome

    class PlaceGained(Event):
        TOPIC = "participation.place-gained"
        pulje: int

        def apply(self, participation: Participation) -> None:
            participation.outcome = "place"

    class PlaceDeclined(Event):
        """The place was turned down; the decision to join the run stands."""

        TOPIC = "participation.place-declined"
        pulje: int

        def apply(self, participation: Participation) -> None:
            participation.pulje, participation.outcome, participation.wished = None, None, None

    class PlaceLost(Event):
        """Its pulje was cancelled. What is lost is the place and not the will: its yes stands."""

        TOPIC = "participation.place-lost"
        pulje: int
        outcome: str

        def apply(self, participation: Participation) -> None:
            participation.pulje, participation.outcome, participation.wished = None, None, None

    class PuljerOffered(Event):
        """Further puljer for one that joins and has none; its answer stands as it is."""

        TOPIC = "participation.puljer-offered"
        puljer: list[int]
        trace: list[dict[str, Any]]

        def apply(self, participation: Participation) -> None:
            participation.puljer = [*participation.puljer, *self.puljer]

    class Withdrawn(Event):
        """`answer` is what stands from then on: a decline or a wish to wait, or `withdrawn`."""

        TOPIC = "participation.withdrawn"
        answer: str
        pulje: int | None
        reason: str | None
        document: str | None
        on_behalf: bool

        def apply(self, participation: Participation) -> None:
            participation.pulje, participation.outcome = None, None
            if self.answer == WITHDRAWN:
                participation.answer, participation.decision = WITHDRAWN, None
                participation.decided_version = None

    # State

    run: UUID
    solution: str
    municipality: UUID
    number: str
    region: str
    invitation: int
    invited_at: datetime
    told: list[int]
    """The versions of the basis it was invited on or told of since; the last is the newest."""
    puljer: list[int]
    deadline: date
    reminders: int
    reminded_on: date | None
    expired: bool
    frozen_on: date | None
    requested: bool
    answer: str | None
    decision: tuple[str, str, str | None, int | None, str | None] | None
    decided_version: int | None
    wished: int | None
    pulje: int | None
    outcome: str | None

    @staticmethod
    def id_of(run: UUID, municipality: UUID) -> UUID:
        return derived("participations", run, municipality)

    @property
    def unanswered(self) -> bool:
        """Neither yes nor no (I02)."""
        return self.answer is None

    @property
    def basis_version(self) -> int:
        """The newest version of the basis that it was told of: the one to decide on (I05)."""
        return self.told[-1]

    @property
    def may_reconsider(self) -> bool:
        """Whether what it decided rests on an older basis than it has been told of by now (I05)."""
        return self.decided_version is not None and self.decided_version != self.basis_version

    @property
    def invitation_open(self) -> bool:
        return self.answer is None and not self.expired

    @property
    def without_place(self) -> bool:
        """It is to join, and neither has a place nor waits for one."""
        return self.answer == JOIN and self.pulje is None

    @property
    def frozen(self) -> bool:
        """An unanswered invitation whose deadline does not run (I14)."""
        return self.invitation_open and self.frozen_on is not None

    def _open(self, event: Participation.Invited | Participation.InvitedAgain) -> None:
        self.number, self.region, self.invited_at = event.number, event.region, event.timestamp
        self.invitation, self.told = event.invitation, [event.basis_version]
        self.puljer, self.deadline = event.puljer, event.deadline
        self.reminders, self.reminded_on = 0, None
        self.expired, self.requested, self.frozen_on = False, False, None
        self.answer, self.decision, self.wished = None, None, None
        self.decided_version = None

    # Decisions

    @classmethod
    def invite(
        cls, act: Act, *,
        run: UUID, solution: str, municipality: UUID, number: str, region: str, basis: UUID,
        basis_version: int, puljer: list[int], deadline: date, trace: list[dict[str, Any]],
    ) -> Self:  # fmt: skip
        """Invite a municipality to a run for the first time, on one frozen basis (I04, I05).

        `trace` is what the gate found. Refuses no basis, no pulje, and no time to answer (C07-02).
        """
        _check_terms(act, basis_version, puljer, deadline)
        return cls.found(
            cls.Invited, cls.id_of(run, municipality), act,
            run=run, solution=solution, municipality=municipality, number=number, region=region,
            invitation=1, basis=basis, basis_version=basis_version, puljer=puljer,
            deadline=deadline, trace=trace,
        )  # fmt: skip

    def invite_again(
        self, act: Act, *,
        number: str, region: str, basis: UUID, basis_version: int, puljer: list[int],
        deadline: date, trace: list[dict[str, Any]], fresh: bool = False,
    ) -> None:  # fmt: skip
        """Invite once more to the same run, where `check_invitable` does not refuse."""
        gate = Gate("invitation")
        self.check_invitable(gate, fresh=fresh)
        gate.passed()
        _check_terms(act, basis_version, puljer, deadline)
        self.record(
            self.InvitedAgain, act,
            run=self.run, solution=self.solution, municipality=self.municipality,
            number=number, region=region, invitation=self.invitation + 1, basis=basis,
            basis_version=basis_version, puljer=puljer, deadline=deadline, trace=trace,
        )  # fmt: skip

    def check_invitable(self, gate: Gate, *, fresh: bool = False) -> None:
        """Whether no invitation is open (C07-02), and nobody who said no is pressed (C07-05).

        `fresh` is whether all that is offered came after the invitation that it said no to.
        """
        seen = {"participation": ref(self)}
        gate.check(
            C07_02, not self.invitation_open, "invitation_open", seen,
            deadline=self.deadline.isoformat(),
        )  # fmt: skip
        settled = self.answer == JOIN and not (fresh and self.without_place)
        gate.check(C07_02, not settled, "joined_already", seen)
        said_no = self.answer in {DECLINE, WITHDRAWN} and not self.requested
        gate.check(C07_05, fresh or not said_no, "said_no", seen)

    def offer_puljer(self, act: Act, *, puljer: list[int], trace: list[dict[str, Any]]) -> None:
        """Let one that joins and has no place choose among further puljer (C07-04, C08-11).

        It is asked nothing anew: what it decided stands.
        """
        new = [each for each in puljer if each not in self.puljer]
        if self.without_place and new:
            self._say(self.PuljerOffered, act, puljer=new, trace=trace)

    def request_invitation(self, act: Act) -> None:
        """The municipality itself asks to be invited again (C07-05)."""
        self.check_own(act)
        if not (self.requested or self.invitation_open or self.answer == JOIN):
            self._say(self.InvitationRequested, act)

    def remind(self, act: Act, *, today: date, most: int) -> None:
        """Remind of an unanswered invitation, once a day and never after its deadline (C07-06).

        `most` is how often at most, the reminders that were sent before included.
        """
        if self.reminded_on == today:
            return
        if not self.unanswered:
            raise Refused(C07_06, "answered")
        if self.frozen:
            raise Refused(I14, "invitation_frozen")
        if self.expired or today > self.deadline:
            raise Refused(C07_06, "deadline_passed", deadline=self.deadline.isoformat())
        if self.reminders >= most:
            raise Refused(C07_06, "reminded_enough", reminders=self.reminders)
        self._say(self.Reminded, act, on=today, reminder=self.reminders + 1, deadline=self.deadline)

    def expire(self, act: Act, *, today: date) -> None:
        """Note that nobody answered in time. That is never a decision (I02)."""
        if not self.invitation_open:
            return
        if self.frozen:
            raise Refused(I14, "invitation_frozen")
        if today <= self.deadline:
            raise Refused(I02, "deadline_ahead", deadline=self.deadline.isoformat())
        self._say(self.InvitationExpired, act, deadline=self.deadline)

    def renew_basis(self, act: Act, *, basis: UUID, basis_version: int, changed: list[str]) -> None:
        """Tell it of a newer version of the basis. What it decided stands until it does anew (I05).

        A version that it was told of already, or a newer one, is not told again.
        """
        if basis_version > self.basis_version:
            self._say(
                self.BasisRenewed, act,
                basis=basis, basis_version=basis_version, former_version=self.basis_version,
                changed=list(changed), reconsider=self.decided_version is not None,
            )  # fmt: skip

    def freeze(self, act: Act, *, readiness: UUID) -> None:
        """Let the deadline of an unanswered invitation stand still (I14).

        The municipality may answer all the same: what it decides is its own.
        """
        if self.invitation_open and not self.frozen:
            self._say(self.Frozen, act, readiness=readiness, deadline=self.deadline)

    def thaw(self, act: Act) -> None:
        """Let it run again: the deadline moves by the days that it stood still (C03-11)."""
        if self.frozen and self.frozen_on is not None:
            still = act.today - self.frozen_on
            self._say(
                self.Thawed, act, days=still.days, former_deadline=self.deadline,
                deadline=self.deadline + still, reminders=self.reminders,
            )  # fmt: skip

    def decide(
        self, act: Act, *,
        answer: str, basis_version: int, level: str, reason: str | None = None,
        wished_pulje: int | None = None, document: str | None = None, sign_ups: bool = True,
    ) -> None:  # fmt: skip
        """The municipality answers, or answers anew; a decline needs no reason (I01, I03).

        `sign_ups` is whether the run still takes any; where it does not, only a decline is taken.
        Refuses another basis than the newest that it was told of (I05), but for a decline, and a
        pulje that it was not invited to.
        """
        behalf = on_behalf(act, self.municipality, self.region, document)
        check_answer(answer, level)
        if basis_version not in (self.told if answer == DECLINE else self.told[-1:]):
            raise Refused(I05, "stale_basis", asked=basis_version, invited_on=self.basis_version)
        if not sign_ups and answer != DECLINE:
            raise Refused(C07_03, "run_takes_no_sign_ups")
        if wished_pulje is not None:
            self._check_invited_to(wished_pulje)
        said = (answer, level, reason, wished_pulje, document)
        if self.decision == said and self.decided_version == basis_version:
            return
        self._say(
            self.DecisionMade, act,
            answer=answer, former_answer=self.answer, basis_version=basis_version, level=level,
            reason=reason, wished_pulje=wished_pulje, document=document, on_behalf=behalf,
            late=act.today > self.deadline and not self.frozen,
        )  # fmt: skip
        if self.pulje is not None and answer in {DECLINE, POSTPONE}:
            self._withdraw(act, answer, reason, document, behalf)

    def withdraw(self, act: Act, *, reason: str | None = None, document: str | None = None) -> None:
        """The municipality leaves the run, whenever it wants to and for no stated reason (I03)."""
        behalf = on_behalf(act, self.municipality, self.region, document)
        if self.pulje is not None or self.answer not in {DECLINE, WITHDRAWN}:
            self._withdraw(act, WITHDRAWN, reason, document, behalf)

    def sign_up(self, act: Act, *, pulje: int, outcome: str) -> None:
        """Enter a pulje that it was invited to, after its decision to join (C07-04).

        `outcome` is `place` or `waiting`. Refuses a second pulje (I24), and everybody else's wish
        than the municipality's own (I01).
        """
        self._check_wish(act, pulje)
        if self.answer != JOIN:
            raise Refused(C07_04, "not_joined", answer=self.answer)
        self._check_invited_to(pulje)
        if self.pulje == pulje:
            return
        if self.pulje is not None:
            raise Refused(I24, "in_a_pulje", pulje=self.pulje)
        self._say(self.SignedUp, act, pulje=pulje, outcome=outcome)

    def move_pulje(self, act: Act, *, pulje: int, outcome: str) -> None:
        """Go to another pulje; where it was before stays on record (C07-04)."""
        self.check_own(act)
        self._check_invited_to(pulje)
        if self.pulje is None:
            raise Refused(C07_04, "not_signed_up")
        if self.pulje != pulje:
            self._say(self.PuljeChanged, act, former_pulje=self.pulje, pulje=pulje, outcome=outcome)

    def gain_place(self, act: Act) -> None:
        """Go from waiting to a place, as the municipality accepted it."""
        self.check_own(act)
        if self.outcome == "waiting":
            self._say(self.PlaceGained, act, pulje=self.pulje)

    def decline_place(self, act: Act) -> None:
        """Leave the pulje because the place came at the wrong time; still to join the run."""
        self.check_own(act)
        if self.outcome == "waiting":
            self._say(self.PlaceDeclined, act, pulje=self.pulje)

    def lose_place(self, act: Act) -> None:
        """Note that its pulje is cancelled; it is still to join, and may sign up anew (C08-11)."""
        if self.pulje is not None:
            self._say(self.PlaceLost, act, pulje=self.pulje, outcome=self.outcome)

    def _withdraw(
        self, act: Act, answer: str, reason: str | None, document: str | None, behalf: bool
    ) -> None:
        self._say(
            self.Withdrawn, act,
            answer=answer, pulje=self.pulje, reason=reason, document=document, on_behalf=behalf,
        )  # fmt: skip

    def check_own(self, act: Act) -> None:
        """Refuse everybody but the municipality itself (I01)."""
        if act.municipality != self.municipality:
            raise Refused(I01, "not_own_municipality", role=str(act.role))

    def _check_wish(self, act: Act, pulje: int) -> None:
        if act.municipality == self.municipality:
            return
        # A reaction carries out what the municipality has wished; nobody else does.
        if act.role != Role.SYSTEM or pulje != self.wished:
            raise Refused(I01, "not_wished", pulje=pulje, wished=self.wished)

    def _check_invited_to(self, pulje: int) -> None:
        if pulje not in self.puljer:
            raise Refused(C07_04, "pulje_not_invited", pulje=pulje, puljer=self.puljer)

    def _say(
        self, event: type[Participation.Event], act: Act, *, on: date | None = None, **fields: Any
    ) -> None:
        self.record(
            event, act, on=on,
            run=self.run, solution=self.solution, municipality=self.municipality,
            number=self.number, region=self.region, **fields,
        )  # fmt: skip


def _check_terms(act: Act, basis_version: int, puljer: list[int], deadline: date) -> None:
    if basis_version < 1:
        raise Refused(I04, "not_frozen")
    if not puljer:
        raise Refused(C07_04, "no_pulje")
    if deadline < act.today:
        raise Refused(C07_02, "deadline_passed", deadline=deadline.isoformat())
