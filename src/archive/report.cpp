#include "archive/report.h"


#include <boost/json.hpp>
#include <fmt/format.h>

#include "archive/sums.h"
#include "movement/folding.h"

namespace himthough::archive {
namespace {

namespace json = boost::json;

constexpr std::size_t most_rows = 20;

bool may_tell(const Estimate& authors) { return may_be_told(static_cast<std::int64_t>(authors.count)); }

std::string shown(const Estimate& authors) {
    if (authors.count == 0) return "none named";
    if (!may_tell(authors)) return fmt::format("under {}", fewest_told);
    return authors.error == 0 ? fmt::format("{}", authors.count) : fmt::format("{} ± {:.1f} %", authors.count, 100 * authors.half_width());
}

std::string line(std::string_view what, std::uint64_t count, std::string_view more = "") { return fmt::format("  {:<22}{:>12}  {}", what, count, more); }
void add_line(std::string& out, const std::string& text) {
    out.append(text.substr(0, text.find_last_not_of(' ') + 1)).append("\n");
}

void add_largest(std::string& out, std::string_view heading, const std::map<std::string, std::uint64_t>& sums) {
    const auto [rows, rest, rows_in_rest] = largest(sums, most_rows);
    add_line(out, fmt::format("\n{}", heading));
    for (const auto& [name, count] : rows) add_line(out, line(name.empty() ? "not said" : name, count));
    if (rows_in_rest > 0) add_line(out, line(fmt::format("{} more", rows_in_rest), rest));
}

json::value to_json(const Estimate& authors) {
    if (!may_tell(authors)) return nullptr;
    return json::object{{"count", authors.count}, {"standard_error", authors.error}};
}

json::value to_json(std::optional<Day> day) { return day ? json::value(json::string(day->iso())) : json::value(nullptr); }

json::array days_of(const Counts& counts) {
    json::array days;
    for (const auto& [day, uses] : by_day(counts)) {
        json::object one{{"day", to_json(day)}, {"uses", uses}};
        const auto authors = day ? counts.authors_of_day.find(*day) : counts.authors_of_day.end();
        one["authors"] = authors == counts.authors_of_day.end() ? json::value(nullptr) : to_json(authors->second);
        days.push_back(std::move(one));
    }
    return days;
}

json::array files_of(const Made& made) {
    json::array files;
    for (const auto& file : made.files)
        files.push_back({{"format", file.format}, {"xxh128", to_hex(bytes_of(file.digest))}, {"posts", file.posts}, {"faulty_lines", file.faulty}});
    return files;
}

json::object method_of(const Made& made) {
    json::object tags;
    for (const auto& [tag, voices] : made.tags) tags[tag] = words_of(voices);
    return {{"uses", "Posts with one of the tags, each id once. Without tags: every post. A post with tags of two voices speaks in both and is one use."},
            {"tags", std::move(tags)},
            {"days", "UTC, as the post says, or as its id does. No day: an id from before ids had a time in them."},
            {"language_and_country", "As the source itself says them; empty where it does not."},
            {"authors", fmt::format("Distinct names, by a keyed hash. Exact up to 262144 (256 on one day), then HyperLogLog with Ertl's estimator (2017). Fewer than {}: null.", fewest_told)}};
}

}  // namespace

std::string_view word_of(Kind kind) {
    switch (kind) {
        case Kind::original: return "original";
        case Kind::repeat: return "repeat";
        case Kind::quote: return "quote";
    }
    return "";
}

std::string to_table(const Counts& counts) {
    std::string out;
    const auto days = by_day(counts);
    const auto undated = days.find(std::nullopt);
    add_line(out, line("posts read", counts.posts));
    add_line(out, line("uses", counts.uses(), fmt::format("{} originals, {} quotes, {} repeats", of_kind(counts, Kind::original), of_kind(counts, Kind::quote), of_kind(counts, Kind::repeat))));
    add_line(out, line("counted before", counts.again, "posts whose id came more than once"));
    add_line(out, line("without a day", undated == days.end() ? 0 : undated->second, "ids from before ids had a time in them"));
    add_line(out, fmt::format("  {:<22}{:>12}", "authors", shown(counts.authors)));
    add_line(out, "\nby voice");
    for (std::size_t at = 0; at < every_voice.size(); ++at)
        if (const auto count = of_voice(counts, every_voice[at]); count > 0)
            add_line(out, line(himthough::word_of(every_voice[at]), count, fmt::format("authors: {}", shown(counts.authors_of_voice[at]))));
    if (const auto none = of_no_voice(counts); none > 0) add_line(out, line("not known", none));
    add_largest(out, "languages", by_language(counts));
    add_largest(out, "countries", by_country(counts));
    add_line(out, "\ndays");
    for (const auto& [day, uses] : days) {
        if (!day) continue;
        const auto authors = counts.authors_of_day.find(*day);
        add_line(out, line(day->iso(), uses, authors == counts.authors_of_day.end() ? "" : fmt::format("authors: {}", shown(authors->second))));
    }
    return out;
}

std::string csv_cell(std::string_view text) {
    std::string cell(text);
    if (!cell.empty() && std::string_view("=+-@\t\r").contains(cell.front())) cell.insert(cell.begin(), '\'');
    if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
    std::string quoted = "\"";
    for (const char c : cell) quoted.append(c == '"' ? 2 : 1, c);
    return quoted + '"';
}

std::string to_csv(const Counts& counts) {
    std::string out = "day,voices,kind,language,country,uses\r\n";
    for (const Cell& cell : counts.cells)
        out += fmt::format("{},{},{},{},{},{}\r\n", cell.day ? cell.day->iso() : "", words_of(cell.voices), word_of(cell.kind), csv_cell(cell.language), csv_cell(cell.country), cell.count);
    return out;
}

std::string to_json(const Counts& counts, const Made& made) {
    json::object voices, authors_of_voice;
    for (std::size_t at = 0; at < every_voice.size(); ++at) {
        voices[himthough::word_of(every_voice[at])] = of_voice(counts, every_voice[at]);
        authors_of_voice[himthough::word_of(every_voice[at])] = to_json(counts.authors_of_voice[at]);
    }
    json::array cells;
    for (const Cell& cell : counts.cells)
        cells.push_back({{"day", to_json(cell.day)}, {"voices", words_of(cell.voices)}, {"kind", word_of(cell.kind)}, {"language", cell.language}, {"country", cell.country}, {"uses", cell.count}});
    const json::object all{
        {"made", json::object{{"day", made.day.iso()}, {"by", made.program}, {"of", files_of(made)}}},
        {"method", method_of(made)},
        {"totals", json::object{{"posts", counts.posts}, {"uses", counts.uses()}, {"repeats", of_kind(counts, Kind::repeat)}, {"quotes", of_kind(counts, Kind::quote)},
                                {"counted_before", counts.again}, {"by_voice", voices}, {"authors", to_json(counts.authors)}, {"authors_by_voice", authors_of_voice}}},
        {"days", days_of(counts)},
        {"cells", cells},
    };
    return json::serialize(all) + "\n";
}

}  // namespace himthough::archive
