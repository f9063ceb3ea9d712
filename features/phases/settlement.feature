Feature: The phases of a settlement
  Agreements on the conflict itself: partial, framework, comprehensive, and what is carried out of
  them. They lapse, are terminated and renewed; signing is not yet peace.

  Background:
    Given Ruritania and Freedonia are at war

  Scenario Outline: What is signed while the talks are on
    Given the talks are "convened"
    When "ruritania" and "freedonia" agree on the "<type>" "accord"
    Then the settlement is "<type>"
    And no move was irregular

    Examples:
      | type          |
      | partial       |
      | framework     |
      | comprehensive |

  Scenario: From a framework to its being carried out, broken off and renewed
    Given the talks are "convened"
    When "ruritania" and "freedonia" agree on the "framework" "accord"
    And the agreement "accord" is partly executed
    Then the settlement is "implementation"
    When the agreement "accord" ends
    Then the settlement is "terminated"
    When "ruritania" and "freedonia" agree on the "renewal" "second-accord"
    Then the settlement is "renewal"

  Scenario: What lapsed may be begun again from a smaller paper
    Given the talks are "convened"
    And "ruritania" and "freedonia" agree on the "framework" "accord"
    And the agreement "accord" lapses
    When "ruritania" and "freedonia" agree on the "partial" "first-steps"
    Then the phase of "settlement" went from "lapsed" to "partial"
    And the move of "settlement" to "partial" was regular

  Scenario: A framework out of nowhere
    When "ruritania" and "freedonia" agree on the "framework" "accord"
    Then the settlement is "framework"
    And the move of "settlement" to "framework" was irregular because "no talks are under way"

  Scenario: Without talks a comprehensive agreement is not to be expected
    When it is "2025-01-10"
    Then the move "sign_comprehensive" of "settlement" is blocked by "no talks are under way"
    And the move "sign_partial" of "settlement" is open

  Scenario: An exchange of prisoners settles nothing
    When "ruritania" and "freedonia" agree on the "prisoner exchange" "spring"
    Then the settlement is "none"

  Scenario: A violation is counted, and the agreement stands
    Given the talks are "convened"
    And "ruritania" and "freedonia" agree on the "framework" "accord"
    When "freedonia" violates the agreement "accord"
    Then the phase of "settlement" does not change
    And the agreement "accord" is "agreed"
