"""What is checked. Each check takes a `SourceTree` and yields one sentence per violation, naming file and line."""
