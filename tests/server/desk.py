"""What somebody who reviews does: becomes a reviewer by a link, signs in, decides."""
import base64
import hashlib
import hmac
import html
import re
import struct
import time

from suite import Failed, expect, expect_same

NAME = "Reader One"
PASSWORD = "seven quiet lanterns by the river"
STEP = 30  # seconds a code lives


def code_of(secret, steps=0):
    """RFC 6238: the code of now, or of some steps before or after it."""
    number = struct.pack(">Q", int(time.time()) // STEP + steps)
    mac = hmac.new(base64.b32decode(secret + "=" * (-len(secret) % 8)), number, hashlib.sha1).digest()
    at = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[at:at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def wait_for_room_in_step(seconds=12):
    """So that what comes now and takes no longer happens inside one step."""
    left = STEP - time.time() % STEP
    if left < seconds:
        time.sleep(left + 0.1)


def start(line, link, name=NAME, password=PASSWORD):
    form = line.get("/desk/start/" + link)
    expect_same(form.status, 200, "the status of a fresh link")
    return line.post("/desk/start/" + link, {"form_token": form.field("form_token"), "name": name, "password": password})


def secret_in(answer):
    found = re.search(r'<code class="secret"[^>]*>([^<]*)<', answer.text)
    if not found:
        raise Failed(f"no secret is shown: {answer.status}")
    return html.unescape(found.group(1)).replace(" ", "")


def enrol(line, link, name=NAME, password=PASSWORD):
    """Becomes a reviewer with the code of the step before, so that the one of now can be used to sign in. The secret."""
    wait_for_room_in_step()
    page = start(line, link, name, password)
    secret = secret_in(page)
    done = line.post("/desk/start/" + link, {"form_token": page.field("form_token"), "open": page.field("open"), "code": code_of(secret, -1)})
    expect_same((done.status, done.text.count("<li><code>")), (200, 10), "the status of confirming with a code, and how many recovery codes")
    return secret


def sign_in(line, secret, steps=0, name=NAME, password=PASSWORD, code=None):
    form = line.get("/desk/sign-in")
    return line.post("/desk/sign-in", {"form_token": form.field("form_token"), "name": name, "password": password,
                                       "code": code or code_of(secret, steps)})


class Desk:
    """A signed-in reviewer on a connection."""

    def __init__(self, line, answer):
        expect_same(answer.status, 303, "the status of signing in")
        self.line = line
        self.set_cookie = answer.header("Set-Cookie")
        self.cookie = self.set_cookie.split(";")[0]
        expect(self.cookie.startswith("__Host-desk="), "signing in set no __Host-desk cookie")

    def get(self, path):
        return self.line.get(path, {"Cookie": self.cookie})

    def post(self, path, fields):
        return self.line.post(path, fields, {"Cookie": self.cookie})

    def waiting(self):
        """Paths of what waits, all pages."""
        found, path = [], "/desk"
        while path:
            answer = self.get(path)
            expect_same(answer.status, 200, "the status of the queue")
            found += re.findall(r'href="(/desk/item/[^"]+)"', answer.text)
            more = re.search(r'href="(/desk\?after=[^"]+)"', answer.text)
            path = html.unescape(more.group(1)) if more else None
        return found

    def read(self, path):
        """Opens what waits; the page with its words."""
        opened = self.post(path + "/read", {"form_token": self.get("/desk").field("form_token")})
        expect_same(opened.status, 303, "the status of opening one item")
        form = self.get(path)
        expect_same(form.status, 200, "the status of one item")
        return form

    def decide(self, path, decision, reason=""):
        form = self.read(path)
        return self.post(path, {"form_token": form.field("form_token"), "revision": form.field("revision"), "decision": decision, "reason": reason})

    def redact(self, path, words, kind="name"):
        """Puts the stand-in of a kind wherever these words stand, and accepts it so."""
        form = self.read(path)
        return self.post(path, {"form_token": form.field("form_token"), "revision": form.field("revision"), "decision": "redact",
                                "piece-1": words, "kind-1": kind})

    def accept_all(self):
        for path in self.waiting():
            expect_same(self.decide(path, "accept").status, 303, "the status of accepting")


def desk_of(server, line):
    """The first reviewer of a server, signed in."""
    return Desk(line, sign_in(line, enrol(line, server.first_link())))
