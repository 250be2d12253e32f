#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace himthough {

/// The words of one enum, in the order of its numbers, which begin with 1 and leave none out.
template <class Enum> struct Words;

template <class Enum> std::string_view shown_word(Enum value) {
    const auto number = static_cast<std::size_t>(value);
    return number >= 1 && number <= Words<Enum>::list.size() ? Words<Enum>::list[number - 1] : std::string_view();
}

template <class Enum> std::optional<Enum> read_word(std::string_view word) {
    const auto& list = Words<Enum>::list;
    for (std::size_t at = 0; at < list.size(); ++at)
        if (list[at] == word) return static_cast<Enum>(at + 1);
    return std::nullopt;
}

}  // namespace himthough
