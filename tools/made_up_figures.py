#!/usr/bin/env python3
"""made_up_figures.py DATA MOVEMENT WEEKS [--every-cell]: figures that were never counted, as if a server had released them.

For tests, benches and screenshots, into the data directory of a server that does not run. WEEKS whole ones, the last of which ended lately. Survivors' voices rise
twice and fall. --every-cell: 85 countries and 30 languages in each week, for the largest tables there could be. Files are as src/reach/release_file.h has them.
"""
import argparse
import datetime
import hashlib
import json
import os

VOICES = ["survivor", "accountable", "caller", "ally"]
PARTS = {"survivor": 1, "accountable": 0.07, "caller": 0.02, "ally": 0.05, "new_participant": 1.1, "vowed": 0.04, "due": 0.03,
         "kept": 0.022, "kept_witnessed": 0.008, "not_kept": 0.002, "withdrawn": 0.003}
METHODS = {"a": (1, "1/2", None), "b": (7, "1/4", 80), "c": (7, "1/4", 80)}
FEW = {"b": {"BR": 140, "FR": 86, "GB": 190, "IN": 620, "MT": 81, "MX": 349, "US": 1232, "": 2324}, "c": {"en": 3086, "es": 590, "fr": 149}}
MANY = {"b": [a + b for a in "ABCDE" for b in "ABCDEFGHIJKLMNOPQ"], "c": [a + b for a in "abc" for b in "abcdefghij"]}


def release(folder, movement, table, day, cells):
    days, epsilon, threshold = METHODS[table]
    body = json.dumps({"movement": movement, "table": table, "period": day.isoformat(), "days": days, "released": (day + datetime.timedelta(days=days + 1)).isoformat(),
                       "method": {"version": 1, "noise": "two-sided geometric", "epsilon": epsilon, "threshold": threshold}, "cells": cells}, separators=(",", ":"))
    with open(f"{folder}/{table}-{day.isoformat()}.json", "w", encoding="ascii") as file:
        file.write(f'{{"release":{body},"sha256":"{hashlib.sha256(body.encode()).hexdigest()}"}}\n')


def of_day(n):
    voices = 60 + 900 * 0.965 ** n + (600 * 0.8 ** (n - 40) if n >= 40 else 0)
    return [[event, "", round(voices * part) + n % 5 - 2] for event, part in PARTS.items()]


def of_week(table, every_cell):
    if every_cell:
        return [[voice, where, 80 + number] for voice in VOICES for number, where in enumerate(MANY[table])]
    return [*(["survivor", where, count] for where, count in FEW[table].items()), ["accountable", {"b": "", "c": "en"}[table], 104]]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data")
    parser.add_argument("movement")
    parser.add_argument("weeks", type=int)
    parser.add_argument("--every-cell", action="store_true")
    asked = parser.parse_args()
    folder = f"{asked.data}/released/{asked.movement}"
    os.makedirs(folder, exist_ok=True)
    today = datetime.datetime.now(datetime.timezone.utc).date()
    begin = today - datetime.timedelta(days=today.weekday() + 7 * (asked.weeks + 1))
    for n in range(7 * asked.weeks):
        day = begin + datetime.timedelta(days=n)
        release(folder, asked.movement, "a", day, of_day(n))
        if n % 7 == 0:
            for table in "bc":
                release(folder, asked.movement, table, day, of_week(table, asked.every_cell))


if __name__ == "__main__":
    main()
