"""The thin skin over nameko: its container, workers and dependency injection around our own loops.

With `chassis.run` this is the only module that knows nameko; see the decision record on leaving it.
"""

import logging

from eventlet.event import Event
from nameko.containers import ServiceContainer
from nameko.extensions import DependencyProvider, Entrypoint, SharedExtension, register_entrypoint

from chassis.declare import MARK, receivers_of
from chassis.host import Host
from contracts.messages import Message

MAX_WORKERS = 64


class HostExtension(SharedExtension):
    """Starts the host's loops as the container's managed threads and drains them on stop."""

    def setup(self):
        self.host: Host = self.container.config["host"]
        self.threads = []

    def start(self):
        if not self.threads:
            self.host.start(self._spawn)

    def _spawn(self, run):
        thread = self.container.spawn_managed_thread(run)
        self.threads.append(thread)
        return thread

    def drain(self):
        """Finish what was begun; called while workers may still run."""
        self.host.stop()
        for thread in self.threads:
            thread.wait()


class Handler(Entrypoint):
    """A marked method: our loops bring the message, nameko runs the worker."""

    host_extension = HostExtension()

    def setup(self):
        self.host_extension.host.invoke = self._dispatch
        _BY_METHOD.setdefault(id(self.container), {})[self.method_name] = self

    def _dispatch(self, method: str, message: Message):
        return _BY_METHOD[id(self.container)][method].work(message)

    def stop(self):
        self.host_extension.drain()

    def work(self, message: Message):
        """Run the method in a nameko worker; its result, or what it raised."""
        done = Event()

        def handle_result(worker_ctx, result=None, exc_info=None):
            done.send((result, exc_info))
            return result, exc_info

        context = {"call_id_stack": [message.envelope.correlation_id]}
        self.container.spawn_worker(self, (message,), {}, context_data=context, handle_result=handle_result)
        result, exc_info = done.wait()
        if exc_info:
            raise exc_info[1]
        return result


_BY_METHOD: dict[int, dict[str, Handler]] = {}


class StoreProvider(DependencyProvider):
    """Gives the service its store."""

    def get_dependency(self, worker_ctx):
        return self.container.config["host"].store


def container_for(host: Host) -> ServiceContainer:
    """A nameko container that runs the host's service."""
    logging.getLogger("nameko").setLevel(logging.CRITICAL)
    service = type(host.service_class.__name__, (host.service_class,),
                   {"store": StoreProvider(), "name": host.name})
    for mark in receivers_of(host.service_class):
        function = getattr(host.service_class, mark.method)
        assert getattr(function, MARK)
        register_entrypoint(function, Handler())
    return ServiceContainer(service, config={"host": host, "max_workers": MAX_WORKERS, "AMQP_URI": host.url})
