"""One engine for training seats, subsidy budgets and the guarantee fund: accounts and balanced transfers."""

from casework.ledger.book import (
    AccountShort,
    Transfer,
    balances,
    book,
    check_balanced,
    history,
    open_account,
)

__all__ = ["AccountShort", "Transfer", "balances", "book", "check_balanced", "history", "open_account"]
