"""A browser that is a process of its own and waits for the starting signal: reads one order, answers with one line.

Run as a script, so that it starts at once and shares nothing with the tests: it knows only the standard library.
"""

import http.client
import json
import sys


def main() -> None:
    """Connects, says so, waits for a line, sends, tells what came."""
    order = json.loads(sys.stdin.readline())
    line = http.client.HTTPConnection("127.0.0.1", order["port"], timeout=60)
    line.connect()
    print("ready", flush=True)
    sys.stdin.readline()
    line.request("POST", order["path"], order["body"], order["headers"])
    answer = line.getresponse()
    text = answer.read().decode("utf-8", "replace")
    print(json.dumps({"status": answer.status, "to": answer.getheader("Location"), "text": text}), flush=True)


if __name__ == "__main__":
    main()
