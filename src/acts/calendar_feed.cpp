#include "acts/calendar_feed.h"

#include <set>

#include "acts/link.h"
#include "store/contributions.h"
#include "store/participants.h"
#include "store/vows.h"
#include "store/witnesses.h"

namespace himthough {
namespace {

using store::Transaction;

constexpr std::size_t most_days = 60;

Hash hash_of(const Keys& keys, std::string_view address) { return hash_of_link(keys, "calendar", address); }

}  // namespace

Outcome<std::string> open_calendar_feed(Services& with, const Opened& opened) {
    const auto address = draw_link();
    return with.store.write([&](Transaction& tx) -> Outcome<std::string> {
        if (!store::participant_since(tx, opened.participant)) return refuse(Why::not_found);
        store::set_calendar_feed(tx, opened.participant, hash_of(with.keys, address));
        return address;
    });
}

Outcome<Done> close_calendar_feed(Services& with, const Opened& opened) {
    return with.store.write([&](Transaction& tx) -> Outcome<Done> {
        store::set_calendar_feed(tx, opened.participant, std::nullopt);
        return Done{};
    });
}

bool has_calendar_feed(Services& with, const Opened& opened) {
    return with.store.read([&](Transaction& tx) { return store::has_calendar_feed(tx, opened.participant); });
}

Outcome<std::vector<Day>> calendar_days(Services& with, std::string_view address) {
    const Day today = with.clock.today();
    return with.store.read([&](Transaction& tx) -> Outcome<std::vector<Day>> {
        const auto whose = store::find_calendar_feed(tx, hash_of(with.keys, address));
        if (!whose) return refuse(Why::not_found);
        std::set<Day> days;
        for (const auto& said : store::contributions_of(tx, *whose)) {
            if (!said.vow || is_end(standing(*said.vow, store::reports_on(tx, said.vow->id, false), today).state)) continue;
            for (const Day day : reminders(*said.vow, today, most_days)) days.insert(day);
        }
        std::vector<Day> first(days.begin(), days.end());
        if (first.size() > most_days) first.erase(first.begin() + most_days, first.end());
        return first;
    });
}

}  // namespace himthough
