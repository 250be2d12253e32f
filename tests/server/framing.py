"""Requests that two programs could read in two ways, or that ask for too much: refused, and nothing behind them is read."""
import concurrent.futures
import time

from server import MOVEMENT, SLOW, Server
from suite import expect, expect_same, test
from wire import open_socket, raw, status_of

LINE = b"GET / HTTP/1.1\r\n"
HOST = b"Host: 127.0.0.1\r\n"
POST = b"POST " + MOVEMENT.encode() + b"/me-too HTTP/1.1\r\nHost: 127.0.0.1\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"
BEHIND = b"GET /help HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"  # must never be answered

REFUSED = {
    "a length and chunks": (POST + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    "chunks and a length": (POST + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", 400),
    "two lengths": (POST + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 400),
    "two equal lengths": (POST + b"Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", 400),
    "a list of lengths": (POST + b"Content-Length: 3, 3\r\n\r\nabc", 400),
    "a length with a sign": (POST + b"Content-Length: +3\r\n\r\nabc", 400),
    "a length that is none": (POST + b"Content-Length: 0x3\r\n\r\nabc", 400),
    "two codings": (POST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    "a coding nobody knows": (POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 501),
    "a blank before the colon of a coding": (POST + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", 400),
    "chunks in HTTP/1.0": (b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    "bare LF after the request line": (b"GET / HTTP/1.1\nHost: 127.0.0.1\r\n\r\n", 400),
    "bare LF after a field": (LINE + b"Host: 127.0.0.1\n\r\n", 400),
    "bare LFs only": (b"GET / HTTP/1.1\nHost: 127.0.0.1\n\n", 400),
    "bare CR in a value": (LINE + HOST + b"X: a\rb\r\n\r\n", 400),
    "a folded line": (LINE + HOST + b"X: a\r\n b\r\n\r\n", 400),
    "a folded line with a tab": (LINE + HOST + b"X: a\r\n\tb\r\n\r\n", 400),
    "a blank before a colon": (LINE + b"Host : 127.0.0.1\r\n\r\n", 400),
    "NUL in a value": (LINE + HOST + b"X: a\0b\r\n\r\n", 400),
    "NUL in the target": (b"GET /\0 HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "no Host": (LINE + b"\r\n", 400),
    "two Hosts": (LINE + HOST + HOST + b"\r\n", 400),
    "another server's target": (b"GET http://a.example/ HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "a tunnel": (b"CONNECT 127.0.0.1:22 HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "HTTP/0.9": (b"GET /\r\n\r\n", 400),
    "HTTP/2 from the start": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
    "TLS on a plain port": (b"\x16\x03\x01\x02\x00\x01", 400),
    "a chunk size with a sign": (CHUNKED + b"+3\r\nabc\r\n0\r\n\r\n", 400),
    "a chunk size with 0x": (CHUNKED + b"0x3\r\nabc\r\n0\r\n\r\n", 400),
    "a chunk size beyond 64 bits": (CHUNKED + b"10000000000000003\r\nabc\r\n0\r\n\r\n", 400),
    "bare LF after a chunk size": (CHUNKED + b"3\nabc\r\n0\r\n\r\n", 400),
    "a chunk longer than said": (CHUNKED + b"3\r\nabcd\r\n0\r\n\r\n", 400),
    "NUL in a chunk extension": (CHUNKED + b"3;\0\r\nabc\r\n0\r\n\r\n", 400),
    "trailers": (CHUNKED + b"3\r\nabc\r\n0\r\nX: a\r\n\r\n", 400),
    "a request line that is too long": (b"GET /" + b"a" * 8192 + b" HTTP/1.1\r\n" + HOST + b"\r\n", 414),
    "a field that is too long": (LINE + HOST + b"X: " + b"a" * 16384 + b"\r\n\r\n", 431),
    "too many fields": (LINE + HOST + b"X: a\r\n" * 64 + b"\r\n", 431),
    "a body that is too long": (POST + b"Content-Length: 65537\r\n\r\n", 413),
    "chunks that are too long": (CHUNKED + b"10001\r\n", 413),
    "a compressed body": (POST + b"Content-Encoding: gzip\r\nContent-Length: 1\r\n\r\na", 415),
}


@test(quick=True)
def ambiguous_and_oversized_requests_are_refused_and_the_connection_is_closed():
    with Server() as server:
        def ask(case):
            name, (data, status) = case
            came, closed = raw(server.port, data + BEHIND)
            if status_of(came) != status:
                return f"{name}: {status_of(came)}, not {status}"
            if not closed:
                return f"{name}: stays open"
            # What stands behind is never read as a request: one status line, no more.
            return f"{name}: answered twice" if came.count(b"HTTP/1.1 ") != 1 else ""

        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            wrong = [said for said in pool.map(ask, REFUSED.items()) if said]
        expect(not wrong, "; ".join(wrong))
        with server.connect() as line:
            expect_same(line.get("/help").status, 200, "the help page afterwards")


@test(quick=True)
def refusals_below_the_door_carry_help_and_leave():
    with Server() as server:
        for name in ("two lengths", "a field that is too long", "a body that is too long", "a request line that is too long", "a compressed body"):
            came, _ = raw(server.port, REFUSED[name][0])
            for link in (b'href="/help"', b'href="/leave"'):
                expect(link in came, f"{name}: the page has no {link.decode()}")


@test(quick=True)
def a_form_of_another_media_type_is_415_and_another_method_405():
    with Server() as server, server.connect() as line:
        for kind in ("multipart/form-data; boundary=x", "application/json", "text/plain", ""):
            answer = line.ask("POST", MOVEMENT + "/me-too", b"token=x", {"Content-Type": kind} if kind else {})
            expect_same(answer.status, 415, f"the status of {kind or 'no type'}")
        for method in ("PUT", "DELETE", "PATCH", "PROPFIND"):
            answer = line.ask(method, MOVEMENT + "/wall")
            expect_same(answer.status, 405, f"the status of {method}")
            expect_same(answer.header("Allow"), "GET, HEAD", f"what the answer to {method} allows")
        for path, allowed in ((MOVEMENT + "/me-too", "GET, HEAD, POST"), ("/p/delete", "POST"), ("/leave", "GET, HEAD")):
            answer = line.ask("PUT", path)
            expect_same((answer.status, answer.header("Allow")), (405, allowed), f"the status of {path}, and what it allows")
        expect_same(line.ask("PUT", "/nothing/here").status, 404, "the status of a path that is not there")


@test(quick=True)
def a_form_sent_by_another_site_is_refused_everywhere():
    with Server() as server, server.connect() as line:
        for path in (MOVEMENT + "/me-too", MOVEMENT + "/did-that", "/p", "/p/delete", "/p/edit", "/desk/sign-in", "/desk/sign-out"):
            for headers in ({"Origin": "https://elsewhere.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}):
                expect_same(line.post(path, {"words": "x"}, headers).status, 403, f"the status of {path} with {headers}")


@test
def who_sends_its_request_too_slowly_gets_408():
    with Server() as server:
        with open_socket(server.port, 30 * SLOW) as line:
            line.sendall(b"GET / HTTP/1.1\r\nHost: 127")
            start = time.monotonic()
            came = line.recv(65536)
            expect_same(status_of(came), 408, "the status")
            expect(9 <= time.monotonic() - start < 15 * SLOW, f"it came after {time.monotonic() - start:.1f} s")


@test
def a_body_that_dribbles_gets_408():
    with Server() as server, open_socket(server.port, 5) as line:
        line.sendall(POST + b"Content-Length: 60000\r\n\r\n")
        start, came = time.monotonic(), b""
        while not came and time.monotonic() - start < 40:
            try:
                line.settimeout(1)
                line.sendall(b"a")
                came = line.recv(65536)
            except TimeoutError:
                pass
            except OSError:
                break
        expect_same(status_of(came), 408, "the status")
        expect(time.monotonic() - start < 30 * SLOW, f"it came after {time.monotonic() - start:.1f} s")
