#include "movement/voice.h"

#include <array>

namespace himthough {
namespace {

/// The words of one enum, in the order of its numbers, which begin with 1 and leave none out.
template <class Enum> struct Words;

template <> struct Words<Voice> {
    static constexpr std::array<std::string_view, 4> list{"survivor", "accountable", "caller", "ally"};
};
template <> struct Words<Audience> {
    static constexpr std::array<std::string_view, 3> list{"everyone", "survivors", "only_me"};
};
template <> struct Words<Answers> {
    static constexpr std::array<std::string_view, 3> list{"nobody", "survivors", "anyone"};
};
template <> struct Words<State> {
    static constexpr std::array<std::string_view, 7> list{"silent",   "sealed",    "waiting", "accepted",
                                                          "released", "to_change", "declined"};
};
template <> struct Words<Deed> {
    static constexpr std::array<std::string_view, 10> list{"laughed_along",   "looked_away",      "passed_it_on", "said_it",
                                                           "did_not_believe", "used_my_position", "pressed",      "touched",
                                                           "did_not_ask",     "did_not_stop"};
};
template <> struct Words<Reason> {
    static constexpr std::array<std::string_view, 8> list{"names_somebody",      "could_identify", "contact_details",
                                                          "about_somebody_else", "describes_in_detail", "attacks",
                                                          "not_this_place",      "advertisement"};
};

static_assert(Words<Voice>::list.size() == static_cast<std::size_t>(Voice::ally));
static_assert(Words<Audience>::list.size() == static_cast<std::size_t>(Audience::only_me));
static_assert(Words<Answers>::list.size() == static_cast<std::size_t>(Answers::anyone));
static_assert(Words<State>::list.size() == static_cast<std::size_t>(State::declined));
static_assert(Words<Deed>::list.size() == static_cast<std::size_t>(Deed::did_not_stop));
static_assert(Words<Reason>::list.size() == static_cast<std::size_t>(Reason::advertisement));

template <class Enum> std::string_view show(Enum value) {
    const auto number = static_cast<std::size_t>(value);
    return number >= 1 && number <= Words<Enum>::list.size() ? Words<Enum>::list[number - 1] : std::string_view();
}

template <class Enum> std::optional<Enum> read(std::string_view word) {
    const auto& list = Words<Enum>::list;
    for (std::size_t at = 0; at < list.size(); ++at)
        if (list[at] == word) return static_cast<Enum>(at + 1);
    return std::nullopt;
}

}  // namespace

std::string_view word_of(Voice value) { return show(value); }
std::string_view word_of(Audience value) { return show(value); }
std::string_view word_of(Answers value) { return show(value); }
std::string_view word_of(State value) { return show(value); }
std::string_view word_of(Deed value) { return show(value); }
std::string_view word_of(Reason value) { return show(value); }

template <> std::optional<Voice> from_word(std::string_view word) { return read<Voice>(word); }
template <> std::optional<Audience> from_word(std::string_view word) { return read<Audience>(word); }
template <> std::optional<Answers> from_word(std::string_view word) { return read<Answers>(word); }
template <> std::optional<Deed> from_word(std::string_view word) { return read<Deed>(word); }
template <> std::optional<Reason> from_word(std::string_view word) { return read<Reason>(word); }

}  // namespace himthough
