Feature: What words, papers and preconditions say about a ceasefire
  Stances are told apart as the parties tell them apart: not agreed is not refused, willing is not
  accepted, conditional is neither. A precondition stands in the way until it is met or given up.

  Background:
    Given Ruritania and Freedonia are at war

  Rule: Stances on a truce

    Scenario Outline: One word, and what it says
      When "freedonia" is "<stance>" on "truce-terms"
      Then the rule "truce-willing" fired <willing> times
      And the rule "truce-not-agreed" fired <not agreed> times
      And the rule "truce-refused" fired <refused> times

      Examples: From yes to no
        | stance      | willing | not agreed | refused |
        | accepts     | 1       | 0          | 0       |
        | willing     | 1       | 0          | 0       |
        | conditional | 0       | 0          | 0       |
        | undecided   | 0       | 0          | 0       |
        | not agreed  | 0       | 1          | 0       |
        | unwilling   | 0       | 1          | 0       |
        | refuses     | 0       | 0          | 1       |

    Scenario: A word on another issue is no word on a truce
      When "freedonia" is "willing" on "prisoners"
      Then the rule "truce-willing" did not fire because "issue"

    Scenario: A refusal hardens, a willing word softens
      When "freedonia" refuses on "truce-terms"
      Then the position of "freedonia" on "truce-terms" hardens
      When "freedonia" is "willing" on "truce-terms"
      Then the position of "freedonia" on "truce-terms" softens

    Scenario: The second yes weighs more than the first
      Given "ruritania" is "willing" on "truce-terms" on "2025-06-02"
      When "freedonia" accepts on "truce-terms" on "2025-06-10"
      Then the rule "both-sides-willing" fired 1 time

    Scenario: A yes that was taken back is none
      Given "ruritania" is "willing" on "truce-terms" on "2025-06-02"
      And "ruritania" is "unwilling" on "truce-terms" on "2025-06-08"
      When "freedonia" accepts on "truce-terms" on "2025-06-10"
      Then the rule "both-sides-willing" did not fire because "stance"

  Rule: Gaps

    Scenario: Fifty points apart, and a round is planned
      When round 1 is planned
      Then the gap between "ruritania" and "freedonia" on "truce-terms" is 60
      And the rule "gap-wide-before-round" fired
      And a note says "50 points or more apart"

    Scenario: Nearer than fifty points there is nothing to note
      Given "ruritania" moves to 65 on "truce-terms" on "2025-05-20"
      When round 1 is planned on "2025-05-28"
      Then the rule "gap-wide-before-round" did not fire because "gap"

    Scenario: Fifteen points apart can be split
      Given "ruritania" moves to 45 on "truce-terms"
      And "freedonia" moves to 30 on "truce-terms"
      When 2 days pass
      Then the rule "gap-narrow" fired
      And the likelihood of "onset" within 90 days rises

    Scenario: Twenty-five points apart can't
      Given "ruritania" moves to 45 on "truce-terms"
      When 2 days pass
      Then the gap between "ruritania" and "freedonia" on "truce-terms" is 25
      And the rule "gap-narrow" did not fire

  Rule: Preconditions

    Scenario: What is wanted before talks stands in the way until it is given up
      When "freedonia" demands "withdrawal" of "ruritania" before it talks
      Then the rule "precondition-asserted" fired
      And it is concluded that "precondition-open"
      When 200 days pass
      Then it is concluded that "precondition-open"
      And the rule "precondition-asserted" weighs against "onset"

    Scenario: What is wanted inside an agreement is no precondition
      When "freedonia" is "conditional" on "territory"
      Then the rule "precondition-asserted" did not fire
      And there are 0 open preconditions

    Scenario: Giving up a precondition is the plainest concession
      Given "freedonia" demands "withdrawal" of "ruritania" before it talks
      When "freedonia" waives "withdrawal"
      Then the rule "precondition-waived" fired
      And the position of "freedonia" on "truce-terms" softens

    Scenario: Another in its place is no concession
      Given "freedonia" demands "withdrawal" of "ruritania" before it talks
      When "freedonia" replaces "withdrawal" by "neutrality"
      Then the rule "precondition-waived" did not fire because "status"
      And the precondition "neutrality" is open

    Scenario: At midnight after the last one is gone, the weight is lifted
      Given "freedonia" demands "withdrawal" of "ruritania" before it talks
      And "freedonia" waives "withdrawal"
      When a day passes
      Then the rule "preconditions-cleared" fired
      And it is not concluded that "precondition-open"

    Scenario: One of two is not the last
      Given "freedonia" demands "withdrawal" of "ruritania" before it talks
      And "ruritania" demands "a truce first" of "freedonia" before it talks
      And "freedonia" waives "withdrawal"
      When 5 days pass
      Then the rule "preconditions-cleared" did not fire
      And it is concluded that "precondition-open"

    Scenario: A red line ties its own hands
      When "ruritania" makes "sovereignty" a red line
      Then the rule "red-line" fired
      And the position of "ruritania" on "truce-terms" hardens

    Scenario: A demand of which nobody says that it is a red line
      When "ruritania" demands "sovereignty" before it talks
      Then the rule "red-line" did not fire because "red_line is not known"

    Scenario: A concession that nobody answers is taken back at heart
      Given "freedonia" demands "withdrawal" of "ruritania" before it talks on "2025-04-20"
      And "freedonia" no longer demands "withdrawal" of "ruritania" on "2025-05-01"
      When it is "2025-06-01"
      Then the rule "waiver-unanswered" fired for "freedonia"

    Scenario: A paper is an answer
      Given "freedonia" demands "withdrawal" of "ruritania" before it talks on "2025-04-20"
      And "freedonia" no longer demands "withdrawal" of "ruritania" on "2025-05-01"
      And "ruritania" tables the proposal "roadmap" on "2025-05-20"
      When it is "2025-06-05"
      Then the rule "waiver-unanswered" did not fire

  Rule: Papers on the table

    Scenario: A paper on the table is a little more than a speech
      When "ruritania" tables the proposal "roadmap" about "truce-terms"
      Then the rule "proposal-tabled" fired
      And the rule "proposal-accepted" did not fire
      And the rule "proposal-rejected" did not fire

    Scenario: A paper that its author takes back
      Given "ruritania" tables the proposal "roadmap" about "truce-terms"
      When "ruritania" withdraws the proposal "roadmap"
      Then the proposal "roadmap" is "withdrawn"
      And the rule "proposal-tabled" fired 1 time
      And the rule "proposal-rejected" did not fire because "status"

    Scenario Outline: The other side's answer to a paper about a truce
      Given "ruritania" tables the proposal "roadmap" about "truce-terms"
      When a "proposal" happens:
        | actor    | freedonia   |
        | proposal | roadmap     |
        | issue    | truce-terms |
        | status   | <answer>    |
      Then the rule "proposal-accepted" fired <accepted> times
      And the rule "proposal-rejected" fired <rejected> times

      Examples: A counter-paper is neither yes nor no
        | answer    | accepted | rejected |
        | accepted  | 1        | 0        |
        | rejected  | 0        | 1        |
        | countered | 0        | 0        |

    Scenario: Words about a paper are no paper
      When "ruritania" says "we shall bring a paper" about "truce-terms"
      Then the rule "proposal-tabled" did not fire

  Rule: Monitors

    Scenario: A ceasefire that somebody monitors is less likely to collapse
      When a "ceasefire" happens:
        | actor       | ruritania, freedonia |
        | ceasefire   | june                 |
        | status      | in_effect            |
        | declaration | bilateral            |
        | scope       | general              |
        | monitored   | true                 |
      Then the rule "monitors-agreed" fired
      And the rule "monitored-ceasefire" fired
      And the rule "monitored-ceasefire" weighs against "collapse"
      When 5 days pass
      Then the rule "monitored-ceasefire-over" did not fire
      When the ceasefire "june" collapses
      And a day passes
      Then the rule "monitored-ceasefire-over" fired
      And it is not concluded that "ceasefire-monitored"

    Scenario: Whether anybody monitors it, nobody has said
      When "ruritania" and "freedonia" declare a "general" ceasefire "june"
      Then the rule "monitors-agreed" did not fire because "monitored is not known"
      When the ceasefire "june" takes effect
      Then the rule "monitored-ceasefire" did not fire because "ceasefire-monitored"
