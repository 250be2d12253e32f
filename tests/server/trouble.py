"""The disk is full, the database is locked or broken: help and leaving go on, and nobody loses what they typed."""
import functools
import os
import sqlite3
import subprocess
import sys
import threading
import time

import desk
import forms
from server import MOVEMENT, SLOW, Server, init, new_folder
from suite import Skipped, expect, expect_same, test

ALWAYS = {"/help": 200, MOVEMENT + "/help": 200, MOVEMENT + "/rules": 200, MOVEMENT + "/keeps": 200, MOVEMENT + "/him-though": 200,
          "/leave": 303, "/leave/about": 200}
WITHIN = 0.050  # seconds


def help_is_there(server, when):
    """Each of those pages 50 times, each within 50 ms (the worst: one in 50 may be the machine's doing)."""
    with server.connect() as line:
        for path, status in ALWAYS.items():
            times = []
            for _ in range(50):
                start = time.perf_counter()
                expect_same(line.get(path).status, status, f"the status of {path} {when}")
                times.append(time.perf_counter() - start)
            times.sort()
            expect(times[25] < WITHIN / 5 and times[48] < WITHIN,
                   f"{path} {when} took {times[25] * 1000:.1f} ms in the middle, {times[48] * 1000:.1f} ms at worst")


def on_a_small_disk(test):
    """Only root may mount. Others run the test once more as root of a namespace of their own, where the system lets them."""

    @functools.wraps(test)
    def inside():
        if os.geteuid() == 0:
            return test()
        words = [sys.executable, os.path.join(os.path.dirname(os.path.abspath(__file__)), "run"), "--only", test.__name__]
        done = subprocess.run(["unshare", "--user", "--map-root-user", "--mount", *words], capture_output=True, text=True)
        if done.stderr.startswith("unshare:"):
            raise Skipped("neither root nor a namespace of its own: no small disk")
        expect(done.returncode == 0, done.stdout.split("\n")[0])

    return inside


class SmallDisk:
    """A file system of its own in memory, which can be filled."""

    def __init__(self, megabytes=64):
        self.folder = new_folder()
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0700", "none", self.folder], capture_output=True)
        if done.returncode != 0:
            raise Skipped("only root may mount a small disk here")
        self.ballast = os.path.join(self.folder, "ballast")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        subprocess.run(["umount", "-l", self.folder], capture_output=True)

    def fill(self):
        with open(self.ballast, "ab", buffering=0) as file:
            for size in (1 << 20, 4096):
                try:
                    while True:
                        file.write(b"x" * size)
                except OSError:
                    pass

    def empty(self):
        os.remove(self.ballast)


def post_until_refused(line, typed):
    """The log keeps its length and is written again from its start, so the first forms may still find room."""
    for n in range(3000):
        answer = forms.send_me_too(line, typed + " " * (n % 2) + "abcdefghij"[n % 10] * 2000, note="made up note", audience="survivors")
        if answer.status != 200:
            return answer
    raise AssertionError("a full disk refused nothing")


@test(alone=True)
@on_a_small_disk
def a_full_disk_gives_the_typed_words_back_reading_goes_on_and_writing_resumes_by_itself():
    with SmallDisk() as disk, Server(init(os.path.join(disk.folder, "data"))) as server, server.connect() as line:
        reviewer = desk.desk_of(server, line)
        receipt = forms.me_too(line, "made up, before the disk was full")
        reviewer.accept_all()
        forms.until(lambda: line.get(MOVEMENT + "/wall").shows("before the disk was full"), 10, "what was accepted is on no wall")
        disk.fill()
        refused = post_until_refused(line, "made up, while it was full")
        expect_same(refused.status, 503, "the status of a form")
        expect(refused.header("Retry-After"), "nothing says when to try again")
        for kept in ("made up, while it was full", "made up note"):
            expect(refused.shows(kept), "what was typed did not come back")
        expect('value="survivors" checked' in refused.text, "what was chosen did not come back")
        owned = forms.send_did_that(line, "made up, owned while it was full", vow_action="made up promise", vow_shows="made up witness", vow_day="2027-05-01")
        expect_same(owned.status, 503, "the status of an acknowledgement")
        for kept in ("made up, owned while it was full", "made up promise", "made up witness", "2027-05-01"):
            expect(owned.shows(kept), "what was typed did not come back")

        for path in ("", "/wall", "/wall/1", "/both", "/accountable", "/wall.atom"):
            expect_same(line.get(MOVEMENT + path).status, 200, f"the status of {path} with a full disk")
        expect(line.get(MOVEMENT + "/wall").shows("before the disk was full"), "the wall is not what it was")
        expect_same(forms.open_mine(line, receipt).status, 200, "the status of opening one's words with a full disk")
        expect_same(server.ops("/health").status, 503, "the status of /health with a full disk")
        expect(server.process.poll() is None, "it ended")
        help_is_there(server, "with a full disk")

        disk.empty()
        start = time.monotonic()
        again = forms.send_me_too(line, refused_words := "made up, while it was full", carried=refused.field("token"))
        expect_same(again.status, 200, "the status of the same form once there is room")
        expect(refused_words in forms.export(line, forms.kept(again))[0]["words"], "other words were kept")
        forms.until(lambda: server.ops("/health").status == 200, 10, "/health does not recover")
        expect(time.monotonic() - start < 15 * SLOW, "writing resumed late")
        said = server.output()
        expect("disk is full" in said, "the log does not say that the disk is full")
        expect("while it was full" not in said, "the log holds what was typed")
        expect_same(server.stop(), 0, "the exit status")


@test(alone=True)
@on_a_small_disk
def taking_back_with_a_full_disk_either_happens_or_says_that_it_did_not():
    with SmallDisk() as disk, Server(init(os.path.join(disk.folder, "data"))) as server, server.connect() as line:
        receipts = [forms.me_too(line, f"made up {'abcdefghijklmnopqrstuvwxyz'[n]} " + "and so on. " * 300) for n in range(20)]
        disk.fill()
        post_until_refused(line, "made up")
        told_gone, told_not = [], []
        for receipt in receipts:
            answer = line.post("/p/delete", {"open": forms.opened(line, receipt), "id": ""})
            expect(answer.status in (200, 503), f"taking back was answered with {answer.status}")
            (told_gone if answer.status == 200 else told_not).append(receipt)
        for receipt in told_gone:
            expect_same(forms.open_mine(line, receipt).status, 422, "the status of opening what was said to be gone")
        for receipt in told_not:
            expect_same(forms.open_mine(line, receipt).status, 200, "the status of opening what was said to be there")
        disk.empty()
        for receipt in told_not:
            forms.delete(line, receipt)


@test(alone=True)
def help_and_leaving_answer_within_50_ms_while_another_process_locks_the_database():
    with Server() as server:
        with server.connect() as line:
            token = forms.token(line)
        lock = sqlite3.connect(os.path.join(server.data, "himthough.db"), isolation_level=None)
        lock.execute("BEGIN IMMEDIATE")
        answers = []

        def post(n):
            with server.connect(60) as line:
                answers.append(forms.send_me_too(line, f"made up {'abcdefgh'[n % 8]}", carried=token if n == 0 else None))

        people = [threading.Thread(target=post, args=(n,), daemon=True) for n in range(100)]
        for one in people:
            one.start()
        time.sleep(0.5)
        help_is_there(server, "with a locked database and a hundred forms waiting")
        for one in people:
            one.join(60)
        expect_same(sorted({answer.status for answer in answers}), [503], "how forms are answered when nothing can be written")
        expect(all("made up" in answer.text for answer in answers), "what was typed did not come back")
        lock.execute("ROLLBACK")
        lock.close()
        with server.connect() as line:
            expect_same(forms.send_me_too(line, "made up a", carried=token).status, 200, "the status of the same form, afterwards")


@test(alone=True)
def help_and_leaving_answer_within_50_ms_while_the_database_is_garbage():
    with Server() as server, server.connect() as line:
        forms.me_too(line, "made up")
        for name in ("himthough.db", "himthough.db-wal"):
            path = os.path.join(server.data, name)
            if os.path.exists(path):
                size = os.path.getsize(path)
                with open(path, "r+b") as file:
                    file.write(b"\xa5" * size)
        answers = {forms.send_me_too(line, "made up, and broken").status for _ in range(10)}
        expect(answers <= {200, 503}, f"forms are answered with {answers}")
        for path in ("/wall/1", "/both", "/c/AAAAAAAAAAAAAAAAAAAAAA"):
            expect(line.get(MOVEMENT + path).status in (200, 404, 503), f"{path} is answered with {line.get(MOVEMENT + path).status}")
        server.ops("/health")
        expect(server.ops("/metrics").status in (200, 500, 503), "the metrics do not answer")
        help_is_there(server, "with a broken database")
        expect(server.process.poll() is None, "it ended")


@test(alone=True)
def a_database_that_was_deleted_under_it_costs_neither_help_nor_an_answer():
    with Server() as server, server.connect() as line:
        for name in os.listdir(server.data):
            os.rename(os.path.join(server.data, name), os.path.join(server.scratch, "moved-" + name))
        answer = forms.send_me_too(line, "made up, and nowhere to keep it")
        expect(answer.status in (200, 503), f"a form is answered with {answer.status}")
        expect(answer.status == 503 or forms.receipt_in(answer), "it says neither that it was kept nor that it was not")
        help_is_there(server, "without its files")
        expect(server.process.poll() is None, "it ended")
