"""Ours beside the peers, on the same logs and rules, in one run: `make bench`.

`workloads` makes the logs and rules, from a seed; `contenders` are who runs, one a file; `timing`
runs them in turn; the modules named after a workload say what is run and what it must show;
`results` writes `RESULTS.md`. `python -m benchmarks --help` tells what can be asked.
"""
