"""A scanner for the real worker: a process of its own that speaks clamd's protocol and knows one virus, EICAR's.

Run as `python -m tests.support.clamd PORT`.
"""

import socketserver
import struct
import subprocess
import sys
import time
from contextlib import closing

from core.errors import Unavailable
from core.scanning import Scanner
from tests.support.processes import free_port

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
LARGEST = 25 * 1024 * 1024


class _Speaker(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        answers = {b"zPING\0": b"PONG", b"zVERSION\0": b"ClamAV 0.0.0 (tests)"}
        said = self._stream() if command == b"zINSTREAM\0" else answers.get(command, b"UNKNOWN COMMAND")
        self.wfile.write(said + b"\0")

    def _stream(self) -> bytes:
        content = b""
        while length := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
            if len(content) > LARGEST:
                return b"INSTREAM size limit exceeded. ERROR"
        return b"stream: Win.Test.EICAR_HDB-1 FOUND" if EICAR in content else b"stream: OK"


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


class Clamd:
    """The process, which can be stopped and come back at the same address."""

    def __init__(self) -> None:
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"tcp://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Returns once it answers."""
        self._process = subprocess.Popen([sys.executable, "-m", "tests.support.clamd", str(self.port)])
        until = time.monotonic() + 20
        while time.monotonic() < until:
            try:
                Scanner(self.url).version()
            except Unavailable:
                time.sleep(0.05)
            else:
                return
        raise TimeoutError("the scanner of the tests did not come up")

    def stop(self) -> None:
        """As when the machine it runs on goes away."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None


if __name__ == "__main__":
    with closing(_Server(("127.0.0.1", int(sys.argv[1])), _Speaker)) as server:
        server.serve_forever()
