#pragma once
#include <string_view>

#include <fmt/core.h>

namespace himthough::log {

/// Lines for the operator on standard error: time, level, sentence. Nothing anybody typed, no address, no id of a person belongs
/// in one: what is logged are our own sentences, counts, file names and error codes.
void line(std::string_view level, std::string_view text);

template <class... Args>
void info(fmt::format_string<Args...> format, Args&&... args) { line("info", fmt::format(format, std::forward<Args>(args)...)); }
template <class... Args>
void warn(fmt::format_string<Args...> format, Args&&... args) { line("warn", fmt::format(format, std::forward<Args>(args)...)); }
template <class... Args>
void error(fmt::format_string<Args...> format, Args&&... args) { line("error", fmt::format(format, std::forward<Args>(args)...)); }

}  // namespace himthough::log
