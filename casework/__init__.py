"""What every desk needs, whichever the pillar: decisions, ledger, working days, notices, scoring, duties.

Never imports the chassis or a pillar; what touches the database gets the transaction as an argument.
"""
