#!/usr/bin/env python3
"""Reads the repository and says where it is not as docs/ARCHITECTURE.md and CONTRIBUTING.md promise: "file:line: what", one a line.

The tree in docs/ARCHITECTURE.md is the one place that says what a folder of src/ may use ("uses: base movement"). Exit status 1
when anything was found. Lines that begin with "note:" are for the reader only.
"""
import os
import re
import subprocess
import sys

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LONG, TOO_LONG = 400, 450
CODE = (".cpp", ".h")
# Where catch (...) may end an exception: the place and why nothing is thrown on.
CATCH_ALL = {
    "src/net/": "a handler that throws must not end the reader's thread: the answer is 500",
    "src/web/door.cpp": "breakage is caught once, at the door",
    "src/store/sql/": "the writer carries the exception to the thread that asked",
}
# Scripts that may keep something in a browser, and why; nobody else may.
KEEPERS = {
    "src/web/static/reflect.js": "notes, locked with a passphrase, when somebody chooses so; a draft on its way to the next page",
    "src/web/static/carried.js": "takes that draft out again",
    "src/web/static/site.js": "empties it all when somebody leaves",
}
UNFINISHED = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X"]) + r")\b")
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:" + "|".join(["ho" + "me", "wor" + "k", "ro" + "ot", "Us" + "ers"]) + r")/\w")


def tree(architecture):
    """Folder → the folders it may use, from lines like "  store/   everything kept ...   uses: base movement"."""
    uses, folder = {}, None
    block = re.search(r"^src/\n(.*?)^(?:```|\S)", architecture, re.M | re.S)
    for line in block.group(1).splitlines() if block else []:
        start = re.match(r"^  (\w+)/", line)
        folder = start.group(1) if start else folder
        said = re.search(r"\buses: (.*)$", line)
        if folder and start:
            uses.setdefault(folder, None)
        if folder and said:
            uses[folder] = re.findall(r"\w+", said.group(1)) if said.group(1).strip() != "nothing" else []
    return uses


def folder_of(path):
    parts = path.split("/")
    return parts[1] if len(parts) > 2 and parts[0] == "src" else None


def check_folders(files, uses, read):
    folders = sorted({folder_of(f) for f in files if folder_of(f)})
    for folder in folders:
        if uses.get(folder) is None:
            yield "docs/ARCHITECTURE.md", 1, f'the tree has no line with "uses:" for src/{folder}/'
        readme = f"src/{folder}/README.md"
        if readme not in files:
            yield readme, 1, "is missing: what the folder is for, its files, what it uses, what it must never do"
        elif not 10 <= (lines := len(read(readme).splitlines())) <= 25:
            yield readme, lines, f"has {lines} lines; 10 to 25 are asked for"
    for folder in sorted(set(uses) - set(folders)):
        yield "docs/ARCHITECTURE.md", 1, f"the tree names src/{folder}/, which is not there"
    order = list(uses)
    for folder, used in uses.items():
        for other in used or []:
            if other not in order:
                yield "docs/ARCHITECTURE.md", 1, f"src/{folder}/ uses {other}, which is no folder"
            elif order.index(other) >= order.index(folder):
                yield "docs/ARCHITECTURE.md", 1, f"src/{folder}/ uses {other}, which stands below it: arrows go down only"


def check_includes(path, text, uses):
    folder = folder_of(path)
    allowed = set(uses.get(folder) or []) | {folder} | ({"tests"} if path.endswith("_test.cpp") else set())
    for number, line in enumerate(text.splitlines(), 1):
        found = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
        if not found:
            continue
        what = found.group(2)
        # What has no folder is made by the build.
        if found.group(1) == '"' and folder and "/" in what and what.split("/")[0] not in allowed:
            yield path, number, f'src/{folder}/ may not include "{what}" (see uses: in docs/ARCHITECTURE.md)'
        if what in ("sqlite3.h", "libpq-fe.h") and not path.startswith(("src/store/sql/", "bench/")):
            yield path, number, f"<{what}> belongs in src/store/sql/ only"
        if what.startswith(("boost/beast", "boost/asio")) and not path.startswith(("src/net/", "tests/", "bench/")):
            yield path, number, f"<{what}> belongs in src/net/ only: it is slow to compile"
        if what == "regex":
            yield path, number, "<regex> recurses on the input and is slow: RE2 is what we use"
        if what == "iostream" and folder and folder != "app" and not path.endswith("_test.cpp"):
            yield path, number, "<iostream> in a library: only app and tests print"


def check_links(path, text, uses):
    """A folder's CMake line links no folder that its line in the tree does not name."""
    folder = folder_of(path)
    for number, line in enumerate(text.splitlines(), 1):
        for other in re.findall(r"\bhimthough_(\w+)", line):
            if other not in ("part", "test", folder) and other in uses and other not in (uses.get(folder) or []):
                yield path, number, f"links himthough_{other}, which docs/ARCHITECTURE.md does not let src/{folder}/ use"


def check_beast(files, read):
    users = [f for f in files if f.startswith("src/") and f.endswith(CODE) and re.search(r"#\s*include\s*<boost/beast", read(f))]
    for path in users[3:]:
        yield path, 1, f"is one of {len(users)} files with Beast; three are enough, each costs seconds of every build"


def check_code(path, text):
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        if "std::regex" in line:
            yield path, number, "std::regex recurses on the input and is slow: RE2 is what we use"
        if re.search(r"catch\s*\(\s*\.\.\.\s*\)", line):
            after = "\n".join(lines[number - 1:number + 7])
            block = after[after.index("..."):]
            passed_on = re.search(r"\bthrow\s*;|std::current_exception|std::terminate|std::abort", block)
            if not passed_on and not path.endswith("_test.cpp") and not path.startswith(tuple(CATCH_ALL)):
                yield path, number, "catch (...) that ends every exception: say which, or pass it on"


def check_length(path, text):
    count = text.count("\n")
    if count > TOO_LONG:
        yield path, count, f"has {count} lines: where is the seam? (up to about {LONG})"
    elif count > LONG:
        yield "note: " + path, count, f"has {count} lines"


def check_text(path, text):
    for number, line in enumerate(text.splitlines(), 1):
        if UNFINISHED.search(line):
            yield path, number, "unfinished work is written down in an issue, not in a file"
        if MACHINE_PATH.search(line):
            yield path, number, "the path of somebody's own machine"


def check_template(path, text):
    inside_head = re.compile(r"<(?:link|img|script|iframe|source|video|audio|object|embed|form|input|base|use)\b[^>]*", re.I)
    plain_links = os.path.basename(path).startswith(("help", "_help", "credits", "origin", "footer"))
    for number, line in enumerate(text.splitlines(), 1):
        for tag in inside_head.findall(line):
            if re.search(r"""\b(?:src|srcset|href|action|formaction|data|poster)\s*=\s*["']?\s*(?:https?:)?//""", tag, re.I):
                yield path, number, "a request to another host: nothing is loaded from elsewhere"
        if not plain_links and re.search(r"""<a\b[^>]*\bhref\s*=\s*["']?https?://""", line, re.I):
            yield path, number, "a link to another host stands in help and credits only"
        own_style = os.path.basename(path) == "embed.html" and line == "<style>{{html:STYLE}}</style>"   # its policy names that one by its hash
        if not own_style and re.search(r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", line, re.I):
            yield path, number, "inline style or script: the content security policy forbids it"
        if re.search(r"<script\b(?![^>]*\bsrc\s*=)", line, re.I):
            yield path, number, "inline script: the content security policy forbids it"


def check_static(path, text):
    for number, line in enumerate(text.splitlines(), 1):
        if re.search(r"document\.cookie|indexedDB", line) or (path not in KEEPERS and re.search(r"localStorage|sessionStorage", line)):
            yield path, number, "keeps something on the reader's device"
        if re.search(r"@import|url\(\s*[\"']?(?:https?:)?//|(?:fetch|import|open)\(\s*[\"'`](?:https?:)?//", line):
            yield path, number, "a request to another host: nothing is loaded from elsewhere"


def check_walks(text, files, read):
    """Every `folder/file: name` of docs/ARCHITECTURE.md is a file of src/ with that name in it."""
    for number, line in enumerate(text.splitlines(), 1):
        for place, name in re.findall(r"`([\w/]+/[\w.]+): (\w+)`", line):
            found = [f for f in files if f == f"src/{place}" or f in (f"src/{place}.h", f"src/{place}.cpp")]
            if not found:
                yield "docs/ARCHITECTURE.md", number, f"there is no src/{place}.h or .cpp"
            elif not any(re.search(rf"\b{name}\b", read(f)) for f in found):
                yield "docs/ARCHITECTURE.md", number, f"src/{place} holds no {name}"


def check_site_map(files, read):
    """Every path of web/routes.cpp stands in docs/HTTP.md."""
    if "src/web/routes.cpp" not in files or "docs/HTTP.md" not in files:
        return
    described = read("docs/HTTP.md")
    for number, line in enumerate(read("src/web/routes.cpp").splitlines(), 1):
        route = re.match(r'\s*(edition|steady|get|post)\("(/[^"]*)"', line)
        method = "POST" if route and route.group(1) == "post" else "GET"
        if route and not re.search(rf"`{method}(`, `POST)? {re.escape(route.group(2))}`|`GET`, `{method} {re.escape(route.group(2))}`", described):
            yield "src/web/routes.cpp", number, f"docs/HTTP.md does not say what {method} {route.group(2)} is"


def check_markdown(path, text, files):
    fenced = False
    for number, line in enumerate(text.splitlines(), 1):
        fenced ^= line.startswith("```")
        for target in [] if fenced else re.findall(r"\]\(([^)#\s]+)[^)]*\)", line):
            if re.match(r"\w+:", target):
                continue
            goal = os.path.normpath(os.path.join(os.path.dirname(path), target))
            if goal not in files and not any(f.startswith(goal + "/") for f in files):
                yield path, number, f"the link to {target} leads nowhere"


def check_all(files, read):
    for name in ("README.md", "CHANGELOG.md", "LICENSE", "CONTRIBUTING.md", "SECURITY.md", "docs/ARCHITECTURE.md", "docs/HTTP.md"):
        if name not in files:
            yield name, 1, "is missing"
    architecture = read("docs/ARCHITECTURE.md") if "docs/ARCHITECTURE.md" in files else ""
    uses = tree(architecture)
    yield from check_folders(files, uses, read)
    yield from check_walks(architecture, files, read)
    yield from check_beast(files, read)
    yield from check_site_map(files, read)
    for path in files:
        if path.endswith(("package-lock.json", ".png", ".ico", ".woff2", ".jpg", ".webp")) or path.startswith("fuzz/corpus/"):
            continue
        text = read(path)
        yield from check_text(path, text)
        if path.endswith((*CODE, ".py", ".js", ".mjs", ".css")):
            yield from check_length(path, text)
        if path.endswith(CODE):
            yield from check_includes(path, text, uses)
            yield from check_code(path, text)
        if folder_of(path) and path.endswith("CMakeLists.txt"):
            yield from check_links(path, text, uses)
        if path.startswith("src/web/templates/"):
            yield from check_template(path, text)
        if path.startswith("src/web/static/"):
            yield from check_static(path, text)
        if path.endswith(".md"):
            yield from check_markdown(path, text, files)


def main():
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=TOP, capture_output=True, check=True)
    files = sorted({f for f in listed.stdout.decode().split("\0") if f and os.path.isfile(os.path.join(TOP, f))})

    def read(path):
        with open(os.path.join(TOP, path), encoding="utf-8", errors="replace") as file:
            return file.read()

    faults = 0
    for path, line, what in check_all(files, read):
        faults += not path.startswith("note: ")
        print(f"{path}:{line}: {what}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
