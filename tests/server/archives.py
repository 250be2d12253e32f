"""`himthough import`: told to stop, killed, out of room, and fed what no real archive holds. Nothing is ever half counted."""
import os
import signal
import sqlite3
import subprocess
import time

from server import BINARY, SLOW, command, environment, init, new_folder
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
