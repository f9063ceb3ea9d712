"""For forecasters: outcomes, frames of what was known before, weights fitted, forecasts scored.

Rooms, in the one direction of their imports: survey, outcomes, questions, columns, arrow, making,
grounds, splits, frames, look_ahead; hazards, histories, maximum, tries, telling, rewriting, fitted,
fitting, reliability, dependence, scored, scoring, crps, frame_columns, score_frames; then the
adapters plots (matplotlib) and estimators (scikit-learn).
"""
