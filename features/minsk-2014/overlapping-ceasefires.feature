Feature: The ceasefires of Minsk
  Talks that did end in ceasefires: six of them between June 2014 and September 2015, most of which
  overlap. One that is added leaves the one before it standing, unless somebody says otherwise.

  Background:
    Given the case "minsk-2014"

  Scenario: The truce of June 2014 was one side's, and ran out
    When the log is replayed as of "2014-06-25"
    Then the ceasefire "june-truce" is "in effect"
    And the ceasefire "june-truce" is signed by "ukraine"
    And the ceasefire "june-truce" is not signed by "separatists"
    And the ceasefire "june-truce" is not of the kind asked about
    When it is "2014-07-01"
    Then the ceasefire "june-truce" is "ended"

  Scenario Outline: How many ceasefires hold at once
    When the log is replayed as of "<day>"
    Then there are <number> ceasefires that are "in effect"

    Examples: Protocol, memorandum, silence; the collapse of all three; Minsk II, and a truce on top
      | day        | number |
      | 2014-08-31 | 0      |
      | 2014-09-06 | 1      |
      | 2014-09-20 | 2      |
      | 2014-12-10 | 3      |
      | 2015-01-24 | 0      |
      | 2015-02-16 | 1      |
      | 2015-09-02 | 2      |

  Scenario: Announced for midnight, and not yet in effect
    When the log is replayed as of "2015-02-13"
    Then the ceasefire "minsk-2-truce" is "declared"
    And the ceasefire "minsk-2-truce" is not "in effect"
    And no question is asked

  Scenario: A town is taken, and the ceasefire stands
    When the log is replayed as of "2015-02-20"
    Then the ceasefire "minsk-2-truce" has 1 violation
    And the ceasefire "minsk-2-truce" is "in effect"
    And the rule "ceasefire-violated" fired on "debaltseve"
