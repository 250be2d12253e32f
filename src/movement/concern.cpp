#include "movement/concern.h"

#include "movement/words.h"

namespace himthough {

template <> struct Words<ConcernState> {
    static constexpr std::array<std::string_view, 11> list{"waits", "stands", "taken_off", "to_change", "changed", "gone", "replaced", "sought", "not_found", "say_more",
                                                          "not_from_it"};
};
std::string_view word_of(ConcernState state) { return shown_word(state); }
std::optional<ConcernState> concern_state_from_word(std::string_view word) { return read_word<ConcernState>(word); }

template <> struct Words<Wish> {
    static constexpr std::array<std::string_view, 2> list{"take_off", "replace"};
};
std::string_view word_of(Wish wish) { return shown_word(wish); }
std::optional<Wish> wish_from_word(std::string_view word) { return read_word<Wish>(word); }

}  // namespace himthough
