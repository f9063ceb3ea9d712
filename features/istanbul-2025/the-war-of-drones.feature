Feature: The war of drones and its numbers
  472, 162, 52 of 80: three numbers of three different things. Which night, launched or shot down, and
  by whose count, decides what may be done with them.

  Background:
    Given the case "istanbul-2025"
    And the log is replayed as of "2025-06-02"

  Rule: The great wave

    @F13
    Scenario: The largest wave so far
      Then "launched" of "drone-wave-2025-06-01" is 472
      And "munition" of "drone-wave-2025-06-01" is "drone"
      And "actor" of "drone-wave-2025-06-01" is "russia"
      And "recipient" of "drone-wave-2025-06-01" is "ukraine"
      And "largest_to_date" of "drone-wave-2025-06-01" is "true"
      And the rule "mass-drone-attack" fired on "drone-wave-2025-06-01"

    @F13 @trap:whose-count
    Scenario: Whose count it is, the article has lost
      Then "article" says that "launched" of "drone-wave-2025-06-01" is "472"
      And the credibility of "drone-wave-2025-06-01" is 6

    @F14 @trap:in-response-to
    Scenario: That it answered the strike on the bases is the article's claim, and no more
      Then "article" says that "in_response_to" of "drone-wave-2025-06-01" is "airbase-operation"
      And the credibility of "drone-wave-2025-06-01" is 6
      And no note says "in response"

    @F15
    Scenario: What it was for is hearsay
      Then "article" says that "aim" of "drone-wave-2025-06-01" is "to be too many for air defence at once, so it is reported"

    @F16
    Scenario: All of Ukraine, and not a place in it
      Then "location" of "drone-wave-2025-06-01" is "Ukraine"
      And "country" of "drone-wave-2025-06-01" is "UA"

    Scenario: It weighs against a ceasefire, a little, and hardens the side that it hit
      Then the rule "mass-drone-attack" weighs against "onset" in the group "battlefield"
      And "drone-wave-2025-06-01" changes "ukraine on truce-terms hardens"

  Rule: What was shot down

    @F39 @trap:no-denominator
    Scenario: 162 shot down over Russia, of nobody says how many
      Then "actor" of "drones-shot-down-by-russia" is "russia"
      And "recipient" of "drones-shot-down-by-russia" is "ukraine"
      And "munition" of "drones-shot-down-by-russia" is "drone"
      And "intercepted" of "drones-shot-down-by-russia" is 162
      And "russian-authorities" says that "shot_down" of "drones-shot-down-by-russia" is "162"
      And "launched" of "drones-shot-down-by-russia" is not known
      And "launched" of "drones-shot-down-by-russia" may be 1000

    @F40 @trap:places
    Scenario: Over eight regions, and Crimea, which is not a ninth
      Then "regions" of "drones-shot-down-by-russia" is 8
      And "location" of "drones-shot-down-by-russia" is "eight regions of Russia (not named), Crimea"
      And "country" of "drones-shot-down-by-russia" is not known

    @F41 @trap:intercepted
    Scenario: 52 of 80 stopped over Ukraine, and how each was stopped is not told
      Then "actor" of "drones-intercepted-by-ukraine" is "ukraine"
      And "ukraine" says that "intercepted" of "drones-intercepted-by-ukraine" is "52"
      And "launched" of "drones-intercepted-by-ukraine" is 80
      And "intercepted" of "drones-intercepted-by-ukraine" is 52
      And "shot_down" of "drones-intercepted-by-ukraine" is not known
      And "suppressed" of "drones-intercepted-by-ukraine" is not known
      And "impacts" of "drones-intercepted-by-ukraine" is not known

    @trap:intercepted
    Scenario: Later the 52 are told apart, and both accounts agree
      When an "interception" happens:
        | report_of  | drones-intercepted-by-ukraine |
        | asserter   | ukraine                       |
        | known_at   | 2025-06-03                    |
        | shot_down  | 15                            |
        | suppressed | 37                            |
      Then "intercepted" of "drones-intercepted-by-ukraine" is 52
      And "shot_down" of "drones-intercepted-by-ukraine" is 15

    @trap:windows @trap:sums
    Scenario: One day, one night across midnight, and what is never added up
      Then "drone-wave-2025-06-01" happened on "2025-06-01"
      And "drones-intercepted-by-ukraine" happened on "2025-06-01 overnight"
      And "launched" of "drone-wave-2025-06-01" is 472
      And "launched" of "drones-intercepted-by-ukraine" is 80
      And the rule "mass-drone-attack" fired 1 time
      And the rule "mass-attacks-in-series" did not fire

  Rule: The front

    @F36
    Scenario: Fighting is intense
      Then "actor" of "front-line" is "ukraine, russia"
      And "intensity" of "front-line" is "intense"
      And "front-line" changes nothing

    @F37 @trap:bounds
    Scenario: The front is about a thousand kilometres long
      Then "front_length" of "front-line" is "≈1000 km"
      And "front_length" of "front-line" is at least 900
      And "front_length" of "front-line" is at most 1100

    @F38
    Scenario: Each side strikes the other's land, and that sentence is no strike of its own
      Then "hypothesis" of "long-range-strikes-by-both" is "Each of the two has struck the other's land from far away"
      And no rule fired on "long-range-strikes-by-both"
