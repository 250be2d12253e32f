#pragma once
#include <array>
#include <string>
#include <vector>

#include "acts/decide.h"
#include "acts/services.h"
#include "acts/sign_in.h"
#include "movement/stand_in.h"

namespace himthough {

/// A place and the kind (guard::kinds) whose stand-in is put there.
struct RedactedPlace {
    Stretch place;
    std::string kind;
};

/// Words that are replaced wherever they stand, in all texts: as words of their own where they stand so, else inside others too.
struct RedactedPiece {
    std::string exact;
    std::string kind;
};

/// The form field of each piece; so many may be given at once.
constexpr std::array<std::string_view, 3> piece_fields = {"piece-1", "piece-2", "piece-3"};

struct NewRedaction {
    ContributionId contribution = 0;
    std::int64_t revision = 0;            ///< of the text that was read
    std::vector<RedactedPlace> places;    ///< what lies inside another one goes with it
    std::vector<RedactedPiece> pieces;
    bool with_second = false;             ///< a second pair of eyes is wanted: the words go at once, the text waits for the other
};

/// Puts stand-ins ("[name]", in the language of the text) into what waits, and accepts it so. What stood there is gone from the
/// database with the next sweep, and no restored backup brings it back. Refuses as decide does; missing when nothing is to be
/// replaced; unreadable for a place that is none, for two that overlap in part, and for a piece that does not occur; words_refused
/// when the guard would still stop at what is left.
Outcome<Ended> redact(Services&, const AtDesk&, const NewRedaction&);

}  // namespace himthough
