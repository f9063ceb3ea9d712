"""`negotiations why`: events, positions, phases and the likelihood, each with what made it so."""

import json
import math
from pathlib import Path

import pytest
from commands import RULE, Said, case_folder, run

from negotiations.log.reading import read_log
from negotiations.model.likelihood import leave_one_out
from negotiations.model.times import days
from negotiations.packaged import folder, seed
from negotiations.rulebook.reading import read_rules
from negotiations.runs import replay


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A case in the working folder: a round, a great wave, and a wave of unknown size."""
    return placed(tmp_path, monkeypatch)


def placed(folder: Path, monkeypatch: pytest.MonkeyPatch, *texts: str) -> str:
    """A case with that log and rules in the working folder, so that its places are short."""
    case_folder(folder, *texts)
    monkeypatch.chdir(folder)
    return "."


def why(*words: object) -> str:
    """What `why` says, when it ends well."""
    said = run("why", *map(str, words))
    assert (said.code, said.err) == (0, "")
    return said.out


# --- the likelihood


@pytest.mark.parametrize("name", ["istanbul-2025", "minsk-2014"])
def test_nats_add_up_to_the_log_hazard_ratio(name: str) -> None:
    """The capped nats of all pieces sum to the log hazard ratio, group by group and in all."""
    told = json.loads(why(name, "--likelihood", "--format", "json"))
    pieces = [each for group in told["groups"] for each in group["evidence"]]
    assert pieces
    assert math.fsum(p["nats"] for p in pieces) == pytest.approx(told["log_hazard_ratio"], abs=1e-6)
    for group in told["groups"]:
        total = math.fsum(each["nats"] for each in group["evidence"])
        assert total == pytest.approx(group["nats"], abs=1e-6)


def test_points_are_leave_one_out_at_the_horizon() -> None:
    """Each piece's points are what the 90-day probability loses without it, and do not add up."""
    told = json.loads(why("istanbul-2025", "--likelihood", "--format", "json"))
    run_ = replay(read_log(seed("istanbul-2025")), read_rules(folder("rules")))
    assert run_.now is not None
    lost = leave_one_out(
        run_.case.bases["onset"], run_.evidence, days(run_.now), 90, run_.rules.caps, run_.standing
    )
    expected = sorted((piece.event, piece.rule, round(100 * less, 6)) for piece, less in lost)
    pieces = [each for group in told["groups"] for each in group["evidence"]]
    assert sorted((p["event"], p["rule"], round(p["points"], 6)) for p in pieces) == expected
    moved = 100 * (told["probabilities"]["90"] - told["base"]["probability"])
    assert abs(math.fsum(p["points"] for p in pieces) - moved) > 0.001


def test_every_piece_leads_to_its_rule() -> None:
    """The place told with a piece is the line where that rule begins."""
    told = json.loads(why("istanbul-2025", "--likelihood", "--format", "json"))
    for piece in (each for group in told["groups"] for each in group["evidence"]):
        file, _, number = piece["place"].rpartition(":")
        line = Path(file).read_text("utf-8").splitlines()[int(number) - 1]
        assert line == f"rule: {piece['rule']}"


def test_the_likelihood_is_told_whole(case: str) -> None:
    """One piece, a day old: ln(1 + 0.8·(0.8 − 1))·2^(−1/14) = −0.166 nats, −0.163 after the cap."""
    assert why(case, "--likelihood").splitlines() == [
        "Onset of a ceasefire, as of 2025-05-21 (UTC)",
        "",
        "  base rate         12.0 % in 90 days (historical)",
        "                    made up for examples",
        "  now               3.8 % in 30 days, 11.6 % in 90 days, 22.2 % in 180 days",
        "  log hazard ratio  -0.163 nats: each day's hazard is 0.85 times the base rate's",
        "",
        "    nats     raw  points  half-life     q  date        event",
        "  -0.163  -0.166                                       battlefield, cap 0.7",
        "  -0.163  -0.166   -0.39       14 d  0.80  2025-05-20  wave",
        "          great-wave  rules/rule-0.yaml:1",
        "  -0.163  -0.166                                       in all",
        "",
        "  nats    what is left of each weight, after its group's cap; "
        "they add up to the log hazard ratio",
        "  raw     the same before the cap",
        "  points  percentage points of the probability in 90 days, leave-one-out: "
        "with the piece less",
        "          without it; these do not add up, for pieces multiply each other and share caps",
        "  q       the probability that the record is true",
    ]


def test_no_evidence_is_said(case: str) -> None:
    """Before anything weighs, the likelihood is the base rate's."""
    told = why(case, "--likelihood", "--as-of", "2025-05-18").splitlines()
    assert told[-1] == "No evidence weighs on it: the likelihood is the base rate's."


def test_what_has_faded_is_told_together_unless_all_is_wanted(case: str) -> None:
    """Pieces that would be printed as nothing share a row, so that the column still adds up."""
    late = ("--likelihood", "--as-of", "2026-01-01")
    assert "1 more below 0.0005 nats each; --all lists them" in why(case, *late)
    assert "  wave\n" in why(case, *late, "--all")


# --- events


def test_an_event_is_told_whole(case: str) -> None:
    """Sources, changes, the rule with its place, meaning and caution."""
    told = why(case, "--event", "wave").splitlines()
    assert told == [
        "wave",
        "  what         Freedonia launched 472 drones at Ruritania",
        "  occurred     2025-05-20",
        "  known        2025-05-20",
        "  sources      press (B2); q 0.80 that it is so",
        "  stands at    log.yaml:2",
        "",
        "What it changed",
        *(line for line in told if line.startswith("  onset: 30 d")),
        "  ruritania on truce-terms: 80 → 81.5",
        "",
        "Rule great-wave for recipient ruritania  rules/rule-0.yaml:1",
        "  onset, battlefield: -0.174 nats, half-life 14 d",
        "  ruritania on truce-terms hardens by 1.5",
        "  means        A great wave of drones is meant for the table too.",
        "  may mislead  Launched is not hit.",
        "  basis        expert; written 2025-06-02",
    ]


def test_why_not_names_what_is_unknown(case: str) -> None:
    """Of a rule that did not fire, the condition that is not known, and what is not."""
    assert why(case, "--event", "unclear").splitlines()[-3:] == [
        "Rules on a strike that did not fire, the nearest first",
        "  great-wave for recipient ruritania  rules/rule-0.yaml:1",
        "    when launched at_least 400: unknown (launched is not known)",
    ]


def test_one_rule_is_told_condition_by_condition(case: str) -> None:
    """With --rule every condition stands there with its truth."""
    assert why(case, "--event", "unclear", "--rule", "great-wave").splitlines()[-5:] == [
        "It does not hold for recipient ruritania",
        "  when munition drone: yes (munition is drone)",
        "  when launched at_least 400: unknown (launched is not known)",
        "  given talks convened: yes (talks:main is convened)",
        "  unless ceasefire in_effect: no (no ceasefire yet)",
    ]


def test_a_claim_that_moves_nothing_says_so(tmp_path: Path) -> None:
    """Below the case's accepted grades no rule is asked."""
    log = (
        "- {id: rumour, kind: strike, occurred: 2025-05-20, known_at: 2025-05-20, "
        "actor: freedonia, munition: drone, launched: 900, "
        "sources: [{source: press, credibility: 5}]}\n"
    )
    told = why(case_folder(tmp_path, log), "--event", "rumour").splitlines()
    assert told[-4:] == [
        "What it changed",
        "  recorded as a claim only: credibility 5",
        "",
        "No rule was asked: it stands as a claim only, and moves nothing.",
    ]


CORRECTED = """
- {id: wave, kind: strike, occurred: 2025-05-20, known_at: 2025-05-20, actor: freedonia, recipient: ruritania, munition: drone, launched: 472}
- {id: recount, kind: correction, of: wave, known_at: 2025-05-25, set: {launched: 300}, because: a recount}
"""  # noqa: E501


def test_a_revised_event_is_told_as_it_was_and_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it did at first stands; why-not is about the event as revised."""
    rule = RULE.replace("given:\n  talks: convened\n", "")
    told = why(placed(tmp_path, monkeypatch, CORRECTED, rule), "--event", "wave")
    assert "  ruritania on truce-terms: 80 → 81.5\n" in told
    assert "recount  wave: corrected, launched 472 → 300 (a recount); now differs:" in told
    assert told.endswith(
        "Rules on a strike that would not fire on it as revised, the nearest first\n"
        "  great-wave for recipient ruritania  rules/rule-0.yaml:1\n"
        "    when launched at_least 400: no (launched is 300)\n"
    )


def test_a_correction_is_an_event_too(tmp_path: Path) -> None:
    """Asked about the correction itself, it says of what, why, and what now differs."""
    told = why(case_folder(tmp_path, CORRECTED), "--event", "recount").splitlines()
    assert told[1] == "  what         correction of wave: a recount"
    assert "What it changed" in told


def test_a_day_is_an_event_too() -> None:
    """Rules of the clock are told like others, under the day's name."""
    told = why("istanbul-2025", "--event", "day:2025-05-30").splitlines()
    assert told[:2] == ["day:2025-05-30", "  what         the clock passes midnight"]
    place = "rules/talks/no-round-for-14-days.yaml:1"
    assert next(line for line in told if line.startswith("Rule ")).endswith(place)


# --- positions and phases


def test_a_position_is_told_step_by_step(case: str) -> None:
    """Where it began, every shift with its rule, every settlement, and where it is now."""
    told = why(case, "--party", "ruritania", "--issue", "truce-terms").splitlines()
    assert told[0] == "ruritania on truce-terms"
    rule = "great-wave  rules/rule-0.yaml:1"
    assert told[told.index("  began at     80") + 1 :] == [
        "",
        f"  2025-05-20  wave  ruritania on truce-terms hardens by 1.5  {rule}",
        "  2025-05-20  wave  ruritania on truce-terms: 80 → 81.5",
        "",
        "  now at       81.5",
    ]


def test_the_steps_lead_from_where_it_began_to_where_it_is() -> None:
    """Each settlement starts where the one before ended; the last is where the process stands."""
    words = ("--party", "ukraine", "--issue", "truce-terms", "--format", "json")
    told = json.loads(why("istanbul-2025", *words))
    settled = [step for step in told["steps"] if step.get("change") == "settled"]
    values = [told["began"], *(step["after"] for step in settled)]
    assert [step["before"] for step in settled] == values[:-1]
    assert values[-1] == told["now"] != told["began"]


def test_a_phase_is_told_move_by_move(case: str) -> None:
    """Every move with the reason why it was not foreseen, and what may come next."""
    assert why(case, "--phase", "talks").splitlines() == [
        "talks:main is convened since 2025-05-16",
        "",
        "  2025-05-16  met  talks:main: none → convened  irregular: convened does not follow none",
        "",
        "  next         adjourn → adjourned",
        "               suspend → suspended",
        "               break_off → broken_off",
        "               conclude → concluded",
    ]


def test_a_blocked_move_says_what_blocks_it(tmp_path: Path) -> None:
    """An open precondition stands in the way of a new round."""
    log = (
        "- {id: ask, kind: demand, occurred: 2025-05-17, known_at: 2025-05-17, actor: ruritania, "
        "precondition: first-a-truce, status: asserted}\n"
    )
    told = why(case_folder(tmp_path, log), "--phase", "talks:main").splitlines()
    blocked = "               schedule → scheduled, blocked by open precondition: first-a-truce"
    assert told[-1] == blocked


# --- what is refused

USAGE = "Usage: negotiations why [OPTIONS] PATH\nTry 'negotiations why --help' for help.\n\nError: "
WHICH = "say which one: --event ID, --party P with --issue I, --phase REGION, or --likelihood"
POSITION = "a position is a party's on an issue: give --party and --issue"


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ((), WHICH),
        (("--event", "wave", "--likelihood"), WHICH),
        (("--phase", "talks", "--party", "ruritania", "--issue", "border"), WHICH),
        (("--party", "ruritania"), POSITION),
        (("--issue", "border"), POSITION),
        (("--likelihood", "--rule", "great-wave"),
         "--rule goes with --event ID: why it fired on it, or did not"),
    ],
)  # fmt: skip
def test_it_must_be_one_question(case: str, words: tuple[str, ...], error: str) -> None:
    """Nothing asked, or two things, is wrong usage."""
    assert run("why", str(case), *words) == Said(2, "", f"{USAGE}{error}\n")


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("--event wav", "no event 'wav'; did you mean 'wave'?"),
        ("--event wave --as-of 2025-05-18", "no event 'wave' is known by then; known are: met"),
        ("--event wave --rule grat-wave", "no rule 'grat-wave'; did you mean 'great-wave'?"),
        (
            "--event met --rule great-wave",
            "the rule 'great-wave' is about a strike; 'met' is a round",
        ),
        ("--party rurtania --issue border", "no party 'rurtania'; did you mean 'ruritania'?"),
        ("--party ruritania --issue bordr", "no issue 'bordr'; did you mean 'border'?"),
        ("--phase talk", "no region of phases 'talk'; did you mean 'talks'?"),
    ],
)
def test_an_unknown_name_is_one_line(case: str, words: str, error: str) -> None:
    """What the replay does not know is exit 1, with the nearest name it does."""
    assert run("why", str(case), *words.split()) == Said(1, "", f"Error: {error}\n")


def test_a_log_on_standard_input_can_be_asked(case: str) -> None:
    """JSON lines on stdin, with the case named."""
    line = {"id": "met", "kind": "round", "occurred": "2025-05-16", "known_at": "2025-05-16",
            "actor": ["ruritania", "freedonia"], "track": "main", "number": 1,
            "status": "convened"}  # fmt: skip
    said = run("why", "-", "--case", str(case), "--phase", "talks", stdin=json.dumps(line) + "\n")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("talks:main is convened since 2025-05-16\n")
