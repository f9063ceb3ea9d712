"""What a word on the terms does: stances, preconditions and proposals."""

from collections.abc import Iterator

from negotiations.model.changes import Became, Change
from negotiations.model.happening.late import older_news, overtaken
from negotiations.model.kinds import Demand, ProposalEvent, Statement
from negotiations.model.process import PeaceProcess
from negotiations.model.talks import Proposal
from negotiations.model.terms import Precondition


def state(process: PeaceProcess, event: Statement) -> Iterator[Change]:
    """A party's last word on an issue; a position it names is where it stands in public."""
    for party in event.actor if event.issue else ():
        assert event.issue is not None
        if event.stance:
            before = process.stances.get((party, event.issue))
            if not overtaken(before[1] if before else None, event):
                process.stances[party, event.issue] = (event.stance, event.moment)
                was = before[0] if before else None
                yield Became("stance", f"{party} on {event.issue}", was, event.stance)
        if event.position is not None and (party, event.issue) in process.positions:
            yield from process.restate((party, event.issue), event.position, event.known_at)


def demand(process: PeaceProcess, event: Demand) -> Iterator[Change]:
    """A precondition through its life; what its assertion said of it stays with it."""
    assert event.precondition is not None, "the reader asks for it"
    assert event.status is not None, "the reader asks for it"
    known = process.preconditions.get(event.precondition)
    made = known or Precondition(
        event.precondition,
        event.actor,
        event.recipient,
        event.status,
        event.moment,
        event.issue,
        event.text,
        bool(event.red_line),
        event.deadline,
    )
    late = known is not None and overtaken(known.changed, event)
    now = Precondition(
        made.id,
        made.holder,
        made.addressee,
        issue=made.issue,
        status=made.status if late else event.status,
        changed=made.changed if late else event.moment,
        text=event.text or made.text,
        deadline=event.deadline or made.deadline,
        red_line=made.red_line if event.red_line is None else event.red_line,
        since=event.moment if event.status == "asserted" and not late else made.since,
    )
    if late:
        process.preconditions[made.id] = now
        yield older_news("precondition", made.id, now.status)
        return
    told = Became("precondition", made.id, known.status if known else None, event.status)
    yield from process.keep(process.preconditions, made.id, now, told)


def propose(process: PeaceProcess, event: ProposalEvent) -> Iterator[Change]:
    """A paper on the table; talks about talks begin with it where there were none."""
    assert event.proposal is not None, "the reader asks for it"
    assert event.status is not None, "the reader asks for it"
    known = process.proposals.get(event.proposal)
    made = known or Proposal(
        event.proposal, event.actor, event.status, event.moment, began=event.moment
    )
    late = known is not None and overtaken(known.since, event)
    answered = event.actor if event.status in ("accepted", "rejected") else ()
    now = Proposal(
        made.id,
        made.by,
        status=made.status if late else event.status,
        since=made.since if late else event.moment,
        issue=event.issue or made.issue,
        title=event.title or made.title,
        answered_by=tuple(dict.fromkeys((*made.answered_by, *answered))),
        began=made.began,
    )
    if late:
        process.proposals[made.id] = now
        yield older_news("proposal", made.id, now.status)
        return
    told = Became("proposal", made.id, known.status if known else None, event.status)
    yield from process.keep(process.proposals, made.id, now, told)
    if event.status == "tabled":
        yield from process.approach(event.known_at)
    for party in event.actor:
        key = (party, event.issue or "")
        if event.position is not None and key in process.positions:
            yield from process.restate(key, event.position, event.known_at)
