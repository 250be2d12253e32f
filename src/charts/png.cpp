#include "charts/png.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <stdexcept>

#include <cairo.h>
#include <librsvg/rsvg.h>

namespace himthough::charts {
namespace {

constexpr int most_width = 2000, most_height = 2 * most_width;

template <auto release>
struct Releases {
    template <class T> void operator()(T* held) const { release(held); }
};
using Handle = std::unique_ptr<RsvgHandle, Releases<g_object_unref>>;
using Surface = std::unique_ptr<cairo_surface_t, Releases<cairo_surface_destroy>>;
using Context = std::unique_ptr<cairo_t, Releases<cairo_destroy>>;

[[noreturn]] void cannot() { throw std::runtime_error("a picture cannot be drawn"); }

/// The error's text is of the SVG, and nobody needs it.
void done(bool well, GError* error) {
    if (error) g_error_free(error);
    if (!well) cannot();
}

}  // namespace

std::string png_of(std::string_view svg, int width) {
    GError* error = nullptr;
    // Without a base address no file and no other address is ever opened.
    const Handle handle(rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(svg.data()), svg.size(), &error));
    done(handle != nullptr, error);
    double own_width = 0, own_height = 0;
    if (!rsvg_handle_get_intrinsic_size_in_pixels(handle.get(), &own_width, &own_height) || own_width < 1 || own_height < 1) cannot();
    width = std::clamp(width, 1, most_width);
    const int height = std::clamp(static_cast<int>(std::lround(width * own_height / own_width)), 1, most_height);
    const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height));
    const Context context(cairo_create(surface.get()));
    const RsvgRectangle all{0, 0, static_cast<double>(width), static_cast<double>(height)};
    error = nullptr;
    const bool drawn = rsvg_handle_render_document(handle.get(), context.get(), &all, &error);
    done(drawn, error);
    std::string png;
    const auto add = [](void* into, const unsigned char* bytes, unsigned count) {
        static_cast<std::string*>(into)->append(reinterpret_cast<const char*>(bytes), count);
        return CAIRO_STATUS_SUCCESS;
    };
    if (cairo_surface_write_to_png_stream(surface.get(), add, &png) != CAIRO_STATUS_SUCCESS) cannot();
    return png;
}

}  // namespace himthough::charts
