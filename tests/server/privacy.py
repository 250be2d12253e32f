"""Canaries: what must not be written down is sent in, and then looked for everywhere."""
import gzip
import os
import re

import desk
import forms
from server import MOVEMENT, Server, init, new_folder, ordinary_user
from suite import Skipped, expect, expect_same, test
from wire import raw

PERSON = "Wilhelmina Quartermaine"              # a name nobody has
SHOWN = "It was made up, and it may be shown by the harbour"
MAIL = "wilhelmina.quartermaine@post.example"
ADDRESS = "203.0.113.77"                        # RFC 5737
BROWSER = "Canarybrowser/7.31"
FROM = "/elsewhere-canary-page"
DATABASE = ("himthough.db", "himthough.db-wal", "himthough.db-shm")
PAGES = ["", "/wall", "/wall/1", "/accountable", "/both", "/him-though", "/help", "/rules", "/keeps", "/decisions", "/wall.atom", "/accountable.atom",
         "/me-too", "/did-that", "/call", "/pledge", "/calls", "/calls.atom", "/ask", "/ask/poster.svg", "/reflected", "/guides/asking-a-friend"]


def shapes_of(receipt):
    """How nine words could stand somewhere: any three of them in a row, parted by anything usual."""
    words = receipt.split(" ")
    return [between.join(words[at:at + 3]).encode() for at in range(7) for between in (" ", "-", "+", "%20", ",", "\n", "_", "")]


def found_in(content, canaries):
    small = content.lower()
    return sorted({name for name, shapes in canaries.items() for shape in shapes if shape.lower() in small})


def send_everything(line):
    """One person's whole visit. The receipts."""
    headers = {"X-Forwarded-For": ADDRESS, "X-Forwarded-Proto": "http", "User-Agent": BROWSER,
               "Referer": f"http://127.0.0.1:{line.port}{FROM}"}
    waiting = forms.kept(forms.send_me_too(line, f"{PERSON} knows. It is made up.", headers=headers))
    shown = forms.kept(forms.send_me_too(line, SHOWN, headers=headers))
    sealed = forms.kept(forms.send_me_too(line, "Only for me, and made up", headers=headers, audience="only_me"))
    owned = forms.kept(forms.send_did_that(line, "I looked away. Made up, by the lighthouse", headers=headers))
    refused = forms.send_me_too(line, f"Write to {MAIL}", headers=headers)
    expect_same(refused.status, 422, "the status of words with an e-mail address")
    for path in (f"/p?receipt={shown.replace(' ', '+')}", f"/{MAIL}", f"{MOVEMENT}/c/{MAIL}"):
        line.get(path, headers)
    line.post("/p", {"receipt": shown + " " + MAIL}, headers)
    line.post("/p", {"receipt": shown}, headers)
    line.post("/p/check", {"token": "none", "first": MAIL, "second": shown}, headers)
    line.post("/desk/sign-in", {"form_token": "", "name": MAIL, "password": shown, "code": "000000"}, headers)
    raw(line.port, f"GET /{MAIL} HTTP/1.1\r\nHost: {MAIL}\r\nX-Forwarded-For: {ADDRESS}\r\nUser-Agent: {BROWSER}\r\nX: a\x01\r\n\r\n".encode())
    return waiting, shown, sealed, owned


@test
def canaries_show_up_in_no_log_no_metric_no_file_but_the_database_and_on_no_page_of_others():
    with Server(trusted_proxies="127.0.0.1", posts_at_once="1000") as server, server.connect() as line:
        reviewer = desk.desk_of(server, line)
        waiting, shown, sealed, owned = send_everything(line)
        second = reviewer.waiting()[1]  # the first goes on waiting
        expect(reviewer.read(second).shows(SHOWN), "the queue has another order")
        expect_same(reviewer.decide(second, "accept").status, 303, "the status of accepting")
        forms.until(lambda: line.get(MOVEMENT + "/wall").shows(SHOWN), 10, "what was accepted is on no wall")

        never = {"an e-mail address": [MAIL.encode()], "an IP address": [ADDRESS.encode()], "a browser's name": [BROWSER.encode()],
                 "a referrer": [FROM.encode()],
                 "a receipt": [shape for receipt in (waiting, shown, sealed, owned) for shape in shapes_of(receipt)]}
        words = {"a name": [PERSON.encode()], "words": [SHOWN.encode(), b"by the lighthouse", b"Only for me, and made up"]}
        for path in [MOVEMENT + page for page in PAGES] + ["/", "/help", "/leave/about", "/p", "/desk/sign-in"]:
            answer = line.get(path)
            expect_same(answer.status, 200, f"the status of {path}")
            whole = repr(answer.headers).encode() + answer.body
            expect(not found_in(whole, never | {"a name": [PERSON.encode()]}), f"{path} shows {found_in(whole, never | words)}")
        metrics = server.ops("/metrics").body + server.ops("/health").body
        expect(not found_in(metrics, never | words), f"the metrics hold {found_in(metrics, never | words)}")

        expect_same(server.stop(), 0, "the exit status")
        output = server.output().encode()
        expect(not found_in(output, never | words), f"the log holds {found_in(output, never | words)}")
        for name, content in server.files():
            expect(not found_in(content, never), f"{name} holds {found_in(content, never)}")
            if name not in DATABASE:
                expect(not found_in(content, words), f"{name} holds {found_in(content, words)}")
            elif name == "himthough.db":
                expect(PERSON.encode() in content, "the words are not in the database, so this test looks in the wrong place")
                expect(b"Only for me" not in content, "words that only their writer may read are readable in the database")


@test(quick=True)
def metrics_tell_neither_paths_nor_addresses_nor_movements():
    with Server() as server, server.connect() as line:
        for _ in range(3):
            line.get(MOVEMENT + "/wall", {"X-Forwarded-For": ADDRESS})
        said = server.ops("/metrics").text
        for word in ("wall", "himthough/", "127.0.0.1", ADDRESS, "path=", "client="):
            expect(word not in said, f"the metrics hold {word!r}")
        expect("himthough_requests_total" in said, "the metrics count nothing")
        expect_same(line.get("/metrics").status, 404, "the status of /metrics on the public port")


@test(quick=True)
def no_core_file_can_hold_anybodys_words_and_other_processes_cannot_look():
    with Server() as server:
        with open(f"/proc/{server.process.pid}/limits", encoding="ascii") as file:
            limit = re.search(r"Max core file size\s+(\d+)\s+(\d+)", file.read())
        expect_same(limit and limit.groups(), ("0", "0"), "the limit of core files")
        for name in os.listdir(server.data):
            expect_same(os.stat(os.path.join(server.data, name)).st_mode & 0o077, 0, f"what others may do with {name}")
    # The kernel gives the /proc files of a process that may not be dumped to root.
    if os.geteuid() == 0:
        user = ordinary_user()
        if user is None:
            raise Skipped("there is no user nobody to run as")
        folder = new_folder()
        data = init(os.path.join(folder, "data"))
        for path in [folder, data] + [os.path.join(data, name) for name in os.listdir(data)]:
            os.chown(path, user, user)
        with Server(data, user=user) as server:
            expect_same(os.stat(f"/proc/{server.process.pid}/mem").st_uid, 0, "who may look into its memory")
    else:
        with Server() as server:
            expect_same(os.stat(f"/proc/{server.process.pid}/mem").st_uid, 0, "who may look into its memory")


@test(quick=True)
def private_pages_are_neutral_kept_nowhere_and_never_compressed():
    with Server() as server, server.connect() as line:
        accept = {"Accept-Encoding": "gzip, br"}
        receipt = forms.me_too(line, "Made up for a test")
        pages = {"/p": line.get("/p", accept), "opened": line.post("/p", {"receipt": receipt}, accept),
                 "/desk/sign-in": line.get("/desk/sign-in", accept),
                 "sent": forms.send_me_too(line, "Made up again", headers=accept)}
        for name, answer in pages.items():
            expect_same(answer.status, 200, f"the status of {name}")
            expect_same(re.findall(r"<title>([^<]*)</title>", answer.text), ["Notes"], f"the title of {name}")
            expect_same(answer.header("Cache-Control"), "no-store", f"what caches may do with {name}")
            expect_same(answer.header("Content-Encoding"), "", f"the encoding of {name}")
            expect_same(answer.header("Set-Cookie"), "", f"the cookie of {name}")


@test(quick=True)
def no_page_makes_a_request_to_another_site_and_html_is_never_kept():
    with Server() as server, server.connect() as line:
        for path in [MOVEMENT + page for page in PAGES] + ["/", "/help", "/leave/about", "/p", "/desk/sign-in", "/none-such"]:
            answer = line.get(path, {"Accept-Encoding": "gzip"})
            text = gzip.decompress(answer.body).decode() if answer.header("Content-Encoding") == "gzip" else answer.text
            if not answer.header("Content-Type").startswith("text/html"):
                continue
            expect_same(answer.header("Cache-Control"), "no-store", f"what caches may do with {path}")
            expect(answer.header("Content-Security-Policy").startswith("default-src 'none'"), f"{path} has no policy")
            expect_same(answer.header("Referrer-Policy"), "same-origin", f"the referrer policy of {path}")
            for source in re.findall(r'(?:src|srcset|action|poster|data)="([^"]*)"', text) + re.findall(r'<link[^>]*href="([^"]*)"', text):
                expect(source.startswith("/") and not source.startswith("//"), f"{path} loads {source}")
            expect('href="/leave"' in text, f"{path} has no way to leave")
