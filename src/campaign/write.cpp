#include "campaign/write.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace himthough {
namespace {

using Kind = TomlValue::Kind;

TomlValue empty(Kind kind) {
    TomlValue value;
    value.kind = kind;
    return value;
}

std::optional<TomlValue> tree_of(const std::string& text) {
    std::vector<Fault> faults;
    return parse_toml(text, "", faults);
}

/// Columns count code points, as toml++ does.
std::size_t byte_at(std::string_view text, Place place) {
    std::size_t at = 0;
    for (std::uint32_t line = 1; line < place.line; ++line) {
        const auto end = text.find('\n', at);
        if (end == std::string_view::npos) return text.size();
        at = end + 1;
    }
    const auto goes_on = [&] { return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U; };
    for (std::uint32_t column = 1; column < place.column && at < text.size(); ++column) {
        ++at;
        while (goes_on()) ++at;
    }
    return at;
}

std::size_t line_begin(std::string_view text, std::size_t at) {
    const auto before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
    return before == std::string_view::npos ? 0 : before + 1;
}

/// After the line's end.
std::size_t next_line(std::string_view text, std::size_t at) {
    const auto end = text.find('\n', at);
    return end == std::string_view::npos ? text.size() : end + 1;
}

bool same(const TomlValue& a, const TomlValue& b) {
    if (a.kind != b.kind || a.text != b.text || a.number != b.number || a.yes != b.yes || a.list.size() != b.list.size() ||
        a.table.size() != b.table.size())
        return false;
    if (!std::ranges::equal(a.list, b.list, same)) return false;
    return std::ranges::all_of(a.table, [&](const TomlEntry& entry) {
        const auto* other = b.find(entry.key);
        return other && same(entry.value, other->value);
    });
}

std::optional<std::size_t> place_in_list(const TomlValue& value, std::string_view step) {
    std::size_t at = 0;
    const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), at);
    if (value.kind != Kind::list || error != std::errc() || end != step.data() + step.size() || at >= value.list.size()) return std::nullopt;
    return at;
}

TomlValue* reach(TomlValue& root, const KeyPath& path) { return const_cast<TomlValue*>(value_at(root, path)); }

void escape(std::string& out, std::string_view text, bool many_lines) {
    std::size_t quotes = 0;   // of those that stand in a row
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto c = static_cast<unsigned char>(text[at]);
        quotes = c == '"' ? quotes + 1 : 0;
        if (c == '\\') out += "\\\\";
        else if (c == '"') out += many_lines && quotes == 1 && at + 1 < text.size() ? "\"" : "\\\"";
        else if (c == '\n' && many_lines) out += '\n';
        else if (c < 0x20 || c == 0x7F) out += fmt::format("\\u{:04X}", c);
        else out += static_cast<char>(c);
    }
}

std::string printed_text(std::string_view text) {
    const bool many_lines = text.find('\n') != std::string_view::npos;
    std::string out = many_lines ? "\"\"\"\n" : "\"";
    escape(out, text, many_lines);
    return out += many_lines ? "\"\"\"" : "\"";
}

constexpr std::size_t widest = 130;

std::string printed_list(const std::vector<TomlValue>& list) {
    std::string one_line, lines;
    for (const auto& item : list) {
        const auto text = printed_text(item.text);
        one_line.append(one_line.empty() ? "" : ", ").append(text);
        lines.append("    ").append(text).append(",\n");
    }
    return one_line.size() <= widest ? fmt::format("[{}]", one_line) : fmt::format("[\n{}]", lines);
}

std::string printed(const TomlValue& value) {
    switch (value.kind) {
        case Kind::text: return printed_text(value.text);
        case Kind::number: return std::to_string(value.number);
        case Kind::yes_no: return value.yes ? "true" : "false";
        case Kind::day: return value.text;
        case Kind::list: return printed_list(value.list);
        case Kind::table:
        case Kind::other: break;
    }
    return "";
}

std::string printed_key(std::string_view key) {
    const auto bare = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; };
    if (!key.empty() && std::ranges::all_of(key, bare)) return std::string(key);
    std::string out = "\"";
    escape(out, key, false);
    return out + '"';
}

bool holds_tables(const TomlValue& value) {
    return value.kind == Kind::table || (value.kind == Kind::list && !value.list.empty() && value.list.front().kind == Kind::table);
}

/// Behind the last plain entry of a table; without one, behind its header.
std::size_t room_in(std::string_view text, const TomlValue& table, bool top) {
    std::optional<Place> last;
    for (const auto& entry : table.table)
        if (!holds_tables(entry.value)) last = entry.value.end;
    if (!last && top) return 0;
    return next_line(text, byte_at(text, last.value_or(table.end)));
}

/// Puts lines into the text at the begin of a line.
std::string put_in(std::string text, std::size_t at, std::string lines) {
    if (at == text.size() && !text.empty() && text.back() != '\n') lines.insert(0, 1, '\n');
    return text.insert(at, lines);
}

std::string add_key(const std::string& text, const TomlValue& root, const KeyPath& parent, const std::string& key, const TomlValue& value) {
    const auto line = fmt::format("{} = {}\n", printed_key(key), printed(value));
    if (const auto* table = value_at(root, parent)) return put_in(text, room_in(text, *table, parent.empty()), line);
    std::string header;
    for (const auto& step : parent) header.append(header.empty() ? "" : ".").append(printed_key(step));
    return put_in(text, text.size(), fmt::format("\n[{}]\n{}", header, line));
}

void add_to(TomlValue& root, const KeyPath& parent, const std::string& key, const TomlValue& value) {
    auto* table = &root;
    for (const auto& step : parent) {
        if (const auto at = place_in_list(*table, step)) { table = &table->list[*at]; continue; }
        if (!table->find(step)) table->table.push_back({step, {}, empty(Kind::table)});
        table = const_cast<TomlValue*>(&table->find(step)->value);
    }
    table->table.push_back({key, {}, value});
}

std::optional<std::string> when_it_says(std::string changed, const TomlValue& meant) {
    const auto says = tree_of(changed);
    return says && same(*says, meant) ? std::optional(std::move(changed)) : std::nullopt;
}

/// The comments right above a header belong to it.
std::size_t with_its_comments(std::string_view text, std::size_t header) {
    auto begin = line_begin(text, header);
    while (begin > 0) {
        const auto above = line_begin(text, begin - 1);
        if (text[above] != '#') break;
        begin = above;
    }
    return begin;
}

}  // namespace

const TomlValue* value_at(const TomlValue& root, const KeyPath& path) {
    const auto* value = &root;
    for (const auto& step : path) {
        if (const auto at = place_in_list(*value, step)) { value = &value->list[*at]; continue; }
        const auto* entry = value->find(step);
        if (!entry) return nullptr;
        value = &entry->value;
    }
    return value;
}

TomlValue text_value(std::string text) {
    auto value = empty(Kind::text);
    value.text = std::move(text);
    return value;
}
TomlValue number_value(std::int64_t number) {
    auto value = empty(Kind::number);
    value.number = number;
    return value;
}
TomlValue yes_no_value(bool yes) {
    auto value = empty(Kind::yes_no);
    value.yes = yes;
    return value;
}
TomlValue day_value(std::string iso) {
    auto value = empty(Kind::day);
    value.text = std::move(iso);
    return value;
}
TomlValue texts_value(const std::vector<std::string>& texts) {
    auto list = empty(Kind::list);
    for (const auto& text : texts) list.list.push_back(text_value(text));
    return list;
}

std::optional<std::string> with_value(const std::string& text, const KeyPath& path, const TomlValue& value) {
    auto root = tree_of(text);
    if (!root || path.empty()) return std::nullopt;
    if (auto* now = reach(*root, path)) {
        if (same(*now, value)) return text;
        const auto begin = byte_at(text, now->place), end = byte_at(text, now->end);
        if (end < begin) return std::nullopt;
        auto changed = text;
        changed.replace(begin, end - begin, printed(value));
        *now = value;
        return when_it_says(std::move(changed), *root);
    }
    const KeyPath parent(path.begin(), path.end() - 1);
    auto changed = add_key(text, *root, parent, path.back(), value);
    add_to(*root, parent, path.back(), value);
    return when_it_says(std::move(changed), *root);
}

std::optional<std::string> without_key(const std::string& text, const KeyPath& path) {
    auto root = tree_of(text);
    if (!root || path.empty()) return std::nullopt;
    auto* table = reach(*root, KeyPath(path.begin(), path.end() - 1));
    const auto entry = table ? std::ranges::find(table->table, path.back(), &TomlEntry::key) : std::vector<TomlEntry>::iterator();
    if (!table || entry == table->table.end()) return text;
    auto changed = text;
    const auto begin = line_begin(text, byte_at(text, entry->place)), end = next_line(text, byte_at(text, entry->value.end));
    changed.erase(begin, end - begin);
    table->table.erase(entry);
    return when_it_says(std::move(changed), *root);
}

std::optional<std::string> with_table(const std::string& text, std::string_view key, const std::vector<TomlEntry>& entries) {
    auto root = tree_of(text);
    if (!root) return std::nullopt;
    auto block = fmt::format("\n[[{}]]\n", printed_key(key));
    for (const auto& entry : entries) block += fmt::format("{} = {}\n", printed_key(entry.key), printed(entry.value));
    if (!root->find(key)) root->table.push_back({std::string(key), {}, empty(Kind::list)});
    auto& list = const_cast<TomlValue&>(root->find(key)->value);
    if (list.kind != Kind::list) return std::nullopt;
    list.list.push_back(empty(Kind::table));
    list.list.back().table = entries;
    return when_it_says(put_in(text, text.size(), block), *root);
}

std::optional<std::string> without_table(const std::string& text, std::string_view key, std::size_t number) {
    auto root = tree_of(text);
    auto* list = root ? reach(*root, {std::string(key)}) : nullptr;
    if (!list || list->kind != Kind::list || number >= list->list.size()) return std::nullopt;
    const auto begin_of = [&](std::size_t at) { return with_its_comments(text, byte_at(text, list->list[at].place)); };
    const auto begin = begin_of(number), end = number + 1 < list->list.size() ? begin_of(number + 1) : text.size();
    if (end < begin) return std::nullopt;
    auto changed = text;
    changed.erase(begin, end - begin);
    list->list.erase(list->list.begin() + static_cast<std::ptrdiff_t>(number));
    if (list->list.empty()) std::erase_if(root->table, [&](const TomlEntry& entry) { return entry.key == key; });
    return when_it_says(std::move(changed), *root);
}

}  // namespace himthough
