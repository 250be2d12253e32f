#pragma once
#include <string>

namespace himthough::sql {

/// SQLite's secure_delete zeroes a row where it is deleted, but not the copies that stayed behind in the unused middle of a page
/// when rows moved from page to page. This file layer zeroes what a page does not use while the page is on its way into a database
/// file; log and temporary files pass through untouched (a sweep empties the log). Nothing that SQLite reads changes.
///
/// Works for databases of up to `most_pages` pages without auto_vacuum: only then a page tells by its first byte that it is a
/// b-tree page (the others begin with a page number).
constexpr int most_pages = 0x01fffffe;

/// The name under which SQLite knows the layer over `base` (empty: the system's). Registered at the first call. Any thread.
const char* scrubbing_vfs(const std::string& base);

}  // namespace himthough::sql
