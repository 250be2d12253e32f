#pragma once
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "guard/normal.h"
#include "guard/pack.h"
#include "guard/phone.h"

namespace himthough::guard {

/// Patterns made ready: sets of some that say at one go which of them are somewhere in a text, and each by itself for the places. A
/// text without a first name, an @, a digit or the like is not searched for what needs one (clues.h). Linear in the
/// length of the text, safe from any thread.
class Patterns {
public:
    /// Copies what it needs. One that is no pattern is never found; see broken(). `large_sets`: for patterns that are asked often, and are
    /// mostly about something rare: quicker on what people write, and slow to learn from texts that are like no other.
    explicit Patterns(const std::vector<Pattern>& patterns, bool large_sets = true);
    ~Patterns();

    /// Makes ready what the first texts would have to wait for.
    void prepare() const;

    /// Why a pattern is none: RE2's words, or "matches the empty text"; "" when all is well.
    const std::string& broken(std::size_t which) const;

    /// Those that may be in the text, in no order: all that match it, but for those that ask for a name it does not hold.
    std::vector<std::size_t> within(const Normal& text) const;
    /// True when it matches somewhere, whatever its checks say.
    bool matches(std::size_t which, std::string_view text) const;
    /// The places of one pattern, in order, at most `most`. Every match that is looked at takes one from `budget`; nothing more is
    /// found once that is used up.
    std::vector<Range> places(std::size_t which, std::string_view text, const Phones& phones, std::size_t most, std::size_t& budget) const;

private:
    class One;
    class Set;
    using Sets = std::vector<std::unique_ptr<Set>>;
    Sets sets_of(std::size_t most) const;
    const Sets& sets_for(std::size_t size) const;

    std::vector<std::unique_ptr<One>> all_;
    const bool large_sets_;
    // Made when they are first needed: a server that starts does not wait for them.
    mutable std::once_flag made_, made_small_;
    mutable Sets sets_, small_sets_;
};

}  // namespace himthough::guard
