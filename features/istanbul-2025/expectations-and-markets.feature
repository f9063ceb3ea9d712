Feature: Expectations and markets
  Little was hoped for, and prices moved. Whose hopes, and why the prices, is told less surely than
  that they were low and that they did.

  Background:
    Given the case "istanbul-2025"
    And the log is replayed as of "2025-06-02"

  @F05
  Scenario: Expectations are low, and whose they are is not told
    Then "topic" of "low-expectations" is "expectations"
    And "level" of "low-expectations" is "low"
    And "asserter" of "low-expectations" is "article"
    And the rule "low-expectations" weighs against "onset" in the group "context"

  @F21
  Scenario: That the war weighs on markets is how the article reads it
    Then "topic" of "war-moves-markets" is "cause"
    And "hypothesis" of "war-moves-markets" is "The war still weighs on the world's markets"
    And no rule fired on "war-moves-markets"

  @F22 @F23
  Scenario Outline: Which way prices moved is known, and by how much is not
    Then "instrument" of "<record>" is "<what>"
    And "direction" of "<record>" is "<way>"
    And "change" of "<record>" is not known

    Examples:
      | record            | what         | way  |
      | asian-stocks-down | Asian stocks | down |
      | oil-up            | oil          | up   |

  @F22 @F23 @trap:market-cause
  Scenario: Their causes are a claim that leaves room for others, and no evidence
    Then "article" says that "causes" of "oil-up" is "worry about the war's cost to the economy, worry about its politics, others (not named)"
    And a note on "asian-stocks-down" says "no evidence on a ceasefire"
    And the rule "markets-moved" fired 2 times
    And the rule "markets-moved" does not weigh on "onset"
