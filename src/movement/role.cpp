#include "movement/role.h"

#include "movement/words.h"

namespace himthough {

template <> struct Words<Role> {
    static constexpr std::array<std::string_view, 3> list{"organiser", "reviewer", "figures"};
};

std::string_view word_of(Role role) { return shown_word(role); }
std::optional<Role> role_from_word(std::string_view word) { return read_word<Role>(word); }

}  // namespace himthough
