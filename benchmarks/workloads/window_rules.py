"""A rulebook of windows, trends, silences and conclusions that lead to conclusions."""

from pathlib import Path

from benchmarks.workloads.rule_files import FRAME
from benchmarks.workloads.rules import GROUPS

RULES = {
    "heavy-strike": """
when: {strike: {launched: {at_least: 50}}}
then: {weigh: {group: battlefield, word: negligible against, half_life: 14 days}}
""",
    "strike-campaign": """
when: {strike: {launched: {at_least: 50}}}
given: {count: {of: heavy-strike, by: actor, within: 7 days, at_least: 20}}
then:
  - conclude: {name: campaign, party: actor, for: 3 days}
  - weigh: {group: battlefield, word: slight against, half_life: 14 days}
""",
    "campaign-on-energy": """
when: {strike: {target: energy}}
given:
  - {concluded: {name: campaign, party: actor}}
  - {count: {of: strike, target: energy, by: actor, within: 7 days, at_least: 10}}
then:
  - conclude: {name: energy-campaign, for: 3 days}
  - weigh: {group: battlefield, word: modest against, half_life: 21 days}
""",
    "homes-hit-again": """
when: {strike: {target: [residential, civilian]}}
given: {days_since: {of: strike, target: [residential, civilian], on: recipient, at_most: 1}}
then:
  - weigh: {group: battlefield, word: negligible against, half_life: 7 days}
  - shift: {party: recipient, issue: truce-terms, hardens: 1}
""",
    "civilians-killed-in-number": """
when: {strike: {killed: {at_least: 1}}}
given: {sum: {of: strike, field: killed, on: recipient, within: 14 days, at_least: 200}}
then: {weigh: {group: battlefield, word: slight for, half_life: 30 days}}
""",
    "deaths-rising": """
when: {ground_fighting: {deaths: {at_least: 1}}}
given:
  trend: {of: ground_fighting, field: deaths, within: 14 days, is: rising}
  sum: {of: ground_fighting, field: deaths, within: 14 days, at_least: 1000}
then: {conclude: {name: escalates, for: 5 days}}
""",
    "intense-while-it-escalates": """
when: {ground_fighting: {intensity: intense}}
given: {concluded: escalates}
then:
  - conclude: {name: offensive, for: 7 days}
  - weigh: {group: battlefield, word: slight against, half_life: 14 days}
""",
    "quiet-front": """
when: {ground_fighting: {intensity: low}}
given: {count: {of: ground_fighting, intensity: intense, within: 3 days, at_most: 15}}
unless: {concluded: escalates}
then: {weigh: {group: battlefield, word: negligible for, half_life: 7 days}}
""",
    "air-defence-holds": """
when: {interception: {intercepted: {at_least: 5}}}
given: {sum: {of: interception, field: intercepted, by: actor, within: 7 days, at_least: 500}}
then: {weigh: {group: battlefield, word: negligible for, half_life: 14 days}}
""",
    "losses-mount": """
when: {loss: {outcome: destroyed}}
given: {count: {of: loss, outcome: destroyed, on: recipient, within: 7 days, at_least: 15}}
then: {shift: {party: recipient, issue: territory, softens: 1}}
""",
    "refuses-again": """
when: {statement: {stance: [refuses, unwilling]}}
given:
  count: {of: statement, stance: [refuses, unwilling], by: actor, within: 14 days, at_least: 8}
then:
  - conclude: {name: intransigent, party: actor, for: 14 days}
  - weigh: {group: terms, word: slight against, half_life: 30 days}
""",
    "yes-after-long": """
when: {statement: {stance: [willing, accepts]}}
given: {days_since: {of: statement, stance: [willing, accepts], by: actor, at_least: 2}}
unless: {concluded: {name: intransigent, party: actor}}
then: {weigh: {group: terms, word: modest for, half_life: 30 days}}
""",
    "round-after-campaign": """
when: {round: {status: convened}}
given: {concluded: energy-campaign}
then: {weigh: {group: talks, word: modest for, half_life: 45 days}}
""",
    "exchange-soon-executed": """
when: {agreement: {status: executed}}
given: {days_since: {of: agreement, status: agreed, at_most: 10}}
then: {weigh: {group: humanitarian, word: slight for, half_life: 45 days}}
""",
    "no-round-for-4-days": """
when: day
given: {days_since: {of: round, status: convened, at_least: 4}}
then:
  - conclude: {name: stalled, for: 2 days}
  - weigh: {group: talks, word: negligible against, half_life: 21 days}
""",
    "stalled-and-offensive": """
when: day
given:
  - {concluded: stalled}
  - {concluded: offensive}
then: {weigh: {group: talks, word: slight against, half_life: 21 days}}
""",
    "strikes-falling": """
when: day
given: {trend: {of: strike, within: 14 days, less_than: 0.9}}
then: {weigh: {group: battlefield, word: slight for, half_life: 14 days}}
""",
}


def write_window_rules(folder: Path) -> Path:
    """The rules as files in a folder, which `ng.read_rules` takes; the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in RULES.items():
        (folder / f"{name}.yaml").write_text(f"rule: {name}\n{FRAME}{text.lstrip()}")
    groups = "".join(f"{name}: {{cap: {cap}}}\n" for name, cap in GROUPS.items())
    (folder / "groups.yaml").write_text(groups)
    return folder
