#pragma once
#include <string>
#include <string_view>

#include "charts/pictures.h"

namespace himthough::charts {

/// SVG as text. Everything that stands in it as text or in an attribute is escaped; numbers have two decimals at most and are never nan.
class Svg {
public:
    Svg(const Words& words, double width, double height);

    void line(double x1, double y1, double x2, double y2, std::string_view look);
    void rect(double x, double y, double width, double height, std::string_view look);
    /// `title`: what somebody hears or sees who points at it; "": nothing.
    void path(std::string_view commands, std::string_view look, std::string_view title = "");
    /// What follows until end_scaled() is so many times as large, and moved down.
    void begin_scaled(double times, double down);
    void end_scaled();
    enum class Anchor { start, middle, end };
    void text(double x, double y, std::string_view words, std::string_view look = "", Anchor anchor = Anchor::start);
    Html done() &&;

private:
    std::string out_;
};

/// "12.5"; 0 of what is no number.
std::string number(double value);
/// What an SVG can hold of a text: no control characters, escaped; longer than `most` code points: cut, with an ellipsis.
std::string shown(std::string_view text, std::size_t most = 80);
/// A guess of how wide a text of 14 px is.
double width_of(std::string_view text);

}  // namespace himthough::charts
