#include "reach/release_file.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/secret.h"

namespace himthough::reach {
namespace {

namespace json = boost::json;

constexpr std::string_view head = R"({"release":)", middle = R"(,"sha256":")", tail = "\"}\n";

std::string body_of(std::string_view movement, const Release& release) {
    const auto method = method_of(release.table);
    json::array cells;
    for (const auto& cell : release.cells) cells.push_back(json::array{cell.what, cell.where, cell.count});
    const json::object body{
        {"movement", movement},
        {"table", std::string(1, static_cast<char>(release.table))},
        {"period", release.period.iso()},
        {"days", method.days},
        {"released", release.released.iso()},
        {"method", json::object{{"version", method.version}, {"noise", "two-sided geometric"}, {"epsilon", fmt::format("1/{}", method.scale)},
                                {"threshold", method.threshold ? json::value(*method.threshold) : json::value()}}},
        {"cells", std::move(cells)},
    };
    return json::serialize(body);
}

Day day_in(const json::object& body, std::string_view key) {
    const auto day = Day::parse(std::string_view(body.at(key).as_string()));
    if (!day) throw std::invalid_argument("not a day");
    return *day;
}

Release release_in(const json::object& body) {
    Release release;
    const auto& table = body.at("table").as_string();
    if (table.size() != 1 || std::ranges::find(all_tables, static_cast<Table>(table[0])) == std::end(all_tables)) throw std::invalid_argument("no table");
    release.table = static_cast<Table>(table[0]);
    release.period = day_in(body, "period");
    release.released = day_in(body, "released");
    for (const auto& one : body.at("cells").as_array()) {
        const auto& cell = one.as_array();
        release.cells.push_back({std::string(cell.at(0).as_string()), std::string(cell.at(1).as_string()), cell.at(2).as_int64()});
    }
    return release;
}

}  // namespace

std::string file_name(Table table, Day period) { return fmt::format("{}-{}.json", static_cast<char>(table), period.iso()); }

std::string write_release(std::string_view movement, Release& release) {
    const auto body = body_of(movement, release);
    release.sha256 = sha256(body);
    return fmt::format("{}{}{}{}{}", head, body, middle, release.sha256, tail);
}

std::optional<Release> read_release(std::string_view movement, std::string_view text) {
    constexpr std::size_t digits = 64;
    const auto around = head.size() + middle.size() + digits + tail.size();
    if (text.size() < around || !text.starts_with(head) || !text.ends_with(tail)) return std::nullopt;
    const auto body = text.substr(head.size(), text.size() - around);
    const auto hash = text.substr(head.size() + body.size() + middle.size(), digits);
    try {
        auto release = release_in(json::parse(body).as_object());
        // Written anew it is the same to the byte: so nothing stands in it that this version does not know.
        if (write_release(movement, release) != text || release.sha256 != hash) return std::nullopt;
        return release;
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

}  // namespace himthough::reach
