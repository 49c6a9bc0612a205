"""A plain connection pool as a nameko dependency."""

import os

from nameko.extensions import DependencyProvider
from psycopg_pool import ConnectionPool


class Pool(DependencyProvider):
    """Ten connections, each statement committed by itself unless the service opens a transaction."""

    def setup(self):
        self.pool = ConnectionPool(os.environ["PEER_DATABASE_URL"], min_size=10, max_size=10,
                                   kwargs={"autocommit": True}, open=True)

    def stop(self):
        self.pool.close()

    def get_dependency(self, worker_ctx):
        return self.pool
