Feature: Which question is asked of the Minsk process
  Before a ceasefire holds the question is whether one comes; while one holds, whether it breaks. The
  two are never mixed: of the question that is not asked there is no likelihood.

  Background:
    Given the case "minsk-2014"

  Scenario Outline: The question of the day
    When the log is replayed as of "<day>"
    Then the question asked is "<question>"
    And the likelihood of "<other>" is not asked

    Examples: It turns round with every truce of both sides
      | day        | question | other    |
      | 2014-06-25 | onset    | collapse |
      | 2014-08-31 | onset    | collapse |
      | 2014-09-06 | collapse | onset    |
      | 2015-01-22 | collapse | onset    |
      | 2015-01-24 | onset    | collapse |
      | 2015-02-16 | collapse | onset    |

  Scenario: The protocol names a monitor, and until its ceasefire has ended that stands
    When the log is replayed as of "2014-09-06"
    Then the rule "monitors-agreed" fired on "protocol-truce-declared"
    And it is concluded that "ceasefire-monitored"
    But the rule "monitored-ceasefire" did not fire on "protocol-truce-declared"
    And the rule "monitored-ceasefire" fired on "protocol-truce-in-effect"
    And the rule "monitored-ceasefire" weighs against "collapse"
    When it is "2015-01-25"
    Then the rule "monitored-ceasefire-over" fired
    And it is not concluded that "ceasefire-monitored"

  Scenario: After the collapse the question is again whether one comes, and the last one counts
    When the log is replayed as of "2015-01-24"
    Then the rule "ceasefire-declared-lately" weighs for "onset" in the group "precedent"
    And the strongest evidence on "onset" is of the rule "ceasefire-declared-lately"
