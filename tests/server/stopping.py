"""SIGTERM: what is under way is answered, nothing that was acknowledged is lost, and it ends when it is asked twice."""
import http.client
import signal
import threading
import time

import forms
from server import MOVEMENT, SLOW, Server
from suite import expect, expect_same, test
from wire import open_socket


@test
def sigterm_during_load_loses_nothing_acknowledged_and_exits_0():
    server = Server().start()
    receipts, lock, stop = [], threading.Lock(), threading.Event()

    def post():
        try:
            with server.connect() as line:
                while not stop.is_set():
                    answer = forms.send_me_too(line, f"made up {threading.get_ident()} {time.monotonic_ns()}")
                    if answer.status == 200:
                        with lock:
                            receipts.append(forms.receipt_in(answer))
        except (OSError, http.client.HTTPException):
            pass  # the server has gone

    posters = [threading.Thread(target=post, daemon=True) for _ in range(8)]
    for poster in posters:
        poster.start()
    forms.until(lambda: len(receipts) > 10, 20 * SLOW, "no load came about")
    time.sleep(0.2)
    server.terminate()
    start = time.monotonic()
    status = server.ended(22)
    took = time.monotonic() - start
    stop.set()
    for poster in posters:
        poster.join(20)
    expect_same(status, 0, "the exit status")
    expect(took < 5 * SLOW, f"it took {took:.1f} s to stop, with nothing slow under way")
    expect(all(receipts), "a form was answered without a receipt")
    with Server(server.data) as again, again.connect() as line:
        for receipt in receipts:
            expect_same(forms.open_mine(line, receipt).status, 200, "the status of opening what was acknowledged")


@test
def sigterm_waits_for_a_request_that_is_being_read_and_closes_idle_connections():
    server = Server().start()
    with server.connect() as line:
        token = forms.token(line)
    body = f"token={token}&words=made+up&audience=everyone&answers=nobody&note=&language=en".encode()
    with open_socket(server.port) as idle, open_socket(server.port) as slow:
        idle.sendall(b"GET /help HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        while not idle.recv(65536).endswith(b"</html>\n"):
            pass
        slow.sendall(f"POST {MOVEMENT}/me-too HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                     f"Content-Length: {len(body)}\r\n\r\n".encode() + body[:20])
        time.sleep(0.3)
        server.terminate()
        expect_same(idle.recv(10), b"", "what an idle connection gets")
        time.sleep(0.5)
        slow.sendall(body[20:])
        came = b""
        while piece := slow.recv(65536):
            came += piece
        expect(came.startswith(b"HTTP/1.1 200 ") and b'class="receipt"' in came, f"the form under way was answered {came[:20]!r}")
    expect_same(server.ended(), 0, "the exit status")


@test
def a_second_sigterm_ends_it_at_once():
    server = Server().start()
    with open_socket(server.port) as slow:
        slow.sendall(f"POST {MOVEMENT}/me-too HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nwords=".encode())
        time.sleep(0.3)
        server.terminate()
        time.sleep(0.5)
        expect(server.process.poll() is None, "it did not wait for what is under way")
        server.terminate()
        start = time.monotonic()
        expect_same(server.ended(5), -signal.SIGTERM, "the exit status")
        expect(time.monotonic() - start < 1 * SLOW, "it took long")


@test
def a_request_that_never_ends_holds_sigterm_for_its_patience_and_no_longer():
    server = Server().start()
    with open_socket(server.port, 40) as slow:
        slow.sendall(f"POST {MOVEMENT}/me-too HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 60000\r\n\r\n".encode() + b"a" * 600)
        time.sleep(0.3)
        server.terminate()
        start = time.monotonic()
        while server.process.poll() is None and time.monotonic() - start < 30 * SLOW:
            try:
                slow.sendall(b"a" * 600)  # fast enough not to be cut off for slowness
            except OSError:
                break
            time.sleep(0.5)
        expect_same(server.ended(10), 0, "the exit status")
        expect(18 < time.monotonic() - start < 25 * SLOW, f"it took {time.monotonic() - start:.1f} s")
