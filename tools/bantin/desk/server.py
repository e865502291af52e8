"""The desk on this machine: uvicorn on a loopback address, until the person stops it."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress

import uvicorn

from bantin.desk.app import application
from bantin.desk.desk import Desk
from bantin.errors import SettingsError
from bantin.settings import Settings

HOST, PORT = "127.0.0.1", 8010


def listen(port: int) -> socket.socket:
    """A listening socket on this machine alone; port 0 takes any free one. Raises SettingsError."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen()  # at once: a browser that is sent here before the server is ready waits
    except (OSError, OverflowError) as error:
        listener.close()
        raise SettingsError(
            f"port {port} cannot be used ({getattr(error, 'strerror', None) or error})",
            expected="a free port",
            next_step="close what uses it, or name another one: bantin review --port 8011",
        ) from error
    return listener


def server(desk: Desk, port: int) -> uvicorn.Server:
    """A server of the desk at a port of this machine."""
    config = uvicorn.Config(
        application(desk, lambda: port),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        lifespan="off",
        timeout_graceful_shutdown=2,
    )
    return uvicorn.Server(config)


def review(settings: Settings, port: int, started: Callable[[str], None]) -> None:
    """Serve the desk until it is stopped; `started` is told its address. Raises SettingsError."""
    if not settings.targets:
        raise SettingsError("no language to translate into", next_step="declare one in mkdocs.yml")
    desk = Desk(settings)
    with listen(port) as listener:
        port = listener.getsockname()[1]
        threading.Thread(target=desk.warm, daemon=True).start()
        started(f"http://{HOST}:{port}/")
        with suppress(KeyboardInterrupt):  # how a person stops it; everything typed has been written
            server(desk, port).run(sockets=[listener])
