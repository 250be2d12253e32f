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
    withdrawn = 16
};

constexpr Event event_of(Voice voice) { return static_cast<Event>(voice); }

}  // namespace himthough
