"""Issues, positions and base rates."""

from negotiations.bdd.steps import given
from negotiations.bdd.stories.drafts import id_of
from negotiations.bdd.stories.story import Story
from negotiations.bdd.stories.wording import parted, underscored
from negotiations.bdd.stories.writing import (
    party_called,
    put_fields,
    put_position,
    put_positions,
    put_things,
)
from negotiations.bdd.tables import Table
from negotiations.bdd.unmet import Untellable
from negotiations.model.evidence import QUESTIONS
from negotiations.problems import did_you_mean

ISSUE = ("issue", "title", "low", "high")
DEFINITION = (
    "trigger", "declaration", "min_class", "scope", "purposes_excluded", "min_intended_days",
    "confirmation",
)  # fmt: skip


@given('the capability of "{party}" is {capability}')
def the_capability(story: Story, party: str, capability: float) -> None:
    """What the compromise model weighs a party by, from 0 to 100.

    Given a case between "ruritania" and "freedonia"
    And the capability of "ruritania" is 60
    """
    story.put(("parties", party_called(story, party), "capability"), capability)


@given('the issue "{issue}", from "{low}" to "{high}"')
def the_issue(story: Story, issue: str, low: str, high: str) -> None:
    """An issue, with what stands at the ends of its scale, 0 and 100.

    Given a case between "ruritania" and "freedonia"
    And the issue "border", from "Freedonia alone" to "Ruritania alone"
    """
    story.put(("issues", id_of(issue)), {"title": issue, "low": low, "high": high})


@given("the issues:")
def the_issues(story: Story, table: Table) -> None:
    """Issues, each in a row, with what stands at the ends of its scale, 0 and 100.

    Given a case between "ruritania" and "freedonia"
    And the issues:
      | issue       | low             | high             | title            |
      | truce-terms | no truce at all | a truce at once  | Terms of a truce |
      | border      | Freedonia alone | Ruritania alone  | The border       |
    """
    put_things(story, table, ISSUE, "issues")


@given('the position of "{party}" on "{issue}" is {stated}')
def the_position(story: Story, party: str, issue: str, stated: float) -> None:
    """Where a party stands in public, from 0 to 100; its ideal is the same unless it is told.

    Given a case between "ruritania" and "freedonia"
    And the issue "border", from "Freedonia alone" to "Ruritania alone"
    And the position of "ruritania" on "border" is 85
    """
    put_position(story, party=party, issue=issue, stated=stated)


@given('the position of "{party}" on "{issue}" is {stated} and its ideal {ideal}')
def the_position_and_ideal(
    story: Story, party: str, issue: str, stated: float, ideal: float
) -> None:
    """Where a party stands in public, and what it would choose alone.

    Given a case between "ruritania" and "freedonia"
    And the issue "border", from "Freedonia alone" to "Ruritania alone"
    And the position of "ruritania" on "border" is 85 and its ideal 100
    """
    put_position(story, party=party, issue=issue, stated=stated, ideal=ideal)


@given("the positions:")
def the_positions(story: Story, table: Table) -> None:
    """Positions, each in a row; flexibility runs from 0 to 1, all else from 0 to 100.

    A reservation that is left out is unknown: public words never tell it.

    Given a case between "ruritania" and "freedonia"
    And the issue "border", from "Freedonia alone" to "Ruritania alone"
    And the positions:
      | party     | issue  | ideal | stated | reservation | flexibility |
      | ruritania | border | 100   | 85     | unknown     | 0.5         |
      | freedonia | border | 0     | 10     | 40          | 0.5         |
    """
    put_positions(story, table)


@given('the base rate of "{question}" is {percent} % in {days} days')
def the_base_rate(story: Story, question: str, percent: float, days: float) -> None:
    """How likely the onset (or the collapse) of a ceasefire is when there is no evidence at all.

    Given a case between "ruritania" and "freedonia"
    And the base rate of "onset" is 12 % in 90 days
    And the base rate of "collapse" is 18.6 % in 90 days
    """
    if question not in QUESTIONS:
        raise Untellable(f"unknown question {question!r}{did_you_mean(question, QUESTIONS)}")
    if not 0 < percent < 100:
        raise Untellable(f"a base rate is more than 0 % and less than 100 %, not {percent} %")
    rate = {"probability": percent / 100, "horizon": f"{days} days", "source": "the scenario"}
    story.put(("likelihood", question), rate)


@given('only records of credibility "{grades}" are accepted')
def what_is_accepted(story: Story, grades: str) -> None:
    """The grades of the records that move the process; others stand as recorded claims.

    Grade 6 means that credibility can't be judged, as of a record without sources.

    Given a case between "ruritania" and "freedonia"
    And only records of credibility "1, 2, 3" are accepted
    """
    story.put(("accept",), parted(grades))


@given("a ceasefire is defined as:")
def a_ceasefire_is(story: Story, table: Table) -> None:
    """Which ceasefire the forecast is about: trigger, declaration, min_class, scope …

    Given a case between "ruritania" and "freedonia"
    And a ceasefire is defined as:
      | trigger     | in_effect                |
      | declaration | bilateral, multilateral  |
      | scope       | general                  |
    """
    put_fields(story, table, DEFINITION, "ceasefire_definition")


@given('a ceasefire counts once it is "{trigger}"')
def a_ceasefire_counts(story: Story, trigger: str) -> None:
    """Whether a ceasefire resolves the question when it is announced, or only when in effect.

    Given a case between "ruritania" and "freedonia"
    And a ceasefire counts once it is "in effect"
    """
    word = underscored(trigger, ("announced", "in_effect"))
    story.put(("ceasefire_definition", "trigger"), word)
