#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace himthough {

/// A smaller count is not told: it could lead to a person.
constexpr std::int64_t fewest_told = 5;
constexpr bool may_be_told(std::int64_t count) { return count >= fewest_told; }

/// Which parts may be told beside their sum. Never one below five; and so many more are left out that nobody who knows this rule can work
/// one below five out from the sum and the parts that are told. None when the sum is not told itself. Parts are not below 0.
std::vector<bool> parts_told(std::span<const std::int64_t> parts);

}  // namespace himthough
