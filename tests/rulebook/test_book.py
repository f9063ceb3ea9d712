"""A rulebook: which rules must wait for which, and cycles that no order could settle."""

from ruritania import firings, play, rulebook, told

STRIKE = (
    "- {kind: strike, occurred: 2025-06-01, actor: freedonia, recipient: ruritania, target: energy}"
)


def link(needs, draws, part="given", name=""):
    """A rule that draws one conclusion where another stands (or, with `unless`, does not)."""
    head = f"rule: {name}\n" if name else ""
    return (
        f"{head}when: strike\n{part}: {{concluded: {needs}}}\nthen: {{conclude: {{name: {draws}}}}}"
    )


def cycle_of(*names):
    return [
        f"1:1: {name!r} can hold itself back: a cycle of conclusions through unless"
        for name in names
    ]


def places(lines):
    """Problems without the name of their file."""
    return [line.split(":", 1)[1] for line in lines]


def test_a_rule_that_a_conclusion_may_hold_back_stands_above_all_that_can_draw_it():
    """Whatever the rules are called and whichever comes first in the book."""
    book = rulebook(
        link("b", "c", "unless", name="aa"), link("a", "b", name="bb"),
        "rule: zz\nwhen: strike\nthen: {conclude: {name: a}}",
    )  # fmt: skip
    assert book.layers == {"zz": 0, "bb": 0, "aa": 1}
    assert firings(play(book, STRIKE), "bb") == ["event-1"]
    assert firings(play(book, STRIKE), "aa") == []


def test_layers_go_as_high_as_rules_shun_each_other():
    """Each of three holds back the next: the first fires, the second does not, the third does."""
    book = rulebook(
        link("b", "c", "unless", name="aa"), link("a", "b", "unless", name="bb"),
        "rule: zz\nwhen: strike\nthen: {conclude: {name: a}}",
    )  # fmt: skip
    assert book.layers == {"zz": 0, "bb": 1, "aa": 2}
    run = play(book, STRIKE)
    assert [firings(run, name) for name in ("zz", "bb", "aa")] == [["event-1"], [], ["event-1"]]


def test_a_rule_that_shuns_its_own_conclusion_is_refused():
    """It would hold exactly if it did not."""
    assert told(link("a", "a", "unless")) == [
        "rule-1.yaml:1:1: 'rule-1' can hold itself back: a cycle of conclusions through unless"
    ]


def test_two_rules_that_shun_each_other_are_refused():
    """Both are named, each at its place."""
    assert places(told(link("b", "a", "unless"), link("a", "b", "unless"))) == cycle_of(
        "rule-1", "rule-2"
    )


def test_a_long_cycle_is_refused_with_all_of_its_rules():
    """Four rules, each awaiting the next one's conclusion; the last shuns the first's."""
    rules = [link("c2", "c1"), link("c3", "c2"), link("c4", "c3"), link("c1", "c4", "unless")]
    assert places(told(*rules)) == cycle_of("rule-1", "rule-2", "rule-3", "rule-4")


def test_only_the_rules_of_the_cycle_are_told():
    """A rule that merely reads what the cycle draws, and one apart from it, hold nothing back."""
    rules = [
        link("b", "a", "unless"), link("a", "b", "unless"), link("a", "elsewhere"),
        "when: strike\nthen: {conclude: {name: apart}}", link("apart", "far", "unless"),
    ]  # fmt: skip
    assert places(told(*rules)) == cycle_of("rule-1", "rule-2")


def test_a_cycle_without_unless_is_no_trouble():
    """Rules that draw each other's conclusions run to a fixed point, each once."""
    book = rulebook(
        link("b", "a"),
        link("a", "b"),
        "when: {strike: {target: energy}}\nthen: {conclude: {name: a}}",
    )
    assert told(link("b", "a"), link("a", "b")) == []
    assert book.layers == {"rule-1": 0, "rule-2": 0, "rule-3": 0}
    assert [len(firings(play(book, STRIKE), f"rule-{n}")) for n in (1, 2, 3)] == [1, 1, 1]


def test_a_long_chain_without_a_cycle_is_read():
    """Thirty rules that each shun the one before: the highest stands in layer 29."""
    names = [f"r{n:02d}" for n in range(30)]
    rules = [link(f"c{n + 1}", f"c{n}", "unless", name) for n, name in enumerate(names)]
    assert rulebook(*rules).layers == {name: 29 - n for n, name in enumerate(names)}


def test_rules_are_told_by_priority_and_then_by_name():
    """Priority orders the telling, whatever order the files come in."""
    book = rulebook(
        "rule: b\nwhen: strike\npriority: 2",
        "rule: c\nwhen: strike\npriority: -1",
        "rule: a\nwhen: strike\npriority: 2",
    )
    assert [name for name, _, _ in play(book, STRIKE).trace.firings()] == ["c", "a", "b"]
