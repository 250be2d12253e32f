"""HTTP as the tests need it: answers with every header as it came, one connection kept open, and raw bytes for what no client sends."""
import html
import http.client
import re
import socket
import urllib.parse


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def text(self):
        return self.body.decode("utf-8")

    def header(self, name):
        for key, value in self.headers:
            if key.lower() == name.lower():
                return value
        return ""

    def but_date(self):
        """All of it that should be the same for two like questions."""
        return self.status, [pair for pair in self.headers if pair[0].lower() != "date"], self.body

    def field(self, name):
        """The value of the first form field of that name."""
        found = re.search(rf'<input[^>]*name="{re.escape(name)}"[^>]*>', self.text)
        value = re.search(r'value="([^"]*)"', found.group(0)) if found else None
        return html.unescape(value.group(1)) if value else ""

    def shows(self, words):
        return words in html.unescape(self.text)


class Connection:
    """Keeps its connection; opens a new one when the server closed it before a question."""

    def __init__(self, port, seconds=15):
        self.port = port
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.line.close()

    def ask(self, method, path, body=None, headers=None):
        """Raises OSError or http.client.HTTPException when no whole answer comes."""
        try:
            self.line.request(method, path, body, headers or {})
            got = self.line.getresponse()
            answer = Answer(got.status, got.getheaders(), got.read())
        except BaseException:
            self.line.close()
            raise
        if got.will_close:
            self.line.close()
        return answer

    def get(self, path, headers=None):
        return self.ask("GET", path, None, headers)

    def post(self, path, fields, headers=None):
        """As a browser posts a form."""
        all_headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"} | (headers or {})
        return self.ask("POST", path, urllib.parse.urlencode(fields), all_headers)


def open_socket(port, seconds=15):
    return socket.create_connection(("127.0.0.1", port), timeout=seconds)


def raw(port, data, seconds=15):
    """Sends bytes, reads until the server closes: (what came, whether it closed). What comes later than `seconds` is not waited for."""
    with open_socket(port, seconds) as line:
        try:
            line.sendall(data)
        except OSError:
            pass  # closed while we were still sending: what it said before may still be read
        came = b""
        while True:
            try:
                piece = line.recv(65536)
            except ConnectionResetError:
                return came, True
            except TimeoutError:
                return came, False
            if not piece:
                return came, True
            came += piece


def status_of(data):
    found = re.match(rb"HTTP/1\.1 (\d{3}) ", data)
    return int(found.group(1)) if found else 0
