#pragma once
#include <span>
#include <string>
#include <string_view>

#include "base/day.h"

namespace himthough::web {

/// An iCalendar file (RFC 5545) with one whole-day event for each day, all with this title, and a reminder at nine in the morning. It
/// holds nothing else: no address, host or name; its ids are drawn at random, so that two files have nothing in common.
std::string calendar(std::span<const Day> days, std::string_view title, Day made);

}  // namespace himthough::web
