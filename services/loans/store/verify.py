"""What must agree between the loans' tables and the funds' ledgers."""

from casework.ledger import check_balanced


class Verification:
    """Statements that compare; nothing is changed."""

    def faults(self) -> list[str]:
        """What does not add up, in words; empty when all does."""
        return [*check_balanced(self), *self._exposure_faults(), *self._principal_faults()]

    def _exposure_faults(self) -> list[str]:
        rows = self.rows(
            "SELECT f.fund_id, a.balance AS booked, coalesce(sum(l.outstanding), 0) AS owed FROM funds f"
            " JOIN ledger_accounts a ON a.key = f.fund_id || ':exposed'"
            " LEFT JOIN loans l ON l.fund_id = f.fund_id AND l.state IN ('repaying', 'overdue')"
            " GROUP BY f.fund_id, a.balance HAVING a.balance <> coalesce(sum(l.outstanding), 0)")
        return [f"fund {row['fund_id']} exposes {row['booked']}, its loans owe {row['owed']}" for row in rows]

    def _principal_faults(self) -> list[str]:
        rows = self.rows(
            "SELECT l.loan_id FROM loans l WHERE l.disbursed_on IS NOT NULL AND l.amount <>"
            " (SELECT coalesce(sum(principal), 0) FROM instalments i WHERE i.loan_id = l.loan_id)"
            " + (SELECT coalesce(sum(early), 0) FROM repayments r WHERE r.loan_id = l.loan_id)")
        return [f"loan {row['loan_id']}: schedule and early principal are not the loan" for row in rows]
