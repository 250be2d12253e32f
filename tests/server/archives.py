"""`himthough import`: told to stop, killed, out of room, and fed what no real archive holds. Nothing is ever half counted."""
import bz2
import gzip
import json
import os
import pty
import re
import signal
import sqlite3
import subprocess
import time

from server import BINARY, SLOW, environment, init, new_folder
from suite import expect, expect_same, test
from trouble import SmallDisk, on_a_small_disk

FIRST = 919535116288000000  # an id of 15 October 2017, 12:00
DAY = 86_400_000 << 22


def id_list(path, begin, end, step=1):
    """Ids of posts of one day: the same numbers name the same posts."""
    with open(path, "w", encoding="ascii") as file:
        file.writelines(f"{FIRST + n}\n" for n in range(begin, end, step))
    return path


def importing(data, *words):
    return [BINARY, "import", "--movement", "himthough", "--data", data, "--voice", "survivor", *words]


def start(data, *words, **more):
    return subprocess.Popen(importing(data, *words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(), **more)


def counted(data):
    """(files, uses) that are kept."""
    line = sqlite3.connect(f"file:{os.path.join(data, 'himthough.db')}?mode=ro", uri=True)
    try:
        expect_same(line.execute("PRAGMA integrity_check").fetchone()[0], "ok", "the database")
        return (line.execute("SELECT count(*) FROM imported_file").fetchone()[0], line.execute("SELECT coalesce(sum(count), 0) FROM imported_cell").fetchone()[0])
    finally:
        line.close()


def nothing_is_left_over(data):
    left = [name for _, _, names in os.walk(data) for name in names if "counting" in name or ".part" in name]
    expect(not left, f"files are left: {left}")


def until_it_says(process, words):
    said = ""
    while words not in said:
        line = process.stdout.readline()
        expect(line, f"it ended without saying {words!r}")
        said += line


@test(quick=True)
def import_told_to_stop_says_what_it_kept_and_goes_on_the_next_time():
    for how, status in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
        data, folder = init(os.path.join(new_folder(), "data")), new_folder()
        one, other = id_list(os.path.join(folder, "one.txt"), 0, 1000), id_list(os.path.join(folder, "other.txt"), 500, 2000)
        process = start(data, one, "-", stdin=subprocess.PIPE)
        until_it_says(process, "one.txt: list of ids, 1000 posts, 1000 uses, 2017-10-15 to 2017-10-15; counted")
        process.stdin.write(f"{FIRST + 5000}\n" * 100_000)  # and no end: it waits for more
        process.stdin.flush()
        process.send_signal(how)
        expect_same(process.wait(10 * SLOW), status, "the exit status")
        said = process.stderr.read()
        expect("stopped: 1 files were counted, nothing of the one under way" in said, f"it said {said!r}")
        expect_same(counted(data), (1, 1000), "what is kept")
        nothing_is_left_over(data)
        again = subprocess.run(importing(data, one, other), stdin=subprocess.DEVNULL, capture_output=True, text=True, env=environment())
        expect_same(again.returncode, 0, "the status of the same again")
        expect("one.txt" in again.stdout and "counted before: skipped" in again.stdout and "other.txt: list of ids, 1500 posts, 1000 uses" in again.stdout, f"it said {again.stdout!r}")
        expect_same(counted(data), (2, 2000), "what is kept after the same again")


@test
def import_killed_anywhere_counts_whole_files_or_none():
    data, folder = init(os.path.join(new_folder(), "data")), new_folder()
    files = [id_list(os.path.join(folder, f"{n}.txt"), n * 100_000, (n + 1) * 100_000) for n in range(8)]
    for turn in range(12):
        process = start(data, *files, stdin=subprocess.DEVNULL)
        time.sleep((0.02 + 0.05 * turn) * SLOW)
        process.kill()
        process.communicate()
        kept, uses = counted(data)
        expect_same(uses, kept * 100_000, f"uses of {kept} files after a kill")
        nothing_is_left_over(data)
    done = subprocess.run(importing(data, *files), stdin=subprocess.DEVNULL, capture_output=True, env=environment())
    expect_same((done.returncode, counted(data)), (0, (8, 800_000)), "status and what is kept at last")


@test
def ids_kept_by_runs_that_were_killed_count_each_post_once():
    data, folder, half = init(os.path.join(new_folder(), "data")), new_folder(), 50_000
    for n in range(5):
        overlapping = id_list(os.path.join(folder, f"{n}.txt"), n * half, (n + 2) * half)
        for turn in range(4):
            process = start(data, "--keep-ids", overlapping, stdin=subprocess.DEVNULL)
            time.sleep((0.03 + 0.02 * turn) * SLOW)
            process.kill()
            process.communicate()
        done = subprocess.run(importing(data, "--keep-ids", overlapping), stdin=subprocess.DEVNULL, capture_output=True, env=environment())
        expect_same((done.returncode, counted(data)), (0, (n + 1, (n + 2) * half)), f"status and what is kept after {n + 1} runs")


@test(alone=True)
@on_a_small_disk
def import_on_a_full_disk_counts_nothing_of_the_file_and_leaves_no_file():
    folder = new_folder()
    with SmallDisk(20) as disk:
        data = init(os.path.join(disk.folder, "data"))
        small, large = id_list(os.path.join(folder, "small.txt"), 0, 1000), id_list(os.path.join(folder, "large.txt"), 0, 2_500_000)
        done = subprocess.run(importing(data, small, large), stdin=subprocess.DEVNULL, capture_output=True, text=True, env=environment())
        expect_same(done.returncode, 1, "the status when the ids have no room")
        expect("nothing of this file was counted" in done.stderr and "No space left" in done.stderr, f"it said {done.stderr[-300:]!r}")
        expect_same(counted(data), (1, 1000), "what is kept")
        nothing_is_left_over(data)
        expect(os.statvfs(disk.folder).f_bavail * 4096 > 10 << 20, "the room of the ids was not given back")

        middling = id_list(os.path.join(folder, "middling.txt"), 0, 1_200_000)
        done = subprocess.run(importing(data, "--keep-ids", middling), stdin=subprocess.DEVNULL, capture_output=True, text=True, env=environment())
        expect_same((done.returncode, counted(data)), (1, (1, 1000)), "status and what is kept when the ids to keep have no room")
        expect("nothing of this file was counted" in done.stderr, f"it said {done.stderr[-300:]!r}")
        nothing_is_left_over(data)

        many = os.path.join(folder, "many.csv")
        with open(many, "w", encoding="ascii") as file:  # no ids to put aside: it is the database that finds no room
            file.write("date,tag,lang,country,count\n")
            file.writelines(f"2017-10-{day:02},MeToo,l{language},{country},7\n" for day in range(1, 29) for language in range(150) for country in ("FR", "SE", "US", "MX", "IN", "IE", "IT", "ES"))
        disk.fill()
        with open(disk.ballast, "r+b") as file:
            file.truncate(os.path.getsize(disk.ballast) - (1 << 18))
        done = subprocess.run(importing(data, many), stdin=subprocess.DEVNULL, capture_output=True, text=True, env=environment())
        expect_same(done.returncode, 1, "the status when the database has no room")
        expect("nothing of this file was counted" in done.stderr, f"it said {done.stderr[-300:]!r}")
        expect_same(counted(data), (1, 1000), "what is kept")
        nothing_is_left_over(data)
        disk.empty()
        done = subprocess.run(importing(data, many), stdin=subprocess.DEVNULL, capture_output=True, text=True, env=environment())
        expect_same((done.returncode, counted(data)), (0, (2, 1000 + 28 * 150 * 8 * 7)), "status and what is kept once there is room")


def tweet(number, created_at="Sun Oct 15 20:21:22 +0000 2017", tag="MeToo"):
    return json.dumps({"created_at": created_at, "id_str": str(number), "user": {"id_str": "7"}, "lang": "en", "entities": {"hashtags": [{"text": tag}]}}, separators=(",", ":")) + "\n"


def reach(*words, stdin=b""):
    """Its status, what it counted as JSON, and what it said of faults."""
    out = os.path.join(new_folder(), "reach.json")
    done = subprocess.run([BINARY, "reach", "--json", out, *words], input=stdin, capture_output=True, env=environment(), timeout=60 * SLOW)
    with open(out, encoding="utf-8") as file:
        return done.returncode, json.load(file), done.stderr.decode()


def in_a_zstd_frame(text):
    """One frame of one raw block (RFC 8878), up to 255 bytes."""
    return b"\x28\xb5\x2f\xfd\x20" + bytes([len(text)]) + ((len(text) << 3) | 1).to_bytes(3, "little") + text


@test(quick=True)
def reach_reads_a_folder_of_many_formats_each_by_its_content():
    folder = new_folder()
    files = {
        "a.dat": tweet(FIRST).encode(), "b.json": b"\xef\xbb\xbf" + tweet(FIRST + 1).replace("\n", "\r\n").encode(), "c.txt": f"{FIRST + 2}\n{FIRST}\n".encode(),
        "d.csv": b"date,tag,count\r\n2017-10-15,MeToo,3\r\n", "e.bin": gzip.compress(tweet(FIRST + 3).encode()), "f": in_a_zstd_frame(f"{FIRST + 4}\n".encode()), "g": b"made up, and nothing we know",
    }
    for name, content in files.items():
        with open(os.path.join(folder, name), "wb") as file:
            file.write(content)
    status, found, said = reach(folder)
    expect_same((status, found["totals"]["uses"], found["totals"]["counted_before"]), (1, 8, 1), "status, uses and what came again")
    expect_same([one["format"] for one in found["made"]["of"]], ["tweets (v1.1)", "tweets (v1.1)", "list of ids", "CSV", "tweets (v1.1)", "list of ids", ""], "what each is")
    expect(len(re.findall(r"^\S+/g: ", said, re.M)) == 1, f"of what is no archive it said {said!r}")


@test(quick=True)
def reach_reads_what_is_packed_from_standard_input():
    text = f"{FIRST}\n{FIRST + 1}\n{FIRST}\n".encode()
    for packed in (text, gzip.compress(text), bz2.compress(text), in_a_zstd_frame(text)):
        status, found, _ = reach("-", stdin=packed)
        expect_same((status, found["totals"]["posts"], found["totals"]["uses"]), (0, 3, 2), "status, posts and uses")
    status, found, said = reach("-", stdin=in_a_zstd_frame(text)[:-9])
    expect_same((status, found["made"]["of"][0]["format"]), (1, ""), "status and format of what is cut off")
    expect("cut off" in said, f"it said {said!r}")


@test(quick=True)
def reach_counts_old_ids_by_their_date_an_id_once_and_no_day_that_cannot_be():
    lines = [tweet(20, "Tue Mar 21 20:50:14 +0000 2006"), tweet(20, "Tue Mar 21 20:50:14 +0000 2006"), tweet(FIRST), tweet(FIRST, tag="other"),
             tweet(FIRST + 1, "Thu Jan 01 00:00:00 +0000 1970"), tweet(FIRST + 2, "Thu Jan 01 00:00:00 +0000 2099"), tweet(FIRST + 3).replace("MeToo", "Me\0Too"),
             tweet(FIRST + 4)[:-9] + "\n"]
    status, found, said = reach("--tag", "MeToo=survivor", "-", stdin="".join(lines).encode())
    expect_same((status, [(day["day"], day["uses"]) for day in found["days"]], found["totals"]["counted_before"]), (1, [("2006-03-21", 1), ("2017-10-15", 1)], 1), "status, days and what came again")
    for line in (5, 6, 8):
        expect(f"-:{line}: " in said, f"nothing is said of line {line}: {said!r}")
    status, found, said = reach("-", stdin=b"20\n19\n" + f"{FIRST}\n".encode())
    expect_same([(day["day"], day["uses"]) for day in found["days"]], [(None, 2), ("2017-10-15", 1)], "days of bare ids")


@test
def a_line_of_two_gigabytes_is_a_fault_and_takes_little_memory():
    process = subprocess.Popen([BINARY, "reach", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())
    process.stdin.write(tweet(FIRST).encode())
    part = b"x" * (1 << 20)
    for _ in range((2 << 10) // SLOW):
        process.stdin.write(part)
    process.stdin.write(b"\n" + tweet(FIRST + 1).encode())
    process.stdin.close()
    out, wrong = process.stdout.read().decode(), process.stderr.read().decode()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    expect_same(process.returncode, 1, "the status")
    expect("-:2: it is too long" in wrong, f"it said {wrong[-300:]!r}")
    expect(re.search(r"posts read +2\n", out), "the lines around it were not read")
    expect(used.ru_maxrss * 1024 < (256 << 20) * SLOW, f"it took {used.ru_maxrss >> 10} MB")


@test(quick=True)
def progress_on_a_terminal_says_posts_and_rate_and_quiet_says_nothing():
    for quiet in ([], ["--quiet"]):
        terminal, end = pty.openpty()
        process = subprocess.Popen([BINARY, "reach", *quiet, "-"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=end, env=environment())
        os.close(end)
        for _ in range(4):
            process.stdin.write(f"{FIRST}\n".encode() * 200_000)
            process.stdin.flush()
            time.sleep(0.3)
        process.stdin.close()
        said = b""
        try:
            while part := os.read(terminal, 4096):
                said += part
        except OSError:  # the other end is closed
            pass
        os.close(terminal)
        expect_same(process.wait(20 * SLOW), 0, "the status")
        posts = [int(number) for number in re.findall(rb"(\d+) posts, \d+ MB", said)]
        expect_same(bool(posts), not quiet, "is there progress")
        if not quiet:
            expect(posts == sorted(posts) and posts[-1] > 0, f"posts so far: {posts}")
            expect(b" MB/s" in said and said.endswith(b"\r\x1b[K"), "there is no rate, or the line is left behind")
