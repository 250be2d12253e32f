#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/secret.h"

namespace himthough {

/// What a text is like: 64 bits, of which texts that share most of their words share most. Made with a key: without it they tell nothing
/// about the words.
using Likeness = std::uint64_t;

/// SimHash (Charikar, 2002) over the words of a text and over pairs of neighbours. `normalised`: as the guard reads it (guard/normal.h); capitals, accents, marks,
/// digits and links do not count. Nothing for fewer than eight words. Linear, some microseconds.
std::optional<Likeness> likeness(std::string_view normalised, const Key& key);

/// In how many of 64 bits they differ.
int distance(Likeness, Likeness);

/// Two texts that differ in so many bits or fewer are nearly the same. Measured on 4000 made-up texts of 15 to 50 words on one subject and five variants
/// of each, one to three words changed (likeness_test.cpp): 96 of 100 variants are as near as that; of 8 million pairs of other texts 44 are, which is
/// what 64 bits give by chance and by the words that everybody uses. None of those texts has more than 3 others so near: a wave needs ten.
constexpr int nearly_the_same = 10;
/// So many may differ between a text and the middle of a wave, which is nearer to each of its texts than they are to each other.
constexpr int joins_a_wave = 12;

/// So many make a wave.
constexpr int fewest_in_a_wave = 10;

}  // namespace himthough
