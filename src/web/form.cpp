#include "web/form.h"

#include <algorithm>

#include "base/text.h"

namespace himthough::web {
namespace {

constexpr std::size_t most_fields = 64;

int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::optional<std::string> decoded(std::string_view text) {
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '+') {
            plain += ' ';
        } else if (text[at] == '%') {
            if (at + 2 >= text.size() || hex(text[at + 1]) < 0 || hex(text[at + 2]) < 0) return std::nullopt;
            plain += static_cast<char>(hex(text[at + 1]) * 16 + hex(text[at + 2]));
            at += 2;
        } else {
            plain += text[at];
        }
    }
    return plain;
}

}  // namespace

std::optional<Form> Form::parse(std::string_view body) {
    Form form;
    while (!body.empty()) {
        const auto end = body.find('&');
        const auto pair = body.substr(0, end);
        body.remove_prefix(end == std::string_view::npos ? body.size() : end + 1);
        if (pair.empty()) continue;
        const auto equals = pair.find('=');
        const auto name = decoded(pair.substr(0, equals));
        const auto value = decoded(equals == std::string_view::npos ? "" : pair.substr(equals + 1));
        if (!name || !value || form.fields_.size() == most_fields) return std::nullopt;
        const auto clean = clean_text(*value);
        if (!clean) return std::nullopt;
        for (const auto& [known, ignored] : form.fields_)
            if (known == *name) return std::nullopt;
        form.fields_.emplace_back(*name, *clean);
    }
    return form;
}

std::string_view Form::operator[](std::string_view name) const {
    for (const auto& [known, value] : fields_)
        if (known == name) return value;
    return "";
}

bool Form::has(std::string_view name) const {
    return std::ranges::any_of(fields_, [&](const auto& field) { return field.first == name; });
}

Form Form::with(std::string_view name, std::string clean) const {
    Form changed = *this;
    for (auto& [known, value] : changed.fields_)
        if (known == name) value = std::move(clean);
    return changed;
}

}  // namespace himthough::web
