#include "movement/witness.h"

#include "movement/words.h"

namespace himthough {

template <> struct Words<WitnessAnswer> {
    static constexpr std::array<std::string_view, 4> list = {"look", "agree", "not_for_me", "happened_to_me"};
};
template <> struct Words<WitnessWord> {
    static constexpr std::array<std::string_view, 2> list = {"confirms", "questions"};
};

std::optional<WitnessState> after(WitnessState state, WitnessAnswer answer) {
    const bool open = state == WitnessState::invited || state == WitnessState::looking;
    switch (answer) {
        case WitnessAnswer::look: return open ? std::optional(WitnessState::looking) : std::nullopt;
        case WitnessAnswer::agree:
            return state == WitnessState::looking || state == WitnessState::witness ? std::optional(WitnessState::witness) : std::nullopt;
        case WitnessAnswer::not_for_me:
        case WitnessAnswer::happened_to_me: return open || state == WitnessState::closed ? std::optional(WitnessState::closed) : std::nullopt;
    }
    return std::nullopt;
}

std::string_view word_of(WitnessWord word) { return word == WitnessWord::silent ? "silent" : shown_word(word); }
template <> std::optional<WitnessAnswer> from_word(std::string_view word) { return read_word<WitnessAnswer>(word); }
template <> std::optional<WitnessWord> from_word(std::string_view word) {
    return word == "silent" ? std::optional(WitnessWord::silent) : read_word<WitnessWord>(word);
}

}  // namespace himthough
