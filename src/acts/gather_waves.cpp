#include "acts/gather_waves.h"

#include <algorithm>

#include "store/waves.h"

namespace himthough {
namespace {

constexpr int most_compared = 20'000, most_waves = 500, most_in_the_middle = 300;
constexpr int waves_live = 90;   // days
constexpr std::size_t in_one_transaction = 300;
constexpr int too_near_for_another = 36;   // bits: what is as near to a wave joins it once it has moved, or waits alone

bool within(const auto& one, const auto& other, int bits) { return one.movement == other.movement && distance(one.likeness, other.likeness) <= bits; }

/// What most of them have: nearer to each than any one of them is to the others.
Likeness middle_of(const std::vector<Likeness>& some) {
    Likeness middle{};
    for (std::size_t bit = 0; bit < bits_of_likeness; ++bit) {
        const auto set = std::ranges::count_if(some, [&](const Likeness& one) { return bit_of(one, bit); });
        if (2 * static_cast<std::size_t>(set) > some.size()) set_bit(middle, bit);
    }
    return middle;
}

/// Keeps a wave that is new, and what joins it; that is then no longer among what was compared with everything. The wave is where most of its newest are.
Outcome<Done> join_all(Services& with, store::KnownWave& wave, const std::vector<store::Alone>& joining, Compared& compared) {
    for (std::size_t at = 0; at < joining.size(); at += in_one_transaction) {
        const auto end = std::min(at + in_one_transaction, joining.size());
        std::vector<ContributionId> joined;
        auto now = wave;
        const auto done = with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
            joined.clear();
            now = wave;
            if (now.id == 0) now.id = store::add_wave(tx, wave, with.clock.today());
            for (auto next = at; next < end; ++next)
                if (store::join_wave(tx, joining[next], now.id)) joined.push_back(joining[next].id);
            if (joined.empty()) return Done{};
            now.likeness = middle_of(store::likenesses_in(tx, now.id, most_in_the_middle));
            store::set_likeness(tx, now.id, now.likeness);
            return Done{};
        });
        if (!done) return done;
        wave = now;
        for (const auto id : joined) compared.erase(id);
    }
    return Done{};
}

/// One look at what waits.
struct Look {
    std::vector<store::KnownWave> waves;
    std::vector<store::Alone> alone;
};

/// What is like a wave that was found to be none is compared with nothing more; what is like another wave joins it.
std::vector<std::vector<store::Alone>> by_wave(Look& look) {
    std::vector<std::vector<store::Alone>> joining(look.waves.size());
    std::erase_if(look.alone, [&](const store::Alone& one) {
        const auto known = std::ranges::find_if(look.waves, [&](const auto& wave) { return within(wave, one, joins_a_wave); });
        if (known == look.waves.end()) return false;
        if (!known->apart) joining[static_cast<std::size_t>(known - look.waves.begin())].push_back(one);
        return true;
    });
    return joining;
}

/// As long as something joins: a wave moves with what joins it, so that it may be nearer to others then.
Outcome<Done> join_known(Services& with, Look& look, Compared& compared) {
    for (bool more = true; more;) {
        const auto joining = by_wave(look);
        more = false;
        for (std::size_t which = 0; which < joining.size(); ++which) {
            if (joining[which].empty()) continue;
            more = true;
            if (const auto done = join_all(with, look.waves[which], joining[which], compared); !done) return done;
        }
    }
    return Done{};
}

}  // namespace

Outcome<Done> gather_waves(Services& with, Compared& compared) {
    auto look = with.store.read([&](store::Transaction& tx) {
        return Look{store::waves_since(tx, with.clock.today() + -waves_live, most_waves), store::alone(tx, most_compared)};
    });
    const auto is_new = [&](const store::Alone& one) {
        const auto known = compared.find(one.id);
        return known == compared.end() || known->second != one.likeness;
    };
    if (std::ranges::none_of(look.alone, is_new)) return Done{};
    Compared now;
    for (const auto& one : look.alone) now.emplace(one.id, one.likeness);
    if (const auto done = join_known(with, look, now); !done) return done;
    std::vector<store::Alone> fresh;
    std::ranges::copy_if(look.alone, std::back_inserter(fresh), is_new);
    for (const auto& one : fresh) {
        store::KnownWave wave{.id = 0, .movement = one.movement, .likeness = one.likeness};
        if (std::ranges::any_of(look.waves, [&](const auto& other) { return within(one, other, too_near_for_another); })) continue;
        std::vector<store::Alone> near;
        std::ranges::copy_if(look.alone, std::back_inserter(near), [&](const auto& other) { return within(one, other, nearly_the_same); });
        if (near.size() < static_cast<std::size_t>(fewest_in_a_wave)) continue;
        std::erase_if(look.alone, [&](const auto& other) { return within(one, other, nearly_the_same); });
        if (const auto done = join_all(with, wave, near, now); !done) return done;
        look.waves.push_back(wave);
        if (const auto done = join_known(with, look, now); !done) return done;
    }
    compared = std::move(now);
    return Done{};
}

}  // namespace himthough
