#include "acts/setup_text.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "campaign/actions.h"
#include "campaign/help.h"
#include "campaign/movements.h"

namespace himthough::setup {
namespace {

using Kind = TomlValue::Kind;

const Spec words_of_text[] = {{"about", Shape::words}, {"origin", Shape::words}, {"him_though", Shape::words}};
const std::vector<Spec> specs_of_rhythm = {{"editions", Shape::line, true}, {"survivors", Shape::line, true}, {"survivors_waiting", Shape::line, true, Kind::number},
                                           {"survivors_weeks", Shape::yes_no, true, Kind::yes_no}};
const std::vector<Spec> specs_of_places = {{"leave_to"}, {"countries", Shape::list, true, Kind::list}, {"protected_countries", Shape::list, true, Kind::list}};
const std::vector<Spec> specs_of_line = {{"name"}, {"languages", Shape::list, false, Kind::list}, {"for_whom"}, {"phone", Shape::line, true}, {"text", Shape::line, true},
                                         {"chat", Shape::line, true}, {"web", Shape::line, true}, {"hours"}, {"source"}, {"verified", Shape::line, false, Kind::day}};
const std::vector<Spec> specs_of_action = {{"kind"}, {"does"}, {"shows"}, {"rhythm"}};
const std::vector<Spec> specs_of_new_action = {{"id"}, {"kind"}, {"does"}, {"shows"}, {"rhythm"}};

std::vector<std::string> parts_of(std::string_view id) {
    std::vector<std::string> parts;
    while (true) {
        const auto dot = id.find('.');
        parts.emplace_back(id.substr(0, dot));
        if (dot == std::string_view::npos) return parts;
        id.remove_prefix(dot + 1);
    }
}

std::string without_spaces(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r");
    return first == std::string_view::npos ? "" : std::string(text.substr(first, text.find_last_not_of(" \t\r") - first + 1));
}

std::vector<std::string> entries_in(std::string_view typed) {
    std::vector<std::string> entries;
    while (!typed.empty()) {
        const auto end = typed.find_first_of("\n,");
        if (auto entry = without_spaces(typed.substr(0, end)); !entry.empty()) entries.push_back(std::move(entry));
        typed.remove_prefix(end == std::string_view::npos ? typed.size() : end + 1);
    }
    return entries;
}

/// What cannot be read as such a value is written as text: the check says what belongs there.
TomlValue value_for(const Spec& spec, const std::string& typed) {
    if (spec.shape == Shape::list) return texts_value(entries_in(typed));
    if (spec.shape == Shape::yes_no) return yes_no_value(typed == "yes");
    if (spec.shape == Shape::words) return text_value(typed + "\n");
    if (spec.kind == Kind::day && Day::parse(typed)) return day_value(typed);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), number);
    if (spec.kind == Kind::number && error == std::errc() && end == typed.data() + typed.size()) return number_value(number);
    return text_value(typed);
}

/// The same words stay as they were written, with whatever else is about them in the file.
bool says_already(const std::string& text, const KeyPath& path, const Spec& spec, const std::string& typed) {
    std::vector<Fault> faults;
    const auto root = parse_toml(text, "", faults);
    const auto* now = root ? value_at(*root, path) : nullptr;
    return now ? typed_form(*now) == typed : spec.shape == Shape::yes_no && typed.empty();
}

bool is_plain(std::string_view part) {
    return !part.empty() && std::ranges::all_of(part, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-'; });
}

/// A file of many tables: help lines of a country, actions in a language.
struct Many {
    std::string_view kind, folder, before, table, name;
    const std::vector<Spec>& specs;
    const std::vector<Spec>& specs_of_new;
};
const Many many[] = {{"help", "help", "", "line", "name", specs_of_line, specs_of_line},
                     {"actions", "guides", "actions.", "action", "does", specs_of_action, specs_of_new_action}};

std::optional<Place> place_in_many(const Setup& setup, const Many& its, const std::vector<std::string>& parts) {
    if (parts.size() != 3 || !is_plain(parts[1])) return std::nullopt;
    Place place;
    place.name = fmt::format("{}/{}{}.toml", its.folder, its.before, parts[1]);
    place.file = file_of(setup, place.name);
    if (!std::filesystem::exists(place.file)) return std::nullopt;
    place.section.kind = its.kind;
    place.section.which = parts[1];
    place.new_line = parts[2] == "new";
    place.section.one_of_many = !place.new_line;
    place.specs = place.new_line ? its.specs_of_new : its.specs;
    place.table = {std::string(its.table), parts[2]};
    if (place.new_line) return place;
    const auto text = text_in(place.file);
    std::vector<Fault> faults;
    const auto root = text ? parse_toml(*text, place.name, faults) : std::nullopt;
    const auto* line = root ? value_at(*root, place.table) : nullptr;
    if (!line) return std::nullopt;
    const auto* name = line->find(its.name);
    place.section.name = name ? name->value.text : "";
    return place;
}

/// The languages that stand there, in their order.
std::vector<Spec> specs_of_tags(const Place& place) {
    std::vector<Spec> specs;
    const auto text = text_in(place.file);
    std::vector<Fault> faults;
    const auto root = text ? parse_toml(*text, place.name, faults) : std::nullopt;
    const auto* table = root ? value_at(*root, place.table) : nullptr;
    if (table)
        for (const auto& entry : table->table) specs.push_back({entry.key, Shape::list, true, Kind::list});
    return specs;
}

std::optional<Place> movement_place(const Services& with, const Setup& setup, const std::vector<std::string>& parts) {
    const auto movement = std::ranges::find(with.movements, parts[0], &Movement::slug);
    if (movement == with.movements.end() || parts.size() < 2 || parts.size() > 3) return std::nullopt;
    Place place;
    place.name = fmt::format("movements/{}.toml", movement->slug);
    place.file = setup.movements / fmt::format("{}.toml", movement->slug);
    place.movement = movement->id;
    place.section.kind = parts[1];
    place.section.movement = movement->slug;
    const auto& kind = parts[1];
    if (parts.size() == 2) {
        if (kind != "rhythm" && kind != "places") return std::nullopt;
        if (kind == "rhythm") place.table = {"rhythm"};
        place.specs = kind == "rhythm" ? specs_of_rhythm : specs_of_places;
        return place;
    }
    place.section.which = parts[2];
    if (kind == "tags") {
        if (!from_word<Voice>(parts[2])) return std::nullopt;
        place.table = {"tags", parts[2]};
        place.specs = specs_of_tags(place);
        return place;
    }
    if (std::ranges::find(movement->languages, parts[2]) == movement->languages.end()) return std::nullopt;
    place.table = {"text", parts[2]};
    if (kind == "text") place.specs = {{"name"}, {"question"}};
    for (const auto& spec : words_of_text)
        if (spec.key == kind) place.specs = {spec};
    return place.specs.empty() ? std::nullopt : std::optional(place);
}

bool stands_in(const TomlValue& value, const Fault& fault) {
    const auto at = std::pair(fault.line, fault.column);
    return std::pair(value.place.line, value.place.column) <= at && at < std::pair(value.end.line, value.end.column);
}

}  // namespace

std::filesystem::path file_of(const Setup& setup, const std::string& name) {
    const auto& folder = name.starts_with("help/") ? setup.help : name.starts_with("guides/") ? setup.guides : setup.movements;
    return folder / std::filesystem::path(name).filename();
}

std::optional<Place> find_place(const Services& with, const Setup& setup, std::string_view id) {
    const auto parts = parts_of(id);
    auto place = movement_place(with, setup, parts);
    const auto its = std::ranges::find(many, parts.front(), &Many::kind);
    if (!place && its != std::end(many)) place = place_in_many(setup, *its, parts);
    if (place) place->section.id = id;
    return place;
}

std::optional<std::string> text_in(const std::filesystem::path& file) {
    std::vector<Fault> faults;
    return text_of_toml(file, faults);
}

std::string typed_form(const TomlValue& value) {
    switch (value.kind) {
        case Kind::number: return std::to_string(value.number);
        case Kind::yes_no: return value.yes ? "yes" : "";
        case Kind::list: {
            std::string lines;
            for (const auto& item : value.list) lines.append(lines.empty() ? "" : "\n").append(item.text);
            return lines;
        }
        case Kind::text:
        case Kind::day:
        case Kind::table:
        case Kind::other: break;
    }
    auto text = value.text;
    while (text.ends_with('\n')) text.pop_back();
    return text;
}

void fill_fields(Section& section, const Place& place, const std::string& text) {
    std::vector<Fault> faults;
    const auto root = parse_toml(text, place.name, faults);
    const auto* table = root && !place.new_line ? value_at(*root, place.table) : nullptr;
    for (const auto& spec : place.specs) {
        const auto* entry = table ? table->find(spec.key) : nullptr;
        section.fields.push_back({.key = spec.key, .shape = spec.shape, .value = entry ? typed_form(entry->value) : ""});
    }
}

std::string line_in(const Place& place, const std::string& text) {
    if (!place.section.one_of_many) return "";
    std::vector<Fault> faults;
    const auto root = parse_toml(text, place.name, faults);
    const auto* table = root ? value_at(*root, place.table) : nullptr;
    std::string line;
    if (table)
        for (const auto& entry : table->table) line += fmt::format("{}\t{}\n", entry.key, typed_form(entry.value));
    return line;
}

std::optional<std::string> text_with(const std::string& text, const Place& place, const TypedSection& typed) {
    if (typed.take_out) {
        if (!place.section.one_of_many) return std::nullopt;
        std::size_t number = 0;
        std::from_chars(place.table[1].data(), place.table[1].data() + place.table[1].size(), number);
        return without_table(text, place.table[0], number);
    }
    std::optional<std::string> changed = text;
    std::vector<TomlEntry> entries;
    for (const auto& spec : place.specs) {
        const auto value = typed.values.find(spec.key);
        if (value == typed.values.end() || !changed) continue;
        auto path = place.table;
        path.push_back(spec.key);
        const auto written = value_for(spec, value->second);
        const bool empty = spec.shape == Shape::list ? written.list.empty() : value->second.empty() && spec.shape != Shape::yes_no;
        if (empty && spec.may_be_missing) {
            if (!place.new_line) changed = without_key(*changed, path);
        } else if (place.new_line) {
            entries.push_back({spec.key, {}, written});
        } else if (!says_already(*changed, path, spec, value->second)) {
            changed = with_value(*changed, path, written);
        }
    }
    if (place.new_line && changed) changed = with_table(*changed, place.table[0], entries);
    return changed;
}

std::vector<Fault> faults_of(const Setup& setup, const std::string& name, const std::string& text) {
    std::vector<Fault> faults;
    if (name.starts_with("guides/")) {
        const ActionsFile changed{std::filesystem::path(name).filename().string(), text};
        faults = read_actions(setup.guides, &changed).faults;
        for (auto& fault : faults) fault.file = fmt::format("guides/{}", std::filesystem::path(fault.file).filename().string());
    } else if (name.starts_with("movements/")) static_cast<void>(read_movement(text, name, faults));
    else static_cast<void>(read_help_file(text, name, faults));
    sort_faults(faults);
    return faults;
}

std::vector<std::string> give_faults(Section& section, const Place& place, const std::string& text, const std::vector<Fault>& faults) {
    std::vector<Fault> unread;
    const auto root = parse_toml(text, place.name, unread);
    auto path = place.table;
    const auto* lines = place.new_line && root ? root->find(place.table[0]) : nullptr;
    if (lines) path.back() = std::to_string(lines->value.list.size() - 1);
    const auto* table = root ? value_at(*root, path) : nullptr;
    std::vector<std::string> left;
    for (const auto& fault : faults) {
        const auto says = fmt::format("{}; {}", fault.what, fault.what_to_do);
        const auto is_about = [&](const SetupField& field) {
            const auto* entry = table ? table->find(field.key) : nullptr;
            const bool missing = table && !entry && fault.line == table->place.line && fault.what.starts_with(fmt::format("\"{}\"", field.key));
            return missing || (entry && stands_in(entry->value, fault));
        };
        const auto field = fault.file == place.name ? std::ranges::find_if(section.fields, is_about) : section.fields.end();
        if (field == section.fields.end()) left.push_back(fault.str());
        else field->faults.push_back(says);
    }
    return left;
}

}  // namespace himthough::setup
