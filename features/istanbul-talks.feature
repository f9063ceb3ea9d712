Feature: The talks of 2 June 2025
  What the seed case says of the second round of direct talks, and what it leaves open.

  Background:
    Given the case "istanbul-2025"

  Scenario: In May only the first round and its exchange are known
    When the log is replayed as of "2025-05-20"
    Then round 1 is "adjourned"
    And the agreement "prisoner-exchange" is "agreed"
    And round 2 is not known
    And nothing known after "2025-05-20" was used

  Scenario: The start of the second round is disputed
    When the log is replayed as of "2025-06-02"
    Then there is an open conflict over "starts" of "round-2-planned"
    And "turkish-officials" says "2025-06-02T13:00"
    And "ukrainian-representatives" says "2025-06-02T12:00"

  Scenario: An exchange that is agreed is not executed
    When the log is replayed as of "2025-06-02"
    Then the agreement "prisoner-exchange" is "agreed"
    And the phase of "humanitarian:prisoner-exchange" is "agreed"

  Scenario: A party that is willing and one that has not agreed
    When the log is replayed as of "2025-06-02"
    Then the stance of "ukraine" on "truce-terms" is "willing"
    And the stance of "russia" on "truce-terms" is "not_agreed"

  Scenario: A wave of drones weighs against a ceasefire, a little
    When the log is replayed as of "2025-06-01"
    Then the rule "mass-drone-attack" fired on "drone-wave-2025-06-01"
    And the likelihood of "onset" within 90 days is below 12 %

  Scenario: Talks are under way on the day of the second round
    When the log is replayed as of "2025-06-02"
    Then the phase of "talks:istanbul" is "convened"
    And round 2 is "convened"
