#pragma once
#include "acts/decide.h"
#include "store/waves.h"

namespace himthough {

/// So many of a wave are read before anything is decided about it.
constexpr int wave_sample = 5;

/// Opens a sample of a wave, for this reviewer alone, as one item: five that the system's random source draws, the same ones until they are decided.
/// Why::not_found: nothing of it waits; slow_down: a rest first; already_done: others read all of it.
Outcome<Done> read_wave(Services&, const AtDesk&, store::WaveId);
/// Is the sample open? What still waits of it and is this reviewer's; empty: read one first.
std::vector<Contribution> opened_sample(store::Transaction&, const Services&, const AtDesk&, store::WaveId);

struct NewWaveDecision {
    store::WaveId wave = 0;
    store::WaveStep step = store::WaveStep::decline;   ///< not take_back: that is undo_wave
    std::int64_t newest = 0;                           ///< when the page was made; what joined later waits
    std::optional<Reason> reason{};                    ///< of decline
    std::string to_writer{};
    ContributionId model = 0;                          ///< of accept_same: one of the sample ...
    std::int64_t revision = 0;                         ///< ... as it was read
};
/// Decides about all of a wave that had come in by then. Each text is decided as a single one is, some hundred here and the rest by carry_on_with_waves.
/// Declined is all of it; accepted is only what is word for word what was read; put apart: all of it, whenever it came in, waits one by one again, and nothing joins that wave any more.
/// What somebody else reads just now, and what needs a second pair of eyes, is left to them. Refuses as decide does; not_found: no such wave;
/// already_done: somebody else decided, or a sample was not read, or what was read has changed.
Outcome<Done> decide_wave(Services&, const AtDesk&, const NewWaveDecision&);
/// Takes one's own decision about a wave back, as undo does: the first of two words, too; and what was not done yet is not done.
Outcome<Done> undo_wave(Services&, const AtDesk&, std::int64_t decision);
/// Does some hundred of what was decided about waves; whether there is more.
Outcome<bool> carry_on_with_waves(Services&);

}  // namespace himthough
