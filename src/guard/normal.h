#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace himthough::guard {

/// Bytes of a text, begin and end.
struct Range {
    std::size_t begin = 0, end = 0;
    friend bool operator==(const Range&, const Range&) = default;
};

/// A place at which the normalised text differs from the original. Between two of them both are the same, byte for byte.
struct Change {
    std::uint32_t begin, end;                     ///< bytes of the normalised text
    std::uint32_t original_begin, original_end;   ///< bytes of the original
};

/// A text with the tricks and habits of writing undone, so that one pattern finds them all:
///   1. NFKC, letter by letter with its marks (at most four); what cannot be seen is dropped, as are marks that do not belong to a
///      Latin letter; bytes that are no UTF-8 become U+FFFD
///   2. a run of spaces and tabs of any kind is one space; every line break is "\n"; ’ is ', the full stops 。 and ۔ are dots; digits of every script are 0 to 9
///   3. lookalike letters are Latin in words that hold a Latin letter or touch an @ or a dot that belongs to them
///   4. "(at)", "[at]", "{at}" and "<at>" are "@", "(dot)" and the like "."; what stands around them stays
///   5. four and more single letters, parted by one and the same " ", ".", "-", "_" or "*", are joined: "d a n @ g" is "dan@g"
///   6. three and more words for digits in a row of four and more are digits: "oh seven double nine" is "0799"
/// Capitals and small letters stay. Linear in the length of the text. tables.h holds the tables.
class Normal {
public:
    /// `original` stays the caller's and must outlive this. At most 4 GiB.
    explicit Normal(std::string_view original);

    std::string_view text() const { return changes_.empty() ? original_ : own_; }
    /// Where bytes of text() stand in the original: whole letters, never empty for what is not.
    Range original(Range of_text) const;
    const std::vector<Change>& changes() const { return changes_; }

    /// What was seen on the way. False: the text holds no receipt, and no word with a capital that is a listed first name (names.h).
    bool may_hold_receipt() const { return may_hold_receipt_; }
    bool may_hold_name() const { return may_hold_name_; }

private:
    std::string_view original_;
    std::string own_;
    std::vector<Change> changes_;
    bool may_hold_receipt_ = true, may_hold_name_ = true;
};

/// The same by all the steps, without the shortcuts for plain text. Normal gives what this gives; a test compares them.
struct SteppedText {
    std::string text;
    std::vector<Change> changes;
};
SteppedText normalise_by_steps(std::string_view original);

}  // namespace himthough::guard
