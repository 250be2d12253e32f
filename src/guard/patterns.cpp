#include "guard/patterns.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <array>
#include <mutex>

#include "base/side_by_side.h"
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

// RE2 makes the states of a set as texts come that lead to them. One set of two hundred patterns runs through a text that it knows at
// 280 MB a second, and makes 10 ms of states for each KiB that it does not know, because its states are what all the patterns together
// can be in. Sets of two dozen neighbours, which begin and end alike, make a tenth of that.
constexpr std::size_t most_in_a_set = 24;
constexpr std::int64_t set_memory = 16 << 20;   // bytes; once they are full RE2 forgets the states and begins again

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
    Set(const std::vector<std::unique_ptr<One>>& all, Needs needs) : all_(all), needs_(needs) {}
    void add(std::size_t which) { which_.push_back(which); }
    std::size_t size() const { return which_.size(); }
    Needs needs() const { return needs_; }

    void within(std::string_view text, std::vector<std::size_t>& found) const {
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
    const Needs needs_;
    std::vector<std::size_t> which_;
    mutable std::once_flag made_;
    mutable std::unique_ptr<re2::RE2::Set> set_;
};

Patterns::Patterns(const std::vector<Pattern>& patterns) {
    std::array<Set*, 4> open{};   // of each need, the set that takes the next
    all_.resize(patterns.size());
    side_by_side(patterns.size(), [&](std::size_t which) { all_[which] = std::make_unique<One>(patterns[which]); });
    for (std::size_t which = 0; which < patterns.size(); ++which) {
        const Pattern& pattern = patterns[which];
        if (!all_[which]->broken.empty()) continue;
        const bool named = pattern.check == Check::listed_name && marks_capital(pattern.text);
        const Needs needs = named                                            ? Needs::name
                            : needs_one_of(pattern.text, "0123456789")       ? Needs::digit
                            : needs_one_of(pattern.text, "@")                ? Needs::at
                                                                             : Needs::nothing;
        Set*& set = open[static_cast<std::size_t>(needs)];
        if (!set || set->size() == most_in_a_set) set = sets_.emplace_back(std::make_unique<Set>(all_, needs)).get();
        set->add(which);
    }
}

Patterns::~Patterns() = default;

const std::string& Patterns::broken(std::size_t which) const { return all_[which]->broken; }

std::vector<std::size_t> Patterns::within(const Normal& normal) const {
    const auto text = normal.text();
    const std::array<bool, 4> holds{true, text.find_first_of("0123456789") != std::string_view::npos, text.find('@') != std::string_view::npos, normal.may_hold_name()};
    std::vector<std::size_t> found;
    for (const auto& set : sets_)
        if (holds[static_cast<std::size_t>(set->needs())]) set->within(text, found);
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
