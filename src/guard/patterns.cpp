#include "guard/patterns.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <mutex>

#include "guard/checks.h"

namespace himthough::guard {
namespace {

re2::RE2::Options options(bool any_case) {
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_case_sensitive(!any_case);
    return options;
}

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

constexpr std::int64_t set_memory = 256 << 20;   // a bound that is not met; all the packs together take some 10 MB

}  // namespace

struct Patterns::One {
    explicit One(const Pattern& from) : text(from.any_case ? "(?i:" + from.text + ")" : from.text), check(from.check), pattern(from.text, options(from.any_case)) {
        if (!from.unless.empty()) unless = std::make_unique<re2::RE2>(from.unless, options(from.any_case));
        if (!pattern.ok()) broken = pattern.error();
        else if (unless && !unless->ok()) broken = "in \"unless\": " + unless->error();
        else if (re2::RE2::PartialMatch("", pattern)) broken = "matches the empty text";
    }
    std::string text;   ///< with its case said inside, for the set
    Check check;
    re2::RE2 pattern;
    std::unique_ptr<re2::RE2> unless;
    std::string broken;
};

/// The set is made when the first text comes: a server that starts does not wait for it.
struct Patterns::Whole {
    std::once_flag made;
    std::unique_ptr<re2::RE2::Set> set;
    std::vector<std::size_t> which;   ///< pattern of each member
};

Patterns::Patterns(const std::vector<Pattern>& patterns) : whole_(std::make_unique<Whole>()) {
    for (const auto& pattern : patterns) all_.push_back(std::make_unique<One>(pattern));
}

Patterns::~Patterns() = default;

const std::string& Patterns::broken(std::size_t which) const { return all_[which]->broken; }

const Patterns::Whole& Patterns::whole() const {
    std::call_once(whole_->made, [&] {
        auto said = options(false);
        said.set_max_mem(set_memory);
        auto set = std::make_unique<re2::RE2::Set>(said, re2::RE2::UNANCHORED);
        for (std::size_t one = 0; one < all_.size(); ++one)
            if (all_[one]->broken.empty() && set->Add(all_[one]->text, nullptr) >= 0) whole_->which.push_back(one);
        if (set->Compile()) whole_->set = std::move(set);
    });
    return *whole_;
}

std::vector<std::size_t> Patterns::within(std::string_view text) const {
    const Whole& all = whole();
    std::vector<std::size_t> found;
    if (all.which.empty()) return found;
    thread_local std::vector<int> hits;
    re2::RE2::Set::ErrorInfo trouble{};
    const bool some = all.set && all.set->Match(piece(text), &hits, &trouble);
    if (!all.set || trouble.kind != re2::RE2::Set::kNoError) {   // no memory for the set: each is asked by itself
        for (const std::size_t one : all.which)
            if (matches(one, text)) found.push_back(one);
        return found;
    }
    if (!some) return found;
    for (const int hit : hits) found.push_back(all.which[static_cast<std::size_t>(hit)]);
    return found;
}

bool Patterns::matches(std::size_t which, std::string_view text) const { return re2::RE2::PartialMatch(piece(text), all_[which]->pattern); }

std::vector<Range> Patterns::places(std::size_t which, std::string_view text, const Phones& phones, std::size_t most, std::size_t& budget) const {
    const One& one = *all_[which];
    std::vector<Range> found;
    re2::StringPiece groups[2];
    const int wanted = one.pattern.NumberOfCapturingGroups() > 0 ? 2 : 1;
    for (std::size_t at = 0; at < text.size() && found.size() < most && budget > 0;) {
        if (!one.pattern.Match(piece(text), at, text.size(), re2::RE2::UNANCHORED, groups, wanted)) break;
        --budget;
        const auto& place = groups[wanted - 1];
        const auto begin = static_cast<std::size_t>(place.data() - text.data()), end = begin + place.size();
        const auto match_end = static_cast<std::size_t>(groups[0].data() - text.data()) + groups[0].size();
        if (place.data() == nullptr || place.empty()) {
            at = std::max(at + 1, match_end);
            continue;
        }
        // What stands behind a place may stand before the next one.
        at = end;
        const std::string_view words(place.data(), place.size());
        if (one.unless && re2::RE2::FullMatch(place, *one.unless)) continue;
        if (holds(one.check, words, phones)) found.push_back({begin, end});
    }
    return found;
}

}  // namespace himthough::guard
