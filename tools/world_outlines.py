#!/usr/bin/env python3
"""world_outlines.py OUT: the outlines of countries as C++, for the map, and where those lie that are too small to have one.

Reads Natural Earth 1:110m and 1:50m (public domain) from Debian's r-cran-rnaturalearthdata: R's serialized objects, as "R Internals" has them.
Each country becomes an SVG path in the Equal Earth projection (Šavrič, Patterson and Jenny 2018), 680 wide, in half units.
Antarctica is left out. Land that has no ISO 3166-1 code of its own there is drawn without one.
"""
import bz2
import gzip
import lzma
import math
import re
import struct
import sys
import zlib
from pathlib import Path

DATA = Path("/usr/lib/R/site-library/rnaturalearthdata/data/Rdata")
CODES = {"France": "FR", "Norway": "NO", "Kosovo": "XK"}  # the table says -99
WIDTH = 680


class Reader:
    """One serialized R object: scalars and lists as Python's, pairlists and attributes as dict."""

    def __init__(self, data):
        self.data, self.at, self.references = data, 2, []
        if data[:2] != b"X\n":
            raise ValueError("not R's XDR format")
        version = self.take("3i")[0]
        if version == 3:
            self.take(f"{self.take('i')[0]}s")  # the name of the encoding

    def take(self, layout):
        values = struct.unpack_from(">" + layout, self.data, self.at)
        self.at += struct.calcsize(">" + layout)
        return values

    def read(self):
        flags = self.take("i")[0]
        kind, has_attributes, has_tag = flags & 255, flags & 512, flags & 1024
        if kind == 255:
            return self.references[(flags >> 8 or self.take("i")[0]) - 1]
        if kind == 254 or kind == 242 or kind == 253:
            return None
        if kind == 1:
            self.references.append(self.read())
            return self.references[-1]
        if kind == 2:
            return self.pairs(has_attributes, has_tag)
        if kind == 9:
            size = self.take("i")[0]
            text = None if size < 0 else self.take(f"{size}s")[0].decode("utf-8", "replace")
            return text
        if kind == 25:
            return {"attributes": self.read()}
        if kind in (10, 13):
            values = list(self.take(f"{self.take('i')[0]}i"))
        elif kind == 14:
            values = list(self.take(f"{self.take('i')[0]}d"))
        elif kind in (16, 19):
            values = [self.read() for _ in range(self.take("i")[0])]
        else:
            raise ValueError(f"R object of kind {kind} is not expected here")
        return {"values": values, "attributes": self.read()} if has_attributes else values

    def pairs(self, has_attributes, has_tag):
        found = {}
        while True:
            if has_attributes:
                self.read()
            tag = self.read() if has_tag else None
            found[tag] = self.read()
            flags = self.take("i")[0]
            if flags & 255 == 254:
                return found
            has_attributes, has_tag = flags & 512, flags & 1024


def unpacked(entry):
    way, body = entry[4:5], entry[5:]
    if way == b"2":
        return bz2.decompress(body)
    if way == b"Z":
        return lzma.decompress(body, lzma.FORMAT_RAW, filters=[{"id": lzma.FILTER_LZMA2, "preset": 6}])
    return zlib.decompress(entry[4:])


def data_set(name):
    index = Reader(gzip.decompress(DATA.with_suffix(".rdx").read_bytes())).read()
    variables = index["values"][0]
    start, size = variables["values"][variables["attributes"]["names"].index(name)]
    return Reader(unpacked(DATA.with_suffix(".rdb").read_bytes()[start:start + size])).read()["attributes"]


def projected(longitude, latitude):
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    a = (1.340264, -0.081106, 0.000893, 0.003796)
    slope = a[0] + 3 * a[1] * theta**2 + theta**6 * (7 * a[2] + 9 * a[3] * theta**2)
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(theta) / (3 * slope)
    y = theta * (a[0] + a[1] * theta**2 + theta**6 * (a[2] + a[3] * theta**2))
    return x, y


EDGE = projected(180, 0)[0]
TOP = projected(0, 84)[1] + 0.05  # a little air above


def half_units(longitude, latitude):
    x, y = projected(longitude, latitude)
    return tuple(round(2 * value * WIDTH / (2 * EDGE)) for value in (x + EDGE, TOP - y))


def path_of(ring):
    points = []
    for point in (half_units(*place) for place in ring):
        if not points or points[-1] != point:
            points.append(point)
    if len(points) < 4:
        return ""
    text, (last_x, last_y) = "M{:g} {:g}l".format(points[0][0] / 2, points[0][1] / 2), points[0]
    steps = []
    for x, y in points[1:-1]:
        steps.append("{:g} {:g}".format((x - last_x) / 2, (y - last_y) / 2))
        last_x, last_y = x, y
    return re.sub(r"\b0\.5", ".5", text + " ".join(steps)).replace(" -", "-") + "z"


def rings_of(country):
    for polygon in country["attributes"]["Polygons"]:
        coords = polygon["attributes"]["coords"]["values"]
        half = len(coords) // 2
        yield zip(coords[:half], coords[half:])


def texts(column):
    if isinstance(column, dict):
        levels = column["attributes"].get("levels")
        return [levels[value - 1] if levels and value > 0 else value for value in column["values"]]
    return column


def named(table):
    """The code of each row, "" where it has none, and None of what is left out."""
    columns = dict(zip(table["attributes"]["names"], map(texts, table["values"])))
    for name, code in zip(columns["admin"], columns["iso_a2"]):
        yield None if name == "Antarctica" else CODES.get(name, code if code and len(code) == 2 else "")


def outlines():
    world = data_set("countries110")
    for code, country in zip(named(world["data"]), world["polygons"]):
        path = "".join(map(path_of, rings_of(country)))
        if code is not None and path:
            yield code, path


def spots(outlined):
    """By code: the middle of what is too small for an outline. 1:50m has most of them, the points of 1:110m the rest."""
    points = data_set("tiny_countries110")
    coords = points["coords"]["values"]
    places = zip(coords, coords[len(coords) // 2:])
    found = {code: half_units(*place) for code, place in zip(named(points["data"]), places)}
    world = data_set("countries50")
    for code, country in zip(named(world["data"]), world["polygons"]):
        found[code] = half_units(*country["attributes"]["labpt"])
    return {code: place for code, place in found.items() if code and code not in outlined}


def main():
    drawn = sorted(outlines())
    lines = "".join(f'    {{"{code}", "{path}"}},\n' for code, path in drawn)
    places = "".join(f'    {{"{code}", {x / 2:g}, {y / 2:g}}},\n' for code, (x, y) in sorted(spots(dict(drawn)).items()))
    Path(sys.argv[1]).write_text("// Made by tools/world_outlines.py from Natural Earth; not to be changed by hand.\n"
                                 '#include "charts/outlines.h"\n\nnamespace himthough::charts {\nnamespace {\n\n'
                                 f"constexpr Outline all[] = {{\n{lines}}};\nconstexpr Spot small[] = {{\n{places}}};\n\n}}  // namespace\n\n"
                                 "std::span<const Outline> outlines() { return all; }\nstd::span<const Spot> spots() { return small; }\n\n"
                                 "}  // namespace himthough::charts\n")


if __name__ == "__main__":
    main()
