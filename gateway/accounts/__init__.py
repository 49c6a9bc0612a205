"""Accounts: who people are, and what may be said about them.

Persons registered by real name, their businesses, the organisations and staff that serve them, their consents
and files, and the drafts by which policy administrators change a figure. Every personal datum of the platform
is here, encrypted, and nowhere else; what rules need leaves as attested facts under an opaque id.
"""
