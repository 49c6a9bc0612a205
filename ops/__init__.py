"""The command line for operators: what runs, what waits, what failed; replay, rebuild, verify."""
