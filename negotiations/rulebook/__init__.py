"""Analysts' rules: what they may say, how they are read, and what their words mean."""
