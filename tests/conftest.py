"""Every kind of test starts here; nothing that only one kind needs."""
