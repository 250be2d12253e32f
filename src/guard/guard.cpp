#include "guard/guard.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>

#include "movement/receipt.h"

namespace himthough::guard {
namespace {

struct Rule {
    std::string_view name;
    Tier tier;
    const char* pattern;   // the first group is the place that is marked
};

/// What ties words to a living person, however it is meant: tier stop. No counted repetition of a large class ("\\pL{1,63}"): RE2
/// copies the class that often, and compiling took longer than everything else at start.
constexpr Rule contact_rules[] = {
    {"email", Tier::stop, R"((?i)([\pL\pN][\pL\pN._%+-]*\s?(?:@|\(at\)|\[at\])\s?[\pL\pN-]+(?:\s?(?:\.|\(dot\)|\[dot\])\s?\pL\pL+)+))"},
    {"email", Tier::stop, R"((?i)([\pL\pN][\pL\pN._%+-]*\sat\s[\pL\pN-]+(?:\sdot\s\pL\pL+)+))"},
    {"link", Tier::stop, R"((?i)((?:https?://|www\.)[^\s<>"']+))"},
    {"profile", Tier::stop,
     R"((?i)\b((?:instagram|facebook|fb|tiktok|twitter|x|linkedin|snapchat|t|wa|vk|github)\.(?:com|me)/[^\s<>"']+))"},
    {"handle", Tier::stop, R"((?:^|[\s(,;:'"“‘«¿¡])(@[\pL\pN_][\pL\pN_.-]+(?:@[\pL\pN.-]+)?))"},
    {"phone", Tier::stop, R"((?:^|[^\d\pL+])((?:\+|00)\d[\d\s()./-]{6,20}\d))"},
    {"phone", Tier::stop, R"((?:^|[^\d\pL+-])(\(?0\d{1,4}\)?[\s./-]{0,2}\d{2,4}(?:[\s./-]{0,2}\d{2,4}){1,3})(?:$|[^\d-]))"},
    {"phone", Tier::stop, R"((?:^|[^\d\pL+-])(\(?[2-9]\d{2}\)?[\s.-]{1,2}\d{3}[\s.-]\d{4})(?:$|[^\d-]))"},
    {"bank", Tier::stop, R"(\b([A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?)\b)"},
};

}  // namespace

struct Guard::Rules {
    std::vector<std::unique_ptr<re2::RE2>> patterns;
    std::unique_ptr<re2::RE2::Set> any;   // asked first: most texts hold nothing
};

Guard::Guard() {
    auto rules = std::make_unique<Rules>();
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(64 << 20);   // every digit and every letter there is, in one automaton: RE2's own 8 MB are too few
    rules->any = std::make_unique<re2::RE2::Set>(options, re2::RE2::UNANCHORED);
    for (const auto& rule : contact_rules) {
        rules->patterns.push_back(std::make_unique<re2::RE2>(rule.pattern, options));
        std::string why;
        if (!rules->patterns.back()->ok() || rules->any->Add(rule.pattern, &why) < 0)
            throw std::logic_error("a rule of the guard is not a pattern: " + std::string(rule.name));
    }
    if (!rules->any->Compile()) throw std::logic_error("the guard's rules do not fit in memory");
    rules_ = std::move(rules);
}

Guard::~Guard() = default;

Findings Guard::read(std::string_view words) const {
    std::vector<Finding> all;
    if (const auto receipt = find_receipt(words)) all.push_back({Tier::stop, "receipt", receipt->first, receipt->second});

    std::vector<int> hits;
    rules_->any->Match(re2::StringPiece(words.data(), words.size()), &hits);
    for (const int hit : hits) {
        const auto& rule = contact_rules[hit];
        re2::StringPiece rest(words.data(), words.size()), place;
        while (re2::RE2::FindAndConsume(&rest, *rules_->patterns[static_cast<std::size_t>(hit)], &place)) {
            const auto begin = static_cast<std::size_t>(place.data() - words.data());
            all.push_back({rule.tier, rule.name, begin, begin + place.size()});
        }
    }

    std::sort(all.begin(), all.end(), [](const Finding& a, const Finding& b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
    Findings findings;
    for (const auto& finding : all)
        if (findings.found.empty() || finding.begin >= findings.found.back().end) findings.found.push_back(finding);
    return findings;
}

}  // namespace himthough::guard
