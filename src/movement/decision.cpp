#include "movement/decision.h"

#include "movement/words.h"

namespace himthough {
namespace {

int care_of(Decision decision) {
    switch (decision) {
        case Decision::accept: return 0;
        case Decision::accept_noted: return 1;
        case Decision::redact: return 2;
        case Decision::change: return 3;
        case Decision::decline: return 4;
    }
    return 4;
}

}  // namespace

template <> struct Words<Decision> {
    static constexpr std::array<std::string_view, 5> list{"accept", "decline", "change", "redact", "accept_noted"};
};
std::string_view word_of(Decision decision) { return shown_word(decision); }
std::optional<Decision> decision_from_word(std::string_view word) { return read_word<Decision>(word); }

const Decided& more_careful(const Decided& first, const Decided& second) {
    return care_of(first.decision) > care_of(second.decision) ? first : second;
}

}  // namespace himthough
