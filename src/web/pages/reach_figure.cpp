// A picture of the reach page by itself: its page, the picture as SVG and PNG, and what other sites put into theirs.
#include <charconv>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "charts/pictures.h"
#include "charts/png.h"
#include "reach/noise.h"
#include "reach/summary.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"
#include "web/pages/reach.h"

namespace himthough::web::pages {
namespace {

using namespace himthough::reach;

constexpr int drawn_width = 680, png_width = 2 * drawn_width, smallest_frame = 200, below_picture = 170;
constexpr std::string_view embedded_style =
    ":root{color-scheme:light dark;--ink:#272320;--paper:#faf8f4;--link:#0c565c}body{margin:0;padding:8px;background:var(--paper);color:var(--ink);"
    "font:15px/1.45 system-ui,sans-serif}svg{display:block;width:100%;height:auto}h1{margin:0 0 8px;font:600 17px/1.3 system-ui,sans-serif}p{margin:8px 0 0}a{color:var(--link)}.narrow{display:none}"
    "@media (max-width:44rem){.wide{display:none}.narrow{display:block}}"
    "@media (prefers-color-scheme:dark){:root{--ink:#ebe6df;--paper:#191817;--link:#86cfcb}}";

/// A path's name taken apart: "voices-narrow.svg".
struct Name {
    std::string_view picture, ending;
    bool narrow = false;
};
Name taken_apart(std::string_view id) {
    Name name{.picture = id.substr(0, id.find('.')), .ending = id.substr(std::min(id.find('.'), id.size()))};
    name.narrow = name.picture.ends_with("-narrow");
    if (name.narrow) name.picture.remove_suffix(7);
    return name;
}

std::string say(const Site& site, const Place& place, std::string_view what, std::string_view name) {
    return std::string(site.templates.say(place.language, fmt::format("reach_picture.{}{}", name, what)));
}

std::string address_of(const Site& site, const Movement& movement, std::string_view rest) { return fmt::format("{}/{}/{}", site.served_at, movement.slug, rest); }

std::string frame(const Site& site, const Place& place, std::string_view name, int width, int height) {
    const auto address = address_of(site, *place.movement, fmt::format("embed/{}?lang={}", name, place.language));
    return fmt::format(R"(<iframe src="{}" width="{}" height="{}" title="{}" loading="lazy" style="border:0;max-width:100%"></iframe>)", address, width, height,
                       Html::escape(say(site, place, "", name)).str());
}

int height_of(const ReachFigures& figures, std::string_view name) {
    for (const auto& picture : reach_pictures(figures))
        if (picture.name == name) return picture.height;
    return 0;
}

/// NAME, TITLE, TEXT, FROM, THROUGH, RELEASED.
void fill_figure(const Site& site, View& view, const Place& place, std::string_view name, const Drawn& drawn) {
    view.set("NAME", name).set("TITLE", say(site, place, "", name)).set("TEXT", say(site, place, "_text", name));
    view.set("FROM", say_day(drawn.from, place.language)).set("THROUGH", say_day(drawn.through, place.language)).set("RELEASED", say_day(drawn.released, place.language));
}

Shown page_of(const Site& site, const Place& place, const ReachFigures& figures, std::string_view name, const Drawn& drawn) {
    auto view = view_for(site, place.movement, place.language);
    fill_figure(site, view, place, name, drawn);
    const auto height = height_of(figures, name);
    const auto own = address_of(site, *place.movement, fmt::format("reach/{}", name));
    view.set("HEIGHT", height).set("ADDRESS", own).set("FRAME", frame(site, place, name, drawn_width, height + below_picture));
    view.set("OEMBED", fmt::format("/oembed?url={}", own));
    view.set("ERROR_A", error_95(method_of(Table::a).scale)).set("ERROR_B", error_95(method_of(Table::b).scale)).set("THRESHOLD", method_of(Table::b).threshold.value());
    view.show(name == "map" ? "BY_WEEK" : "BY_DAY");
    for (const auto& head : drawn.head) view.add("HEAD").set("WHAT", head);
    for (const auto& row : drawn.rows) {
        auto& line = view.add("ROW").set("WHAT", row.front());
        for (std::size_t at = 1; at < row.size(); ++at) line.add("CELL").set("VALUE", row[at]);
    }
    return shown(site, place, "figure", view);
}

/// What stands in "https://example.org/metoo/reach/voices": a movement that is served, and a picture; "" where the reach page itself is meant.
struct Meant {
    const Movement* movement = nullptr;
    std::string_view name;
};
Meant meant_by(const Site& site, std::string_view address) {
    if (!address.starts_with(site.served_at + "/")) return {};
    address.remove_prefix(site.served_at.size() + 1);
    address = address.substr(0, address.find_first_of("?#"));
    for (const auto& movement : site.with.movements) {
        if (movement.ended || !address.starts_with(movement.slug)) continue;
        auto rest = address.substr(movement.slug.size());
        if (rest == "/reach") return {&movement, ""};
        if (rest.starts_with("/reach/")) return {&movement, rest.substr(7)};
    }
    return {};
}

/// Nothing: it is no number of pixels in which anything could be shown.
std::optional<int> at_most(std::string_view text, int most) {
    if (text.empty()) return most;
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc::result_out_of_range) return most;
    if (error != std::errc() || end != text.data() + text.size() || number < smallest_frame) return std::nullopt;
    return std::min(number, most);
}

}  // namespace

std::optional<Shown> reach_figure(Site& site, const Place& place) {
    const auto name = taken_apart(place.id);
    const bool page = name.ending.empty() && !name.narrow, png = name.ending == ".png" && !name.narrow;
    if (!page && !png && name.ending != ".svg") return std::nullopt;
    const auto figures = reach_figures(site, place);
    const auto drawn = draw_reach(site, place, figures, name.picture, name.narrow);
    if (!drawn) return std::nullopt;
    if (page) return page_of(site, place, figures, name.picture, *drawn);
    if (png) return Shown{.body = charts::png_of(drawn->svg.str(), png_width), .type = "image/png", .open_data = true};
    return Shown{.body = drawn->svg.str(), .type = "image/svg+xml", .open_data = true, .style = charts::style_source()};
}

std::optional<Shown> embedded(Site& site, const Place& place) {
    const auto figures = reach_figures(site, place);
    const auto wide = draw_reach(site, place, figures, place.id, false), narrow = draw_reach(site, place, figures, place.id, true);
    if (!wide || !narrow) return std::nullopt;
    View view;
    fill_figure(site, view, place, place.id, *wide);
    view.set("MOVEMENT", place.movement->text(place.language).name).set("ADDRESS", address_of(site, *place.movement, "")).set("STYLE", Html::escape(embedded_style));
    view.set("FIGURE", address_of(site, *place.movement, fmt::format("reach/{}", place.id))).set("WIDE", wide->svg).set("NARROW", narrow->svg);
    auto made = shown(site, place, "embed", view);
    made.style = charts::style_source() + " " + charts::source_of_style(embedded_style);
    made.framed = true;
    return made;
}

// https://oembed.com/: what another site shows for an address of ours.
net::Response oembed(Site& site, const Asked& asked) {
    const auto query = Form::parse(asked.request.query());
    if (!query || (*query)["url"].empty()) return error_answer(site, asked.language, 400);
    if (const auto format = (*query)["format"]; !format.empty() && format != "json") return error_answer(site, asked.language, 501);
    const auto width = at_most((*query)["maxwidth"], drawn_width);
    const auto [movement, path] = meant_by(site, (*query)["url"]);
    if (!movement) return error_answer(site, asked.language, 404);
    const Place place{movement, "", "", asked.language};
    const auto figures = reach_figures(site, place);
    const auto name = path.empty() ? std::string_view("voices") : taken_apart(path).picture;
    const auto own_height = height_of(figures, name);
    if (own_height == 0) return error_answer(site, asked.language, 404);
    const auto height = at_most((*query)["maxheight"], own_height + below_picture);
    if (!width || !height) return error_answer(site, asked.language, 400);
    const boost::json::object answer{
        {"version", "1.0"},
        {"type", "rich"},
        {"title", say(site, place, "", name)},
        {"provider_name", movement->text(asked.language).name},
        {"provider_url", address_of(site, *movement, "")},
        {"cache_age", 3600},
        {"width", *width},
        {"height", *height},
        {"html", frame(site, place, name, *width, *height)},
    };
    auto headers = security_headers(site);
    headers.emplace_back("Content-Type", "application/json");
    headers.emplace_back("Access-Control-Allow-Origin", "*");
    headers.emplace_back("Cache-Control", "public, max-age=300");
    return net::make_response(200, headers, boost::json::serialize(answer));
}

}  // namespace himthough::web::pages
