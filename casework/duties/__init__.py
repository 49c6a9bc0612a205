"""What is owed, by whom, until when, shown by which event: policy data, counted without deciding anything."""

from casework.duties.catalogue import Duty, debtor_of, duties_in, is_shown_by
from casework.duties.standing import DutyState, Standing, standing

__all__ = ["Duty", "DutyState", "Standing", "debtor_of", "duties_in", "is_shown_by", "standing"]
