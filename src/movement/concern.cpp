#include "movement/concern.h"

#include "movement/words.h"

namespace himthough {

template <> struct Words<ConcernState> {
    static constexpr std::array<std::string_view, 6> list{"waits", "stands", "taken_off", "to_change", "changed", "gone"};
};
std::string_view word_of(ConcernState state) { return shown_word(state); }

}  // namespace himthough
