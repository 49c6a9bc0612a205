"""Publishing in the directories that no pillar keeps."""

from chassis.declare import command
from chassis.store import derived_id
from contracts.zone.listings import PublishListing, WithdrawListing
from gateway.accounts.rules.listings import decide_listing, decide_listing_end


class ListingCommands:
    """Commands about listings."""

    @command(PublishListing)
    def publish_listing(self, command):
        with self.store.transaction(command) as tx:
            listing_id = command.listing_id or derived_id("listing", command.id)
            return tx.record(decide_listing(command, listing_id, tx.listing(command.listing_id)))

    @command(WithdrawListing)
    def withdraw_listing(self, command):
        with self.store.transaction(command) as tx:
            return tx.record(decide_listing_end(command, tx.listing(command.listing_id)))
