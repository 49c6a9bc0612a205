"""Long rosters: worked off bit by bit in the background while their sender watches and gets the sheet back."""
