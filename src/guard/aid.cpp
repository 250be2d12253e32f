#include "guard/aid.h"

#include <algorithm>

#include "base/side_by_side.h"
#include "guard/examples.h"
#include "guard/patterns.h"

namespace himthough::guard {
namespace {

constexpr std::size_t most_of_one = 8, most_looked_at = 512;   // the first place that does not overlap is the one that is asked about

std::vector<Pattern> patterns_of(const AidPack& pack) {
    std::vector<Pattern> patterns;
    for (const auto& rule : pack.rules) patterns.push_back(rule.pattern);
    return patterns;
}

const Phones& no_phones() {
    static const Phones none({});
    return none;
}

}  // namespace

struct Aid::Asking {
    explicit Asking(const AidPack& pack) : patterns(patterns_of(pack), false), aside(pack.rules.size(), false) {}

    std::vector<Range> places(std::size_t rule, std::string_view text) const {
        std::size_t budget = most_looked_at;
        return patterns.places(rule, text, no_phones(), most_of_one, budget);
    }

    Patterns patterns;
    std::vector<bool> aside;
};

Aid::Aid(std::vector<AidPack> packs) : packs_(std::move(packs)) {
    for (const auto& pack : packs_) asking_.push_back(std::make_unique<Asking>(pack));
}

Aid::~Aid() = default;

void Aid::prepare() const {
    for (const auto& asking : asking_) asking->patterns.prepare();
}

std::optional<std::size_t> Aid::pack_for(std::string_view language) const {
    const auto is_for = [&](const AidPack& pack) { return pack.language == language || pack.language == language.substr(0, language.find('-')); };
    const auto pack = std::ranges::find_if(packs_, is_for);
    return pack == packs_.end() ? std::nullopt : std::optional(static_cast<std::size_t>(pack - packs_.begin()));
}

bool Aid::speaks(std::string_view language) const { return pack_for(language).has_value(); }

std::vector<Question> Aid::ask(std::string_view words, std::string_view language) const {
    const auto which = pack_for(language);
    const Normal normal(words);
    const auto text = normal.text();
    if (!which || text.find_first_not_of(" \n") == std::string_view::npos) return {};
    const auto* const pack = &packs_[*which];
    const Asking& asking = *asking_[*which];

    struct Seen {
        std::size_t rule;
        Range place;
    };
    std::vector<Seen> seen;
    std::vector<bool> there(pack->rules.size(), false);
    auto hits = asking.patterns.within(normal);
    std::ranges::sort(hits);   // of two places as long as each other, the question that stands first in the pack
    for (const std::size_t hit : hits) {
        if (asking.aside[hit]) continue;
        if (pack->rules[hit].missing) {
            there[hit] = asking.patterns.matches(hit, text);
            continue;
        }
        for (const auto& place : asking.places(hit, text)) seen.push_back({hit, place});
    }
    std::ranges::stable_sort(seen, [](const Seen& a, const Seen& b) { return a.place.end - a.place.begin > b.place.end - b.place.begin; });
    std::vector<Seen> kept;
    for (const auto& one : seen) {
        const auto overlaps = [&](const Seen& other) { return other.place.begin < one.place.end && one.place.begin < other.place.end; };
        if (std::ranges::none_of(kept, overlaps)) kept.push_back(one);
    }
    std::ranges::sort(kept, {}, [](const Seen& one) { return one.place.begin; });

    std::vector<Question> questions;
    std::vector<bool> asked(pack->rules.size(), false);
    for (const auto& [rule, place] : kept) {
        if (asked[rule]) continue;
        asked[rule] = true;
        const auto& from = pack->rules[rule];
        questions.push_back({from.kind, from.id, from.asks, normal.original(place)});
    }
    for (std::size_t rule = 0; rule < pack->rules.size(); ++rule) {
        const auto& from = pack->rules[rule];
        if (from.missing && !there[rule] && !asking.aside[rule]) questions.push_back({from.kind, from.id, from.asks, std::nullopt});
    }
    return questions;
}

const std::vector<AidPack>& Aid::packs() const { return packs_; }

std::vector<RuleFault> Aid::set_faulty_aside() {
    std::vector<RuleFault> faults;
    for (std::size_t pack = 0; pack < packs_.size(); ++pack) {
        Asking& asking = *asking_[pack];
        const auto& rules = packs_[pack].rules;
        std::vector<std::string> failing(rules.size());
        side_by_side(rules.size(), [&](std::size_t which) {
            if (!asking.patterns.broken(which).empty()) return;
            failing[which] = failing_example(rules[which].examples, [&](std::string_view words) {
                const Normal normal(words);
                return rules[which].missing ? asking.patterns.matches(which, normal.text()) : !asking.places(which, normal.text()).empty();
            });
        });
        for (std::size_t which = 0; which < rules.size(); ++which) {
            const auto& why = asking.patterns.broken(which);
            if (!why.empty()) faults.push_back({pack, which, "the pattern " + why, "put the pattern right"});
            else if (!failing[which].empty()) faults.push_back({pack, which, "the question's pattern " + failing[which], "change the pattern or the example"});
            asking.aside[which] = !why.empty() || !failing[which].empty();
        }
    }
    return faults;
}

bool Aid::is_aside(std::size_t pack, std::size_t rule) const { return asking_[pack]->aside[rule]; }

}  // namespace himthough::guard
