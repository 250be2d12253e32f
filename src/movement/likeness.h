#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/secret.h"

namespace himthough {

/// What a text is like: 128 bits, of which texts that share most of their words share most. Made with a key: without it they tell nothing
/// about the words.
using Likeness = std::array<std::uint8_t, 16>;
constexpr std::size_t bits_of_likeness = 128;

inline bool bit_of(const Likeness& likeness, std::size_t bit) { return (likeness[bit / 8] >> (bit % 8) & 1U) != 0; }
inline void set_bit(Likeness& likeness, std::size_t bit) { likeness[bit / 8] = static_cast<std::uint8_t>(likeness[bit / 8] | 1U << (bit % 8)); }

/// SimHash (Charikar, 2002) over the words of a text and over pairs of neighbours. `normalised`: as the guard reads it (guard/normal.h); capitals, accents, marks,
/// digits and links do not count. Nothing for fewer than eight words. Linear, some microseconds.
std::optional<Likeness> likeness(std::string_view normalised, const Key& key);

/// In how many bits they differ.
int distance(const Likeness&, const Likeness&);

/// Two texts that differ in so many bits or fewer are nearly the same. Measured on 4000 made-up texts of 15 to 50 words on one subject and five variants
/// of each, one to three words changed (likeness_test.cpp): 98 of 100 variants are as near as that; of 8 million pairs of other texts 6 are. None of those
/// texts has more than one other so near: a wave needs ten.
constexpr int nearly_the_same = 22;
/// So many may differ between a text and the middle of a wave, which is nearer to each of its texts than they are to each other.
constexpr int joins_a_wave = 28;

/// So many make a wave.
constexpr int fewest_in_a_wave = 10;

}  // namespace himthough
