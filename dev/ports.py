"""Free ports, chosen once and kept, so that addresses stay the same when the machine is started again."""

import socket
from pathlib import Path

HOST = "127.0.0.1"
_handed_out: set[int] = set()


def free_port() -> int:
    """A TCP port on the loopback address that nobody listens on and that was not handed out before."""
    while True:
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            port = probe.getsockname()[1]
        if port not in _handed_out:
            _handed_out.add(port)
            return port


def is_free(port: int) -> bool:
    """Whether a server could listen on this loopback port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def answers(port: int) -> bool:
    """Whether something accepts connections on this loopback port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def read_environment_file(path: Path) -> dict[str, str]:
    """The NAME=value lines of a file; empty when there is no such file."""
    if not path.exists():
        return {}
    pairs = (line.partition("=") for line in path.read_text().splitlines() if "=" in line)
    return {name: value for name, _, value in pairs}


class KeptPorts:
    """Ports by name in a file; a name not seen before gets a free one."""

    def __init__(self, path: Path):
        self._path = path
        self._ports = {name: int(port) for name, port in read_environment_file(path).items()}

    def port(self, name: str) -> int:
        """The port kept under this name, chosen now if it is new."""
        if name not in self._ports:
            self.keep(name, self._new())
        return self._ports[name]

    def keep(self, name: str, port: int) -> None:
        """Sets the port of a name and writes the file."""
        self._ports[name] = port
        self._path.write_text("".join(f"{each}={number}\n" for each, number in sorted(self._ports.items())))

    def forget(self, name: str) -> None:
        """Drops a name, so that it gets a new port when next asked for."""
        self._ports.pop(name, None)

    def as_environment(self) -> dict[str, str]:
        """All kept ports as environment variables."""
        return {name: str(port) for name, port in self._ports.items()}

    def _new(self) -> int:
        while (port := free_port()) in self._ports.values():
            continue
        return port
