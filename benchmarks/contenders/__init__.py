"""Who runs: ours, the peers, a loop written by hand, and the floor; one a file."""
