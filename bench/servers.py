"""What the benches run against: our server, with a data directory of its own, and nginx with the very same bytes."""
import base64
import hashlib
import hmac
import html
import http.client
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import struct
import subprocess
import time
import urllib.parse

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MOVEMENT = "himthough"


def free_port():
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return made.getsockname()[1]


def ask(port, path, form=None, cookie=None):
    """Status, headers and body; a redirection is not followed."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Cookie": cookie} if cookie else {}
    body = None
    if form is not None:
        body = urllib.parse.urlencode(form)
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request("GET" if form is None else "POST", path, body, headers)
    answer = connection.getresponse()
    found = answer.status, answer.getheaders(), answer.read()
    connection.close()
    return found


def resident(pid):
    """Bytes."""
    with open(f"/proc/{pid}/status") as status:
        return int(re.search(r"VmRSS:\s+(\d+) kB", status.read()).group(1)) * 1024


class Ours:
    """`himthough serve`. `more`: settings as flags."""

    def __init__(self, program, data, *more):
        self.program, self.data, self.more = program, data, more
        self.process = None
        if not os.path.exists(data):
            subprocess.run([program, "init", "--data", data], check=True, stdout=subprocess.DEVNULL)

    def start(self):
        """Seconds from exec to the first answer."""
        self.port = free_port()
        command = [self.program, "serve", "--data", self.data, "--port", str(self.port), "--ops-port", "0", "--posts-at-once", "0", "--connections-of-one", "0", *self.more]
        if "--surge-per-minute" not in self.more:
            command += ["--surge-per-minute", "0"]
        self.log = open(os.path.join(self.data, "output"), "w+")
        begun = time.perf_counter()
        self.process = subprocess.Popen(command, stdout=self.log, stderr=subprocess.STDOUT, cwd=TOP)
        self.pid = self.process.pid
        while True:
            try:
                with socket.create_connection(("127.0.0.1", self.port), 5) as first:
                    first.sendall(f"GET /{MOVEMENT} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
                    if (begin := first.recv(64)).startswith(b"HTTP/1.1 200"):
                        return time.perf_counter() - begun
                    if begin:
                        raise RuntimeError(f"our server answers /{MOVEMENT} with {begin.decode()}")
            except ConnectionError:
                pass
            if self.process.poll() is not None or time.perf_counter() - begun > 60:
                raise RuntimeError("our server does not start: " + self.output())
            time.sleep(0.001)

    def output(self):
        self.log.seek(0)
        return self.log.read()

    def stop(self):
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()
        self.process = None

    def reviewer(self):
        """Makes the first reviewer by the one-time link, signs in: the cookie."""
        while not (found := re.search(r"/desk/start/\S+(?=\n)", self.output())):
            time.sleep(0.01)
        link = found.group(0)
        password = "bench " + secrets.token_urlsafe(24)
        page = self._form(link, {"name": "bench", "password": password})
        secret = base64.b32decode(re.search(r'class="secret"[^>]*>([^<]+)<', page).group(1).replace(" ", ""))
        step = int(time.time()) // 30
        hidden = {name: html.unescape(re.search(rf'name="{name}" value="([^"]*)"', page).group(1)) for name in ("form_token", "open")}
        status, _, _ = ask(self.port, link, {**hidden, "code": totp(secret, step)})
        if status != 200:
            raise RuntimeError(f"the first reviewer could not be made: {status}")
        _, _, page = ask(self.port, "/desk/sign-in")
        token = re.search(rb'name="form_token" value="([^"]*)"', page).group(1).decode()
        status, headers, _ = ask(self.port, "/desk/sign-in", {"form_token": token, "name": "bench", "password": password,
                                                              "code": totp(secret, step + 1)})   # no code is taken twice
        if status != 303:
            raise RuntimeError(f"the reviewer could not sign in: {status}")
        return dict(headers)["Set-Cookie"].split(";")[0]

    def _form(self, path, fields):
        _, _, page = ask(self.port, path)
        token = re.search(rb'name="form_token" value="([^"]*)"', page).group(1).decode()
        status, _, page = ask(self.port, path, {"form_token": token, **fields})
        if status != 200:
            raise RuntimeError(f"{status} for a form of the desk")
        return page.decode()


def totp(secret, step):
    digest = hmac.new(secret, struct.pack(">Q", step), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7fffffff) % 1000000:06d}"


class Nginx:
    """Static files with the bodies and headers of what our server answers for these paths."""

    def __init__(self, folder, ours, paths):
        self.folder = folder
        self.port = free_port()
        os.makedirs(folder)
        places = ""
        for number, path in enumerate(paths):
            status, headers, body = ask(ours.port, path)
            if status != 200:
                raise RuntimeError(f"{path}: {status}")
            with open(f"{folder}/{number}", "wb") as file:
                file.write(body)
            kind, lines = "", ""
            for name, value in headers:
                if name == "Content-Type":
                    kind = value
                elif name not in ("Content-Length", "Date", "Connection"):
                    lines += f'      add_header {name} "{value}";\n'
            places += f'    location = {path} {{\n      alias {folder}/{number};\n      types {{}} default_type "{kind}";\n{lines}    }}\n'
        with open(f"{folder}/nginx.conf", "w") as file:
            file.write(f"""{f"user {pwd.getpwuid(0).pw_name};" if os.geteuid() == 0 else ""}
worker_processes 2;
worker_rlimit_nofile 16384;
pid {folder}/pid;
error_log {folder}/error.log warn;
daemon off;
events {{ worker_connections 8192; }}
http {{
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  keepalive_timeout 300s;
  server_tokens off;
  etag off;
  max_ranges 0;
  open_file_cache max=16 inactive=1h;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{self.port} backlog=4096 reuseport;
{places}  }}
}}
""")

    def start(self):
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        with open(f"{self.folder}/output", "w") as output:
            self.process = subprocess.Popen([program, "-c", f"{self.folder}/nginx.conf", "-e", f"{self.folder}/error.log"],
                                            stdout=output, stderr=output)
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return self
            except OSError:
                time.sleep(0.02)
        raise RuntimeError(f"nginx does not start; see {self.folder}/output")

    def stop(self):
        self.process.send_signal(signal.SIGQUIT)
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.terminate()
            self.process.wait()
