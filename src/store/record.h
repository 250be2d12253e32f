#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/day.h"
#include "base/secret.h"
#include "movement/movement.h"
#include "movement/voice.h"
#include "store/reviewers.h"

namespace himthough {

/// What was done at the desk. The numbers are kept and never change their meaning; up to 19 they are about a contribution, from 21 about a
/// circle, from 31 about a description by somebody whom words may be about, from 41 about somebody at the desk, from 51 about how
/// the movement is set up, from 61 about how it is read.
enum class Did : std::uint8_t {
    accepted = 1, declined = 2, asked_to_change = 3, redacted = 4, accepted_noted = 5,
    undone = 8,            ///< the reviewer took the last decision back
    first_of_two = 9,      ///< one of two has said what they would do
    report_stands = 11, taken_off = 12,
    appealed = 13,         ///< by the writer: nobody at the desk
    appeal_upheld = 14, appeal_overturned = 15,
    to_replace = 16,       ///< taken off until what tells who somebody is has been replaced
    left_circle = 21, closed_circle = 22,
    looked_in_vain = 31,   ///< nothing on a page was found that fits, or by which anybody can be recognised
    found_words = 32,      ///< it is a report of those words from then on
    looked_on = 33,        ///< they were not the ones
    invited = 41,            ///< about: the number of the link
    took_invitation_back = 42,   ///< the same
    started_reset = 43,
    made_organiser = 44, made_reviewer = 45, made_figures = 46,   ///< came by an invitation of whoever did it, or was given that role
    renewed = 47,            ///< followed a reset's link: a new password and secret
    let_go = 48,
    made_codes = 49,         ///< new recovery codes in the place of all older ones
    settings_changed = 51,   ///< about: the number of the change (setup_changes.h)
    settings_reverted = 52,  ///< the same
    exported = 53,           ///< about: a movement, of which somebody took a file along
    erasing_asked = 54,      ///< about: a movement, which is to be erased for good
    erasing_stopped = 55,    ///< it goes on; by the server itself: nobody agreed in time
    erased = 56,             ///< it has ended, and all of it goes
    slowed = 61,             ///< about: a movement, which is read more slowly from now on
    ended_slow = 62,         ///< and as usual again
    counted_held = 63,       ///< what came to it without words meanwhile was counted ...
    left_held = 64           ///< ... or left uncounted
};

/// Made somebody that.
constexpr Did did_make(Role role) {
    switch (role) {
        case Role::organiser: return Did::made_organiser;
        case Role::reviewer: return Did::made_reviewer;
        case Role::figures: return Did::made_figures;
    }
    return Did::made_reviewer;
}

/// The key that binds the record together.
Key record_key(const Keys&);

namespace store {

/// One line of the record. Never the words it was about.
struct Entry {
    std::int64_t id = 0;           ///< given by add_entry
    ReviewerId reviewer = 0;       ///< 0: the server by itself
    Day day;
    Did did = Did::accepted;
    std::int64_t about = 0;
    MovementId movement = 0;       ///< 0: none
    std::optional<Reason> reason{};
    int waited = 0;                ///< days from the writing to the decision, not below 0
};

/// Puts a line at the end and binds it to the one before.
void add_entry(Transaction&, const Key& record_key, const Entry&);
/// What was done about one contribution, oldest first.
std::vector<Entry> entries_about(Transaction&, std::int64_t contribution);
/// Why a contribution is not public, as a reviewer decided last: it was declined, is to be changed, or was taken off.
struct Refused {
    Entry entry;
    ReviewerId first = 0;          ///< who said first what they would do; 0: one decided alone
};
std::optional<Refused> last_refusal(Transaction&, std::int64_t contribution);

/// How the whole record stands.
struct RecordState {
    std::int64_t lines = 0;                  ///< that were read, up to a broken one
    std::int64_t unbound = 0;                ///< of those: from before the record was bound together; only the first can be
    std::optional<std::int64_t> broken{};    ///< the first line that is not what was written, or does not follow the one before
    std::string head;                        ///< hexadecimal; tells this very record from any shorter or other one. Empty: nothing is bound
    bool passed = false;                     ///< a head that was asked for was met on the way
};
/// Reads all of it, with little memory. `known_head`: one that was noted earlier; a record that was cut short or made anew does not meet it.
RecordState verify_record(Transaction&, const Key& record_key, std::string_view known_head = {});

}  // namespace store
}  // namespace himthough
