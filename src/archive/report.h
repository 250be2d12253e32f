#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "archive/tally.h"

namespace himthough::archive {

/// Where counts come from, for whoever reads them later.
struct Made {
    Day day;                             ///< on which it was counted
    std::string program;                 ///< "himthough 0.1.0"
    std::map<std::string, Voices, std::less<>> tags;
    std::string named{};                 ///< the tags as they were typed: "#MeToo, #IDidThat"; "": every post counts
    std::vector<ReadFile> files{};       ///< their names are told nowhere
};

/// For a terminal. Authors are rounded to what is known of them, with the half width of the 95 % interval; fewer than five are "under 5".
std::string to_table(const Counts& counts);
/// RFC 4180, one line a cell: day, voices, kind, language, country, uses.
std::string to_csv(const Counts& counts);
/// "made", "method", "totals", "days" and "cells". Fewer than five authors are null.
std::string to_json(const Counts& counts, const Made& made);

/// One cell of a CSV: quoted where it must be, and with ' in front where a spreadsheet would take it for a formula (= + - @, tab, CR).
std::string csv_cell(std::string_view text);

std::string_view word_of(Kind kind);

}  // namespace himthough::archive
