"""A TCP proxy between a client and the server that can fail as networks do."""

import random
import selectors
import socket
import threading
from contextlib import suppress


class CutNetwork:
    """Passes bytes on; ``cut_answers`` drops every nth answer with its connection after the server got the request.

    ``rewrite`` makes another answer of one; ``halve_answers`` lets half of one through and dies; ``gate`` holds them.
    """

    def __init__(self, host, port, seed=0):
        self._target, self._random = (host, port), random.Random(seed)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.is_down = False
        self.cut_answers = 0.0
        self.cuts = 0
        self.rewrite = bytes
        self.halve_answers = False
        self.gate = threading.Event()
        self.gate.set()
        self._open = set()
        self._ends = False
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def close(self):
        self._ends = True
        self.drop_all()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)

    def drop_all(self):
        for one in list(self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def _accept(self):
        while not self._ends:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self.is_down:
                client.close()
                continue
            try:
                server = socket.create_connection(self._target, timeout=5)
            except OSError:
                client.close()
                continue
            self._open |= {client, server}
            threading.Thread(target=self._pass, args=(client, server), daemon=True).start()

    def _pass(self, client, server):
        with selectors.DefaultSelector() as ready, client, server:
            ready.register(client, selectors.EVENT_READ, server)
            ready.register(server, selectors.EVENT_READ, client)
            with suppress(OSError):
                while self._pass_once(ready, server):
                    pass
        self._open -= {client, server}

    def _pass_once(self, ready, server):
        for key, _ in ready.select(timeout=1):
            data = key.fileobj.recv(65536)
            if not data or self.is_down:
                return False
            is_answer = key.fileobj is server
            if is_answer and self._random.random() < self.cut_answers:
                self.cuts += 1
                return False
            if is_answer:
                self.gate.wait(30)
                data = self.rewrite(data)
            if is_answer and self.halve_answers:
                key.data.sendall(data[: len(data) // 2])
                return False
            key.data.sendall(data)
        return not self._ends
