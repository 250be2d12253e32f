#pragma once
#include <cstddef>
#include <string>

namespace bench {

/// Made-up words of somebody who tells what happened to them, in English, Spanish or French, in so many bytes (a letter is never
/// parted): another text for each number, of sentences that are put together anew, as what people write is never the same twice.
/// Nothing in them leads to a person, but that every fiftieth text holds an address of a kind.
std::string story(unsigned number, std::size_t bytes);

}  // namespace bench
