"""News that comes late: it fills gaps and dates, and undoes nothing that came after."""

import happenings
import logs

from negotiations.log.reading import log_of
from negotiations.notation import read_yaml
from negotiations.rulebook.reading import rules_from
from negotiations.runs import Run, replay

CASE = logs.case()
HEAD = "means: m\nmay_mislead: m\nbasis: expert\nwritten: 2025-01-01\n"


def run_of(records, *rules: str, as_of: str | None = None) -> Run:
    texts = [read_yaml(f"rule: r{n}\n{HEAD}{text}".encode(), "r") for n, text in enumerate(rules)]
    book = rules_from(texts) if rules else logs.rules()
    return replay(log_of(CASE, records), book, as_of=as_of)


def strike(id: str, day: int, **said):
    when = f"2025-01-{day:02d}T12:00"
    return {
        "id": id,
        "kind": "strike",
        "occurred": when,
        "known_at": when,
        "actor": "ruritania",
        "recipient": "freedonia",
        "launched": 400,
        **said,
    }


def truce(id: str, status: str, day: int, known: int):
    return {
        "id": id,
        "kind": "ceasefire",
        "ceasefire": "truce",
        "status": status,
        "declaration": "bilateral",
        "scope": "general",
        "occurred": f"2025-01-{day:02d}T12:00",
        "known_at": f"2025-01-{known:02d}T12:00",
    }


def test_word_of_an_earlier_declaration_does_not_suspend_a_ceasefire():
    """In effect on the tenth, it stays so when its declaration of the eighth becomes known."""
    run = run_of([truce("b", "in_effect", 10, 10), truce("a", "declared", 8, 12)])
    held = run.process.ceasefires["truce"]
    assert (held.status, held.declared_at) == (
        "in_effect",
        happenings.event("strike", "2025-01-08T12:00").moment,
    )
    assert run.process.question() == "collapse"
    assert "older news: ceasefire truce stays in_effect" in [r.change.told() for r in run.trace]


def test_word_of_an_earlier_effect_does_not_revive_a_ceasefire():
    """Ended on the twentieth, it stays ended."""
    run = run_of([truce("b", "ended", 20, 20), truce("a", "in_effect", 9, 22)])
    assert run.process.ceasefires["truce"].status == "ended"
    assert run.process.question() == "onset"


def test_a_denial_does_not_make_an_event_credible():
    """A strike that stood as a mere claim stays one when a good source denies it."""
    doubtful = strike("e1", 5, sources=[{"source": "wire", "credibility": 5}])
    denial = {
        "id": "e2",
        "kind": "strike",
        "report_of": "e1",
        "known_at": "2025-01-06",
        "asserter": "freedonia",
        "modality": "denied",
        "sources": [{"source": "paper", "credibility": 1}],
    }
    assert run_of([doubtful, denial]).evidence == ()


CONCLUDING = "when: strike\nthen: [{conclude: {name: x, for: 2 days}}]\n"
STANDING = "when: statement\nthen: [{weigh: {group: talks, word: strong for, lasts: while x}}]\n"


def statement(day: int):
    when = f"2025-01-{day:02d}T12:00"
    return {
        "id": f"s{day}",
        "kind": "statement",
        "occurred": when,
        "known_at": when,
        "actor": "ruritania",
        "text": "well",
    }


def test_a_term_that_has_run_out_does_not_come_back():
    """When its conclusion is drawn again weeks later, the old term stays over."""
    log = [strike("a", 1), statement(2), strike("b", 20)]
    again = run_of(log, CONCLUDING, STANDING)
    assert again.likelihood(90) == run_of([strike("b", 20)], CONCLUDING, STANDING).likelihood(90)


def test_a_term_stands_as_long_as_its_own_partys_conclusion():
    """The other side's conclusion of the same name does not prolong it."""
    drawn = "when: strike\nthen: [{conclude: {name: x, party: actor, for: 5 days}}]\n"
    stands = (
        "when: strike\ngiven: {position: {party: actor, issue: truce-terms, at_most: 50}}\n"
        "then: [{weigh: {group: talks, word: strong for, lasts: while x}}]\n"
    )
    own = [strike("a", 1)]
    others = [*own, strike("b", 4, actor="freedonia", recipient="ruritania")]
    after = "2025-01-07"
    assert run_of(others, drawn, stands, as_of=after).likelihood(90) == run_of(
        own, drawn, stands, as_of=after
    ).likelihood(90)


def test_a_weaker_repeat_does_not_weaken_a_standing_weight():
    """The better graded record keeps its weight."""
    both = "[{conclude: {name: x}}, {weigh: {group: talks, word: strong for, lasts: while x}}]"
    rules = (f"when: strike\nthen: {both}\n",)
    sure = strike("a", 1, sources=[{"source": "wire", "credibility": 1}])
    doubtful = strike("b", 2, sources=[{"source": "wire", "credibility": 4}])
    assert run_of([sure, doubtful], *rules).likelihood(90) == run_of([sure], *rules).likelihood(90)


def test_nothing_known_later_is_so_much_as_looked_at():
    """A record known after as_of may be as wrong as it likes."""
    wrong = strike("z", 20, actor="nobody")
    assert run_of([strike("a", 1), wrong], as_of="2025-01-10").last is not None


def test_what_has_been_retracted_can_not_be_reported_on():
    """A line about it is a problem of its own, not lost."""
    from_now_on = {"id": "r", "kind": "retraction", "of": "a", "known_at": "2025-01-02"}
    later = {
        "id": "c",
        "kind": "correction",
        "of": "a",
        "known_at": "2025-01-03",
        "set": {"launched": 3},
    }
    told: list[str] = []
    log = log_of(
        CASE,
        [strike("a", 1), from_now_on, later],
        on_trouble=lambda trouble: told.extend(p.what for p in trouble.problems),
    )
    replay(log, logs.rules())
    assert told == ["'a' was retracted by 'r'; record it anew"]
