"""kill -9 in the middle of work, again and again: what was said to be kept is kept, and once."""
import http.client
import os
import random
import re
import sqlite3
import threading
import time

import forms
from server import SLOW, Server, command
from suite import expect, expect_same, test

KILLS = 200      # run may set it
POSTERS = 5
MOST_KEPT = 40   # of one poster in one life of the server: the end must stay checkable


class Log:
    """What people outside the process know: the forms they sent, and the receipts they were shown."""

    def __init__(self):
        self.lock = threading.Lock()
        self.sent = {}      # form token → words
        self.receipts = {}  # form token → nine words
        self.wrong = []

    def shown(self, token, receipt):
        with self.lock:
            before = self.receipts.setdefault(token, receipt)
            if before != receipt:
                self.wrong.append("the same form gave two receipts")

    def unanswered(self):
        with self.lock:
            return [token for token in self.sent if token not in self.receipts]


class Poster(threading.Thread):
    """Sends forms until told to stop; after a restart it first sends again what got no answer, as people do."""

    def __init__(self, server, log, stop):
        super().__init__(daemon=True)
        self.server, self.log, self.stop = server, log, stop
        self.open_question = None

    def run(self):
        chance = random.Random()
        while not self.stop.is_set():
            port = self.server.port
            try:
                with self.server.connect(5) as line:
                    self.post_for_a_while(line, chance)
                while self.server.port == port and not self.stop.is_set():
                    time.sleep(0.002)
            except (OSError, http.client.HTTPException):
                time.sleep(0.005)

    def post_for_a_while(self, line, chance):
        for _ in range(MOST_KEPT):
            if self.stop.is_set():
                return
            if not self.open_question:
                words = "made up for a test " + "".join(chance.choices("abcdefghijklmnop", k=24))
                self.open_question = (forms.token(line), words)
                with self.log.lock:
                    self.log.sent[self.open_question[0]] = words
            token, words = self.open_question
            answer = forms.send_me_too(line, words, carried=token)
            receipt = forms.receipt_in(answer) if answer.status == 200 else None
            if receipt:
                self.log.shown(token, receipt)
                self.open_question = None
                if chance.random() < 0.05:  # a double tap
                    again = forms.send_me_too(line, words, carried=token)
                    if again.status == 200:
                        self.log.shown(token, forms.receipt_in(again))
            elif answer.status not in (429, 503):
                self.log.wrong.append(f"a form was answered with {answer.status}")


def check_receipts(line, receipts, words_of):
    """Each opens exactly one contribution, with its words."""
    for token, receipt in receipts:
        answer = forms.open_mine(line, receipt)
        expect_same(answer.status, 200, "the status of opening what was acknowledged")
        expect_same(len(re.findall(r'<section class="thing"', answer.text)), 1, "how much one receipt opens")
        expect(f">{words_of[token]}</div>" in answer.text, "a receipt opens other words than were sent with it")


def check_database(path, log):
    line = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    expect_same(line.execute("PRAGMA integrity_check").fetchone()[0], "ok", "the database")
    rows = [row[0] for row in line.execute("SELECT words FROM contribution")]
    participants = line.execute("SELECT count(*) FROM participant").fetchone()[0]
    line.close()
    expect_same(len(rows), len(set(rows)), "how many rows hold different words")
    expect_same(participants, len(rows), "how many people there are")
    expect(set(rows) <= set(log.sent.values()), "there are words that nobody sent")
    return len(rows)


@test(alone=True)
def every_acknowledged_word_survives_kill_9_exactly_once():
    log, stop, chance = Log(), threading.Event(), random.Random(1017)
    server = Server().start()
    posters = [Poster(server, log, stop) for _ in range(POSTERS)]
    for poster in posters:
        poster.start()
    start = time.monotonic()
    for _ in range(KILLS):
        time.sleep(chance.uniform(0.005, 0.25) * SLOW)
        server.kill()
        server.start()
    time.sleep(1)  # the last life: what had no answer is asked again
    stop.set()
    for poster in posters:
        poster.join(20)
    took = time.monotonic() - start
    try:
        expect(not log.wrong, "; ".join(sorted(set(log.wrong))))
        with server.connect() as line:
            for token in log.unanswered():
                log.shown(token, forms.kept(forms.send_me_too(line, log.sent[token], carried=token)))
            receipts = list(log.receipts.items())
            expect(len(receipts) > KILLS, f"only {len(receipts)} forms were sent")
            check_receipts(line, receipts, log.sent)
            for token, receipt in chance.sample(receipts, min(300, len(receipts))):
                again = forms.kept(forms.send_me_too(line, log.sent[token], carried=token))
                expect_same(again == receipt, True, "the same receipt for the same form, sent again after a restart")
        expect_same(server.stop(), 0, "the exit status at last")
        kept = check_database(os.path.join(server.data, "himthough.db"), log)
        expect_same(kept, len(receipts), "how many contributions are kept")
        status, said, _ = command("reach", "--recount", "--data", server.data)
        expect(status == 0, f"the cells are not what the rows say: {said}")
        print(f"   {KILLS} kills in {took:.0f} s, {kept} receipts", flush=True)
    finally:
        server.kill()
