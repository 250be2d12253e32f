#include "movement/voice.h"

#include "movement/words.h"

namespace himthough {

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
    static constexpr std::array<std::string_view, 9> list{"names_somebody",      "could_identify", "contact_details",
                                                          "about_somebody_else", "describes_in_detail", "attacks",
                                                          "not_this_place",      "advertisement",  "needs_contact"};
};

static_assert(Words<Voice>::list.size() == static_cast<std::size_t>(Voice::ally));
static_assert(Words<Audience>::list.size() == static_cast<std::size_t>(Audience::only_me));
static_assert(Words<Answers>::list.size() == static_cast<std::size_t>(Answers::anyone));
static_assert(Words<State>::list.size() == static_cast<std::size_t>(State::declined));
static_assert(Words<Deed>::list.size() == static_cast<std::size_t>(Deed::did_not_stop));
static_assert(Words<Reason>::list.size() == static_cast<std::size_t>(Reason::needs_contact));

std::string_view word_of(Voice value) { return shown_word(value); }
std::string_view word_of(Audience value) { return shown_word(value); }
std::string_view word_of(Answers value) { return shown_word(value); }
std::string_view word_of(State value) { return shown_word(value); }
std::string_view word_of(Deed value) { return shown_word(value); }
std::string_view word_of(Reason value) { return shown_word(value); }

template <> std::optional<Voice> from_word(std::string_view word) { return read_word<Voice>(word); }
template <> std::optional<Audience> from_word(std::string_view word) { return read_word<Audience>(word); }
template <> std::optional<Answers> from_word(std::string_view word) { return read_word<Answers>(word); }
template <> std::optional<Deed> from_word(std::string_view word) { return read_word<Deed>(word); }
template <> std::optional<Reason> from_word(std::string_view word) { return read_word<Reason>(word); }

}  // namespace himthough
