#!/usr/bin/env python3
"""Runs the test programs, two or more at a time, and prints one line for each and the output of what failed.

Four kinds of program, told apart by how they are given:
  --programs BUILD  the GoogleTest programs of a build directory; one that dies counts what it had passed, and one failed
  --fuzz BUILD      the libFuzzer programs of a build directory; each is one test, run for --seconds
  --tap COMMAND     prints "ok ..." and "not ok ..." or "FAILED ..." lines (TAP, nearly); one test for each
  --command COMMAND passes when it exits 0; one test
The last line is "N passed, N failed". Exit status 0 only when something ran and all of it passed.
"""
import argparse
import concurrent.futures
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import threading
import time

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHOWN = 12000  # characters of a failed test's output
PARTS = {"stories_test": 3}  # run in so many parts, as programs of their own: alone it would keep one core busy when all else is done


class Result:
    def __init__(self, name, passed=0, failed=0, output=""):
        self.name, self.passed, self.failed, self.output = name, passed, failed, output


def run(command, seconds, settings={}):
    """Exit status (None: it had to be ended) and output."""
    environment = dict(os.environ, LC_ALL="C.UTF-8",
                       ASAN_OPTIONS="detect_leaks=1:abort_on_error=0:strict_string_checks=1",
                       LSAN_OPTIONS=f"suppressions={os.path.join(TOP, 'tools', 'leaks_of_others')}:print_suppressions=0",
                       UBSAN_OPTIONS="print_stacktrace=1", **settings)
    try:
        done = subprocess.run(command, cwd=TOP, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              timeout=seconds, env=environment)
        return done.returncode, done.stdout.decode("utf-8", "replace")
    except subprocess.TimeoutExpired as late:
        return None, (late.stdout or b"").decode("utf-8", "replace") + f"\nended after {seconds} s\n"
    except OSError as why:
        return None, f"cannot be run: {why.strerror}\n"


def ending(status):
    return "took too long or could not start" if status is None else f"ended with status {status}"


def google_test(path, scratch, part, parts):
    program = os.path.basename(path)
    name = program if parts == 1 else f"{program} {part + 1}/{parts}"
    report = os.path.join(scratch, f"{program}.{part}.json")
    status, output = run([path, f"--gtest_output=json:{report}", "--gtest_brief=0", "--gtest_color=no"], 900,
                         {"GTEST_TOTAL_SHARDS": str(parts), "GTEST_SHARD_INDEX": str(part)})
    try:
        with open(report, encoding="utf-8") as file:
            suites = json.load(file)["testsuites"]
    except (OSError, ValueError, KeyError):  # it died: what had passed stands in what it printed
        passed = len(re.findall(r"^\[ {7}OK \]", output, re.M))
        failed = len(re.findall(r"^\[  FAILED  \] \S+\.\S+ \(\d+ ms\)", output, re.M))
        return Result(name, passed, failed + 1, f"{name} {ending(status)}\n" + output[-SHOWN:])
    tests = [test for suite in suites for test in suite["testsuite"]]
    good = [test for test in tests if test["result"] == "COMPLETED" and not test.get("failures")]
    said = []
    for test in tests:
        title = f"{test['classname']}.{test['name']}"
        if test.get("failures"):
            found = re.search(rf"^\[ RUN      \] {re.escape(title)}\n(.*?)^\[  FAILED  \]", output, re.M | re.S)
            said.append(f"{title}\n" + (found.group(1) if found else "\n".join(f["failure"] for f in test["failures"])))
        elif test not in good:
            said.append(f"{title}\nwas not run: {test['result'].lower()}\n")
    failed = len(tests) - len(good)
    if status != 0 and failed == 0:  # a leak found at the end, a crash after the last test
        failed, said = 1, [f"{name} {ending(status)}\n{output[-SHOWN:]}"]
    if not tests:
        failed, said = 1, [f"{name} holds no test\n"]
    return Result(name, len(good), failed, "\n".join(said)[:SHOWN])


def fuzz(path, seconds, scratch):
    name = os.path.basename(path)
    short = name.removeprefix("fuzz_")
    found = os.path.join(os.path.dirname(path), "found", short)  # what a run found stays for the next
    os.makedirs(found, exist_ok=True)
    corpora = [found] + [d for d in [os.path.join(TOP, "fuzz", "corpus", short)] if os.path.isdir(d)]
    status, output = run([path, f"-max_total_time={seconds}", "-max_len=65536", "-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=0",
                          "-verbosity=1", f"-artifact_prefix={scratch}/", *corpora], seconds + 120)
    if status == 0:
        return Result(name, 1, 0)
    return Result(name, 0, 1, output[-SHOWN:])


def tap(command):
    status, output = run(shlex.split(command), 1800)
    passed = len(re.findall(r"^ok\b", output, re.M))
    failed = len(re.findall(r"^(?:not ok|FAILED)\b", output, re.M))
    if failed == 0 and (status != 0 or passed == 0):
        failed = 1
        output += f"\n{command} {ending(status)}; {passed} tests had passed\n"
    failures = "".join(line + "\n" for line in output.splitlines() if re.match(r"not ok\b|FAILED\b", line))  # also those far above the end
    return Result(command, passed, failed, failures[:SHOWN] + output[-SHOWN:] if failed else "")


def single(command):
    status, output = run(shlex.split(command), 900)
    return Result(command, 1, 0) if status == 0 else Result(command, 0, 1, output[-SHOWN:] or ending(status))


def programs_of(build):
    """What CMake was told of by add_test."""
    listed = subprocess.run(["ctest", "--test-dir", build, "--show-only=json-v1"], capture_output=True, check=True)
    return [test["command"][0] for test in json.loads(listed.stdout)["tests"] if test.get("command")]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs")
    parser.add_argument("--fuzz")
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--tap", action="append", default=[])
    parser.add_argument("--command", action="append", default=[])
    asked = parser.parse_args()

    scratch = tempfile.mkdtemp(prefix="himthough-test-")
    print_lock = threading.Lock()
    failures, passed, failed = [], 0, 0

    def timed(job):
        start = time.monotonic()
        result = job()
        with print_lock:
            what = f"{result.passed} passed" + (f", {result.failed} FAILED" if result.failed else "")
            print(f"  {result.name:<40} {what:<24} {time.monotonic() - start:6.1f} s", flush=True)
        return result

    together = [lambda c=c: single(c) for c in asked.command]
    for program in programs_of(asked.programs) if asked.programs else []:
        parts = PARTS.get(os.path.basename(program), 1)
        together += [lambda p=program, n=n, parts=parts: google_test(p, scratch, n, parts) for n in range(parts)]
    together += [lambda p=p: fuzz(p, asked.seconds, scratch) for p in (programs_of(asked.fuzz) if asked.fuzz else [])]
    alone = [lambda c=c: tap(c) for c in asked.tap]  # a browser wants the machine for itself
    try:
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
            results = list(pool.map(timed, together))
        results += [timed(job) for job in alone]
    finally:
        shutil.rmtree(scratch, ignore_errors=True)

    for result in results:
        passed, failed = passed + result.passed, failed + result.failed
        if result.failed:
            failures.append(result)
    for result in failures:
        print(f"\n== {result.name}\n{result.output.rstrip()}")
    if passed + failed == 0:
        print("\nno test ran")
    print(f"{passed} passed, {failed} failed", flush=True)
    return 0 if passed > 0 and failed == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
