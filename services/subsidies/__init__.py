"""创业补贴: who is entitled to what and why, offers without asking, claims, notice, budget, payment, claw-back."""
