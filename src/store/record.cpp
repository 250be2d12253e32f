#include "store/record.h"

#include <limits>

#include <fmt/core.h>

namespace himthough {

Key record_key(const Keys& keys) { return derive_key(keys.reviewer, "record"); }

namespace store {
namespace {

struct Bound {
    Entry entry;
    std::string chain;
};

Bound bound_of(const sql::Row& row) {
    return {{.id = row.integer(0), .reviewer = row.integer(1), .day = Day::from_number(static_cast<int>(row.integer(2))), .did = row.as<Did>(3),
             .about = row.integer(4), .movement = row.integer(5), .reason = row.null(6) ? std::nullopt : std::optional(row.as<Reason>(6)),
             .waited = static_cast<int>(row.integer(7))},
            std::string(row.bytes(8))};
}

std::string chain_of(const Key& key, std::string_view before, const Entry& entry) {
    const auto line = fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}", to_hex(before), entry.id, entry.reviewer, entry.day.number(), static_cast<int>(entry.did),
                                  entry.about, entry.movement, entry.reason ? static_cast<int>(*entry.reason) : 0, entry.waited);
    return std::string(bytes_of(keyed_hash(key, line)));
}

#define HIMTHOUGH_RECORD_ROWS "SELECT id, reviewer, day, did, about, movement, reason, waited, chain FROM record "

}  // namespace

constexpr sql::Text last = HIMTHOUGH_RECORD_ROWS "ORDER BY id DESC LIMIT 1";
constexpr sql::Text add = R"(
    INSERT INTO record (id, reviewer, day, did, about, movement, reason, waited, chain)
    VALUES ($id, $reviewer, $day, $did, $about, $movement, $reason, $waited, $chain)
)";
void add_entry(Transaction& tx, const Key& key, const Entry& added) {
    const auto before = tx.one(last, {}, bound_of);
    auto entry = added;
    entry.id = before ? before->entry.id + 1 : 1;
    const auto chain = chain_of(key, before ? before->chain : "", entry);
    tx.run(add, {{"id", entry.id}, {"reviewer", entry.reviewer}, {"day", entry.day.number()}, {"did", entry.did}, {"about", entry.about},
                 {"movement", entry.movement}, {"reason", entry.reason}, {"waited", entry.waited}, {"chain", sql::Blob{chain}}});
}

constexpr sql::Text about_one = HIMTHOUGH_RECORD_ROWS "WHERE about = $contribution AND did < 20 ORDER BY id";
std::vector<Entry> entries_about(Transaction& tx, std::int64_t contribution) {
    return tx.all(about_one, {{"contribution", contribution}}, [](const sql::Row& row) { return bound_of(row).entry; });
}

// 2, 3 and 12: declined, asked to change, taken off.
constexpr sql::Text refused = HIMTHOUGH_RECORD_ROWS "WHERE about = $contribution AND did IN (2, 3, 12) ORDER BY id DESC LIMIT 1";
constexpr sql::Text before_that = HIMTHOUGH_RECORD_ROWS "WHERE about = $contribution AND did < 20 AND id < $id ORDER BY id DESC LIMIT 1";
std::optional<Refused> last_refusal(Transaction& tx, std::int64_t contribution) {
    const auto found = tx.one(refused, {{"contribution", contribution}}, bound_of);
    if (!found) return std::nullopt;
    const auto before = tx.one(before_that, {{"contribution", contribution}, {"id", found->entry.id}}, bound_of);
    return Refused{found->entry, before && before->entry.did == Did::first_of_two ? before->entry.reviewer : 0};
}

constexpr sql::Text some_from = HIMTHOUGH_RECORD_ROWS "WHERE id >= $first ORDER BY id LIMIT 1000";
RecordState verify_record(Transaction& tx, const Key& key, std::string_view known_head) {
    RecordState state;
    std::string before;
    auto first = std::numeric_limits<std::int64_t>::min();   // a line put in before the first one is found too
    while (true) {
        const auto some = tx.all(some_from, {{"first", first}}, bound_of);
        if (some.empty()) return state;
        for (const auto& [entry, chain] : some) {
            const bool unbound = chain.empty() && before.empty();
            if (entry.id != state.lines + 1 || (!unbound && !same(chain, chain_of(key, before, entry)))) {
                state.broken = entry.id;
                return state;
            }
            ++state.lines;
            if (unbound) { ++state.unbound; continue; }
            before = chain;
            state.head = to_hex(chain);
            state.passed = state.passed || state.head == known_head;
        }
        first = state.lines + 1;
    }
}

}  // namespace store
}  // namespace himthough
