#pragma once
#include <string>
#include <string_view>

#include "base/outcome.h"
#include "reach/table.h"

namespace himthough::reach {

/// "a-2017-10-15.json".
std::string file_name(Table table, Day period);

/// How a release stands in its file, one line of JSON:
///     {"release": {"movement", "table", "period", "days", "released", "method": {...}, "cells": [[what, where, count], ...]}, "sha256": "..."}
/// The hash is of the bytes of the value of "release", so that anybody can check it. Sets `release.sha256`.
std::string write_release(std::string_view movement, Release& release);

/// Nothing when it is none, when its hash is another, or when it is of another movement or method than this version writes.
std::optional<Release> read_release(std::string_view movement, std::string_view text);

}  // namespace himthough::reach
