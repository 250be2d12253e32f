#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "base/day.h"
#include "movement/finding.h"
#include "movement/likeness.h"
#include "movement/movement.h"
#include "movement/pledge.h"
#include "movement/voice.h"
#include "movement/vow.h"

namespace himthough {

/// Row numbers; people see them through PublicIds.
using ContributionId = std::int64_t;
using ParticipantId  = std::int64_t;

/// Something one participant said in one movement. What follows an acknowledgement, a further vow or a check-in on one, is a contribution
/// too, and so is an answer to a survivor: without a place of their own on any wall.
struct Contribution {
    ContributionId id = 0;
    ParticipantId participant = 0;
    MovementId movement = 0;
    Voice voice = Voice::survivor;
    State state = State::waiting;
    Heed heed = Heed::none;            ///< of what a reviewer reads, as it was when it was kept; none of what is sealed
    Audience audience = Audience::everyone;
    Answers answers = Answers::nobody;
    std::optional<Deed> deed;          ///< of an acknowledgement
    std::string language;              ///< BCP 47, of the words
    std::string country;               ///< ISO 3166-1 alpha-2, as its writer says; empty: not said. Counted; shown to nobody
    Day day;                           ///< never a time
    std::string note;                  ///< content note that stands in front; may be empty
    std::string words;                 ///< empty: "me too" without a story
    std::string sealed;                ///< instead of words when the audience is only_me
    std::optional<Vow> vow;
    std::optional<Pledge> pledge;      ///< a vow of several; `words` say who "we" are, and there is no deed
    std::optional<ContributionId> follows;   ///< the acknowledgement that this is a further vow or a check-in of
    std::optional<VowId> of_vow;       ///< of a check-in, and then check_in is there; its words may be empty
    std::optional<CheckIn> check_in;
    std::optional<ContributionId> answers_to;   ///< of an answer: a survivor's words
    bool hidden = false;               ///< of an answer: whoever it answers hid it
    bool asked = false;                ///< of an acknowledgement: another asked its writer to look back. Counted; shown to nobody
    std::optional<Likeness> likeness;  ///< of what waits (acts/checked_words.h: likeness_of); else nothing
    std::int64_t revision = 1;         ///< grows with every edit
    std::optional<std::int64_t> place; ///< on its wall
    std::int64_t stood = 0;            ///< how many stand with it, as the current edition knows
};

/// Does it stand on a public page in the current edition, by itself or with what it follows or answers?
inline bool is_shown(const Contribution& said) { return said.place || ((said.follows || said.answers_to) && said.state == State::released); }

/// The limits of what may be typed, in code points.
constexpr std::size_t longest_story = 5000, longest_acknowledgement = 3000, longest_note = 120, longest_vow = 300, longest_shows = 200,
                      longest_check_in = 600, longest_call = 600, longest_who = 120, longest_answer = 600;

}  // namespace himthough
