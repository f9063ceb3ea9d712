Feature: The phases of a ceasefire
  Proposed, declared, in effect, ended: four different things, and the news often says "ceasefire" for
  each of them. A violation is counted, and ends nothing.

  Background:
    Given Ruritania and Freedonia are at war

  Scenario: From a proposal to its end
    When "arcadia" proposes a ceasefire "june"
    Then the ceasefire "june" is "proposed"
    When "ruritania" and "freedonia" declare a "general" ceasefire "june"
    Then the ceasefire "june" is "declared"
    And the ceasefire "june" is not "in effect"
    When the ceasefire "june" takes effect
    Then the ceasefire "june" is "in effect"
    When the ceasefire "june" ends as "expired"
    Then the ceasefire "june" is "ended"
    And no move was irregular

  Scenario: A ceasefire that ended may be declared again
    Given the ceasefire "june" is "ended"
    When "ruritania" and "freedonia" declare a "general" ceasefire "june"
    Then the phase of "ceasefire:june" went from "ended" to "declared"
    And the move of "ceasefire:june" to "declared" was regular

  Scenario: A proposal that comes to nothing
    Given the ceasefire "june" is "proposed"
    When the ceasefire "june" ends as "never implemented"
    Then the phase of "ceasefire:june" was never "in_effect"

  Scenario: Violations are counted, and end nothing
    Given the ceasefire "june" is "in effect"
    When "freedonia" violates the ceasefire "june" 12 times
    And "ruritania" violates the ceasefire "june"
    Then the ceasefire "june" has 13 violations
    And the ceasefire "june" is "in effect"

  Scenario: In effect, though nobody has heard it declared
    When the ceasefire "june" takes effect
    Then the ceasefire "june" is "in effect"
    And the move of "ceasefire:june" to "in_effect" was irregular because "in_effect does not follow none"

  Scenario: A violation of what was only declared
    Given the ceasefire "june" is "declared"
    When "freedonia" violates the ceasefire "june"
    Then the move of "ceasefire:june" to "in_effect" was irregular

  Scenario: What is over can't be violated
    Given the ceasefire "june" is "ended"
    When "freedonia" violates the ceasefire "june"
    Then the ceasefire "june" is "ended"
    And the move "violate" of "ceasefire:june" is blocked

  Scenario: One ceasefire ends, and another goes on
    Given the ceasefire "june" is "in effect"
    And the ceasefire "harvest" is "in effect"
    When the ceasefire "june" collapses
    Then the ceasefire "june" is "ended"
    And the ceasefire "harvest" is "in effect"
    And there is 1 ceasefire that is "in effect"

  Scenario: One side's truce does not answer the question
    When "freedonia" alone declares a ceasefire "parade"
    And the ceasefire "parade" takes effect
    Then the ceasefire "parade" is not of the kind asked about
    And the question asked is "onset"

  Scenario: Both sides' truce turns the question round
    When "ruritania" and "freedonia" declare a "general" ceasefire "june"
    Then the ceasefire "june" is of the kind asked about
    And no question is asked
    When the ceasefire "june" takes effect
    Then the question asked is "collapse"
    When the ceasefire "june" collapses
    Then the question asked is "onset"
