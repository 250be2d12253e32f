#include "guard/patterns.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <mutex>

#include "guard/checks.h"
#include "guard/pattern.h"

namespace himthough::guard {
namespace {

re2::RE2::Options options() {
    re2::RE2::Options options;
    options.set_log_errors(false);
    return options;
}

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

constexpr std::int64_t set_memory = 256 << 20;   // a bound that is not met; all the packs together take some 10 MB

}  // namespace

struct Patterns::One {
    explicit One(const Pattern& from) : check(from.check), pattern(from.text, options()) {
        if (!from.unless.empty()) unless = std::make_unique<re2::RE2>(from.unless, options());
        if (!pattern.ok()) broken = pattern.error();
        else if (unless && !unless->ok()) broken = "in \"unless\": " + unless->error();
        else if (re2::RE2::PartialMatch("", pattern)) broken = "matches the empty text";
    }
    Check check;
    re2::RE2 pattern;
    std::unique_ptr<re2::RE2> unless;
    std::string broken;
};

/// Some of the patterns, asked at one go. Made ready when the first text comes: a server that starts does not wait for it.
class Patterns::Set {
public:
    explicit Set(const std::vector<std::unique_ptr<One>>& all) : all_(all) {}
    void add(std::size_t which) { which_.push_back(which); }
    bool empty() const { return which_.empty(); }

    void within(std::string_view text, std::vector<std::size_t>& found) const {
        if (which_.empty()) return;
        std::call_once(made_, [&] { make(); });
        thread_local std::vector<int> hits;
        re2::RE2::Set::ErrorInfo trouble{};
        const bool some = set_ && set_->Match(piece(text), &hits, &trouble);
        if (!set_ || trouble.kind != re2::RE2::Set::kNoError) {   // no memory for the set: each is asked by itself
            for (const std::size_t one : which_)
                if (re2::RE2::PartialMatch(piece(text), all_[one]->pattern)) found.push_back(one);
            return;
        }
        if (some)
            for (const int hit : hits) found.push_back(which_[static_cast<std::size_t>(hit)]);
    }

private:
    void make() const {
        auto said = options();
        said.set_max_mem(set_memory);
        auto set = std::make_unique<re2::RE2::Set>(said, re2::RE2::UNANCHORED);
        for (const std::size_t one : which_) set->Add(all_[one]->pattern.pattern(), nullptr);
        if (set->Compile()) set_ = std::move(set);
    }

    const std::vector<std::unique_ptr<One>>& all_;
    std::vector<std::size_t> which_;
    mutable std::once_flag made_;
    mutable std::unique_ptr<re2::RE2::Set> set_;
};

Patterns::Patterns(const std::vector<Pattern>& patterns) : named_(std::make_unique<Set>(all_)), others_(std::make_unique<Set>(all_)) {
    for (const auto& pattern : patterns) {
        const std::size_t which = all_.size();
        all_.push_back(std::make_unique<One>(pattern));
        if (!all_.back()->broken.empty()) continue;
        const bool named = pattern.check == Check::listed_name && marks_capital(pattern.text);
        (named ? named_ : others_)->add(which);
    }
}

Patterns::~Patterns() = default;

const std::string& Patterns::broken(std::size_t which) const { return all_[which]->broken; }

std::vector<std::size_t> Patterns::within(const Normal& text) const {
    std::vector<std::size_t> found;
    others_->within(text.text(), found);
    if (text.may_hold_name()) named_->within(text.text(), found);
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
        if (place.empty()) {
            at = std::max(at + 1, static_cast<std::size_t>(groups[0].data() - text.data()) + groups[0].size());
            continue;
        }
        const auto begin = static_cast<std::size_t>(place.data() - text.data()), end = begin + place.size();
        at = end;   // what stands behind a place may stand before the next one
        const std::string_view words(place.data(), place.size());
        if (!holds(one.check, words, phones)) continue;
        if (!one.unless || !re2::RE2::FullMatch(place, *one.unless)) found.push_back({begin, end});
    }
    return found;
}

}  // namespace himthough::guard
