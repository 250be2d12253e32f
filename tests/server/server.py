"""Starts and ends the real binary, each time with a data directory and free ports of its own, and nothing but 127.0.0.1."""
import atexit
import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time

from suite import Failed
from wire import Connection

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BINARY = os.path.abspath(os.environ.get("HIMTHOUGH") or os.path.join(TOP, "build/checked/src/app/himthough"))
MOVEMENT = "/himthough"


def is_checked():
    """Was it built with sanitizers? Then it takes several times as long and as much memory."""
    if not os.path.exists(BINARY):
        return False
    with open(BINARY, "rb") as file:
        return b"__asan_init" in file.read()


SLOW = 5 if is_checked() else 1  # what limits of time and memory are multiplied by
_running = []
_folders = []


def new_folder():
    folder = tempfile.mkdtemp(prefix="himthough-server-")
    _folders.append(folder)
    return folder


def clean_up():
    for server in list(_running):
        server.process.kill()
        server.process.wait()
    while _folders:
        shutil.rmtree(_folders.pop(), ignore_errors=True)


atexit.register(clean_up)


def environment():
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HIMTHOUGH")}
    return dict(kept, LC_ALL="C.UTF-8")


def command(*words, seconds=60, **more):
    """Runs one command to its end: (exit status, standard output, standard error)."""
    done = subprocess.run([BINARY, *words], stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds * SLOW, env=environment(), **more)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def init(data):
    status, said, wrong = command("init", "--data", data)
    if status != 0:
        raise Failed(f"init ended with {status}: {said}{wrong}")
    return data


def ordinary_user():
    """The user `nobody`, when we are root: some promises mean nothing for root. Else None."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("nobody").pw_uid
    except KeyError:
        return None


class Server:
    """`flags`: settings with underscores, as edition_every="1 s". Editions come every second, forms and connections are not counted, and no
    flood is met, unless said."""

    def __init__(self, data=None, user=None, **flags):
        self.data = data or init(os.path.join(new_folder(), "data"))
        self.scratch = new_folder()
        self.user = user
        self.flags = {"port": "0", "ops_port": "0", "edition_every": "1 s", "survivors_every": "1 s", "posts_at_once": "0", "connections_of_one": "0",
                      "surge_per_minute": "0"} | flags
        self.process = None
        self.starts = 0
        self.port = self.ops_port = 0

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.kill()

    def launch(self):
        """Starts the process and waits for nothing."""
        words = [BINARY, "serve", "--data", self.data]
        for key, value in self.flags.items():
            words += ["--" + key.replace("_", "-")] + ([str(value)] if value is not True else [])
        self.starts += 1
        self.out, self.err = (os.path.join(self.scratch, f"{name}{self.starts}") for name in ("out", "err"))
        with open(self.out, "wb") as out, open(self.err, "wb") as err:
            more = {"user": self.user, "group": self.user, "extra_groups": []} if self.user is not None else {}
            self.process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=environment(), **more)
        _running.append(self)

    def start(self):
        self.launch()
        give_up = time.monotonic() + 20 * SLOW
        while time.monotonic() < give_up:
            said = self.said(self.out)
            if "Stop it with" in said:
                self.port = int(re.search(r" serves \S+?:(\d+)\n", said).group(1))
                self.ops_port = int(re.search(r":(\d+)/health", said).group(1))
                return self
            if self.process.poll() is not None:
                break
            time.sleep(0.005)
        status = self.process.poll()
        self.kill()
        raise Failed(f"the server did not start ({'no word for long' if status is None else f'status {status}'}): {self.said(self.err)[-500:]}")

    @staticmethod
    def said(path):
        with open(path, "rb") as file:
            return file.read().decode("utf-8", "replace")

    def output(self):
        """Everything that was printed since the first start."""
        return "".join(self.said(os.path.join(self.scratch, name)) for name in sorted(os.listdir(self.scratch)))

    def first_link(self):
        found = re.search(r"/desk/start/(\S+)", self.said(self.out))
        return found.group(1) if found else None

    def kill(self):
        """SIGKILL, and its end."""
        if self.process and self.process.poll() is None:
            self.process.kill()
        self.ended()

    def terminate(self):
        self.process.send_signal(signal.SIGTERM)

    def ended(self, seconds=30):
        """Waits for the end; the exit status, negative when a signal did it."""
        if self in _running:
            _running.remove(self)
        if not self.process:
            return None
        try:
            status = self.process.wait(seconds * SLOW)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise Failed(f"the server did not end within {seconds * SLOW} s")
        if found := re.search(r"^.*(?:Sanitizer|runtime error:).*$", self.said(self.err), re.M):
            raise Failed(f"a sanitizer says: {found.group(0)[:300]}")
        return status

    def stop(self):
        self.terminate()
        return self.ended()

    def connect(self, seconds=15):
        return Connection(self.port, seconds)

    def ops(self, path):
        with Connection(self.ops_port, 15) as line:
            return line.get(path)

    def resident(self):
        """Bytes of memory the process holds."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            return int(re.search(r"VmRSS:\s+(\d+) kB", file.read()).group(1)) * 1024

    def files(self, but=(), root=None):
        """Every file in the data directory, or in another one, as name and bytes."""
        for folder, _, names in os.walk(root or self.data):
            for name in names:
                if not any(name.startswith(skip) for skip in but):
                    with open(os.path.join(folder, name), "rb") as file:
                        yield name, file.read()
