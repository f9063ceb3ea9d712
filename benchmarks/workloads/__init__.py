"""Logs and rules for the benchmarks: made from a seed, always alike, and never kept."""
