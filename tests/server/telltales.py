"""What answers must not tell by their form: whether something was there, when it came, how much of it there is."""
import random
import re
import shutil
import statistics
import time

import desk
import forms
from server import MOVEMENT, SLOW, TOP, Server, init, new_folder
from suite import expect, expect_same, test

PUBLIC = ["", "/wall", "/wall/1", "/both", "/accountable", "/accountable/1", "/calls", "/wall.atom", "/accountable.atom", "/calls.atom", "/help", "/rules", "/keeps", "/decisions",
          "/ask", "/guides"]


def word_list():
    with open(f"{TOP}/src/movement/eff_large_wordlist.txt", encoding="ascii") as file:
        return [line.split()[-1] for line in file if line.strip()]


def unknown_receipts(count):
    chance, words = random.Random(), word_list()
    return [" ".join(chance.choices(words, k=9)) for _ in range(count)]


def unmarked(text):
    """A page without what is drawn at random for each server or edition: ids, tokens."""
    text = re.sub(r"/c/[A-Za-z0-9_-]{20,24}", "/c/ID", text)
    return re.sub(r'name="token" value="[^"]*"', 'name="token"', text)


@test
def unknown_and_deleted_receipts_answer_alike():
    with Server() as server, server.connect() as line:
        deleted = forms.me_too(line, "made up, then taken back")
        forms.delete(line, deleted)
        answers = [forms.open_mine(line, receipt) for receipt in [deleted, deleted.replace(" ", "-").upper(), *unknown_receipts(5)]]
        for answer in answers:
            expect(answer.but_date() == answers[0].but_date(), "two of the answers differ")
        expect_same(answers[0].status, 422, "the status")
        expect(not forms.receipt_in(answers[0]) and deleted not in answers[0].text, "the answer repeats the receipt")


@test(alone=True)
def unknown_and_deleted_receipts_take_the_same_time():
    with Server() as server, server.connect() as line:
        kept = [forms.me_too(line, f"made up {'abcdefghijklmnopqrst'[n]}") for n in range(20)]
        for receipt in kept:
            forms.delete(line, receipt)
        unknown = unknown_receipts(200)
        for attempt in range(3):
            times = {"deleted": [], "unknown": []}
            for n in range(200):  # mixed, so that what the machine does meanwhile falls on both
                pair = [("deleted", kept[n % 20]), ("unknown", unknown[n])]
                random.shuffle(pair)
                for name, receipt in pair:
                    start = time.perf_counter()
                    forms.open_mine(line, receipt)
                    times[name].append(time.perf_counter() - start)
            one, other = (statistics.median(times[name]) for name in ("deleted", "unknown"))
            if abs(one - other) < 0.1 * max(one, other):
                return
        expect(False, f"the medians are {one * 1e6:.0f} and {other * 1e6:.0f} microseconds")


@test
def a_deleted_id_a_waiting_id_and_one_that_never_was_answer_alike():
    with Server() as server, server.connect() as line:
        reviewer = desk.desk_of(server, line)
        receipt = forms.me_too(line, "made up, then taken back")
        deleted = forms.public_id(line, receipt)
        reviewer.accept_all()
        forms.until(lambda: line.get(f"{MOVEMENT}/c/{deleted}").status == 200, 10, "it has no page")
        forms.delete(line, receipt)
        waiting = forms.public_id(line, forms.me_too(line, "made up, and waiting"))
        never = deleted[:-3] + ("QQA" if not deleted.endswith("QQA") else "ZZA")
        token = {"token": "AAAA"}
        for method in ("GET", "HEAD"):
            answers = [line.ask(method, f"{MOVEMENT}/c/{id}") for id in (deleted, waiting, never, "x", "0")]
            expect_same({answer.status for answer in answers}, {404}, "the statuses")
            expect(all(answer.but_date() == answers[0].but_date() for answer in answers), f"two answers to {method} differ")
        answers = [line.post(f"{MOVEMENT}/c/{id}/stand", token) for id in (deleted, waiting, never, "x")]
        expect_same({answer.status for answer in answers}, {404}, "the statuses of standing with them")
        expect(all(answer.but_date() == answers[0].but_date() for answer in answers), "two answers to standing with them differ")


@test
def walls_and_feeds_do_not_tell_what_waits_how_many_editions_there_were_or_in_which_order_words_came():
    data = [init(f"{new_folder()}/data") for _ in range(2)]
    shutil.copy(f"{data[0]}/key", f"{data[1]}/key")
    pages = []
    for n in range(2):
        with Server(data[n]) as server, server.connect() as line:
            reviewer = desk.desk_of(server, line)
            if n == 1:
                for word in ("one", "two", "three"):
                    forms.me_too(line, "")               # counted, in an edition of its own
                    time.sleep(1.2)
                shared = forms.me_too(line, "made up, for a few only", audience="survivors")
                forms.me_too(line, "made up, for its writer only", audience="only_me")
                reviewer.accept_all()
                expect(shared, "nothing was shared")
            if n == 0:
                forms.me_too(line, "made up, at the station")
            forms.did_that(line, "made up, at the bus stop")
            if n == 1:
                forms.me_too(line, "made up, at the station")
            reviewer.accept_all()
            if n == 1:
                forms.me_too(line, "made up, still waiting")
            forms.until(lambda: line.get(MOVEMENT + "/both").shows("at the station") and line.get(MOVEMENT + "/both").shows("at the bus stop"), 10,
                        "what was accepted is on no wall")
            time.sleep(1.2)
            pages.append({path: line.get(MOVEMENT + path) for path in PUBLIC})
    for path in PUBLIC:
        one, other = pages[0][path], pages[1][path]
        expect_same(one.status, 200, f"the status of {path}")
        expect(unmarked(one.text) == unmarked(other.text), f"{path} differs between a quiet server and a busy one")
        expect_same(len(one.body), len(other.body), f"the size of {path}")
        names = [[name for name, _ in answer.headers] for answer in (one, other)]
        expect_same(names[0], names[1], f"the headers of {path}")


@test
def pages_tell_no_time_finer_than_a_day_and_only_feeds_have_an_etag_that_waiting_words_do_not_change():
    with Server() as server, server.connect() as line:
        reviewer = desk.desk_of(server, line)
        forms.me_too(line, "made up, at the station")
        forms.did_that(line, "made up, at the bus stop")
        reviewer.accept_all()
        forms.until(lambda: line.get(MOVEMENT + "/wall").shows("at the station"), 10, "what was accepted is on no wall")
        time.sleep(1.2)
        for path in PUBLIC:
            answer = line.get(MOVEMENT + path)
            for name in ("Last-Modified", "Age", "Expires", "X-Edition", "Set-Cookie"):
                expect_same(answer.header(name), "", f"{name} of {path}")
            is_feed = path.endswith(".atom")
            expect_same(bool(answer.header("ETag")), is_feed, f"whether {path} has an ETag")
            clocks = [clock for clock in re.findall(r"\d{1,2}:\d{2}(?::\d{2})?", answer.text) if path != "/help" and clock != "00:00:00"]
            expect_same(clocks, [], f"times of day in {path}")
            expect("edition" not in re.sub(r"<[^>]*>", "", answer.text).lower() or path == "/keeps", f"{path} speaks of editions")
        etags = {path: line.get(MOVEMENT + path).header("ETag") for path in ("/wall.atom", "/accountable.atom")}
        for _ in range(3):
            forms.me_too(line, "")
            forms.me_too(line, "made up, still waiting")
            time.sleep(1.2)
        for path, etag in etags.items():
            again = line.get(MOVEMENT + path, {"If-None-Match": etag})
            expect_same((again.status, again.header("ETag")), (304, etag), f"what {path} answers to its ETag, some editions later")


@test(quick=True)
def the_sizes_of_answers_to_forms_do_not_tell_which_words_were_drawn_or_what_was_typed_before():
    with Server() as server, server.connect() as line:
        empty = [line.get(MOVEMENT + "/me-too") for _ in range(5)]
        expect_same(len({len(answer.body) for answer in empty}), 1, "how many sizes an empty form has")
        expect(len({answer.field("token") for answer in empty}) == 5, "a form's token was given twice")


@test(alone=True)
def a_receipt_that_opens_something_does_not_slow_the_answer_to_one_that_does_not():
    with Server() as server, server.connect() as line:
        forms.me_too(line, "made up")
        start = time.perf_counter()
        for receipt in unknown_receipts(200):
            expect_same(forms.open_mine(line, receipt).status, 422, "the status")
        took = time.perf_counter() - start
        expect(took < 4 * SLOW, f"200 wrong receipts took {took:.1f} s: guessing costs more than it should")
