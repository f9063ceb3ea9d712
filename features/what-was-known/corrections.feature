Feature: Corrections and retractions
  A correction rewrites history from the day on which it is known. What was shown before that day
  stays as it was shown; from that day on it is as if the log had been right all along.

  Background:
    Given Ruritania and Freedonia are at war
    And the talks are "adjourned"
    And a "strike" happens:
      | id        | wave       |
      | occurred  | 2025-06-01 |
      | actor     | freedonia  |
      | recipient | ruritania  |
      | munition  | drone      |
      | launched  | 472        |

  Scenario: A number is corrected, and what rested on it goes
    When "wave" is corrected on "2025-06-05":
      | launched | 372 |
    Then "launched" of "wave" is 372
    And the rule "mass-drone-attack" does not weigh on "onset"
    And the position of "ruritania" on "truce-terms" is 80
    And the likelihood of "onset" within 90 days rises

  Scenario: What was shown before the correction stays as it was shown
    When "wave" is corrected on "2025-06-05":
      | launched | 372 |
    Then the likelihood of "onset" within 90 days is below 11.8 % as of "2025-06-04"
    And the likelihood of "onset" within 90 days is above 11.9 % as of "2025-06-05"
    And the rule "mass-drone-attack" fired on "wave"

  Scenario: A correction that changes no conclusion leaves it standing
    When "wave" is corrected on "2025-06-05":
      | launched | 480 |
    Then the rule "mass-drone-attack" weighs against "onset"
    And the position of "ruritania" on "truce-terms" is 83

  Scenario: An event that never was
    When "wave" is retracted on "2025-06-05"
    Then "wave" is not known
    And the position of "ruritania" on "truce-terms" is 80
    And the rule "mass-drone-attack" does not weigh on "onset"

  Scenario: Retracted, it was believed all the same until then
    When "wave" is retracted on "2025-06-05"
    Then the likelihood of "onset" within 90 days is below 11.8 % as of "2025-06-03"

  Scenario: The day of an event is corrected, not the day on which it was known
    When "wave" is corrected on "2025-06-05":
      | occurred | 2025-05-31 |
    Then "wave" happened on "2025-05-31"
    And "wave" became known on "2025-06-01"
