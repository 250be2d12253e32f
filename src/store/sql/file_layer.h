#pragma once
#include <string>

namespace himthough::sql {

/// What stands between SQLite and the system's files. Two things happen there, and nothing that SQLite reads changes:
///
/// - On its way into a database file, a page is zeroed where it holds nothing. SQLite's secure_delete zeroes a row where it is
///   deleted, but not the copies that stayed behind in the unused middle of a page when rows moved from page to page. (The log is
///   not touched: its pages carry checksums, and a sweep empties it.)
/// - What is written to the log is gathered until its fsync and goes out in one piece: two calls a page become one a commit.
///
/// Zeroing works for databases of up to `most_pages` pages without auto_vacuum: only then a page tells by its first byte that it
/// is a b-tree page (the others begin with a page number).
constexpr int most_pages = 0x01fffffe;

/// The name under which SQLite knows the layer over `base` (empty: the system's). Registered at the first call. Any thread.
const char* file_layer(const std::string& base);

}  // namespace himthough::sql
