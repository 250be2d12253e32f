#include "web/qr.h"

#include <memory>
#include <stdexcept>

#include <fmt/core.h>
#include <qrencode.h>

namespace himthough::web {

QrPicture qr_picture(std::string_view text) {
    constexpr int quiet = 4;
    const std::string terminated(text);
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeString8bit(terminated.c_str(), 0, QR_ECLEVEL_M), &QRcode_free);
    if (!code) throw std::length_error("too long for a QR code");

    QrPicture picture{code->width + 2 * quiet, ""};
    const auto dark = [&](int x, int y) { return x < code->width && (code->data[y * code->width + x] & 1) != 0; };
    for (int y = 0; y < code->width; ++y) {
        for (int x = 0; x < code->width; ++x) {
            if (!dark(x, y)) continue;
            int run = 1;
            while (dark(x + run, y)) ++run;
            picture.path += fmt::format("M{} {}h{}v1h-{}z", x + quiet, y + quiet, run, run);
            x += run;
        }
    }
    return picture;
}

}  // namespace himthough::web
