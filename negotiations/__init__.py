"""Track peace negotiations: replay a log of sourced events, and ask where talks stand and why.

>>> import negotiations as ng
>>> run = ng.replay(ng.read_log(ng.seed("istanbul-2025")), ng.read_rules(ng.folder("rules")))
>>> run.process.agreements["prisoner-exchange"].status
'agreed'

Rooms, in the one direction of their imports: version, place, problems, notation, model, structure,
log, parameters, effects, rulebook, matching, judging, trace, state, replaying, runs, futures,
workers, many, outcomes, panels, importers, examples, forecast, testing, report, bdd, cli.
"""

from importlib import import_module

TYPE_CHECKING = False  # typing itself would cost as much as all else that is imported here
if TYPE_CHECKING:
    from typing import Any

_ROOMS = {
    "Place": "place",
    "Problem": "problems",
    "Unreadable": "problems",
    "Interval": "model.times",
    "Quantity": "model.quantities",
    "Case": "model.case",
    "CeasefireDefinition": "model.ceasefires",
    "BaseRate": "model.evidence",
    "Evidence": "model.evidence",
    "Standing": "model.evidence",
    "likelihood": "model.likelihood",
    "log_hazard_ratio": "model.likelihood",
    "shares": "model.likelihood",
    "leave_one_out": "model.likelihood",
    "mixed_weight": "model.weights",
    "Ledger": "model.ledger",
    "PeaceProcess": "model.process",
    "icd203": "model.probability_words",
    "read_case": "log.cases",
    "Log": "log.reading",
    "log_of": "log.reading",
    "read_log": "log.reading",
    "Rulebook": "rulebook.book",
    "read_rules": "rulebook.reading",
    "Reason": "trace",
    "Trace": "trace",
    "Replay": "replaying",
    "Run": "runs",
    "replay": "runs",
    "arrivals": "futures.fitting",
    "Arrivals": "futures.arrivals",
    "Ensemble": "futures.ensemble",
    "simulate": "futures.simulating",
    "replay_many": "many",
    "panel": "panels.running",
    "Question": "outcomes.questions",
    "Resolution": "outcomes.questions",
    "columns": "forecast.columns",
    "frame": "forecast.frames",
    "Frame": "forecast.frames",
    "History": "forecast.hazards",
    "Piece": "forecast.hazards",
    "histories_of": "forecast.histories",
    "Fit": "forecast.fitted",
    "fit": "forecast.fitting",
    "Score": "forecast.scored",
    "ScoreCard": "forecast.scored",
    "score": "forecast.scoring",
    "score_frame": "forecast.score_frames",
    "crps": "forecast.crps",
    "reliability_plot": "forecast.plots",
    "FrameFeatures": "forecast.estimators",
    "HazardClassifier": "forecast.estimators",
    "folder": "packaged",
    "seed": "packaged",
    "seed_names": "packaged",
}

_MODULES = {"importers", "testing"}
"""Rooms that are public as they are."""

__all__ = sorted([*_ROOMS, *_MODULES])


def __getattr__(name: str) -> "Any":
    """Public names, fetched on first use, so that `import negotiations` stays light."""
    if name in _MODULES:
        return import_module(f"negotiations.{name}")
    if name not in _ROOMS:
        raise AttributeError(f"module 'negotiations' has no attribute {name!r}")
    return getattr(import_module(f"negotiations.{_ROOMS[name]}"), name)


def __dir__() -> list[str]:
    return __all__
