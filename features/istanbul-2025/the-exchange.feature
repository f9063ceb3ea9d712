Feature: The exchange of prisoners
  What the first round did bring: an agreement on a large exchange. It is agreed; of its being carried
  out the article of 2 June says nothing.

  Background:
    Given the case "istanbul-2025"

  @F27 @trap:bounds
  Scenario: A large exchange is agreed, and how large is not known
    When the log is replayed as of "2025-05-16"
    Then the agreement "prisoner-exchange" is "agreed"
    And the agreement "prisoner-exchange" is of the type "prisoner exchange"
    And the agreement "prisoner-exchange" is signed by "ukraine"
    And the agreement "prisoner-exchange" is signed by "russia"
    And "from_round" of "prisoner-exchange-agreed" is 1
    And "size" of "prisoner-exchange-agreed" is "large"
    And "each_side" of "prisoner-exchange-agreed" is not known
    And "each_side" of "prisoner-exchange-agreed" may be 1000

  @F27
  Scenario: Agreed is not executed
    When the log is replayed as of "2025-06-02"
    Then the agreement "prisoner-exchange" is not "executed"
    And the phase of "humanitarian:prisoner-exchange" was never "executed"

  Scenario: Both sides move on prisoners, and the likelihood hardly does
    When the log is replayed as of "2025-05-16"
    Then the gap between "ukraine" and "russia" on "prisoners" narrows
    And the rule "exchange-agreed" weighs for "onset" in the group "humanitarian"
    And the strongest evidence on "onset" is of the rule "round-convened"

  Scenario: Had it been carried out within two weeks, that would have counted too
    Given the log is replayed as of "2025-05-20"
    When the agreement "prisoner-exchange" is executed on "2025-05-25"
    Then the phase of "humanitarian:prisoner-exchange" is "executed"
    And the rule "exchange-executed-promptly" fired
