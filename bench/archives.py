"""The benches of archives and of figures that were released long since."""
import json
import os
import statistics
import subprocess
import time
import urllib.request

from servers import MOVEMENT, TOP

ZSTD = ["zstd", "--quiet", "--force"]


def timed(*words, input=None):
    """Seconds, most memory in MiB, and what it printed."""
    begun = time.perf_counter()
    process = subprocess.Popen(words, stdin=input, stdout=subprocess.PIPE, text=True)
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{os.path.basename(words[0])} failed: {process.returncode}")
    return time.perf_counter() - begun, used.ru_maxrss / 1024, said


def reach(bench, *words, input=None):
    counted = f"{bench.folder}/counted.json"
    seconds, memory, _ = timed(bench.program, "reach", "--quiet", "--json", counted, *words, input=input)
    with open(counted, encoding="utf-8") as file:
        return seconds, memory, json.load(file)["totals"]["uses"]


def made(bench, what, size):
    file = f"{bench.folder}/{what}"
    subprocess.run([f"{bench.tools}/made_archive", what, file, str(size)], check=True)
    with open(file, "rb") as bytes_of:   # into the page cache, and nothing left to write
        os.fsync(bytes_of)
        while bytes_of.read(1 << 24):
            pass
    return file


def import_tweets(bench):
    """A gigabyte of tweets; the limit is simdjson alone, reading the same fields on one core."""
    megabytes = 20 if bench.quick else 1000
    file = made(bench, "tweets", megabytes)
    ours, limit, memory = [], [], []
    for _ in range(bench.rounds):
        seconds, most, uses = reach(bench, "--tag", "MeToo=survivor", file)
        alone = bench.tool("archive_reference", "tweets", file)
        if not 0 <= uses - alone["posts"] <= 1:   # simdjson leaves the last one out
            raise RuntimeError(f"{uses} of {alone['posts']} tweets were counted")
        ours.append(megabytes / seconds / 1000)
        limit.append(megabytes / alone["seconds"] / 1000)
        memory.append(most)
    bench.judge("import_tweets", ours, limit, 1.2, True, "GB/s")
    bench.judge("import_tweets.memory", max(memory), 256, 1, False, "MiB")
    os.remove(file)


def import_ids(bench):
    """A year of ids as they were written, and in no order; the limit is wc -l and a bare parse of the numbers."""
    for what in ("ids", "shuffled_ids"):
        file = made(bench, what, 200_000 if bench.quick else 19_000_000)
        lines = int(subprocess.run(["wc", "-l", file], check=True, stdout=subprocess.PIPE, text=True).stdout.split()[0])
        ours, limit = [], []
        for _ in range(bench.rounds):
            seconds, _, uses = reach(bench, file)
            if not 0 <= lines - uses < 100:   # a few were drawn twice
                raise RuntimeError(f"{uses} of {lines} ids were counted")
            ours.append(seconds)
            limit.append(timed("wc", "-l", file)[0] + bench.tool("archive_reference", "ids", file)["seconds"])
        if what == "ids":
            bench.judge("import_ids", ours, limit, 1.5, False, "s")
            bench.judge("import_ids.time", ours, 3, 1, False, "s")
        else:
            bench.note(f"import_ids: in no order {statistics.median(ours):.2f} s")
        os.remove(file)


def import_zstd(bench):
    """Packed by zstd; the limit is zstdcat before the same."""
    file = made(bench, "tweets", 20 if bench.quick else 1000)
    subprocess.run([*ZSTD, "-3", "-T2", file], check=True)
    os.remove(file)
    ours, limit = [], []
    for _ in range(bench.rounds):
        ours.append(reach(bench, f"{file}.zst")[0])
        with subprocess.Popen([*ZSTD, "--decompress", "--stdout", f"{file}.zst"], stdout=subprocess.PIPE) as unpacked:
            limit.append(reach(bench, "-", input=unpacked.stdout)[0])
    bench.judge("import_zstd", ours, limit, 1.15, False, "s")
    os.remove(f"{file}.zst")


def reach_page(bench):
    """Figures of five years: how long the page and the tables take to be made, and how fast the page is served then."""
    from benches import FRONT, wrk
    ours = bench.ours("reach_page")
    ours.stop()
    subprocess.run([f"{TOP}/tools/made_up_figures.py", ours.data, MOVEMENT, "260", "--every-cell"], check=True)
    pages = {"": f"/{MOVEMENT}/reach", ".b": f"/{MOVEMENT}/reach-b.csv"}
    took = {name: [] for name in pages}
    for _ in range(bench.rounds):
        ours.start()
        for name, path in pages.items():
            begun = time.perf_counter()
            with urllib.request.urlopen(f"http://127.0.0.1:{ours.port}{path}") as answer:
                text = answer.read()
            took[name].append(1000 * (time.perf_counter() - begun))
            if name and text.count(b"\n") != 1 + 260 * 85 * 4:
                raise RuntimeError("not all that was released is in the table")
        ours.stop()
    ours.start()
    bench.judge("reach_page.made", took[""], 50, 1, False, "ms")
    bench.note(f"reach_page: table B as CSV {statistics.median(took['.b']):.0f} ms the first time")
    mine, front = [wrk(ours.port, path, 64, bench.seconds)[0] for path in (pages[""], FRONT)]
    bench.judge("reach_page.served", mine, front, 0.5, True, "/s")
