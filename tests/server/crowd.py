#!/usr/bin/env python3
"""Many connections at once, as a process of its own, so that who measures is not held up by it.

  crowd.py flood PORT SECONDS CONNECTIONS   reads form tokens from standard input and posts words without pause
  crowd.py slow PORT SECONDS CONNECTIONS    sends request heads, a byte at a time
  crowd.py idle PORT SECONDS CONNECTIONS    connects, asks once, and stays

Prints "ready", and at the end one line of JSON: how many answers of each status there were, and how many 503 without Retry-After.
"""
import collections
import json
import re
import resource
import selectors
import socket
import sys
import time
import urllib.parse

HEAD = b"GET /himthough/wall HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: " + b"a" * 200 + b"\r\n\r\n"


class One:
    def __init__(self, port, request):
        self.port, self.request, self.came, self.sent = port, request, b"", 0
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        self.socket.setblocking(False)

    def again(self):
        self.socket.close()
        self.__init__(self.port, self.request)


def whole(came):
    """Whether one answer is there in full."""
    head, found, body = came.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head, re.I)
    return bool(found) and len(body) >= int(length.group(1) if length else 0)


def flood(crowd, end, counts):
    waiting = selectors.DefaultSelector()
    for one in crowd:
        waiting.register(one.socket, selectors.EVENT_READ, one)
        one.socket.send(one.request)
    while time.monotonic() < end:
        for key, _ in waiting.select(0.1):
            one = key.data
            try:
                piece = one.socket.recv(65536)
                one.came += piece
                if piece and not whole(one.came):
                    continue
                if piece:
                    status = one.came[9:12].decode()
                    counts[status] += 1
                    if status in ("429", "503") and b"\r\nRetry-After: " not in one.came:
                        counts["without Retry-After"] += 1
                    one.came = b""
                    one.socket.send(one.request)
                    continue
            except OSError:
                pass
            counts["closed"] += 1
            waiting.unregister(one.socket)
            one.again()
            waiting.register(one.socket, selectors.EVENT_READ, one)
            one.socket.send(one.request)


def slow(crowd, end, counts):
    while time.monotonic() < end:
        for one in crowd:
            try:
                one.socket.send(one.request[one.sent % len(one.request):][:1])
                one.sent += 1
            except OSError:
                counts["closed"] += 1
                try:
                    one.again()
                except OSError:
                    counts["not let in"] += 1
        time.sleep(0.3)


def idle(crowd, end, counts):
    for one in crowd:
        one.socket.send(one.request)
    time.sleep(max(0, end - time.monotonic()))


def main():
    what, port, seconds, count = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4])
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    requests = [HEAD] * count
    if what == "flood":
        requests = []
        for token in sys.stdin.read().split():
            body = urllib.parse.urlencode({"token": token, "words": "made up, again and again", "audience": "everyone", "answers": "nobody",
                                           "note": "", "language": "en"}).encode()
            requests.append(b"POST /himthough/me-too HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                            b"Content-Length: " + str(len(body)).encode() + b"\r\n\r\n" + body)
    crowd = [One(port, requests[n % len(requests)]) for n in range(count)]
    print("ready", flush=True)
    counts = collections.Counter()
    {"flood": flood, "slow": slow, "idle": idle}[what](crowd, time.monotonic() + seconds, counts)
    print(json.dumps(counts), flush=True)


if __name__ == "__main__":
    main()
