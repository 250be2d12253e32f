#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "movement/contribution.h"
#include "movement/item.h"
#include "movement/likeness.h"
#include "store/reviewers.h"
#include "store/store.h"

namespace himthough::store {

using WaveId = std::int64_t;

/// Texts that are nearly the same and wait: one line at the desk.
struct WaveInQueue {
    WaveId id = 0;
    MovementId movement = 0;
    std::int64_t waiting = 0;               ///< exactly: for the desk only
    std::int64_t declined = 0;              ///< before, together
    Day day;                                ///< of the oldest that waits
    std::int64_t newest = 0;                ///< as which of it the newest joined, of those that wait
    std::vector<std::string> languages;
    ItemSet kinds;                          ///< of those that wait; with a content note, too
};
/// Those in which something waits, the oldest first.
std::vector<WaveInQueue> waves_waiting(Transaction&);
std::optional<WaveInQueue> wave_waiting(Transaction&, WaveId);

/// A wave as others are compared with it.
struct KnownWave {
    WaveId id = 0;
    MovementId movement = 0;
    Likeness likeness{};
    bool apart = false;                     ///< a reviewer found that these are not the same thing: nothing joins it
};
/// The newest, seen on that day or later; the largest first.
std::vector<KnownWave> waves_since(Transaction&, Day, int most);
WaveId add_wave(Transaction&, const KnownWave&, Day);

/// What waits outside of waves and may be like another.
struct Alone {
    ContributionId id = 0;
    MovementId movement = 0;
    Likeness likeness{};
};
/// The newest.
std::vector<Alone> alone(Transaction&, int most);
/// Puts it into a wave, if both still are what they were, and no reviewer has said a word about the text or accepted it once. Whether it did.
bool join_wave(Transaction&, const Alone&, WaveId);

/// Of the newest of a wave that wait.
std::vector<Likeness> likenesses_in(Transaction&, WaveId, int most);
void set_likeness(Transaction&, WaveId, const Likeness&);

/// Those of a wave that wait, in the order they came: after one, so many. `newest`: those that joined later are left out.
std::vector<ContributionId> waiting_in_wave(Transaction&, WaveId, ContributionId after, std::int64_t newest, int most);
/// How many of these wait, and the one that stands at a place among them (from 0).
std::int64_t count_in_wave(Transaction&, WaveId, std::int64_t newest);
std::optional<ContributionId> one_in_wave(Transaction&, WaveId, std::int64_t place);
/// It waits by itself again.
void leave_wave(Transaction&, ContributionId);
/// Nothing joins it any more.
void set_apart(Transaction&, WaveId);
void add_declined(Transaction&, WaveId, std::int64_t how_many);

/// What a reviewer reads of a wave: those of the sample that still wait in it.
std::vector<ContributionId> sample_of(Transaction&, WaveId, ReviewerId);
void set_sample(Transaction&, WaveId, ReviewerId, const std::vector<ContributionId>&);

/// What is done about a whole wave. The numbers are kept.
enum class WaveStep : std::uint8_t { decline = 1, put_apart = 2, accept_same = 3, take_back = 4 };
struct WaveDecision {
    std::int64_t id = 0;
    WaveId wave = 0;
    ReviewerId reviewer = 0;
    WaveStep step = WaveStep::decline;
    std::optional<Reason> reason{};
    std::string to_writer{};
    ContributionId model = 0;               ///< of accept_same: what was read ...
    std::int64_t revision = 0;              ///< ... and as what
    std::int64_t newest = 0;                ///< what joined after that is not decided
    ContributionId after = 0;               ///< so far it is done
    bool done = false;
    Seconds until;                          ///< it can be taken back
};
/// Is one under way?
bool is_being_decided(Transaction&, WaveId);
std::optional<WaveDecision> wave_decision(Transaction&, std::int64_t id);
/// Begins it; forgets those that can no longer be taken back. Its number.
std::int64_t add_wave_decision(Transaction&, const WaveDecision&, Seconds now);
/// Its step, how far it came, and whether it is done.
void keep_progress(Transaction&, const WaveDecision&);
/// The first that is under way.
std::optional<WaveDecision> unfinished_wave_decision(Transaction&);
/// Those that this reviewer can take back, the newest first.
std::vector<WaveDecision> waves_to_undo(Transaction&, ReviewerId, Seconds now);
/// Texts that were decided with it, or had the first of two words by it, and that can still be taken back.
std::vector<ContributionId> decided_with(Transaction&, std::int64_t decision, ContributionId after, int most);

}  // namespace himthough::store
