#pragma once
#include <span>
#include <string_view>

namespace himthough::charts {

/// A country on a map of the world (Equal Earth, 680 wide, less than 300 high). `code`: ISO 3166-1 alpha-2, XK for Kosovo; empty: land without a code.
struct Outline {
    std::string_view code, path;   ///< `path`: commands of an SVG path
};
/// Sorted by code. From Natural Earth 1:110m: without Antarctica, and without states too small to be seen.
std::span<const Outline> outlines();

}  // namespace himthough::charts
