Feature: The missiles on Kharkiv
  Two ballistic missiles came down in a residential part of Kharkiv on the morning of the talks. What
  was near is not what was hit, and no report of anybody hurt is not nobody hurt.

  Background:
    Given the case "istanbul-2025"
    And the log is replayed as of "2025-06-02"

  @F42
  Scenario: Two missiles in the morning
    Then "location" of "kharkiv-strike" is "Kharkiv"
    And "munition" of "kharkiv-strike" is "ballistic_missile"
    And "impacts" of "kharkiv-strike" is 2
    And "target" of "kharkiv-strike" is "residential"
    And "kharkiv-strike" happened on "2025-06-02 morning"
    And "launched" of "kharkiv-strike" is not known

  @F43 @F44
  Scenario: Near a block of flats, and on a road near a school
    Then "near" of "kharkiv-strike" is "a block of flats, a school (this one hit the road)"
    And "target" of "kharkiv-strike" is "residential"

  @F45 @trap:mayor
  Scenario: That it only just missed a denser part is the mayor's word
    A city's voice, and not the government's.

    Then "kharkiv-mayor" says that "note" of "kharkiv-strike" is "A little way off, more people live close together, and the missiles just missed that."
    And "asserter" of "kharkiv-strike" is "article"

  @F46 @trap:none-reported
  Scenario: Nobody is reported hurt, and how many were is not known
    Then "none_reported" of "kharkiv-strike" is "injured"
    And "injured" of "kharkiv-strike" is not known
    And "injured" of "kharkiv-strike" may be 3

  @trap:morning-missiles @trap:windows
  Scenario: Inside the night's window, and not among the night's eighty drones
    The night runs into the morning; the missiles have a record of their own.

    Then "drones-intercepted-by-ukraine" happened on "2025-06-01 overnight"
    And "kharkiv-strike" happened on "2025-06-02 morning"
    And "munition" of "drones-intercepted-by-ukraine" is "drone"
    And "launched" of "drones-intercepted-by-ukraine" is 80
    And "impacts" of "drones-intercepted-by-ukraine" is not known

  Scenario: In the morning, before the delegations sat down
    Then exactly these rules fired on "kharkiv-strike":
      | rule            | for     |
      | strike-on-homes | ukraine |
    And "kharkiv-strike" changes "ukraine on truce-terms hardens"
