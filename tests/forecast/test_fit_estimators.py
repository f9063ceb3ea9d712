"""The adapters keep scikit-learn's manners, and learn what the fit learns."""

import math
import pickle
import subprocess
import sys

import attrs
import numpy as np
import pandas
import pytest
from commands import PROJECT
from drawn import HAZARD, drawn_histories, rulebook
from sklearn.base import clone
from sklearn.pipeline import make_pipeline
from sklearn.utils.estimator_checks import parametrize_with_checks

import negotiations as ng
from negotiations.forecast.estimators import FrameFeatures, HazardClassifier
from negotiations.forecast.hazards import person_days, weightings_of
from negotiations.forecast.maximum import Penalised


@parametrize_with_checks([HazardClassifier()])
def test_the_classifier_passes_scikit_learns_own_checks(estimator, check):
    """Every check that scikit-learn has for a classifier of two classes."""
    check(estimator)


def test_the_classifier_is_the_fit_without_caps():
    """On the same rows, with the same prior and base, the weights are the same."""
    weights = {"strike": -0.4, "round": 0.6, "envoy": 0.2}
    histories = drawn_histories(np.random.default_rng(1), weights, 60)
    table = person_days(histories, weightings_of(rulebook()), {})
    sure = [n for n, (_, q) in enumerate(table.columns) if q == 1.0]
    prior = [table.weightings[table.columns[n][0]].prior for n in sure]
    found = HazardClassifier(prior, 0.3, -math.expm1(-HAZARD)).fit(
        table.faded[:, sure], table.onset
    )
    alone = attrs.evolve(
        table, faded=table.faded[:, sure], columns=tuple(table.columns[n] for n in sure)
    )
    numbers = np.array([number for number, _ in alone.columns])
    peak = Penalised(alone, {}, np.sort(numbers), np.full(3, 0.3**-2), np.ones(len(table.onset)))
    assert found.coef_ == pytest.approx(peak.peak().weights[numbers], abs=1e-6)


def counted(logs):
    """A frame of logs, as anybody might make one."""
    return pandas.DataFrame({"log": [f"log {n}" for n in range(len(logs))], "records": logs,
                             "known": [each / 2 if each else None for each in logs]})  # fmt: skip


def test_outcomes_are_never_features():
    """Of a frame only what was known then is taken, and to name an outcome is refused."""
    made = ng.frame("istanbul-2025", ng.read_rules(ng.folder("rules")))
    found = FrameFeatures(lambda _: made).fit(["istanbul-2025"])
    taken = set(found.get_feature_names_out())
    assert {"p_onset_90", "log_hazard_ratio"} <= taken <= set(made.features)
    assert not taken & {"hindsight_base", "end", "outcome_onset_90"}
    with pytest.raises(ValueError, match="'outcome_onset_90' tells of what came later"):
        FrameFeatures(lambda _: made, ["outcome_onset_90"]).fit(["istanbul-2025"])


def test_features_come_out_with_their_names():
    """Columns of numbers are taken; missing stays nan; names and pandas output are there."""
    maker = FrameFeatures(counted).set_output(transform="pandas")
    found = maker.fit_transform([2, 0])
    assert list(found.columns) == ["records", "known"] == list(maker.get_feature_names_out())
    assert np.isnan(found["known"][1])
    assert FrameFeatures(counted, ["known"]).fit([1]).transform([4]).tolist() == [[2.0]]
    with pytest.raises(ValueError, match="did you mean 'known'"):
        FrameFeatures(counted, ["knwon"]).fit([1])


def test_a_pipeline_is_cloned_and_pickled():
    """Features and hazard in one pipeline, copied and stored, say the same."""
    pipeline = make_pipeline(FrameFeatures(counted, ["records"]), HazardClassifier(sd=1.0))
    logs, came = [1, 2, 3, 4, 5, 6], [0, 0, 1, 0, 1, 1]
    twin = clone(pipeline).fit(logs, came)
    stored = pickle.loads(pickle.dumps(twin))
    assert stored.predict_proba(logs).tolist() == twin.predict_proba(logs).tolist()
    assert twin.get_params()["hazardclassifier__sd"] == 1.0
    assert twin.predict_proba([6])[0, 1] > twin.predict_proba([1])[0, 1]


def test_nothing_else_needs_the_extra():
    """Fits, histories and scores load neither scikit-learn nor a library of frames or pictures."""
    code = (
        "import sys, negotiations as ng; ng.fit, ng.score, ng.score_frame, ng.histories_of;"
        "print({'sklearn', 'matplotlib', 'pandas', 'polars'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("set()\n", 0)


def test_public_names():
    """The package hands them out."""
    assert (ng.FrameFeatures, ng.HazardClassifier) == (FrameFeatures, HazardClassifier)
