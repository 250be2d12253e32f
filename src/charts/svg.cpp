#include "charts/svg.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/html.h"
#include "base/secret.h"
#include "base/text.h"

namespace himthough::charts {
namespace {

// Four tones that differ in lightness too; the same ink and paper as the pages. One block for all, so that one hash of a policy covers it.
constexpr std::string_view look =
    "svg{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','DejaVu Sans',sans-serif;font-size:14px}"
    "text{fill:#272320}.soft{fill:#57504a}.paper{fill:#faf8f4}.grid{stroke:#dcd5cb;stroke-width:1}.axis{stroke:#8a8178;stroke-width:1}"
    ".line{fill:none;stroke-width:2.5;stroke-linejoin:round;stroke-linecap:round}.band{stroke:none;opacity:.16}.area{stroke:#faf8f4;stroke-width:1}"
    ".s0{stroke:#0c565c}.s1{stroke:#b0610a;stroke-dasharray:7 4}.s2{stroke:#57504a;stroke-dasharray:2 4}.s3{stroke:#8f5aa8;stroke-dasharray:10 3 2 3}"
    ".f0{fill:#0c565c}.f1{fill:#c9822f}.f2{fill:#a59c92}.f3{fill:#d9c5e2}"
    ".land{fill:#e3dcd1}.m0{fill:#bfdad7}.m1{fill:#8ebfbc}.m2{fill:#589c9b}.m3{fill:#2a7b7e}.m4{fill:#08474c}.coast{stroke:#faf8f4;stroke-width:.5}.whisker{stroke:#272320;stroke-width:1.5}"
    "@media (prefers-color-scheme:dark){text{fill:#ebe6df}.soft{fill:#b9b1a8}.paper{fill:#191817}.grid{stroke:#3a3734}.axis{stroke:#8d857c}.area{stroke:#191817}"
    ".s0{stroke:#86cfcb}.s1{stroke:#e3a85a}.s2{stroke:#b9b1a8}.s3{stroke:#cfa6e0}"
    ".f0{fill:#86cfcb}.f1{fill:#b97a2c}.f2{fill:#6d665f}.f3{fill:#4d3b57}"
    ".land{fill:#34302d}.m0{fill:#1f5154}.m1{fill:#2f7375}.m2{fill:#4c9a9a}.m3{fill:#86cfcb}.m4{fill:#d3f2ef}.coast{stroke:#191817}.whisker{stroke:#ebe6df}}";

}  // namespace

std::string_view style() { return look; }
std::string style_source() { return source_of_style(look); }
std::string source_of_style(std::string_view text) {
    const auto hex = sha256(text);
    std::string bytes;
    for (std::size_t at = 0; at < hex.size(); at += 2) bytes += static_cast<char>(std::stoi(hex.substr(at, 2), nullptr, 16));
    auto base64 = to_base64(bytes);
    std::ranges::replace(base64, '-', '+');
    std::ranges::replace(base64, '_', '/');
    return fmt::format("'sha256-{}='", base64);   // 32 bytes are 43 letters and one to fill up
}

std::string number(double value) {
    if (!std::isfinite(value)) return "0";
    auto text = fmt::format("{:.2f}", value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text == "-0" ? "0" : text;
}

std::string shown(std::string_view text, std::size_t most) {
    auto clean = clean_text(text).value_or("");
    std::ranges::replace(clean, '\n', ' ');
    std::ranges::replace(clean, '\t', ' ');
    if (code_points(clean) > most) {
        std::size_t at = 0;
        for (std::size_t left = most - 1; left > 0; --left)
            do ++at;
            while (at < clean.size() && (static_cast<unsigned char>(clean[at]) & 0xC0) == 0x80);
        clean = clean.substr(0, at) + "…";
    }
    return Html::escape(clean).str();
}

double width_of(std::string_view text) { return 8.2 * static_cast<double>(code_points(text)); }

Svg::Svg(const Words& words, double width, double height) {
    out_ = fmt::format(R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" aria-labelledby="t{5} d{5}"><title id="t{5}">{2}</title><desc id="d{5}">{3}</desc><style>{4}</style>)",
                       number(width), number(height), shown(words.title, 200), shown(words.description, 2000), look, shown(words.id));
    rect(0, 0, width, height, "paper");
}

void Svg::line(double x1, double y1, double x2, double y2, std::string_view look_of) {
    fmt::format_to(std::back_inserter(out_), R"(<line x1="{}" y1="{}" x2="{}" y2="{}" class="{}"/>)", number(x1), number(y1), number(x2), number(y2), look_of);
}
void Svg::rect(double x, double y, double width, double height, std::string_view look_of) {
    fmt::format_to(std::back_inserter(out_), R"(<rect x="{}" y="{}" width="{}" height="{}" class="{}"/>)", number(x), number(y), number(width), number(height), look_of);
}
void Svg::path(std::string_view commands, std::string_view look_of, std::string_view title) {
    fmt::format_to(std::back_inserter(out_), R"(<path d="{}" class="{}")", commands, look_of);
    if (title.empty()) out_ += "/>";
    else fmt::format_to(std::back_inserter(out_), "><title>{}</title></path>", shown(title));
}
void Svg::begin_scaled(double times, double down) { fmt::format_to(std::back_inserter(out_), R"-(<g transform="translate(0 {}) scale({})">)-", number(down), number(times)); }
void Svg::end_scaled() { out_ += "</g>"; }
void Svg::text(double x, double y, std::string_view words, std::string_view look_of, Anchor anchor) {
    constexpr std::string_view names[] = {"start", "middle", "end"};
    fmt::format_to(std::back_inserter(out_), R"(<text x="{}" y="{}" text-anchor="{}"{}>{}</text>)", number(x), number(y), names[static_cast<int>(anchor)],
                   look_of.empty() ? "" : fmt::format(R"( class="{}")", look_of), shown(words));
}
Html Svg::done() && { return Html(std::move(out_.append("</svg>\n"))); }

}  // namespace himthough::charts
