"""The case itself: what the talks are for, and which year of the conflict it is."""

from negotiations.bdd.answers import naming
from negotiations.bdd.sentence import Value
from negotiations.bdd.steps import then
from negotiations.bdd.stories.story import Story
from negotiations.bdd.unmet import Unmet


@then('the objective of the talks is "{objective}"')
def objective_is(story: Story, objective: str) -> None:
    """What the talks are for, in the words of the case.

    Given the case "istanbul-2025"
    Then the objective of the talks is "An end to the war between Russia and Ukraine"
    """
    said = story.case.objective
    if said != objective:
        actual = f"it is {said!r}" if said else "the case names none"
        raise Unmet(f"the objective of the talks to be {objective!r}", actual)


@then("it is year {year} of the conflict")
def year_is(story: Story, year: Value) -> None:
    """Which year of the conflict the story's day falls in, counted from the day that it began.

    Given the case "istanbul-2025"
    When it is "2025-06-02"
    Then it is year 4 of the conflict
    """
    wanted = naming.whole("a year", year)
    found = story.case.age_in_years(story.now.astimezone(story.zone).date())
    if found != wanted:
        actual = f"it is year {found}" if found else "when it began is not known"
        raise Unmet(f"{story.today} to be in year {wanted} of the conflict", actual)
