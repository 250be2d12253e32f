#pragma once
#include <string>
#include <string_view>

namespace himthough::web {

/// A QR code as an SVG path, one unit a module, the quiet zone of four modules around it.
struct QrPicture {
    int size = 0;       ///< modules on a side, quiet zone included
    std::string path;
};

/// Throws std::length_error when the text is longer than a QR code holds (about 2,300 bytes).
QrPicture qr_picture(std::string_view text);

}  // namespace himthough::web
