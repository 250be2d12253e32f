#include "store/stand_ins.h"

#include <algorithm>
#include <map>

#include "store/contributions.h"

namespace himthough::store {

constexpr sql::Text places_of = "SELECT part, first, past FROM stand_in WHERE contribution = $id ORDER BY part, first";
std::vector<Stretch> stand_ins_in(Transaction& tx, ContributionId id) {
    return tx.all(places_of, {{"id", id}}, [](const sql::Row& row) {
        return Stretch{row.as<Part>(0), static_cast<std::size_t>(row.integer(1)), static_cast<std::size_t>(row.integer(2))};
    });
}

constexpr sql::Text forget = "DELETE FROM stand_in WHERE contribution = $id";
constexpr sql::Text add = "INSERT INTO stand_in (contribution, part, first, past) VALUES ($id, $part, $first, $past)";
void set_stand_ins(Transaction& tx, ContributionId id, const std::vector<Stretch>& places) {
    tx.run(forget, {{"id", id}});
    for (const auto& place : places)
        tx.run(add, {{"id", id}, {"part", place.part}, {"first", static_cast<std::int64_t>(place.begin)}, {"past", static_cast<std::int64_t>(place.end)}});
}

namespace {

constexpr std::string_view cut_out = "[…]";

/// In order, and what touches or overlaps is one: two reviewers may have tried at the same time, and both are on the list.
std::vector<Stretch> joined(std::vector<Stretch> cuts) {
    std::ranges::sort(cuts);
    std::vector<Stretch> all;
    for (const auto& cut : cuts) {
        if (all.empty() || all.back().part != cut.part || all.back().end < cut.begin) all.push_back(cut);
        else all.back().end = std::max(all.back().end, cut.end);
    }
    return all;
}

}  // namespace

std::int64_t cut_again(Transaction& tx, const std::vector<Deletion>& deletions) {
    std::map<std::pair<std::int64_t, std::int64_t>, std::vector<Stretch>> cuts;   // of a row and its revision
    for (const auto& deletion : deletions) {
        if (deletion.cuts.empty()) continue;
        auto& all = cuts[{deletion.row, deletion.revision}];
        all.insert(all.end(), deletion.cuts.begin(), deletion.cuts.end());
    }
    std::int64_t changed = 0;
    for (const auto& [where, all] : cuts) {
        auto said = find_contribution(tx, where.first);
        if (!said || said->revision != where.second) continue;
        std::vector<Replacement> places;
        for (const auto& cut : joined(all))
            if (const auto* text = text_of(*said, cut.part); text && lies_in(cut, *text)) places.push_back({cut, std::string(cut_out)});
        const auto known = stand_ins_in(tx, said->id);
        const auto filled = put_stand_ins(*said, std::move(places), known);
        if (said->state == State::accepted || said->state == State::released) said->state = State::waiting;
        said->likeness.reset();   // it was of the words that went
        rewrite_contribution(tx, *said, said->day);
        set_stand_ins(tx, said->id, filled);
        ++changed;
    }
    return changed;
}

}  // namespace himthough::store
