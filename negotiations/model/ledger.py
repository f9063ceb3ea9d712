"""The ledger of evidence: running sums that follow a log and are read at any time from then on.

It keeps one number for all the evidence of a question, group and half-life, since pieces with one
half-life fade together. Its readings agree with the definition in `likelihood`.
"""

import math
from collections.abc import Hashable, Iterator, Mapping, Sequence
from copy import copy

import attrs
import numpy as np

from negotiations.model.account import STRONGEST, Account
from negotiations.model.evidence import (
    QUESTIONS,
    STANDING,
    BaseRate,
    Evidence,
    Posting,
    Share,
    Standing,
    Weighing,
    canonical,
    posting_of,
    weighing_of,
)
from negotiations.model.likelihood import NO_CAPS, Caps, capped, share_factor
from negotiations.model.sums import Days, Sums
from negotiations.model.weights import LARGEST
from negotiations.problems import did_you_mean


@attrs.frozen
class Posted:
    """What became of a piece: whether it counts, and which lesser one it replaces."""

    piece: Evidence | Standing
    counted: bool
    replaces: Evidence | Standing | None = None


@attrs.frozen
class GroupSum:
    """The sum of a group's nats, its cap, and what the cap leaves."""

    total: float
    cap: float

    @property
    def nats(self) -> float:
        """The group's part in the log hazard ratio."""
        return capped(self.total, self.cap)

    @property
    def factor(self) -> float:
        """What the cap leaves of each nat, 0 to 1."""
        return share_factor(self.total, self.cap)


@attrs.define(eq=False, on_setattr=[])
class Ledger:
    """The evidence posted so far, for every question that has a base rate.

    Post in the order in which things became known: a reading lies at or after the last of them.
    With *keep*, `pieces` holds every piece that counts; else it is None.

    >>> ledger = Ledger({"onset": BaseRate(0.12)})
    >>> ledger.post(Evidence(ratio=2, at=0, half_life=30, group="talks")).counted
    True
    >>> round(ledger.probability(t=0, horizon=90), 6)
    0.158901
    """

    base_rates: Mapping[str, BaseRate]
    caps: Caps = attrs.field(default=NO_CAPS)
    keep: bool = False
    now: float = attrs.field(default=-math.inf, init=False)
    standing: tuple[Standing, ...] = attrs.field(default=(), init=False)
    _postings: list[Posting] = attrs.field(factory=list, init=False)
    _posted_in: list[Account] = attrs.field(factory=list, init=False)
    _accounts: dict[tuple[str, str, float], Account] = attrs.field(factory=dict, init=False)
    _numbers: dict[Weighing, tuple[Account, int]] = attrs.field(factory=dict, init=False)
    names: tuple[tuple[str, str, float], ...] = attrs.field(default=(), init=False)

    @caps.validator
    def _positive(self, _: object, caps: Caps) -> None:
        for group, cap in caps.items():
            if not cap > 0:
                raise ValueError(f"the cap of group {group!r} is more than 0 nats, not {cap}")

    @property
    def pieces(self) -> list[Evidence] | None:
        """Every piece that counts, in the order of posting."""
        return self._kept() if self.keep else None

    def _kept(self) -> list[Evidence]:
        pairs = zip(self._posted_in, self._postings, strict=True)
        return [account.evidence(each) for account, each in pairs]

    # --- writing

    def post(self, piece: Evidence) -> Posted:
        """Weigh a piece, unless a crowd's base rate has priced it or its key has a heavier one."""
        self.now = max(self.now, piece.known_at)
        if self.prices(piece.question, piece.known_at):
            return Posted(piece, counted=False)
        account, number = self.account(weighing_of(piece), piece.at)
        lesser = self.put(account, posting_of(piece, number))
        if isinstance(lesser, bool):
            return Posted(piece, counted=lesser)
        return Posted(piece, counted=True, replaces=account.evidence(lesser))

    def put(self, account: Account, piece: Posting) -> Posting | bool:
        """Count a piece in its account: False if it does not count, True, or what it replaces."""
        done = account.put(piece)
        if self.keep and done is not False:
            if done is not True:
                self._remove(done)
            self._postings.append(piece)
            self._posted_in.append(account)
        return done

    def _remove(self, piece: Posting) -> None:
        """Take one piece out, looking from the end, where a piece of the same day stands."""
        postings = self._postings
        at = next(i for i in reversed(range(len(postings))) if postings[i] is piece)
        del postings[at], self._posted_in[at]

    def account(self, weighing: Weighing, at: float) -> tuple[Account, int]:
        """The account of a weighing, begun at *at* if it is new, and its number there."""
        known = self._numbers.get(weighing)
        if known is None:
            name = weighing.account
            if name not in self._accounts:
                self._accounts[name] = Account(weighing.half_life, anchor=at)
                self.names = tuple(self._accounts)
            account = self._accounts[name]
            known = self._numbers[weighing] = account, account.number(weighing)
        return known

    def stand(self, term: Standing) -> Posted:
        """Let a term stand. It ends an earlier one of the same rule on the same conclusion."""
        self.now = max(self.now, term.since)
        if self.prices(term.question, term.since):
            return Posted(term, counted=False)
        lesser = next((each for each in self.standing if _same_state(each, term)), None)
        if lesser is not None and abs(lesser.weight) > abs(term.weight):
            term = attrs.evolve(lesser, until=max(lesser.until, term.until))
        others = (each for each in self.standing if each is not lesser and each.until > self.now)
        self.standing = (*others, term)
        return Posted(term, counted=True, replaces=lesser)

    def lift(self, conclusion: Hashable, at: float) -> tuple[Standing, ...]:
        """End the terms that stand while *conclusion* does; the terms that ended."""
        self.now = max(self.now, at)
        ended = tuple(term for term in self.standing if term.conclusion == conclusion)
        self.standing = tuple(term for term in self.standing if term.conclusion != conclusion)
        return ended

    def fork(self) -> "Ledger":
        """A copy that goes its own way."""
        twin = copy(self)
        twin._postings, twin._posted_in = self._postings.copy(), self._posted_in.copy()
        twin._accounts = {name: account.fork() for name, account in self._accounts.items()}
        twin._numbers = {}
        return twin

    @property
    def size(self) -> int:
        """How many entries a fork copies."""
        accounts = self._accounts.values()
        return 2 * len(self._postings) + sum(account.size for account in accounts)

    def forget(self) -> None:
        """Keep no more than sums from here on."""
        self.keep, self._postings = False, []

    # --- reading

    def probability(self, t: float, horizon: float, question: str = "onset") -> float:
        """P(the event within *horizon* whole days of *t*), if there is no more news."""
        return self.probabilities(t, [horizon], question)[0]

    def probabilities(
        self, t: float, horizons: Sequence[float], question: str = "onset"
    ) -> tuple[float, ...]:
        """The probability within each of the *horizons*, in their order, from one hazard."""
        self._check(t, question)
        return self.sums().probabilities(t, horizons, question, self.hazard(question))

    def sums(self) -> Sums:
        """What a reading needs, as it stands now."""
        return Sums(self.names, self.numbers(), self.standing, self.caps)

    def numbers(self) -> tuple[float, ...]:
        """Each account's sum and its anchor, in the order of *names*."""
        every = self._accounts.values()
        return tuple([number for each in every for number in (each.total, each.anchor)])

    def hazards(self, t: float, longest: int, question: str = "onset") -> Days:
        """The hazard of each of the *longest* days after *t*, if there is no more news."""
        self._check(t, question)
        nats = np.minimum(self.sums().log_hazard_ratios(t, longest, question), LARGEST)
        return self.hazard(question) * np.exp(nats)

    def log_hazard_ratio(self, t: float, question: str = "onset") -> float:
        """η in nats at *t*: how much the hazard stands above (or below) the base rate."""
        return math.fsum(group.nats for group in self.groups(t, question).values())

    def groups(self, t: float, question: str = "onset") -> dict[str, GroupSum]:
        """Each group's nats; they add up to the log hazard ratio. Terms that stand are a group."""
        self._check(t, question)
        totals: dict[str, float] = {}
        for group, account in self._of(question):
            totals[group] = totals.get(group, 0.0) + account.read(t)
        if terms := self._present(t, question):
            totals[STANDING] = math.fsum(term.weight for term in terms)
        caps = {**self.caps, STANDING: math.inf}
        return {
            group: GroupSum(totals[group], caps.get(group, math.inf)) for group in sorted(totals)
        }

    def strongest(self, n: int, t: float, question: str = "onset") -> list[Share]:
        """The *n* pieces and terms that weigh most at *t*, the heaviest first.

        Exact, from bounded memory, for n up to `STRONGEST` (else ValueError). What weighs nothing
        is left out.
        """
        if not 0 <= n <= STRONGEST:
            raise ValueError(f"a ledger knows its {STRONGEST} strongest pieces, not {n}")
        sums, top = self.groups(t, question), self._top(question)
        pieces = [(piece, piece.contribution(t)) for piece in top]
        shares = [Share(piece, raw, raw * sums[piece.group].factor) for piece, raw in pieces if raw]
        shares += [Share(term, term.weight, term.weight) for term in self._present(t, question)]
        return sorted(shares, key=_heaviest_first)[:n]

    # --- within

    def _of(self, question: str) -> Iterator[tuple[str, Account]]:
        for (asked, group, _), account in self._accounts.items():
            if asked == question:
                yield group, account

    def _top(self, question: str) -> list[Evidence]:
        return [each for _, account in self._of(question) for each in account.strongest()]

    def _present(self, t: float, question: str) -> list[Standing]:
        return [term for term in self.standing if term.question == question and term.present(t)]

    def prices(self, question: str, known_at: float) -> bool:
        """Whether the base rate contains already what became known then."""
        base = self.base_rates.get(question)
        return base is not None and base.prices(known_at)

    def hazard(self, question: str) -> float:
        """λ0 per day; ValueError for a question without a base rate."""
        if question not in self.base_rates:
            known = did_you_mean(question, self.base_rates)
            raise ValueError(f"no base rate for the question {question!r}{known}")
        return self.base_rates[question].hazard

    def _check(self, t: float, question: str) -> None:
        if question not in QUESTIONS:
            raise ValueError(f"unknown question {question!r}{did_you_mean(question, QUESTIONS)}")
        if not self.now <= t < math.inf:
            raise ValueError(f"written up to {self.now}, the ledger can't be read at {t}")


def _same_state(one: Standing, other: Standing) -> bool:
    """Whether two terms are one rule's weight for one conclusion, which holds or doesn't."""
    names = [(term.question, term.group, term.rule, term.conclusion) for term in (one, other)]
    return one.conclusion is not None and names[0] == names[1]


def _heaviest_first(share: Share) -> tuple[object, ...]:
    return (-abs(share.nats), *canonical(share.piece))
