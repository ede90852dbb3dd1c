"""A web server of a test's own, in a thread: what it answers at which path, and who asked."""

from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class Server(ThreadingHTTPServer):
    daemon_threads = True
    host = "127.0.0.1"

    def __init__(self, pages):
        super().__init__((self.host, 0), Handler)
        self.pages, self.asked, self.agents, self.headers = pages, [], set(), []

    @property
    def address(self):
        return f"http://{self.host}:{self.server_port}"

    @property
    def place(self):
        return self.host, self.server_port


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        self.server.headers.append(dict(self.headers))
        self.server.agents.add(self.headers["User-Agent"])
        answer = self.server.pages.get(self.path, (404, {}, b""))
        if callable(answer):
            return answer(self.wfile)
        status, headers, body = answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass

    def handle(self):
        with suppress(OSError):  # the client has read enough
            super().handle()


@contextmanager
def serving(pages):
    """Serve {path: (status, headers, body), or a function that writes to the socket's file}."""
    with Server(pages) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
