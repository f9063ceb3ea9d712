Feature: Who is willing, and who has not agreed
  Ukraine has let it be known that it would enter a truce; Russia has not said yes to the terms. The
  one is less than accepting, the other less than refusing.

  Background:
    Given the case "istanbul-2025"
    And the log is replayed as of "2025-06-02"

  @F18 @trap:willing
  Scenario: Willing is not accepted
    Then the stance of "ukraine" on "truce-terms" is "willing"
    And the stance of "ukraine" on "truce-terms" is not "accepts"
    And the rule "truce-willing" fired for "ukraine"

  @F19 @trap:not-agreed
  Scenario: Not agreed is not refused
    Then the stance of "russia" on "truce-terms" is "not agreed"
    And the stance of "russia" on "truce-terms" is not "refuses"
    And the rule "truce-not-agreed" fired on "russia-not-agreed"
    And the rule "truce-refused" did not fire

  Scenario: One willing side is not two
    Then the rule "both-sides-willing" did not fire because "given stance"
    And the gap between "ukraine" and "russia" on "truce-terms" is above 50

  @F20
  Scenario: That Russia talks to win ground first is what unnamed analysts suggest
    Then "asserter" of "talks-for-ground" is "analysts"
    And "about" of "talks-for-ground" is "russia"
    And "topic" of "talks-for-ground" is "intent"
    And "hypothesis" of "talks-for-ground" is "Russia talks in order to win more land first and concede later"
    And "hedge" of "talks-for-ground" is "twice over: they suggest that it may be so"
    And no rule fired on "talks-for-ground"

  @F24
  Scenario Outline: The sides are far apart, by the word of either
    Then "asserter" of "<record>" is "<officials>"
    And "topic" of "<record>" is "differences"
    And "level" of "<record>" is "substantial"

    Examples: Two voices, two records
      | record                | officials        |
      | differences-by-kyiv   | kyiv-officials   |
      | differences-by-moscow | moscow-officials |

  Scenario: What nobody has stated is not read out of public words
    Then the zone of possible agreement between "ukraine" and "russia" on "truce-terms" is not known
    And the compromise point on "truce-terms" is not known
