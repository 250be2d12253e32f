"""himthough drill: what would happen, tried on a copy."""
import os
import signal
import subprocess
import time

import forms
from server import BINARY, SLOW, Server, command, environment
from suite import expect, expect_same, test


def contents(folder):
    """Without what SQLite keeps beside a database that somebody looks into."""
    found = {}
    for name in os.listdir(folder):
        if os.path.isfile(os.path.join(folder, name)) and not name.endswith(("-shm", "-wal")):
            with open(os.path.join(folder, name), "rb") as file:
                found[name] = file.read()
    return found


@test(quick=True)
def a_flood_on_a_copy_loses_nothing_lets_honest_people_through_and_touches_nothing():
    with Server() as server:
        with server.connect() as line:
            forms.me_too(line, "made up, and here before the drill")
        server.stop()
        before = contents(server.data)
        status, said, wrong = command("drill", "surge", "--data", server.data, "--texts", "300", "--seconds", "2", "--honest", "10", "--slow-wait", "2 s", seconds=120)
        expect_same((status, wrong), (0, ""), f"what the drill did ({said[-900:]!r})")
        expect("The drill went well." in said and "10 of 10 got through" in said, f"the drill said {said!r}")
        expect("310 were answered with nine words, 310 are kept" in said, f"the drill said {said!r}")
        expect("Read as usual again" in said, f"the drill said {said!r}")
        after = contents(server.data)
        expect_same(sorted(name for name in after if after[name] != before.get(name)), [], "the files that the drill changed")
        expect(not os.path.exists(os.path.join(server.data, "drill")), "the drill left its copy behind")


@test
def a_drill_that_is_stopped_leaves_no_copy_behind():
    with Server() as server:
        copy = os.path.join(server.data, "drill")
        for how in (signal.SIGINT, signal.SIGTERM):
            drill = subprocess.Popen([BINARY, "drill", "surge", "--data", server.data, "--seconds", "30"], stdin=subprocess.DEVNULL,
                                     stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())
            drill.stdout.readline()  # the copy is made, and the flood begins
            expect(os.path.exists(copy), "the drill has no copy")
            time.sleep(1)
            drill.send_signal(how)
            drill.communicate(timeout=20 * SLOW)
            expect_same(drill.returncode, 128 + how, "the exit status of a drill that was stopped")
            expect(not os.path.exists(copy), f"a drill that was stopped by {how.name} left its copy behind")


@test
def a_drill_works_beside_a_running_server():
    with Server(surge_per_minute="60") as server, server.connect() as line:
        status, said, _ = command("drill", "surge", "--data", server.data, "--texts", "100", "--seconds", "1", "--honest", "2", "--slow-wait", "1 s", seconds=120)
        expect_same(status, 0, f"what the drill did ({said[-900:]!r})")
        expect(not line.get("/himthough").shows("more slowly"), "the server itself was flooded")
        forms.me_too(line, "made up, after the drill")
