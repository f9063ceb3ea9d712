"""For forecasters: what came of a process, frames of what was known, weights fitted, scores.

Rooms, in the one direction of their imports: hazards, histories, maximum, tries, telling,
rewriting, fitted, fitting, reliability, dependence, scored, scoring, crps, frame_columns,
score_frames; then the adapters plots (matplotlib) and estimators (scikit-learn).
"""
