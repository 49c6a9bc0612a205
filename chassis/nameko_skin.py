"""The thin skin over nameko: its container, workers and dependency injection around our own loops.

With `chassis.run` this is the only module that knows nameko; see the decision record on leaving it.
"""

import logging

from nameko.containers import ServiceContainer, WorkerContext
from nameko.extensions import DependencyProvider, Entrypoint, SharedExtension

from chassis.host import Host
from contracts.messages import Message

# More than the loops of any service: each loop runs one worker at a time.
MAX_WORKERS = 64


class HostExtension(SharedExtension):
    """Starts the host's loops as the container's managed threads and drains them on stop."""

    def __init__(self):
        self.threads = []
        self.handlers: dict[str, Handler] = {}

    def setup(self):
        self.host: Host = self.container.config["host"]
        self.host.invoke = self._invoke

    def start(self):
        self.host.start(self._spawn)

    def _spawn(self, run):
        thread = self.container.spawn_managed_thread(run)
        self.threads.append(thread)
        return thread

    def _invoke(self, method: str, message: Message):
        return self.handlers[method].work(message)

    def drain(self):
        """Finish what was begun; called while workers may still run."""
        self.host.stop()
        for thread in self.threads:
            thread.wait()


class Handler(Entrypoint):
    """A marked method: our loops bring the message, nameko runs the worker."""

    extension = HostExtension()

    def setup(self):
        self.extension.handlers[self.method_name] = self

    def stop(self):
        self.extension.drain()

    def work(self, message: Message):
        """Run the method in a nameko worker; its result, or what it raised."""
        ended = []

        def handle_result(worker_ctx, result=None, exc_info=None):
            ended.append((result, exc_info))
            return result, exc_info

        context = {"call_id_stack": [message.envelope.correlation_id]}
        self.container.spawn_worker(self, (message,), {}, context_data=context, handle_result=handle_result)
        result, exc_info = ended[0]
        if exc_info:
            raise exc_info[1]
        return result


class Container(ServiceContainer):
    """Runs a worker in the very loop that brings its message: a green thread of its own would only be waited for."""

    def spawn_worker(self, entrypoint, args, kwargs, context_data=None, handle_result=None) -> WorkerContext:
        """As nameko's, with its dependencies and its end; done when this returns."""
        context = WorkerContext(self, self.service_cls(), entrypoint, args, kwargs, data=context_data)
        self._run_worker(context, handle_result)
        return context


class StoreProvider(DependencyProvider):
    """Gives the service its store."""

    def get_dependency(self, worker_ctx):
        return self.container.config["host"].store


def container_for(host: Host) -> Container:
    """A nameko container that runs the host's service."""
    logging.getLogger("nameko").setLevel(logging.CRITICAL)
    methods = {mark.method: _as_entrypoint(host.service_class, mark.method) for mark in host.marks}
    service = type(host.service_class.__name__, (host.service_class,),
                   {**methods, "store": StoreProvider(), "name": host.name})
    return Container(service, config={"host": host, "max_workers": MAX_WORKERS, "AMQP_URI": host.url})


def _as_entrypoint(service_class: type, method: str):
    """The method as nameko finds it: a copy, so that the service itself stays free of nameko."""
    original = getattr(service_class, method)

    def entrypoint(self, message: Message):
        return original(self, message)

    entrypoint.nameko_entrypoints = {Handler()}
    return entrypoint
