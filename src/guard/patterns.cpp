#include "guard/patterns.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <array>
#include <span>

#include "guard/checks.h"
#include "guard/clues.h"
#include "guard/pattern.h"

namespace himthough::guard {
namespace {

re2::RE2::Options options() {
    re2::RE2::Options options;
    options.set_log_errors(false);
    return options;
}

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

// RE2 makes the states of a set as texts come that lead to them, and its states are what all the patterns together can be in. One large
// set runs fastest through what people write, and slowest through salads of words that nobody has written before (15 ms a KiB, when small
// sets need 2): those are long texts, if any.
constexpr std::size_t long_text = 1536;   // bytes
constexpr std::size_t few = 8;
// What patterns may need, the rarest first, one set of patterns for each; the last need nothing.
constexpr Clues listed_name = clue::all + 1;
constexpr std::array needs{listed_name, clue::code, clue::foreign, clue::at, clue::joined, clue::digit, clue::capital, Clues{0}};

constexpr std::int64_t large_memory = 16 << 20, small_memory = 3 << 19;   // bytes; once they are full RE2 forgets the states and begins again

}  // namespace

/// One pattern, made ready when it is first asked for.
class Patterns::One {
public:
    explicit One(const Pattern& from) : from_(from) {}

    struct Ready {
        explicit Ready(const Pattern& from) : pattern(from.text, options()) {
            if (!from.unless.empty()) unless = std::make_unique<re2::RE2>(from.unless, options());
            if (!pattern.ok()) broken = pattern.error();
            else if (unless && !unless->ok()) broken = "in \"unless\": " + unless->error();
            else if (re2::RE2::PartialMatch("", pattern)) broken = "matches the empty text";
        }
        re2::RE2 pattern;
        std::unique_ptr<re2::RE2> unless;
        std::string broken;
    };
    const Ready& ready() const {
        std::call_once(made_, [&] { ready_ = std::make_unique<Ready>(from_); });
        return *ready_;
    }

    const std::string& text() const { return from_.text; }
    Check check() const { return from_.check; }
    /// The place in `needs` of the rarest that it needs.
    std::size_t need() const {
        const bool name = from_.check == Check::listed_name && marks_capital(from_.text);
        const Clues clues = clues_needed(from_.text) | (name ? listed_name : 0);
        const auto rarest = std::find_if(needs.begin(), needs.end() - 1, [&](Clues one) { return (one & clues) != 0; });
        return static_cast<std::size_t>(rarest - needs.begin());
    }

private:
    const Pattern from_;
    mutable std::once_flag made_;
    mutable std::unique_ptr<Ready> ready_;
};

/// Some of the patterns, asked at one go.
class Patterns::Set {
public:
    Set(const std::vector<std::unique_ptr<One>>& all, Clues need, std::span<const std::size_t> which) : all_(all), need_(need) {
        auto said = options();
        said.set_max_mem(which.size() > few ? large_memory : small_memory);
        auto set = std::make_unique<re2::RE2::Set>(said, re2::RE2::UNANCHORED);
        for (const std::size_t one : which)
            if (set->Add(for_sets(all_[one]->text()), nullptr) >= 0) which_.push_back(one);   // what is no pattern is never found
        if (set->Compile()) set_ = std::move(set);
    }
    Clues need() const { return need_; }

    /// `text` begins with a line break put before it (for_sets).
    void within(std::string_view text, std::vector<std::size_t>& found) const {
        thread_local std::vector<int> hits;
        re2::RE2::Set::ErrorInfo trouble{};
        const bool some = set_ && set_->Match(piece(text), &hits, &trouble);
        if (!set_ || trouble.kind != re2::RE2::Set::kNoError) {   // no memory for the set: each is asked by itself
            for (const std::size_t one : which_)
                if (all_[one]->ready().broken.empty() && re2::RE2::PartialMatch(piece(text.substr(1)), all_[one]->ready().pattern)) found.push_back(one);
            return;
        }
        if (some)
            for (const int hit : hits) found.push_back(which_[static_cast<std::size_t>(hit)]);
    }

private:
    const std::vector<std::unique_ptr<One>>& all_;
    const Clues need_;
    std::vector<std::size_t> which_;
    std::unique_ptr<re2::RE2::Set> set_;
};

Patterns::Patterns(const std::vector<Pattern>& patterns, bool large_sets) : large_sets_(large_sets) {
    for (const auto& pattern : patterns) all_.push_back(std::make_unique<One>(pattern));
}

Patterns::~Patterns() = default;

const std::string& Patterns::broken(std::size_t which) const { return all_[which]->ready().broken; }

Patterns::Sets Patterns::sets_of(std::size_t most) const {
    std::array<std::vector<std::size_t>, needs.size()> by_need;
    for (std::size_t which = 0; which < all_.size(); ++which) by_need[all_[which]->need()].push_back(which);
    Sets sets;
    for (std::size_t need = 0; need < by_need.size(); ++need)
        for (std::span<const std::size_t> left = by_need[need]; !left.empty(); left = left.subspan(std::min(most, left.size())))
            sets.push_back(std::make_unique<Set>(all_, needs[need], left.first(std::min(most, left.size()))));
    return sets;
}

const Patterns::Sets& Patterns::sets_for(std::size_t size) const {
    if (large_sets_ && size < long_text) {
        std::call_once(made_, [&] { sets_ = sets_of(all_.size()); });
        return sets_;
    }
    std::call_once(made_small_, [&] { small_sets_ = sets_of(few); });
    return small_sets_;
}

void Patterns::prepare() const {
    for (const std::size_t size : {std::size_t{0}, long_text}) static_cast<void>(sets_for(size));
}

std::vector<std::size_t> Patterns::within(const Normal& normal) const {
    const auto text = normal.text();
    const Clues held = clues_in(text) | (normal.may_hold_name() ? listed_name : 0);
    const auto asked = std::string("\n").append(text);
    std::vector<std::size_t> found;
    for (const auto& set : sets_for(text.size()))
        if ((set->need() & ~held) == 0) set->within(asked, found);
    return found;
}

bool Patterns::matches(std::size_t which, std::string_view text) const { return re2::RE2::PartialMatch(piece(text), all_[which]->ready().pattern); }

std::vector<Range> Patterns::places(std::size_t which, std::string_view text, const Phones& phones, std::size_t most, std::size_t& budget) const {
    const auto& one = all_[which]->ready();
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
        if (!holds(all_[which]->check(), words, phones)) continue;
        if (!one.unless || !re2::RE2::FullMatch(place, *one.unless)) found.push_back({begin, end});
    }
    return found;
}

}  // namespace himthough::guard
