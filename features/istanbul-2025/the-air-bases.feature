Feature: The operation against the air bases
  At the weekend before the talks Ukraine struck air bases deep in Russia. What was hit, how far away
  and with what loss is told by those who struck, and later accounts differ.

  Background:
    Given the case "istanbul-2025"
    And the log is replayed as of "2025-06-02"

  @F06
  Scenario: Both sides were busy that weekend, and that sentence is no attack of its own
    Then "hypothesis" of "busy-weekend" is "Both sides were busy in the field over the weekend"
    And "about" of "busy-weekend" is "ukraine, russia"
    And no rule fired on "busy-weekend"

  @F07
  Scenario: One coordinated operation, by Ukraine's own account
    Then "actor" of "airbase-operation" is "ukraine"
    And "operation" of "airbase-operation" is "one coordinated operation at long range"
    And "ukraine" says that "targets" of "airbase-operation" is "5"
    And "airbase-operation" happened on "2025-06-01 weekend"

  @F08
  Scenario: Five air bases
    Then "target" of "airbase-operation" is "airbase"
    And "targets" of "airbase-operation" is 5
    And the rule "deep-strike-on-air-bases" fired on "airbase-operation"
    And the position of "russia" on "truce-terms" is below 15

  @trap:bases
  Scenario: Four by a later account: both stand, until one is confirmed
    Russia named regions, which are something else again.

    When "russian-authorities" claims that "targets" of "airbase-operation" is "4" on "2025-06-04"
    Then there is an open conflict over "targets" of "airbase-operation"
    And "targets" of "airbase-operation" may be 4
    And "targets" of "airbase-operation" may be 5
    And "regions" of "drones-shot-down-by-russia" is 8

  @F09
  Scenario: Four areas, and not one for each base
    Then "article" says that "location" of "airbase-operation" is "near Moscow, the Arctic, Siberia, the Far East"
    And "targets" of "airbase-operation" is 5

  @F10 @trap:distance
  Scenario: A distance that fits no base is kept, and doubted
    Then "article" says that "distance" of "airbase-operation" is ">7000 km"
    And a note on "airbase-operation" says "distance >7000 km exceeds 6000"

  @F11 @trap:destroyed
  Scenario: Over forty aircraft destroyed, as one side counts
    Then "number" of "airbase-losses" is ">40"
    And "number" of "airbase-losses" is at least 41
    And "asset" of "airbase-losses" is "aircraft"
    And "outcome" of "airbase-losses" is "destroyed"
    And "actor" of "airbase-losses" is "ukraine"
    And "recipient" of "airbase-losses" is "russia"
    And "ukrainian-authorities" says that "outcome" of "airbase-losses" is "destroyed"
    When "russian-authorities" claims that "outcome" of "airbase-losses" is "damaged" on "2025-06-04"
    Then there is an open conflict over "outcome" of "airbase-losses"

  @F12
  Scenario: Planned for more than a year, say its planners
    Then "ukrainian-authorities" says that "preparation" of "airbase-operation" is ">365 d"
    And "preparation" of "airbase-operation" is more than 365
