"""The language in which policies state a programme: the claims its conditions may make, how often it is given,
what a form may ask. Each claim is a predicate of the pillar; a test holds the two lists equal.
"""

# Claim → the parameters that a condition may give it.
CLAIMS: dict[str, frozenset[str]] = {
    "in_target_group": frozenset({"groups"}),
    "in_hardship": frozenset({"groups"}),
    "training_completed": frozenset({"courses"}),
    "course_completed": frozenset(),
    "seat_not_subsidised": frozenset(),
    "business_registered": frozenset({"kinds"}),
    "first_claim": frozenset(),
    "not_stacked_with": frozenset({"programmes"}),
    "within_window": frozenset({"of", "months"}),
    "is_tenant": frozenset({"levels"}),
    "pays_rent": frozenset(),
    "prize_awarded": frozenset({"levels"}),
    "award_conferred": frozenset(),
    "no_loan_disbursed": frozenset(),
    "loan_not_overdue": frozenset(),
    "age_below": frozenset({"years"}),
    "works_through_platform": frozenset(),
    "insurance_paid": frozenset(),
    "base_recognised": frozenset({"levels", "kinds"}),
    "base_data_complete": frozenset(),
}

# How often a programme is given: once in life, each year, per course, prize, award or base, per base for last year.
ONCE_PER = ("person", "year", "course", "prize", "award", "base", "base_last_year")

# From when a window runs.
WINDOWS_OF = ("business_registered", "training_completed")

# Who a programme is for; an award goes to whoever it was conferred on.
CLAIMANTS = ("person", "organisation", "anyone")

# What a form may show or ask; the pillar knows where the platform holds each.
FORM_FIELDS = ("residence", "group", "business", "certificate", "tenancy", "prize", "award", "base", "account",
               "employment")
