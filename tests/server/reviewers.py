"""The desk's door: who gets in, how often, and for how long."""
import re
import threading

import desk
import forms
from desk import NAME, PASSWORD, Desk, code_of, enrol, sign_in, start, wait_for_room_in_step
from server import MOVEMENT, SLOW, Server, command
from suite import expect, expect_same, test


@test(quick=True)
def weak_passwords_are_refused_and_nobody_becomes_a_reviewer_by_them():
    with Server() as server, server.connect() as line:
        link = server.first_link()
        for password in ("", "short one", "14 characters!", "passwordpassword", "aaaaaaaaaaaaaaaaaaaa", "qwertyuiopasdfgh", f"{NAME} {NAME}", "x" * 129):
            answer = start(line, link, password=password)
            expect_same(answer.status, 422, f"the status of a password of {len(password)} characters")
            expect(not answer.field("open"), "a weak password goes on to the code")
        expect_same(start(line, link, name="").status, 422, "the status without a name")
        _, said, _ = command("reviewer", "list", "--data", server.data)
        expect("Nobody reviews yet" in said, f"the list says {said!r}")


@test(quick=True)
def the_first_link_works_once_and_the_password_and_secret_are_kept_sealed():
    with Server() as server, server.connect() as line:
        link = server.first_link()
        secret = enrol(line, link)
        for answer in (line.get("/desk/start/" + link), line.get("/desk/start/" + "A" * 43)):
            expect_same(answer.status, 404, "the status of a link that is used up, and of one that never was")
        _, said, _ = command("reviewer", "list", "--data", server.data)
        expect(said.startswith(NAME), f"the list says {said!r}")
        for name, content in server.files():
            for what, text in (("password", PASSWORD), ("secret", secret), ("link", link)):
                expect(text.encode() not in content, f"{name} holds the {what}")
        server.stop()
        server.start()
        expect_same(server.first_link(), None, "the first link at the second start")


@test
def a_code_is_good_for_one_sign_in():
    with Server() as server, server.connect() as line:
        secret = enrol(line, server.first_link())
        wait_for_room_in_step()
        code = code_of(secret)
        Desk(line, sign_in(line, secret, code=code))
        again = sign_in(line, secret, code=code)
        expect_same(again.status, 422, "the status of the same code again")
        expect_same(again.header("Set-Cookie"), "", "its cookie")
        expect_same(sign_in(line, secret, code=code_of(secret, -1)).status, 422, "the status of an older code")
        Desk(line, sign_in(line, secret, steps=1))


@test(quick=True)
def a_wrong_name_password_or_code_answer_alike():
    with Server() as server, server.connect() as line:
        secret = enrol(line, server.first_link())
        wait_for_room_in_step()
        right = code_of(secret)
        wrong = f"{(int(right) + 1) % 1_000_000:06}"
        answers = [sign_in(line, secret, code=wrong), sign_in(line, secret, password=PASSWORD + "s"),
                   sign_in(line, secret, name="Nobody Here")]
        pages = [re.sub(r'value="[^"]*"', "", answer.text) for answer in answers]
        expect_same([answer.status for answer in answers], [422] * 3, "the statuses")
        expect(pages[0] == pages[1] == pages[2], "the pages tell what was wrong")
        expect(PASSWORD not in answers[0].text, "the page repeats the password")


@test
def the_sixth_wrong_try_for_one_name_has_to_wait_even_with_the_right_password():
    with Server() as server, server.connect() as line:
        secret = enrol(line, server.first_link())
        for _ in range(5):
            expect_same(sign_in(line, secret, password="another quiet lantern by the sea").status, 422, "the status of a wrong try")
        answer = sign_in(line, secret)
        expect_same(answer.status, 429, "the status of the next one")
        expect(answer.header("Retry-After"), "nothing says how long to wait")


@test(quick=True)
def the_session_cookie_is_strict_new_for_each_sign_in_and_dead_after_signing_out():
    with Server() as server, server.connect() as line:
        secret = enrol(line, server.first_link())
        one = Desk(line, sign_in(line, secret))
        flags = {flag.strip().lower() for flag in one.set_cookie.split(";")[1:]}
        expect({"path=/", "secure", "httponly", "samesite=strict"} <= flags, f"the cookie has {sorted(flags)}")
        expect(not any(flag.startswith(("domain", "expires", "max-age")) for flag in flags), f"the cookie has {sorted(flags)}")
        for name, content in server.files():
            expect(one.cookie.split("=", 1)[1].encode() not in content, f"{name} holds the cookie")
        two = Desk(line, sign_in(line, secret, steps=1))
        expect(one.cookie != two.cookie, "two sessions have one cookie")
        expect_same(one.get("/desk").status, 200, "the first session beside the second")
        listed = one.get("/desk/sessions")
        expect_same(listed.text.count('name="end"'), 2, "how many sessions are listed")
        token = one.get("/desk").field("form_token")
        expect_same(two.post("/desk/sign-out", {"form_token": token}).status in (303, 403, 422), True, "an answer to another session's token")
        expect_same(two.get("/desk").status, 200, "the second session, after a sign-out with a token of the first")
        out = one.post("/desk/sign-out", {"form_token": token})
        expect_same((out.status, "max-age=0" in out.header("Set-Cookie").lower()), (303, True), "what signing out answers")
        expect_same(one.get("/desk").status, 303, "the desk after signing out")
        expect_same(two.get("/desk").status, 200, "the other session after signing out")


@test
def a_session_can_be_ended_from_another_one_and_lives_through_a_restart():
    with Server() as server, server.connect() as line:
        secret = enrol(line, server.first_link())
        one, two = Desk(line, sign_in(line, secret)), Desk(line, sign_in(line, secret, steps=1))
        page = two.get("/desk/sessions")
        cards = re.findall(r'<li class="card">.*?</li>', page.text, re.S)
        other = next(card for card in cards if "<strong>" not in card)
        end = re.search(r'name="end" value="(\d+)"', other).group(1)
        expect_same(two.post("/desk/sessions", {"form_token": page.field("form_token"), "end": end}).status, 303, "the status of ending it")
        expect_same(one.get("/desk").status, 303, "the desk of the ended session")
        server.kill()
        server.start()
        with server.connect() as after:
            two.line = after
            expect_same(two.get("/desk").status, 200, "the desk of the other one, after a restart")


@test(quick=True)
def nobody_sees_the_desk_without_a_session_and_nothing_is_public_before_a_decision():
    with Server() as server, server.connect() as line:
        receipt = forms.me_too(line, "made up, and waiting")
        found = forms.public_id(line, receipt)
        for path in ("/desk", f"/desk/item/{found}", "/desk/sessions"):
            for cookie in ("", "__Host-desk=", "__Host-desk=" + "A" * 43):
                answer = line.get(path, {"Cookie": cookie} if cookie else {})
                expect_same((answer.status, answer.header("Location")), (303, "/desk/sign-in"), f"what {path} answers")
                expect("made up" not in answer.text, f"{path} shows words")
        answer = line.post(f"/desk/item/{found}", {"decision": "accept", "revision": "1", "form_token": ""})
        expect_same(answer.status, 303, "the status of a decision without a session")
        for path in ("/wall", "/both", "/wall.atom", f"/c/{found}"):
            expect(not line.get(MOVEMENT + path).shows("and waiting"), f"{path} shows what waits")


@test
def a_declined_word_is_on_no_page_its_writer_learns_why_and_the_reviewer_sees_no_receipt():
    with Server() as server, server.connect() as line:
        reviewer = desk.desk_of(server, line)
        receipt = forms.me_too(line, "made up, and declined")
        path = reviewer.waiting()[0]
        page = reviewer.read(path)
        expect(not any(word in page.text for word in [receipt, receipt.split()[0] + " " + receipt.split()[1]]), "the reviewer sees the receipt")
        expect_same(reviewer.decide(path, "decline").status, 422, "the status of declining without a reason")
        expect_same(reviewer.decide(path, "decline", "could_identify").status, 303, "the status of declining")
        expect_same(reviewer.get(path).status, 404, "the item's page afterwards")
        expect_same(reviewer.waiting(), [], "what waits")
        opened = forms.open_mine(line, receipt)
        expect(opened.shows("made up, and declined"), "its writer does not see it")
        expect_same(opened.text.count('class="state"'), 2, "state and reason")
        expect(not line.get(MOVEMENT + "/wall").shows("and declined"), "the wall shows it")


@test
def a_decision_about_words_that_were_edited_meanwhile_is_not_taken():
    with Server() as server, server.connect() as line:
        reviewer = desk.desk_of(server, line)
        receipt = forms.me_too(line, "made up, first text")
        path = reviewer.waiting()[0]
        form = reviewer.read(path)
        edit = {"open": forms.opened(line, receipt), "id": forms.public_id(line, receipt), "words": "made up, second text", "note": ""}
        expect_same(line.post("/p/edit", edit).status, 200, "the status of the edit")
        answer = reviewer.post(path, {"form_token": form.field("form_token"), "revision": form.field("revision"), "decision": "accept", "reason": ""})
        expect_same(answer.status, 409, "the status of the decision")
        expect(answer.shows("second text"), "the new text is not shown")
        expect(not line.get(MOVEMENT + "/wall").shows("second text"), "it is public without a decision")


@test(alone=True)
def a_crowd_at_the_sign_in_page_takes_the_machine_from_nobody():
    with Server(trusted_proxies="127.0.0.1") as server:
        statuses, stop, before = [], threading.Event(), server.resident()

        def try_in(n):
            with server.connect(120) as line:
                while not stop.is_set():
                    form = line.get("/desk/sign-in")
                    answer = line.post("/desk/sign-in", {"form_token": form.field("form_token"), "name": f"crowd {'abcdefghij'[n % 10]}{'klmnopqrst'[n // 10]}",
                                                         "password": "a long and wrong password", "code": "123456"},
                                       {"X-Forwarded-For": f"198.51.100.{n}"})
                    statuses.append(answer.status)
                    if answer.status in (429, 503):
                        expect(answer.header("Retry-After"), "nothing says when to try again")

        crowd = [threading.Thread(target=try_in, args=(n,), daemon=True) for n in range(60)]
        for one in crowd:
            one.start()
        with server.connect() as line:
            for n in range(20):
                expect_same(line.get(MOVEMENT + "/wall").status, 200, "the status of the wall")
                forms.me_too(line, f"made up {'abcdefghijklmnopqrst'[n]}")
        grown = server.resident() - before
        stop.set()
        for one in crowd:
            one.join(120)
        expect(set(statuses) <= {422, 429, 503}, f"the statuses are {sorted(set(statuses))}")
        expect(grown < (64 * 4 + 100) * 2**20 * SLOW, f"the crowd cost {grown >> 20} MB")
