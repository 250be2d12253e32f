#pragma once
#include <string>
#include <string_view>

namespace himthough::charts {

/// A picture of this folder as a PNG, in light colours, `width` pixels wide (1 to 2000; its height follows). Loads nothing, whatever the SVG asks for.
/// Throws std::runtime_error when it is no SVG, or one that has no size. Texts are drawn in the fonts of the machine.
std::string png_of(std::string_view svg, int width);

}  // namespace himthough::charts
