"""Every SQL statement of incubators, by subject; `apply_<event>` writes what an event changes."""

from casework.decisions import keep, kept_answer
from chassis.store import Transaction
from services.incubators.store.awards import Awards
from services.incubators.store.bases import Bases
from services.incubators.store.campaigns import Campaigns
from services.incubators.store.duties import Duties
from services.incubators.store.fast_tracks import FastTracks
from services.incubators.store.invitations import Invitations
from services.incubators.store.people import People
from services.incubators.store.requests import Requests
from services.incubators.store.tenancies import Tenancies


class IncubatorsTransaction(Bases, People, Invitations, FastTracks, Tenancies, Requests, Duties, Campaigns, Awards,
                            Transaction):
    """What incubators' handlers read and record."""

    schema = "incubators"
    source = "incubators"
    keep_decision, kept_answer = keep, kept_answer
