#include "reach/open_data.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "reach/noise.h"

namespace himthough::reach {
namespace {

namespace json = boost::json;

std::string_view period_word(Table table) { return table == Table::a ? "day" : "week"; }
std::string_view what_word(Table table) { return table == Table::a ? "event" : "voice"; }
std::string_view where_word(Table table) { return table == Table::b ? "country" : "language"; }

json::object method_in_words(Table table) {
    const auto method = method_of(table);
    return {{"version", method.version}, {"noise", "two-sided geometric"}, {"epsilon", fmt::format("1/{}", method.scale)},
            {"threshold", method.threshold ? json::value(*method.threshold) : json::value()}, {"error_95", error_95(method.scale)},
            {"days", method.days}, {"released_after_hours", released_after.count()}};
}

json::object field(std::string_view name, std::string_view type, std::string_view description) {
    return {{"name", name}, {"type", type}, {"description", description}};
}

std::string_view what_it_holds(Table table) {
    switch (table) {
        case Table::a: return "Events by day. The only table that may be added up.";
        case Table::b: return "What was said in each voice by week and country, where it is many. What is missing is not nought: do not add up.";
        case Table::c: return "What was said in each voice by week and language, where it is many. What is missing is not nought: do not add up.";
    }
    return "";
}

json::array fields_of(Table table) {
    json::array fields{field(period_word(table), "date", table == Table::a ? "UTC" : "Monday of a week of ISO 8601, UTC"),
                       field(what_word(table), "string", table == Table::a ? "What happened for the movement on that day, each once and ever: also what was taken back later"
                                                                            : "survivor, accountable, caller or ally")};
    if (table == Table::b) fields.push_back(field("country", "string", "ISO 3166-1 alpha-2, as people say of themselves; empty: not said"));
    if (table == Table::c) fields.push_back(field("language", "string", "BCP 47"));
    fields.push_back(field("count", "integer", fmt::format("With noise: in 95 of 100 cells off by {} at most{}", error_95(method_of(table).scale),
                                                           table == Table::a ? "; may be below 0" : "")));
    return fields;
}

}  // namespace

std::string csv_of(Table table, const Released::Series& series) {
    std::string text = fmt::format("{},{}{}{},count\r\n", period_word(table), what_word(table), table == Table::a ? "" : ",", table == Table::a ? "" : where_word(table));
    for (const auto& release : series) {
        const auto period = release->period.iso();
        for (const auto& cell : release->cells) {
            text.append(period).append(1, ',').append(cell.what);
            if (table != Table::a) text.append(1, ',').append(cell.where);
            fmt::format_to(std::back_inserter(text), ",{}\r\n", cell.count);
        }
    }
    return text;
}

std::string json_of(std::string_view movement, Table table, const Released::Series& series) {
    json::array releases;
    for (const auto& release : series) {
        json::array cells;
        for (const auto& cell : release->cells) {
            json::object one{{what_word(table), cell.what}};
            if (table != Table::a) one[where_word(table)] = cell.where;
            one["count"] = cell.count;
            cells.push_back(std::move(one));
        }
        releases.push_back(json::object{{period_word(table), release->period.iso()}, {"released", release->released.iso()}, {"sha256", release->sha256},
                                        {"cells", std::move(cells)}});
    }
    return json::serialize(json::object{{"movement", movement}, {"table", std::string(1, static_cast<char>(table))}, {"holds", what_it_holds(table)},
                                        {"method", method_in_words(table)}, {"releases", std::move(releases)}}) + "\n";
}

std::string data_package_of(std::string_view movement, std::string_view address) {
    json::array resources;
    for (const auto table : all_tables) {
        const auto letter = static_cast<char>(table);
        resources.push_back(json::object{
            {"name", fmt::format("reach-{}", letter)}, {"path", fmt::format("{}/reach-{}.csv", address, letter)}, {"profile", "tabular-data-resource"},
            {"description", what_it_holds(table)}, {"format", "csv"}, {"mediatype", "text/csv"}, {"encoding", "utf-8"},
            {"schema", json::object{{"fields", fields_of(table)}, {"missingValues", json::array{}}}}, {"method", method_in_words(table)}});
    }
    return json::serialize(json::object{{"profile", "tabular-data-package"}, {"name", fmt::format("{}-reach", movement)}, {"homepage", fmt::format("{}/reach", address)},
                                        {"resources", std::move(resources)}}) + "\n";
}

}  // namespace himthough::reach
