"""A fit as a rulebook: only what was learnt changes in the files, and they read and hold."""

import math

import attrs
import numpy as np
import pytest
from commands import PROJECT
from drawn import CAPS, RULES, drawn_histories, rule_text

from negotiations.examples import example_case, run_examples
from negotiations.forecast.fitting import fit
from negotiations.forecast.hazards import weightings_of
from negotiations.forecast.rewriting import Rewriting
from negotiations.notation.editing import edited
from negotiations.rulebook.reading import read_rules

TRUE = {name: nats for name, (_, nats, _) in RULES.items()}


@pytest.fixture
def folder(tmp_path):
    """The simulated rulebook as files."""
    rules = tmp_path / "rules"
    rules.mkdir()
    for name, what in RULES.items():
        (rules / f"{name}.yaml").write_text(rule_text(name, *what))
    caps = "".join(f"{group}: {{cap: {cap}}}  # nats\n" for group, cap in CAPS.items())
    (rules / "groups.yaml").write_text(caps)
    (rules / "README.md").write_text("Ours.\n")
    return rules


def fitted(folder, **options):
    histories = drawn_histories(np.random.default_rng(2), TRUE, 60)
    return fit(histories, read_rules(folder), **options)


def test_the_written_rulebook_has_the_fitted_weights(folder, tmp_path):
    """It reads back, weighs what was fitted, and says on what basis."""
    found = fitted(folder, free=["round-weighs"])
    found.write_rules(tmp_path / "new", folder)
    read = read_rules(tmp_path / "new")
    weights = {each.name: each.prior for each in weightings_of(read)}
    assert weights["round-weighs"] == pytest.approx(found["round-weighs"].estimate, abs=1e-6)
    basis = read.rule("round-weighs").basis
    assert basis.startswith(f"fitted: {found.outcomes} outcomes in 60 processes, 1970-01-01 to ")


def test_nothing_else_changes(folder, tmp_path):
    """Files of other rules are the same bytes; in a changed one only weight and basis differ."""
    fitted(folder, free=["round-weighs"]).write_rules(tmp_path / "new", folder)
    for name in ("strike.yaml", "envoy.yaml", "groups.yaml", "README.md"):
        assert (tmp_path / "new" / name).read_bytes() == (folder / name).read_bytes()
    old, new = ((d / "round.yaml").read_text() for d in (folder, tmp_path / "new"))
    pairs = zip(old.splitlines(), new.splitlines(), strict=True)
    differ = [old for old, new in pairs if old != new]
    assert [line.split(":")[0].strip(" -") for line in differ] == ["basis", "weigh"]


def test_chosen_half_lives_and_caps_are_written(folder, tmp_path):
    """What the grid chose stands in the rules and in groups.yaml."""
    found = fitted(folder, free=["round-weighs"], half_lives={"round-weighs": [7]},
                   caps={"talks": [2.5]})  # fmt: skip
    found.write_rules(tmp_path / "new", folder)
    read = read_rules(tmp_path / "new")
    assert read.caps == {"battlefield": 0.7, "talks": 2.5}
    assert {w.name: w.half_life for w in weightings_of(read)}["round-weighs"] == 7
    assert "# nats" in (tmp_path / "new" / "groups.yaml").read_text()


def test_other_rules_and_taken_folders_are_refused(folder, tmp_path):
    """It writes over nothing, and into no rules but those it was fitted to."""
    found = fitted(folder, free=["round-weighs"])
    with pytest.raises(FileExistsError):
        found.write_rules(folder, folder)
    (folder / "groups.yaml").write_text("battlefield: {cap: 0.5}\ntalks: {cap: 1.0}\n")
    with pytest.raises(ValueError, match="other rules than these weights were fitted to"):
        found.write_rules(tmp_path / "new", folder)
    assert not (tmp_path / "new").exists()


def test_a_weight_no_rule_may_have_is_refused(folder, tmp_path):
    """Beyond five nats a rulebook would not read, so it is not written."""
    with pytest.raises(ValueError, match="would weigh"):
        Rewriting({("round-weighs", 0): 5.2}, {}, {}, "fitted: x").write(folder, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_one_rule_is_no_folder(folder, tmp_path):
    """A rulebook of a single file can be fitted, but not written anew."""
    with pytest.raises(ValueError, match="is one rule"):
        Rewriting({}, {}, {}, "fitted: x").write(folder / "round.yaml", tmp_path / "new")


def test_every_shipped_rule_can_be_rewritten(tmp_path):
    """With each weight of the packaged rulebook moved a little it reads, and its examples pass."""
    rules = PROJECT / "rules"
    weightings = weightings_of(read_rules(rules))
    nats = {(each.rule, each.effect): each.prior + 0.01 for each in weightings}
    lives = {(w.rule, w.effect): 33.5 for w in weightings if w.half_life < math.inf}
    Rewriting(nats, lives, {"talks": math.inf}, 'fitted: "x": y').write(rules, tmp_path / "new")
    read = read_rules(tmp_path / "new")
    for old, new in zip(weightings, weightings_of(read), strict=True):
        expected = attrs.evolve(old, prior=new.prior, half_life=new.half_life)
        assert new == expected
        assert new.prior == pytest.approx(old.prior + 0.01, abs=1e-6)
        assert new.half_life == (33.5 if old.half_life < math.inf else math.inf)
    assert read.caps["talks"] == math.inf
    assert all(each.passed for each in run_examples(read, example_case(tmp_path / "new")))


@pytest.mark.parametrize(
    ("text", "at", "new", "expected"),
    [
        ("a: 1  # x\nb: 2\n", ("a",), "c: 3", "c: 3  # x\nb: 2\n"),
        ("a: >\n  one\n  two\n\nb: 2\n", ("a",), "a: x", "a: x\n\nb: 2\n"),
        ("a:\n  - b: {v: 2, h: 3}  # y\n", ("a", 0, "b"), "c: 1", "a:\n  - c: 1  # y\n"),
        ("a:\n  b:\n    v: 2  # z\n\nd: 1\n", ("a", "b"), "c: 1", "a:\n  c: 1  # z\n\nd: 1\n"),
        ("a: 'x: y'\r\nb: 2\r\n", ("a",), "a: z", "a: z\r\nb: 2\r\n"),
    ],
)
def test_edits_leave_the_rest(text, at, new, expected):
    """An entry is replaced whatever its style; comments, blank lines and line ends stay."""
    assert edited(text, {at: new}) == expected


def test_an_entry_that_is_not_there_is_an_error():
    """A change that can't be made is no silence."""
    with pytest.raises(KeyError):
        edited("a: 1\n", {("b",): "b: 2"})
