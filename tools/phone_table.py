#!/usr/bin/python3
"""phone_table.py OUT: writes what guard/phone.cpp knows of telephone numbers: one line for each region of libphonenumber.

    {"GB", 44, "0", true, 0b..., "[1-357-9]\\d{9}|..."},

Region, country calling code, the digit that is dialled before a number inside the country, whether it must be, the possible
lengths of a national number as bits, and the pattern of all of them. The source is the Debian package python3-phonenumbers, which
carries the metadata of libphonenumber (Apache License 2.0). Its C++ package cannot be installed beside the Boost that we build with.
"""
import sys

try:
    import phonenumbers
except ImportError:
    sys.exit("the telephone numbers come from the Debian package python3-phonenumbers, which is not installed; tools/install build installs it")


def line(region):
    known = phonenumbers.PhoneMetadata.metadata_for_region(region)
    prefix = known.national_prefix or ""
    rules = [one for one in known.number_format if prefix and prefix in (one.national_prefix_formatting_rule or "")]
    must = any(not one.national_prefix_optional_when_formatting for one in rules)
    if known.main_country_for_code is False and not known.number_format and prefix:   # formatted as the main region of its code does
        must = prefix == "0"
    lengths = sum(1 << length for length in known.general_desc.possible_length if length > 0)
    pattern = known.general_desc.national_number_pattern.replace("\\", "\\\\")
    return f'{{"{region}", {known.country_code}, "{prefix}", {"true" if must else "false"}, {lengths:#x}, "{pattern}"}},\n'


with open(sys.argv[1], "w", encoding="utf-8") as out:
    out.write("".join(line(region) for region in sorted(phonenumbers.SUPPORTED_REGIONS)))
