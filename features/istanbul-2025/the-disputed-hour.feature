Feature: The disputed hour
  Turkish officials have the second round begin at one, Ukrainian representatives at noon. Kyiv,
  Moscow and Istanbul share their time in June, so the two can't both be right; and nobody has said
  who is.

  Background:
    Given the case "istanbul-2025"
    And the log is replayed as of "2025-06-02"

  @F32
  Scenario: One o'clock, say Turkish officials
    Then "turkish-officials" says that "starts" of "round-2-planned" is "2025-06-02T13:00"

  @F33
  Scenario: Noon, say Ukrainian representatives
    Then "ukrainian-representatives" says that "starts" of "round-2-planned" is "2025-06-02T12:00"

  @F34
  Scenario: Nobody has cleared it up
    Then there is an open conflict over "starts" of "round-2-planned"
    And "turkish-officials" says "2025-06-02T13:00"
    And "ukrainian-representatives" says "2025-06-02T12:00"
    And there is 1 open conflict
    And the rule "start-disputed" fired on "round-2-planned"
    And the rule "start-disputed" does not weigh on "onset"

  @trap:planned-start
  Scenario: When it really began is another question
    Both hours are plans. Of the beginning only the afternoon is known.

    Then "starts" of "round-2-convened" is not known
    And "round-2-convened" happened on "2025-06-02 afternoon"
    And round 2 is planned for "2025-06-02"

  Scenario: A word that is confirmed by others settles it
    When a "round" happens:
      | report_of   | round-2-planned   |
      | asserter    | turkish-officials |
      | known_at    | 2025-06-03        |
      | starts      | 2025-06-02T13:00  |
      | sources     | turkish-officials |
      | credibility | 1                 |
    Then the conflict over "starts" of "round-2-planned" is settled
    And there are 0 open conflicts

  @trap:time-zones
  Scenario Outline: One hour by the clock of Kyiv, and one by the clock of Istanbul
    In June the two clocks agree, so that noon and one are an hour apart. In December Kyiv is an
    hour behind, and noon there is one o'clock in Istanbul.

    When a "round" happens:
      | id       | next-round |
      | status   | planned    |
      | number   | 3          |
      | occurred | 2025-06-02 |
      | claims   | [{asserter: turkish-officials, starts: "<Istanbul>"}, {asserter: ukrainian-representatives, starts: "<Kyiv>"}] |
    Then there are <open> open conflicts

    Examples: The second conflict is the new one
      | Istanbul               | Kyiv                   | open |
      | 2025-06-20T13:00+03:00 | 2025-06-20T12:00+03:00 | 2    |
      | 2025-12-20T13:00+03:00 | 2025-12-20T12:00+02:00 | 1    |
