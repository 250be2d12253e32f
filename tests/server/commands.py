"""The command line: what it says, what it refuses, and how it ends."""
import json
import os
import re
import shutil
import socket
import sqlite3

import desk
import forms
from server import TOP, Server, command, init, new_folder
from suite import expect, expect_same, test


@test(quick=True)
def version_says_one_line():
    status, said, wrong = command("version")
    expect_same((status, wrong), (0, ""), "what version did")
    expect(re.fullmatch(r"himthough \d+\.\d+\.\d+\n", said), f"version said {said!r}")


@test(quick=True)
def help_names_every_command_and_serve_help_every_setting():
    status, said, _ = command("--help")
    expect_same(status, 0, "the status of --help")
    for name in ("serve", "init", "backup", "restore", "reviewer", "desk", "figures", "reach", "import", "drill", "check", "guard", "version"):
        expect(re.search(rf"^ +{name}\b", said, re.M), f"--help does not name {name}")
    status, said, _ = command("serve", "--help")
    expect_same(status, 0, "the status of serve --help")
    data = init(os.path.join(new_folder(), "data"))
    with open(os.path.join(data, "himthough.toml"), encoding="utf-8") as file:
        keys = re.findall(r"^#\s?([a-z_]+) =", file.read(), re.M)
    expect(len(keys) > 15, f"the settings file has {len(keys)} keys")
    for key in keys:
        expect("--" + key.replace("_", "-") in said, f"serve --help does not name {key}")


@test(quick=True)
def what_is_not_understood_ends_with_2_and_a_sentence():
    for words in ([], ["dance"], ["serve", "--port", "http"], ["serve", "--prot", "1"], ["backup"]):
        status, said, wrong = command(*words)
        expect_same(status, 2, f"the status of {words}")
        expect(len((said + wrong).strip()) > 10, f"nothing was said about {words}")


@test(quick=True)
def figures_of_vows_are_printed_beside_a_running_server():
    with Server() as server:
        status, said, wrong = command("figures", "--data", server.data)
    expect_same((status, wrong), (0, ""), "what figures did")
    expect(re.search(r"^himthough$", said, re.M) and re.search(r"^  vowed +0$", said, re.M), f"figures said {said!r}")
    expect("%" not in said, "a rate is told though none is due")


@test(quick=True)
def init_makes_a_directory_for_its_owner_only_and_does_nothing_the_second_time():
    data = init(os.path.join(new_folder(), "data"))
    expect_same(os.stat(data).st_mode & 0o777, 0o700, "the mode of the data directory")
    before = {}
    for name in os.listdir(data):
        path = os.path.join(data, name)
        expect_same(os.stat(path).st_mode & 0o077, 0, f"what others may do with {name}")
        with open(path, "rb") as file:
            before[name] = file.read()
    status, _, wrong = command("init", "--data", data)
    expect_same(status, 1, "the status of a second init")
    expect("nothing was changed" in wrong and data in wrong, f"a second init said {wrong!r}")
    for name, content in before.items():
        with open(os.path.join(data, name), "rb") as file:
            expect_same(file.read() == content, True, f"{name} as it was")


@test(quick=True)
def serve_without_a_data_directory_says_how_to_make_one():
    status, _, wrong = command("serve", "--data", os.path.join(new_folder(), "none"), "--port", "0", "--ops-port", "0")
    expect_same(status, 1, "the status")
    expect("himthough init" in wrong, f"it said {wrong!r}")


@test(quick=True)
def a_taken_port_is_named_with_what_to_do():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        for flag in ("--port", "--ops-port"):
            data = init(os.path.join(new_folder(), "data"))
            others = ["--ops-port", "0"] if flag == "--port" else ["--port", "0"]
            status, _, wrong = command("serve", "--data", data, flag, str(port), *others)
            expect_same(status, 1, f"the status with a taken {flag}")
            expect(f"127.0.0.1:{port}" in wrong and "taken" in wrong, f"it said {wrong!r}")
            expect(flag in wrong, f"to somebody who chose {flag} it said {wrong!r}")


@test(quick=True)
def a_second_process_on_the_same_data_is_refused_and_harms_nothing():
    with Server() as first:
        status, _, wrong = command("serve", "--data", first.data, "--port", "0", "--ops-port", "0")
        expect_same(status, 1, "the status of the second")
        expect(f"number {first.process.pid}" in wrong and "only one may write" in wrong, f"it said {wrong!r}")
        with first.connect() as line:
            expect_same(line.get("/himthough").status, 200, "the first one's front page")
        expect_same(first.stop(), 0, "the exit status of the first")
    with Server(first.data) as again:
        expect(again.port, "the lock of an ended process still holds")


BROKEN = """languages = ["en", 5]
leave_to = "ftp://nowhere"
coutries = ["US"]
[rhythm]
editions = "soon"
"""


def broken_movements():
    folder = os.path.join(new_folder(), "movements")
    os.mkdir(folder)
    with open(os.path.join(folder, "quiet.toml"), "w", encoding="utf-8") as file:
        file.write(BROKEN)
    return folder


@test(quick=True)
def check_lists_every_fault_as_file_line_column_and_serve_refuses_with_the_same():
    folder, data = broken_movements(), init(os.path.join(new_folder(), "data"))
    status, said, _ = command("check", "--data", data, "--movements", folder)
    expect_same(status, 1, "the status of check")
    faults = [line for line in said.splitlines() if line]
    places = [re.match(rf"{re.escape(folder)}/quiet\.toml:(\d+):(\d+): .{{10,}}", line) for line in faults]
    expect(all(places), f"a fault has no place: {faults}")
    lines = {int(place.group(1)) for place in places}
    expect({1, 2, 3, 5} <= lines, f"not every fault is found: lines {sorted(lines)}")
    status, _, wrong = command("serve", "--data", data, "--movements", folder, "--port", "0", "--ops-port", "0")
    expect_same(status, 1, "the status of serve")
    for fault in faults:
        expect(fault in wrong, f"serve does not say {fault!r}")


@test(quick=True)
def check_says_in_which_language_nobody_can_look_back_and_lists_faults_of_the_guides():
    data = init(os.path.join(new_folder(), "data"))
    guides = new_folder()
    for name in ("reflect.en.toml", "reflect.es.toml", "actions.en.toml", "circle.en.toml", "answers.en.toml"):
        shutil.copy(os.path.join(TOP, "guides", name), guides)
    shutil.copytree(os.path.join(TOP, "guides", "talk"), os.path.join(guides, "talk"))
    status, said, _ = command("check", "--data", data, "--guides", guides)
    expect_same(status, 0, "the status of check")
    expect("Note: there is no " + os.path.join(guides, "reflect.fr.toml") in said, f"check said {said!r}")
    with open(os.path.join(guides, "reflect.es.toml"), "a", encoding="utf-8") as file:
        file.write('[epilogue]\ntitle = "More"\n')
    status, said, _ = command("check", "--data", data, "--guides", guides)
    expect_same(status, 1, "the status of check")
    expect(re.search(r'reflect\.es\.toml:\d+:\d+: unknown key "epilogue"', said), f"check said {said!r}")


@test(quick=True)
def guard_says_what_it_finds_in_a_text_and_in_lines_of_json():
    folder = new_folder()
    text, lines = os.path.join(folder, "text"), os.path.join(folder, "lines")
    with open(text, "w", encoding="utf-8") as file:
        file.write("Élo: dan@example.org\n")
    with open(lines, "w", encoding="utf-8") as file:
        file.write('{"id": 7, "words": "Ask dan@example.org."}\nnot json\n{"id": 8, "words": "I said nothing."}\n')
    expect_same(command("guard", text), (0, "6-21 stop e-mail (e-mail): dan@example.org\n", ""), "what was found in a text, by bytes")
    found = {"tier": "stop", "kind": "e-mail", "rule": "e-mail", "begin": 4, "end": 19}
    status, said, wrong = command("guard", "--lines", "--json", lines)
    expect_same([json.loads(line) for line in said.splitlines()], [{"id": 7, "findings": [found]}, {"id": 8, "findings": []}], "what was found in lines")
    expect_same((status, wrong), (1, f'{lines}:2: is no JSON object with "words"\n'), "what a line that is none does")
    status, said, wrong = command("guard", "--aid", "xx", text)
    expect_same((status, said), (1, ""), "a language without questions")
    expect('no questions in "xx"' in wrong, f"guard said {wrong!r}")


@test(quick=True)
def guard_check_asks_the_rules_about_their_own_examples():
    status, said, wrong = command("guard", "--check", os.path.join(TOP, "rules"))
    expect_same((status, wrong), (0, ""), "what guard --check did")
    expect(said.startswith("All is well: "), f"guard --check said {said!r}")
    rules = os.path.join(new_folder(), "rules")
    shutil.copytree(os.path.join(TOP, "rules"), rules)
    pack = os.path.join(rules, "any.toml")
    with open(pack, encoding="utf-8") as file:
        broken = file.read().replace("finds = [", 'finds = ["nothing to be found", ', 1)
    with open(pack, "w", encoding="utf-8") as file:
        file.write(broken)
    status, said, wrong = command("guard", "--rules", rules, "--check", rules)
    expect_same(status, 1, "the status of guard --check with an example that fails")
    expect(re.search(r"any\.toml:\d+:\d+: .*nothing to be found", said + wrong), f"guard --check said {said + wrong!r}")


@test(quick=True)
def check_is_content_with_what_comes_along():
    data = init(os.path.join(new_folder(), "data"))
    status, said, wrong = command("check", "--data", data)
    expect_same((status, wrong), (0, ""), "what check did")
    expect("All is well" in said, f"check said {said!r}")


@test(quick=True)
def check_says_which_movement_was_erased():
    data = init(os.path.join(new_folder(), "data"))
    with open(os.path.join(data, "deletions"), "w", encoding="utf-8") as file:
        file.write("himthough deletions 1\nmovement 1 2026-11-20 himthough\nmovement 2 2026-11-21 another\n")
    status, said, wrong = command("check", "--data", data)
    expect_same((status, wrong), (0, ""), "what check did")
    expect("the movement himthough was erased on 2026-11-20" in said, f"check said {said!r}")
    expect("another" not in said, "its file is not there")


@test(quick=True)
def a_broken_settings_file_is_refused_with_every_fault():
    data = init(os.path.join(new_folder(), "data"))
    with open(os.path.join(data, "himthough.toml"), "w", encoding="utf-8") as file:
        file.write('port = "many"\nworkers = 0\nprot = 1\n')
    status, _, wrong = command("serve", "--data", data)
    expect_same(status, 2, "the status")
    for word in ("port", "workers", "prot"):
        expect(word in wrong, f"nothing was said of {word}: {wrong!r}")


@test(quick=True)
def a_database_of_a_newer_version_is_refused_and_left_alone():
    data = init(os.path.join(new_folder(), "data"))
    database = os.path.join(data, "himthough.db")
    line = sqlite3.connect(database)
    line.execute("PRAGMA user_version=999")
    line.close()
    for words in (["serve", "--port", "0", "--ops-port", "0"], ["reviewer", "list"], ["backup", new_folder()]):
        status, _, wrong = command(words[0], *words[1:], "--data", data)
        expect_same(status, 1, f"the status of {words[0]}")
        expect("newer version" in wrong, f"{words[0]} said {wrong!r}")
    line = sqlite3.connect(database)
    expect_same(line.execute("PRAGMA user_version").fetchone()[0], 999, "the version")
    line.close()


@test(quick=True)
def a_file_that_is_no_database_is_refused_and_left_alone():
    data = init(os.path.join(new_folder(), "data"))
    database = os.path.join(data, "himthough.db")
    with open(database, "wb") as file:
        file.write(b"not a database at all\n" * 500)
    status, _, wrong = command("serve", "--data", data, "--port", "0", "--ops-port", "0")
    expect_same(status, 1, "the status")
    expect(database in wrong, f"it said {wrong!r}")
    with open(database, "rb") as file:
        expect(file.read().startswith(b"not a database"), "the file was changed")


@test(quick=True)
def a_lost_or_cut_key_file_is_never_replaced_in_silence():
    with Server() as server:
        with server.connect() as line:
            expect_same(line.get("/p").status, 200, "the server's page")
        server.stop()
        key = os.path.join(server.data, "key")
        with open(key, "rb") as file:
            whole = file.read()
        with open(key, "wb") as file:
            file.write(whole[:20])
        status, _, wrong = command("serve", "--data", server.data, "--port", "0", "--ops-port", "0")
        expect_same(status, 1, "the status with half a key")
        expect("key" in wrong, f"it said {wrong!r}")
        os.remove(key)
        server.launch()
        status = None
        try:
            status = server.process.wait(3)
        except Exception:  # still running: it made a new key, and no receipt opens anything any more
            pass
        server.kill()
        expect_same(status, 1, "the status without a key, beside a database")
        expect(not os.path.exists(key), "a new key was made beside an old database")


@test
def reviewer_commands_work_beside_a_running_server():
    with Server() as server:
        status, said, wrong = command("reviewer", "list", "--data", server.data)
        expect_same(status, 0, "the status of list")
        status, said, wrong = command("reviewer", "add", "--data", server.data)
        expect_same((status, wrong), (0, ""), "what add did")
        link = re.search(r"/desk/start/(\S+)", said)
        expect(link, f"add printed no link: {said!r}")
        with server.connect() as line:
            expect_same(line.get("/desk/start/" + link.group(1)).status, 200, "the status of that link")
        for words in (["reset", "nobody at all"], ["remove", "nobody at all"], ["role", "nobody at all", "reviewer"], ["add", "--role", "judge"]):
            status, _, wrong = command("reviewer", *words, "--data", server.data)
            expect((status, bool(wrong)) == (1, True), f"reviewer {words[0]} ended with {status} and said {wrong!r}")


@test
def roles_are_given_and_the_last_organiser_stays_also_for_the_terminal():
    with Server() as server, server.connect() as line:
        desk.enrol(line, server.first_link())
        _, said, _ = command("reviewer", "add", "--role", "figures", "--data", server.data)
        desk.enrol(line, re.search(r"/desk/start/(\S+)", said).group(1), name="Reader")
        _, said, _ = command("reviewer", "list", "--data", server.data)
        expect(f"{desk.NAME}, organiser, since" in said and "Reader, figures, since" in said, f"the list says {said!r}")
        for words in (["remove", desk.NAME], ["role", desk.NAME, "reviewer"]):
            status, _, wrong = command("reviewer", *words, "--data", server.data)
            expect(status == 1 and "nobody else organises" in wrong, f"reviewer {words[0]} ended with {status} and said {wrong!r}")
        for words in (["role", "Reader", "organiser"], ["remove", desk.NAME]):
            expect_same(command("reviewer", *words, "--data", server.data)[0], 0, f"the status of {words[0]}")
        _, said, _ = command("reviewer", "list", "--data", server.data)
        expect(desk.NAME not in said and "Reader, organiser, since" in said, f"the list says {said!r}")


@test
def cells_are_recounted_beside_a_running_server():
    with Server() as server, server.connect() as line:
        for _ in range(3):
            forms.me_too(line, "")
        status, said, wrong = command("reach", "--recount", "--data", server.data)
        expect(status == 0 and "1 cells hold 3 events; each is what its rows say" in said and not wrong, f"it ended with {status} and said {said!r}, {wrong!r}")
        expect("nothing was released yet" in command("reach", "--data", server.data)[1], "nothing is released on the first day")
        server.stop()
        with sqlite3.connect(os.path.join(server.data, "himthough.db")) as database:
            database.execute("UPDATE cell SET count = count + 1 WHERE event = 1")
        status, said, _ = command("reach", "--recount", "--data", server.data)
        expect(status == 1 and "event 1: counted 4, and 3 in rows" in said, f"it ended with {status} and said {said!r}")


@test
def the_record_of_the_desk_is_verified_beside_a_running_server_and_knows_a_noted_head():
    with Server() as server, server.connect() as line:
        desk.enrol(line, server.first_link())
        status, said, wrong = command("desk", "verify", "--data", server.data)
        head = re.search(r"^head: ([0-9a-f]{64})$", said, re.M)
        expect(status == 0 and head and not wrong, f"verify ended with {status} and said {said!r}, {wrong!r}")
        command("reviewer", "add", "--data", server.data)
        expect_same(command("desk", "verify", "--head", head.group(1), "--data", server.data)[0], 0, "the status with a head of before")
        expect_same(command("desk", "verify", "--head", "0" * 64, "--data", server.data)[0], 1, "the status with a head of another record")
        server.stop()
        with sqlite3.connect(os.path.join(server.data, "himthough.db")) as database:
            database.execute("UPDATE record SET day = day - 1 WHERE id = 1")
        status, said, _ = command("desk", "verify", "--data", server.data)
        expect(status == 1 and "broken: line 1 " in said, f"verify ended with {status} and said {said!r}")


@test
def movements_of_its_own_can_be_served():
    folder = os.path.join(new_folder(), "movements")
    shutil.copytree(os.path.join(TOP, "movements"), folder)
    shutil.copy(os.path.join(folder, "himthough.toml"), os.path.join(folder, "second.toml"))
    with Server(movements=folder) as server, server.connect() as line:
        home = line.get("/")
        expect_same(home.status, 200, "the status of the list of movements")
        for slug in ("himthough", "second"):
            expect(f'href="/{slug}"' in home.text, f"the list does not lead to {slug}")
            expect_same(line.get("/" + slug).status, 200, f"the front page of {slug}")
