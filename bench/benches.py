"""The benches. Each is measured against its limit in the same run: pairs, one after the other, and the medians of the rounds."""
import json
import re
import sqlite3
import statistics
import subprocess
import sys
import time

from archives import import_ids, import_tweets, import_zstd, reach_page
from servers import MOVEMENT, TOP, Nginx, Ours, ask, resident

FRONT, WALL = f"/{MOVEMENT}", f"/{MOVEMENT}/wall"
PAGES = {"front": FRONT, "wall": WALL}


class Bench:
    """Where to measure, how long and how often. `line` is called with each result."""

    def __init__(self, build, folder, line, quick):
        self.program = f"{build}/src/app/himthough"
        self.tools = f"{build}/bench"
        self.folder, self.line, self.quick = folder, line, quick
        self.rounds = 1 if quick else 5
        self.seconds = 1 if quick else 3
        self.p99_seconds = 1 if quick else 8   # where threads happen to be put decides a short round
        self.running = []

    def ours(self, name, *more, contributions=0):
        """A server of ours, with so many contributions, most of them on the survivors' wall."""
        server = Ours(self.program, f"{self.folder}/{name}", *(more or ("--edition-every", "1 h")))
        self.running.append(server)
        server.start()
        if contributions:   # the movement has its row now
            server.stop()
            fill(f"{server.data}/himthough.db", contributions)
            server.start()
        return server

    def walls(self, name):
        """Our server with something on its wall, and nginx with the same bytes."""
        ours = self.ours(name, contributions=500)
        nginx = Nginx(f"{self.folder}/nginx-{name}", ours, PAGES.values())
        self.running.append(nginx)
        return ours, nginx.start()

    def stop_all(self):
        while self.running:
            self.running.pop().stop()

    def tool(self, name, *words):
        done = subprocess.run([f"{self.tools}/{name}", *map(str, words)], stdout=subprocess.PIPE, text=True, timeout=120)
        if done.returncode != 0:
            raise RuntimeError(f"{name} failed: {done.stdout.strip()}")
        return json.loads(done.stdout)

    def note(self, text):
        print("# " + text, file=sys.stderr, flush=True)

    def judge(self, name, ours, limit, goal, at_least, unit=""):
        """`ours` and `limit`: lists of the rounds, or numbers. Judged by the ratio of the medians."""
        ours, limit = (statistics.median(v) if isinstance(v, list) else v for v in (ours, limit))
        ratio = ours / limit if limit else float("inf")
        ok = ratio >= goal if at_least else ratio <= goal
        show = lambda v: (f"{v:.0f}" if v >= 100 else f"{v:.3g}") + unit
        sign = ">=" if at_least else "<="
        self.line(f"{name} ours={show(ours)} limit={show(limit)} ratio={ratio:.2f} goal={sign}{goal:g} {'ok' if ok else 'short'}", ok)


def wrk(port, path, connections, seconds):
    """Requests a second, and the 99th percentile in milliseconds."""
    said = subprocess.run(["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", "--latency", f"http://127.0.0.1:{port}{path}"],
                          stdout=subprocess.PIPE, text=True, check=True, timeout=60).stdout
    if "Non-2xx" in said or "Socket errors: connect 0, read 0, write 0" not in said and "Socket errors" in said:
        raise RuntimeError(f"wrk met errors at {path}: {said}")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said).group(1))
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", said).groups()
    return rate, float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def pairs(bench, first, second, measure):
    """Rounds of measure(first), measure(second); which goes first changes from round to round."""
    found = {first: [], second: []}
    for number in range(bench.rounds):
        for one in ((first, second), (second, first))[number % 2]:
            found[one].append(measure(one))
    return found[first], found[second]


def column(rows, number):
    return [row[number] for row in rows]


def wall_read(bench):
    ours, nginx = bench.walls("wall_read")
    for name, path in PAGES.items():
        mine, theirs = pairs(bench, ours.port, nginx.port, lambda port: wrk(port, path, 64, bench.p99_seconds))
        bench.judge(f"wall_read.{name}", column(mine, 0), column(theirs, 0), 0.8, True, "/s")
        bench.judge(f"wall_read.{name}.p99", column(mine, 1), column(theirs, 1), 1.5, False, "ms")


def wall_many(bench):
    ours, nginx = bench.walls("wall_many")
    for name, path in PAGES.items():
        mine, theirs = pairs(bench, ours.port, nginx.port, lambda port: wrk(port, path, 2000, bench.p99_seconds))
        bench.judge(f"wall_many.{name}.p99", column(mine, 1), column(theirs, 1), 2.5, False, "ms")


def wall_read_fresh(bench):
    """1,000 posts a second, all accepted at the desk, an edition every second; against the same server when nobody posts."""
    ours = bench.ours("fresh", "--edition-every", "1 s", "--survivors-every", "1 s")
    cookie = ours.reviewer()
    bench.tool("post_load", ours.port, MOVEMENT, 16, 100)
    bench.tool("reviewer", ours.port, cookie, 2)
    time.sleep(1.5)

    def measure(posting):
        if not posting:
            return wrk(ours.port, path, 64, bench.seconds)
        seconds = bench.seconds + 1
        poster = subprocess.Popen([f"{bench.tools}/post_load", str(ours.port), MOVEMENT, "32", str(1000 * seconds), "1000"],
                                  stdout=subprocess.PIPE, text=True)
        reviewer = subprocess.Popen([f"{bench.tools}/reviewer", str(ours.port), cookie, str(seconds + 4)], stdout=subprocess.PIPE, text=True)
        wait_for_posts(ours)
        read = wrk(ours.port, path, 64, bench.seconds)
        posted, accepted = (json.loads(one.communicate(timeout=60)[0]) for one in (poster, reviewer))
        bench.note(f"wall_read_fresh: {posted['rate']} posts/s answered, {accepted['accepted']} of {posted['sent']} accepted by the end")
        return read

    for name, path in PAGES.items():
        busy, quiet = pairs(bench, True, False, measure)
        bench.judge(f"wall_read_fresh.{name}", column(busy, 0), column(quiet, 0), 0.7, True, "/s")


def waiting(ours):
    with sqlite3.connect(f"file:{ours.data}/himthough.db?mode=ro", uri=True) as database:
        return database.execute("SELECT COALESCE(max(id), 0) FROM contribution").fetchone()[0]


def wait_for_posts(ours):
    """The forms are fetched first; the load begins when rows come in."""
    before = waiting(ours)
    for _ in range(2000):
        if waiting(ours) > before:
            return
        time.sleep(0.01)
    raise RuntimeError("no post came in")


def post_durable(bench):
    ours = bench.ours("post", "--edition-every", "1 h")
    counts = {64: 2000, 16: 1000, 1: 100} if bench.quick else {64: 30000, 16: 15000, 1: 1000}
    table = f"{bench.folder}/reference.db"
    for connections, goal in ((64, 0.25), (16, 0.12)):
        def measure(mine):
            if mine:
                return bench.tool("post_load", ours.port, MOVEMENT, connections, counts[connections])["rate"]
            return bench.tool("reference", table, counts[connections], 256)["rate"]
        mine, theirs = pairs(bench, True, False, measure)
        bench.judge(f"post_durable.{connections}", mine, theirs, goal, True, "/s")

    def one(mine):
        if mine:
            return bench.tool("post_load", ours.port, MOVEMENT, 1, counts[1])["p50_us"]
        return bench.tool("reference", table, counts[1], 1)["p50_us"]
    mine, theirs = pairs(bench, True, False, one)
    bench.judge("post_durable.1.p50", mine, theirs, 3, False, "us")


def check_in(bench):
    """So many at once as rows are in one commit of the limit."""
    said = bench.tool("check_in_load", f"{bench.folder}/check_in", 1000 if bench.quick else 20000, 256, bench.rounds)
    bench.judge("check_in", said["ours"], said["limit"], 0.5, True, "/s")


def desk_queue(bench):
    """The first page of what waits, one request after the other as a reviewer's browser sends them; the second line is of a filter that fits few."""
    ours = bench.ours("desk", contributions=2_000 if bench.quick else 100_000)
    ours.stop()
    with sqlite3.connect(f"{ours.data}/himthough.db") as database:
        database.execute("UPDATE contribution SET state = 3, edition = NULL, place = NULL, heed = id % 3")
    ours.start()
    cookie = ours.reviewer()
    for name, path in (("desk_queue", "/desk"), ("desk_queue.filtered", "/desk?what=call&language=fr")):
        def p99():
            took = []
            for _ in range(50 if bench.quick else 500):
                begin = time.monotonic()
                status, _, body = ask(ours.port, path, cookie=cookie)
                took.append((time.monotonic() - begin) * 1000)
                if status != 200 or (name == "desk_queue" and body.count(b"/read\"") != 20):
                    raise RuntimeError("the desk does not show what waits")
            return sorted(took)[len(took) * 99 // 100]
        bench.judge(f"{name}.p99", [p99() for _ in range(bench.rounds)], 20, 1, False, "ms")


def desk_decide(bench):
    said = bench.tool("desk_load", f"{bench.folder}/desk_decide", 1000 if bench.quick else 20000, 256, bench.rounds)
    bench.judge("desk_decide", said["ours"], said["limit"], 0.4, True, "/s")


def due_sweep(bench):
    """One million vows that stand, 20,000 due on each day, while somebody writes; then all of them at once, as after years of standing still."""
    count = 10_000 if bench.quick else 1_000_000
    said = bench.tool("due_load", f"{bench.folder}/due", count, count // 50, bench.rounds)
    bench.judge("due_sweep", said["seconds"], 1, 1, False, "s")
    bench.judge("due_sweep.wait", said["wait_ms"], 50, 1, False, "ms")
    bench.judge("due_sweep.all", said["all_seconds"], 1, 1, False, "s")
    bench.judge("due_sweep.all.wait", said["all_wait_ms"], 50, 1, False, "ms")
    bench.note(f"due_sweep: who writes waits for {said['idle_wait_ms']} ms at most when nothing is due")


def idle(bench):
    ours = bench.ours("idle", contributions=500)
    count = 1000 if bench.quick else 10000
    bench.tool("read_load", ours.port, WALL, 64, 1)   # what grows by itself has grown
    each = []

    def p99():   # of some short runs: where threads happen to be put decides one
        return statistics.median(bench.tool("read_load", ours.port, WALL, 64, 1)["p99"] for _ in range(bench.p99_seconds))

    def measure(crowded):
        if not crowded:
            return p99()
        before = resident(ours.pid)
        crowd = subprocess.Popen([f"{bench.tools}/idle_load", str(ours.port), FRONT, str(count)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if crowd.stdout.readline() != "ready\n":
            raise RuntimeError("idle_load did not get its connections")
        each.append((resident(ours.pid) - before) / count / 1024)
        found = p99()
        crowd.communicate(timeout=30)
        time.sleep(0.5)
        return found

    crowded, quiet = pairs(bench, True, False, measure)
    bench.judge("idle.memory", max(each), 8, 1, False, "KiB")   # the first time: later the memory is there already
    bench.judge("idle.p99", crowded, quiet, 1.2, False, "ms")


def start(bench):
    ours = bench.ours("start", contributions=10_000 if bench.quick else 1_000_000)
    ours.stop()
    took, memory = [], []
    for _ in range(bench.rounds):
        took.append(ours.start())
        memory.append(resident(ours.pid) / 1024 / 1024)
        ours.stop()
    bench.judge("start.time", took, 0.3, 1, False, "s")
    bench.judge("start.memory", memory, 150, 1, False, "MiB")


def guard(bench):
    said = bench.tool("guard_load", f"{TOP}/rules", bench.rounds)
    bench.judge("guard_scan", said["guard"], said["set"], 0.6, True, "MB/s")
    bench.judge("guard_scan.known", said["guard_again"], said["set_again"], 0.6, True, "MB/s")
    bench.judge("guard_scan.patterns", said["patterns"], 200, 1, True, "MB/s")
    bench.judge("guard_form", said["form_us"], 20, 1, False, "us")


def surge(bench):
    """A flood of texts that are nearly the same, honest people beside it: nobody is lost, the flood is one wave, and the wall reads as before."""
    ours = bench.ours("surge", "--edition-every", "1 h", "--trusted-proxies", "127.0.0.1", "--surge-per-minute", "60",
                      "--slow-wait", "3 s" if bench.quick else "30 s", contributions=500)
    before = waiting(ours)
    texts, seconds, honest = (1000, 2, 20) if bench.quick else (20_000, 10, 500)
    said = bench.tool("surge_load", ours.port, MOVEMENT, texts, seconds, honest)
    with sqlite3.connect(f"file:{ours.data}/himthough.db?mode=ro", uri=True) as database:
        kept = database.execute("SELECT count(*) FROM contribution WHERE id > ?", (before,)).fetchone()[0]
        # By what they let others do the two kinds are told apart.
        # They are gathered every three seconds.
        flood, among = 0, 0
        for _ in range(20):
            flood, among = database.execute("""
                SELECT sum(answers = 1), sum(answers = 3) FROM contribution WHERE id > ? AND wave IS NOT NULL GROUP BY wave ORDER BY count(*) DESC LIMIT 1""",
                                            (before,)).fetchone() or (0, 0)
            if flood == texts:
                break
            time.sleep(0.5)
    bench.note(f"surge: {said['waited']} were asked to wait, {said['refused']} answers were anything else")
    bench.judge("surge.kept", kept, texts + honest, 1, True)
    bench.judge("surge.acknowledged", said["taken"], kept, 1, True)
    bench.judge("surge.honest", said["honest"], honest, 1, True)
    bench.judge("surge.lost", said["lost"], 1, 0, False)
    bench.judge("surge.wave", flood, texts, 0.95, True)
    bench.judge("surge.honest_in_wave", among, 1, 0, False)
    bench.judge("surge.wall.p99", said["wall_during"], said["wall_before"], 1.2, False, "ms")


def fill(file, count):
    """Contributions on the survivors' wall, and a few that wait, written at one go by SQLite itself."""
    with sqlite3.connect(file) as database:
        database.execute("PRAGMA synchronous=OFF")
        database.execute("PRAGMA cache_size=-400000")
        text = "It was years ago, and I have told two people since. I thought that it was my fault, and it was not. " * 4
        database.execute(f"""
            INSERT INTO participant (receipt, day)
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) SELECT randomblob(32), 20000 + i % 500 FROM n""")
        database.execute("""
            INSERT INTO contribution (participant, movement, voice, state, audience, answers, language, day, note, words, counted, edition, place)
            SELECT p.id, m.id, 1, CASE WHEN p.id % 1000 THEN 5 ELSE 3 END, 1, 1, 'en', p.day, '', substr(?, 1 + p.id % 100, 250), 1,
                CASE WHEN p.id % 1000 THEN 1 END, CASE WHEN p.id % 1000 THEN p.id END
            FROM participant p, movement m WHERE m.slug = ?""", (text, MOVEMENT))
        database.execute("INSERT INTO cell (movement, day, event, count) SELECT movement, day, voice, count(*) FROM contribution GROUP BY 1, 2, 3")
        database.execute("INSERT INTO wall (movement, voice, places) SELECT movement, 1, max(place) FROM contribution GROUP BY 1")
    database.close()


ALL = {bench.__name__: bench for bench in (wall_read, wall_many, wall_read_fresh, post_durable, check_in, desk_queue, desk_decide, due_sweep, idle, start, surge, guard,
                                          import_tweets, import_ids, import_zstd, reach_page)}
