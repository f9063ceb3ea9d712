"""The case that the made logs are about: two parties, a third, and sources that the case grades."""

PARTIES = ("ruritania", "freedonia")
THIRD = "arcadia"
ISSUES = ("truce-terms", "territory", "status", "border", "prisoners")
VOICES = {
    "agency": "A",
    "monitors": "B",
    "arcadia-press": "B",
    "local-press": "C",
    "ruritania-army": "C",
    "freedonia-army": "D",
    "social-media": "E",
    "hearsay": None,
}

CASE = """\
case: benchmark
title: Ruritania and Freedonia, a war made up for benchmarks
zone: UTC

parties:
  ruritania: {name: Ruritania, capability: 50}
  freedonia: {name: Freedonia, capability: 60}

third_parties:
  arcadia: {name: Arcadia, roles: [host, mediator]}

voices:
  agency: {name: A news agency, reliability: A}
  monitors: {name: The monitoring mission, reliability: B}
  arcadia-press: {name: The press of Arcadia, reliability: B}
  local-press: {name: Local papers, reliability: C}
  ruritania-army: {name: The army of Ruritania, reliability: C, of: ruritania}
  freedonia-army: {name: The army of Freedonia, reliability: D, of: freedonia}
  social-media: {name: Social media, reliability: E}
  hearsay: {name: Hearsay that nobody has graded}

tracks: [main]

issues:
  truce-terms: {title: Terms of a truce, low: none until terms are met, high: a full truce at once}
  territory: {title: Territory, low: Freedonia keeps what it holds, high: Ruritania gets all back}
  status: {title: Status of the valley, low: part of Freedonia, high: a region of Ruritania}
  border: {title: Control of the border, low: Freedonia alone, high: Ruritania alone}
  prisoners: {title: Prisoners of war, low: no exchanges, high: all for all}

positions:
  - {party: ruritania, issue: truce-terms, ideal: 100, stated: 80, salience: 80, flexibility: 0.5}
  - {party: freedonia, issue: truce-terms, ideal: 0, stated: 20, salience: 70, flexibility: 0.5}
  - {party: ruritania, issue: territory, ideal: 100, stated: 90, salience: 90, flexibility: 0.2}
  - {party: freedonia, issue: territory, ideal: 0, stated: 10, salience: 90, flexibility: 0.2}
  - {party: ruritania, issue: status, ideal: 100, stated: 80, salience: 70, flexibility: 0.3}
  - {party: freedonia, issue: status, ideal: 0, stated: 10, salience: 80, flexibility: 0.3}
  - {party: ruritania, issue: border, ideal: 100, stated: 90, salience: 60, flexibility: 0.4}
  - {party: freedonia, issue: border, ideal: 0, stated: 10, salience: 60, flexibility: 0.4}
  - {party: ruritania, issue: prisoners, ideal: 100, stated: 90, salience: 60, flexibility: 0.8}
  - {party: freedonia, issue: prisoners, ideal: 60, stated: 50, salience: 40, flexibility: 0.8}

likelihood:
  onset: {probability: 0.12, horizon: 90 days, source: made up, kind: historical}
  collapse: {probability: 0.186, horizon: 90 days, source: made up, kind: historical}
  horizons: [30, 90, 180]
"""
