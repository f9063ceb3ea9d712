"""Thin adapters to scikit-learn (the extra `forecast`): features of logs, hazards of rows."""

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin
from sklearn.utils.multiclass import check_classification_targets, type_of_target
from sklearn.utils.validation import check_is_fitted, validate_data

from negotiations.forecast.fitting import SD
from negotiations.forecast.frame_columns import features_in, numbers
from negotiations.forecast.hazards import Floats, PersonDays, Weighting
from negotiations.forecast.look_ahead import OUTCOME
from negotiations.forecast.maximum import Penalised


class FrameFeatures(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Logs in, features out: *make* turns logs into a frame, *columns* are those to take of it.

    Without *columns* fit takes every one that holds numbers, but no key, flag or outcome of a
    frame's; an outcome is never a feature, even if it is named. Missing stays nan.
    """

    def __init__(self, make: Callable[[Any], Any], columns: Sequence[str] | None = None) -> None:
        self.make = make
        self.columns = columns

    def fit(self, logs: Any, y: Any = None) -> "FrameFeatures":
        """Settle which columns there are; ValueError for one that isn't there, or an outcome."""
        frame = self.make(logs)
        names = features_in(frame) if self.columns is None else self.columns
        told = next((each for each in names if each.startswith(OUTCOME)), None)
        if told is not None:
            raise ValueError(f"{told!r} tells of what came later; it is for fitting and scoring")
        self.columns_ = [each for each in names if self.columns or _is_numeric(frame, each)]
        self._taken(frame)
        return self

    def transform(self, logs: Any) -> Floats:
        """The features of some logs, a row for each of the frame's."""
        check_is_fitted(self)
        return self._taken(self.make(logs))

    def _taken(self, frame: Any) -> Floats:
        return np.column_stack([numbers(frame, name) for name in self.columns_])

    def get_feature_names_out(self, input_features: Any = None) -> Any:
        """The columns."""
        check_is_fitted(self)
        return np.asarray(self.columns_, dtype=object)


def _is_numeric(frame: Any, name: str) -> bool:
    try:
        numbers(frame, name)
    except ValueError:
        return False
    return True


class HazardClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """The hazard of a period from its evidence: λ0·exp(Σ weight·feature), weights around a prior.

    *prior* and *sd* are in nats, one for all features or one for each; *base* is the probability of
    a period without evidence (the share of the rows it is fitted to, unless given).
    """

    def __init__(
        self,
        prior: float | Sequence[float] = 0.0,
        sd: float | Sequence[float] = SD,
        base: float | None = None,
    ) -> None:
        self.prior = prior
        self.sd = sd
        self.base = base

    def fit(self, X: Any, y: Any) -> "HazardClassifier":
        """Learn the weights of person-period rows: *y* says whether it came in the period."""
        rows, told = validate_data(self, X, y, dtype=np.float64)
        check_classification_targets(told)
        self.classes_ = np.unique(told)
        if (kind := type_of_target(told)) != "binary" and len(self.classes_) != 1:
            raise ValueError(f"Only binary classification is supported; the target is {kind}.")
        if len(self.classes_) == 1:
            raise ValueError("the target has one class alone; a hazard is learnt from both")
        came = (told == self.classes_[1]).astype(np.float64)
        self.hazard_ = -math.log1p(-(came.mean() if self.base is None else self.base))
        peak = self._penalised(rows, came).peak()
        self.coef_ = peak.weights
        self.covariance_ = np.linalg.inv(peak.information)
        return self

    def _penalised(self, rows: Floats, came: Floats) -> Penalised:
        many = rows.shape[1]
        priors, sds = (np.broadcast_to(np.asarray(a, dtype=np.float64), many)
                       for a in (self.prior, self.sd))  # fmt: skip
        weightings = [
            Weighting(str(n), "", 0, "", math.inf, float(p)) for n, p in enumerate(priors)
        ]
        table = PersonDays(
            weightings=tuple(weightings),
            columns=tuple((number, 1.0) for number in range(many)),
            faded=rows,
            hazard=np.full(len(rows), self.hazard_),
            onset=came,
            process=np.zeros(len(rows), dtype=np.int64),
            processes=("",),
        )
        return Penalised(table, {}, np.arange(many), 1 / sds**2, np.ones(len(rows)))

    def predict_proba(self, X: Any) -> Floats:
        """The probabilities that it does not come in the period, and that it does."""
        check_is_fitted(self)
        rows = validate_data(self, X, dtype=np.float64, reset=False)
        comes = -np.expm1(-self.hazard_ * np.exp(np.minimum(rows @ self.coef_, 500.0)))
        return np.column_stack([1 - comes, comes])

    def predict(self, X: Any) -> Any:
        """Whether it is more likely than not."""
        check_is_fitted(self)
        return self.classes_[(self.predict_proba(X)[:, 1] > 0.5).astype(int)]

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        return tags
