"""What stands in the directories that desks keep."""

from psycopg.types.json import Jsonb

from contracts.zone.listings import ListingPublic, ListingPublished, ListingWithdrawn


class Listings:
    """Reading and writing listings; part of the accounts' transaction."""

    def listing(self, listing_id: str | None) -> ListingPublic | None:
        """The entry as it stands, held until the transaction ends."""
        row = self.one("SELECT published FROM listings WHERE listing_id = %s FOR UPDATE", listing_id)
        return row and ListingPublic.from_data(row["published"])

    def apply_listing_published(self, event: ListingPublished) -> None:
        self._keep(event)

    def apply_listing_withdrawn(self, event: ListingWithdrawn) -> None:
        self._keep(event)

    def _keep(self, event: ListingPublic) -> None:
        self.execute("INSERT INTO listings (listing_id, area, published, changed_by, changed_at)"
                     " VALUES (%s, %s, %s, %s, %s) ON CONFLICT (listing_id) DO UPDATE SET area = excluded.area,"
                     " published = excluded.published, changed_by = excluded.changed_by,"
                     " changed_at = excluded.changed_at",
                     event.listing_id, event.area, Jsonb(event.as_data()), self.message.actor.person_id, self.now)
