#pragma once
#include <span>
#include <string_view>

namespace himthough::charts {

/// The map of the world: Equal Earth, without Antarctica.
inline constexpr double world_width = 680, world_height = 300;

/// A country on it. `code`: ISO 3166-1 alpha-2, XK for Kosovo; empty: land without a code.
struct Outline {
    std::string_view code, path;   ///< `path`: commands of an SVG path
};
/// Sorted by code. From Natural Earth 1:110m, without states too small to be seen.
std::span<const Outline> outlines();

/// The middle of one of those.
struct Spot {
    std::string_view code;
    double x, y;
};
/// Sorted by code; none of them has an outline.
std::span<const Spot> spots();

}  // namespace himthough::charts
