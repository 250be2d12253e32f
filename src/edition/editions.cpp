#include "edition/editions.h"

#include <algorithm>
#include <iterator>
#include <mutex>

#include "base/secret.h"
#include "store/answers.h"
#include "store/counts.h"
#include "store/pledges.h"
#include "store/vows.h"
#include "store/wall.h"

namespace himthough::edition {
namespace {

/// Draws from the system's source: an order that a seed would give away could be undone.
void shuffle(std::vector<store::Accepted>& some) {
    for (std::size_t left = some.size(); left > 1; --left) {
        std::array<std::uint8_t, 8> bytes;
        random_bytes(bytes);
        std::uint64_t drawn = 0;
        for (const auto byte : bytes) drawn = drawn << 8 | byte;
        std::swap(some[left - 1], some[static_cast<std::size_t>(drawn % left)]);
    }
}

/// Survivors' words go out when a new day begins (or whatever the rhythm says), counted from 1970: not a day after the last ones,
/// for then words that are accepted after a silent week would go out alone and at once.
bool new_period(const Rhythm& rhythm, Seconds last, Seconds now) {
    const auto period = [&](Seconds time) { return time.time_since_epoch() / rhythm.survivors; };
    return now > last && period(now) != period(last);
}

bool same_month(Day one, Day other) {
    const std::chrono::year_month_day a(one.days()), b(other.days());
    return a.year() == b.year() && a.month() == b.month();
}

}  // namespace

struct Editions::Current {
    MovementId movement;
    mutable std::mutex mutex;
    store::EditionRow row;
};

Editions::Editions(store::Store& store, const std::vector<Movement>& movements, const Clock& clock,
                   std::function<void(const Movement&)> changed)
    : store_(store), clock_(clock), changed_(std::move(changed)), last_look_(clock.now().time_since_epoch().count()) {
    for (const auto& movement : movements) {
        auto one = std::make_unique<Current>();
        one->movement = movement.id;
        one->row = store.read([&](store::Transaction& tx) { return store::edition_of(tx, movement.id); });
        current_.push_back(std::move(one));
    }
}

Editions::~Editions() = default;

store::EditionRow Editions::current(MovementId movement) const {
    for (const auto& one : current_) {
        if (one->movement != movement) continue;
        const std::lock_guard lock(one->mutex);
        return one->row;
    }
    return {};
}

Outcome<bool> Editions::cut(const Movement& movement) {
    const auto now = clock_.now();
    auto next = store_.write([&](store::Transaction& tx) -> Outcome<store::EditionRow> {
        const auto before = store::edition_of(tx, movement.id);
        auto after = before;
        ++after.number;

        auto survivors = store::accepted_contributions(tx, movement.id, Voice::survivor);
        const bool due = new_period(movement.rhythm, before.survivors_cut, now);
        if (!due && survivors.size() < movement.rhythm.survivors_waiting) survivors.clear();
        if (due || now < before.survivors_cut) after.survivors_cut = now;   // a clock that was set back starts counting anew
        const auto hidden = store::hide_pledges(tx, movement.id);
        auto accountable = store::accepted_contributions(tx, movement.id, Voice::accountable);
        auto calls = store::accepted_contributions(tx, movement.id, Voice::caller);
        std::ranges::copy(store::let_pledges_stand(tx, movement.id, clock_.today()), std::back_inserter(accountable));
        for (auto* some : {&survivors, &accountable, &calls}) shuffle(*some);
        if (!survivors.empty()) store::release(tx, movement.id, Voice::survivor, after.number, survivors);
        if (!accountable.empty()) store::release(tx, movement.id, Voice::accountable, after.number, accountable);
        if (!calls.empty()) store::release(tx, movement.id, Voice::caller, after.number, calls);

        auto answers = store::accepted_answers(tx, movement.id);   // after the words they answer
        shuffle(answers);
        store::release_answers(tx, after.number, answers);
        const auto stands = store::show_stands(tx, movement.id);
        const auto followed = store::release_following(tx, movement.id, after.number, clock_.today());
        after.survivors_said = store::count_of(tx, movement.id, event_of(Voice::survivor));
        after.accountable_said = store::count_of(tx, movement.id, event_of(Voice::accountable));
        const bool something_new = !survivors.empty() || !accountable.empty() || !calls.empty() || !answers.empty() || stands > 0 || followed > 0 || hidden > 0 ||
                                   after.survivors_said != before.survivors_said || after.accountable_said != before.accountable_said;
        // The months that are over are told by the edition that first knows them so.
        const bool first_look = before.day == Day(), month_over = !first_look && !same_month(before.day, clock_.today());
        if (something_new || month_over || first_look) after.day = clock_.today();
        if (!something_new && !month_over) after.number = before.number;
        if (something_new || month_over || first_look || after.survivors_cut != before.survivors_cut) store::set_edition(tx, movement.id, after);
        return after;
    });
    if (!next) return std::unexpected(next.error());
    last_look_ = now.time_since_epoch().count();

    for (const auto& one : current_) {
        if (one->movement != movement.id) continue;
        {
            const std::lock_guard lock(one->mutex);
            if (one->row.number == next->number) return false;
            one->row = *next;
        }
        if (changed_) changed_(movement);
        return true;
    }
    return false;
}

}  // namespace himthough::edition
