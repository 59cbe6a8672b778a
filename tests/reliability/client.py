"""A browser that is a process of its own and waits for the starting signal: reads one order, answers with one line.

Where the order gives it `patience`, it sends the very same again until somebody answers, as people press Reload.

Run as a script, so that it starts at once and shares nothing with the tests: it knows only the standard library.
"""

import http.client
import json
import sys
import time
from typing import Any


def main() -> None:
    """Connects, says so, waits for a line, sends, tells what came."""
    order = json.loads(sys.stdin.readline())
    line = http.client.HTTPConnection("127.0.0.1", order["port"], timeout=60)
    line.connect()
    print("ready", flush=True)
    sys.stdin.readline()
    until = time.monotonic() + order.get("patience", 0)
    while True:
        try:
            told = ask(line, order)
            if told["status"] != 503 or time.monotonic() > until:
                break
        except (OSError, http.client.HTTPException):
            if time.monotonic() > until:
                raise
        line.close()
        time.sleep(0.1)
    print(json.dumps(told), flush=True)


def ask(line: http.client.HTTPConnection, order: dict[str, Any]) -> dict[str, Any]:
    """One request and its answer."""
    line.request("POST", order["path"], order["body"], order["headers"])
    answer = line.getresponse()
    text = answer.read().decode("utf-8", "replace")
    return {"status": answer.status, "to": answer.getheader("Location"), "text": text}


if __name__ == "__main__":
    main()
