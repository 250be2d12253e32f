#pragma once
#include <span>
#include <string>
#include <string_view>

#include "base/day.h"
#include "base/secret.h"

namespace himthough::web {

/// An iCalendar file (RFC 5545) with one whole-day event for each day, all with this title, and a reminder at nine in the morning. It
/// holds nothing else: no address, host or name. The ids of its events come from `series`: a calendar that is fetched again has the
/// same ones, two series have nothing in common.
std::string calendar(std::span<const Day> days, std::string_view title, const Key& series);

}  // namespace himthough::web
