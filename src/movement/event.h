#pragma once
#include <cstdint>

#include "movement/voice.h"

namespace himthough {

/// What is counted, each once, on the day it happened for the movement. The numbers are kept in the database: those of the voices, for
/// something said in them, and these.
enum class Event : std::uint8_t {
    vowed = 11,
    due = 12,              ///< the (last) day of a vow came, or it ended before
    kept = 13,             ///< on whosever word
    kept_witnessed = 14,   ///< and confirmed with another receipt; once more beside `kept`
    not_kept = 15,
    withdrawn = 16,
    received = 21,           ///< somebody has to decide about it: something new, or something that was changed after a decision
    reflected = 31,          ///< somebody looked back, and wanted that to be counted
    // Of whoever another asked to look back, once more beside the ordinary ones.
    asked_reflected = 32,
    asked_acknowledged = 33,
    asked_vowed = 34,
    asked_kept = 35
};

constexpr Event event_of(Voice voice) { return static_cast<Event>(voice); }

}  // namespace himthough
