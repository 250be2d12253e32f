#include "guard/guard.h"

#include <algorithm>

#include "base/side_by_side.h"
#include "guard/examples.h"
#include "guard/normal.h"
#include "guard/patterns.h"
#include "movement/receipt.h"

namespace himthough::guard {
namespace {

constexpr std::size_t most_findings = 256, most_of_one = 64, most_looked_at = 4096;

std::vector<Pattern> patterns_of(const std::vector<Pack>& packs) {
    std::vector<Pattern> patterns;
    for (const auto& pack : packs)
        for (const auto& rule : pack.rules) patterns.push_back(rule.pattern);
    return patterns;
}

/// Of what overlaps, the sterner tier, then the longer one.
std::vector<Finding> without_overlaps(std::vector<Finding> all) {
    std::ranges::stable_sort(all, [](const Finding& a, const Finding& b) {
        return a.tier != b.tier ? a.tier < b.tier : a.end - a.begin != b.end - b.begin ? a.end - a.begin > b.end - b.begin : a.begin < b.begin;
    });
    std::vector<Finding> kept;   // by place
    for (const auto& finding : all) {
        const auto next = std::ranges::lower_bound(kept, finding.begin, {}, &Finding::begin);
        if (next != kept.end() && next->begin < finding.end) continue;
        if (next != kept.begin() && std::prev(next)->end > finding.begin) continue;
        kept.insert(next, finding);
    }
    return kept;
}

std::string_view sentence(const std::vector<Pack>& packs, std::map<std::string, std::string, std::less<>> Pack::*of, std::string_view kind,
                          std::string_view language) {
    for (const auto asked : {language, language.substr(0, language.find('-')), std::string_view("en")})
        for (const auto& pack : packs) {
            if (pack.language != asked || pack.language.empty()) continue;
            if (const auto found = (pack.*of).find(kind); found != (pack.*of).end()) return found->second;
        }
    return kind;
}

}  // namespace

struct Guard::Rules {
    Rules(std::vector<Pack> of, const std::vector<std::string>& regions) : packs(std::move(of)), phones(regions), patterns(patterns_of(packs)) {
        for (std::size_t pack = 0; pack < packs.size(); ++pack)
            for (std::size_t rule = 0; rule < packs[pack].rules.size(); ++rule) places.push_back({pack, rule});
    }
    const Rule& rule(std::size_t which) const { return packs[places[which].pack].rules[places[which].rule]; }

    struct Place {
        std::size_t pack, rule;
        bool aside = false;
    };
    std::vector<Pack> packs;
    Phones phones;
    Patterns patterns;
    std::vector<Place> places;   // of each pattern
};

Guard::Guard(std::vector<Pack> packs, const std::vector<std::string>& phone_regions)
    : rules_(std::make_unique<Rules>(std::move(packs), phone_regions)) {}

Guard::~Guard() = default;

void Guard::prepare() const { rules_->patterns.prepare(); }

Findings Guard::read(std::string_view words) const {
    const Normal normal(words);
    const auto text = normal.text();
    std::vector<Finding> all;
    const auto add = [&](Tier tier, std::string_view kind, std::string_view rule, Range place) {
        const auto range = normal.original(place);
        all.push_back({tier, kind, rule, range.begin, range.end});
    };
    if (const auto receipt = normal.may_hold_receipt() ? find_receipt(text) : std::nullopt) add(Tier::stop, "receipt", "receipt", {receipt->first, receipt->second});

    auto hits = rules_->patterns.within(normal);
    if (hits.empty()) return {std::move(all)};
    std::ranges::sort(hits, [&](std::size_t a, std::size_t b) {
        const auto tier_a = rules_->rule(a).tier, tier_b = rules_->rule(b).tier;
        return tier_a != tier_b ? tier_a < tier_b : a < b;
    });
    std::size_t budget = most_looked_at;
    for (const std::size_t hit : hits) {
        if (rules_->places[hit].aside) continue;
        const Rule& rule = rules_->rule(hit);
        const std::size_t left = std::min(most_of_one, most_findings - all.size());
        for (const auto& place : rules_->patterns.places(hit, text, rules_->phones, left, budget)) add(rule.tier, rule.kind, rule.id, place);
    }
    return {all.size() < 2 ? std::move(all) : without_overlaps(std::move(all))};
}

std::string_view Guard::says(std::string_view kind, std::string_view language) const { return sentence(rules_->packs, &Pack::says, kind, language); }

std::string_view Guard::stands_for(std::string_view kind, std::string_view language) const {
    return sentence(rules_->packs, &Pack::stands_for, kind, language);
}

const std::vector<Pack>& Guard::packs() const { return rules_->packs; }
const std::vector<std::string>& Guard::phone_regions() const { return rules_->phones.regions(); }

std::vector<RuleFault> Guard::set_faulty_aside() {
    const Phones usual(usual_phone_regions());
    std::vector<std::string> failing(rules_->places.size());
    side_by_side(failing.size(), [&](std::size_t which) {
        if (!rules_->patterns.broken(which).empty()) return;
        failing[which] = failing_example(rules_->rule(which).examples, [&](std::string_view text) {
            const Normal normal(text);
            std::size_t budget = most_looked_at;
            return !rules_->patterns.places(which, normal.text(), usual, 1, budget).empty();
        });
    });
    std::vector<RuleFault> faults;
    for (std::size_t which = 0; which < failing.size(); ++which) {
        auto& place = rules_->places[which];
        const auto& why = rules_->patterns.broken(which);
        if (!why.empty()) faults.push_back({place.pack, place.rule, "the pattern " + why, "put the pattern right"});
        else if (!failing[which].empty()) faults.push_back({place.pack, place.rule, "the rule " + failing[which], "change the pattern or the example"});
        place.aside = !why.empty() || !failing[which].empty();
    }
    return faults;
}

bool Guard::is_aside(std::size_t pack, std::size_t rule) const {
    return std::ranges::any_of(rules_->places, [&](const Rules::Place& place) { return place.pack == pack && place.rule == rule && place.aside; });
}

}  // namespace himthough::guard
