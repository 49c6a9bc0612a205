"""How every process runs: transactions, outbox and inbox, relay, consumers, timers, clock, topology, logs."""
