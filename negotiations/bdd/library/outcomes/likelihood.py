"""The likelihood of a ceasefire, or of its collapse.

It is the one that is read if no more becomes known. `as of` a date, only what was known by then
counts.
"""

from negotiations.bdd.answers import naming
from negotiations.bdd.answers.comparing import Reading
from negotiations.bdd.sentence import Value
from negotiations.bdd.steps import then
from negotiations.bdd.stories.story import Story
from negotiations.bdd.unmet import Unmet
from negotiations.model.probability_words import MIDPOINTS, icd203
from negotiations.model.times import days
from negotiations.runs import Run

PERCENT = " %"


# --- what is asked


@then('the question asked is "{question}"', 'the question asked is "{question}" as of "{date}"')
def question_is(story: Story, question: str, date: str | None = None) -> None:
    """Whether a ceasefire comes (onset), or the one that holds breaks (collapse).

    Given the case "minsk-2014"
    When the log is replayed as of "2014-09-06"
    Then the question asked is "collapse"
    And the question asked is "onset" as of "2014-08-31"
    """
    wanted, asked = naming.question(question), _run(story, date).process.question()
    if asked != wanted:
        raise Unmet(f"the question asked to be {wanted}", f"it is {asked}" if asked else NEITHER)


NEITHER = "neither is asked: a ceasefire is announced, and not yet in effect"


@then("no question is asked")
def no_question(story: Story) -> None:
    """A ceasefire is announced and not yet in effect: onset is over, and collapse is yet to come.

    Given the case "istanbul-2025"
    When these events happen:
      | kind      | actor           | ceasefire | status   | declaration | scope   |
      | ceasefire | ukraine, russia | truce     | declared | bilateral   | general |
    Then no question is asked
    """
    asked = story.run.process.question()
    if asked is not None:
        raise Unmet("no question to be asked", f"it is {asked}")


@then(
    'the likelihood of "{question}" is not asked',
    'the likelihood of "{question}" is not asked as of "{date}"',
)
def not_asked(story: Story, question: str, date: str | None = None) -> None:
    """There is no likelihood: the other question is asked, or the case has no base rate for it.

    Given the case "minsk-2014"
    When the log is replayed as of "2014-09-06"
    Then the likelihood of "onset" is not asked
    And the likelihood of "collapse" is not asked as of "2014-08-31"
    """
    run, meant = _run(story, date), naming.question(question)
    if run.process.question() == meant and meant in run.case.bases:
        raise Unmet(f"the likelihood of {meant} not to be asked", "it is")


# --- how likely it is


@then(
    'the likelihood of "{question}" within {horizon} days is above {limit} %',
    'the likelihood of "{question}" within {horizon} days is above {limit} % as of "{date}"',
)
def likelihood_above(
    story: Story, question: str, horizon: Value, limit: float, date: str | None = None
) -> None:
    """It is more likely than so many per cent.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the likelihood of "onset" within 90 days is above 14 %
    And the likelihood of "onset" within 30 days is above 3 % as of "2025-06-01"
    """
    _reading(story, question, horizon, date).above(limit)


@then(
    'the likelihood of "{question}" within {horizon} days is below {limit} %',
    'the likelihood of "{question}" within {horizon} days is below {limit} % as of "{date}"',
)
def likelihood_below(
    story: Story, question: str, horizon: Value, limit: float, date: str | None = None
) -> None:
    """It is less likely than so many per cent.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the likelihood of "onset" within 90 days is below 15 %
    And the likelihood of "onset" within 90 days is below 12 % as of "2025-06-01"
    """
    _reading(story, question, horizon, date).below(limit)


@then(
    'the likelihood of "{question}" within {horizon} days is between {low} % and {high} %',
    'the likelihood of "{question}" within {horizon} days is between {low} % and {high} %'
    ' as of "{date}"',
)
def likelihood_between(
    story: Story, question: str, horizon: Value, low: float, high: float, date: str | None = None
) -> None:
    """It lies between so many per cent, both included.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the likelihood of "onset" within 90 days is between 14 % and 15 %
    And the likelihood of "onset" within 90 days is between 11 % and 12 % as of "2025-06-01"
    """
    _reading(story, question, horizon, date).between(low, high)


@then(
    'the likelihood of "{question}" within {horizon} days is {value} %',
    'the likelihood of "{question}" within {horizon} days is {value} % as of "{date}"',
)
def likelihood_is(
    story: Story, question: str, horizon: Value, value: float, date: str | None = None
) -> None:
    """It reads so, with as many digits as are written.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the likelihood of "onset" within 90 days is 14.7 %
    And the likelihood of "onset" within 90 days is 11.5 % as of "2025-06-01"
    """
    _reading(story, question, horizon, date).reads(value)


@then(
    'the likelihood of "{question}" within {horizon} days is about {value} %',
    'the likelihood of "{question}" within {horizon} days is about {value} % as of "{date}"',
)
def likelihood_about(
    story: Story, question: str, horizon: Value, value: float, date: str | None = None
) -> None:
    """It lies within one percentage point of that.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the likelihood of "onset" within 90 days is about 15 %
    And the likelihood of "onset" within 90 days is about 11 % as of "2025-06-01"
    """
    _reading(story, question, horizon, date).about(value, 1)


@then(
    'the likelihood of "{question}" within {horizon} days is {value} % ± {tolerance} points',
    'the likelihood of "{question}" within {horizon} days is {value} % ± {tolerance} points'
    ' as of "{date}"',
)
def likelihood_near(
    story: Story,
    question: str,
    horizon: Value,
    value: float,
    tolerance: float,
    date: str | None = None,
) -> None:
    """It lies within so many percentage points of that.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the likelihood of "onset" within 90 days is 15 % ± 0.5 points
    And the likelihood of "onset" within 90 days is 11 % ± 0.5 points as of "2025-06-01"
    """
    _reading(story, question, horizon, date).about(value, tolerance)


@then(
    'the likelihood of "{question}" within {horizon} days is "{word}"',
    'the likelihood of "{question}" within {horizon} days is "{word}" as of "{date}"',
    'a ceasefire within {horizon} days is "{word}"',
)
def likelihood_in_words(
    story: Story, horizon: Value, word: str, question: str = "onset", date: str | None = None
) -> None:
    """How likely it is in the words of ICD 203: almost no chance (up to 5 %), very unlikely (to
    20 %), unlikely (to 45 %), roughly even chance (to 55 %), likely (to 80 %), very likely (to
    95 %), almost certain.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the likelihood of "onset" within 90 days is "very unlikely"
    And the likelihood of "onset" within 180 days is "unlikely" as of "2025-06-01"
    And a ceasefire within 30 days is "very unlikely"
    """
    wanted = naming.known("word of ICD 203", word.strip(), MIDPOINTS)
    read = _reading(story, question, horizon, date)
    actual = None if read.value is None else icd203(read.value / 100)
    if actual != wanted:
        told = f"it is {actual}: {read.value:.1f} %" if read.value is not None else read.missing
        raise Unmet(f"{read.what} to be {wanted}", told)


# --- within


def _run(story: Story, date: str | None) -> Run:
    return story.run if date is None else story.run_at(date)


def _reading(story: Story, question: str, horizon: Value, date: str | None = None) -> Reading:
    return read(_run(story, date), question, horizon)


def read(run: Run, question: str, horizon: Value) -> Reading:
    """The likelihood in per cent; before anything is known it is the base rate's."""
    meant, ahead = naming.question(question), naming.days_ahead(horizon)
    what = f"the likelihood of {meant} within {ahead} days"
    asked = run.process.question()
    if asked != meant:
        instead = f"the question is {asked}" if asked else NEITHER
        return Reading(what, None, missing=f"it is not asked: {instead}")
    if meant not in run.case.bases:
        return Reading(what, None, missing=f"the case gives no base rate for {meant}")
    at = 0.0 if run.now is None else days(run.now)
    return Reading(what, 100 * run.state.ledger.probability(at, ahead, meant), PERCENT)
