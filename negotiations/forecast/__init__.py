"""For forecasters: frames of what was known, weights fitted, forecasts scored.

Rooms, in the one direction of their imports: columns, arrow, making, grounds, splits, frames,
look_ahead; hazards, histories, maximum, tries, telling, rewriting, fitted, fitting, reliability,
dependence, scored, scoring, crps, frame_columns, score_frames; then the adapters plots (matplotlib)
and estimators (scikit-learn).
"""
