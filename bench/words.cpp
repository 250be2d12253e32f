#include "bench/words.h"

#include <fmt/core.h>

namespace bench {
namespace {

constexpr std::string_view plain[] = {
    "It was years ago, and I have told two people since. ", "I thought that it was my fault, and it was not. ",
    "He was somebody whom I trusted. ", "I left the job in the spring. ", "Nobody asked me why I had stopped singing. ",
    "I still take the other way home. ", "My sister believed me at once. ", "I write it here because it weighs less then. ",
    "For a long time I had no word for it. ", "There was a door, and I did not use it. ", "I was nineteen. ",
    "The others laughed, and so did I. ", "I am well today, most days. ", "It helped to read that I was not the only one. ",
};
constexpr std::string_view further[] = {
    "I didn’t say a word for three years. ", "She said: “I know.” That was all. ", "Ça va mieux maintenant. ",
    "It wasn’t my café any more. ", "Nadie me preguntó, y ahora lo digo. ",
};

std::size_t characters(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return count;
}

}  // namespace

std::string words(unsigned number) {
    std::string text = fmt::format("This is text {}. ", number);
    unsigned drawn = number * 2654435761u + 12345u;
    if (number % 2 == 1) text += further[drawn / 64 % std::size(further)];
    while (characters(text) < 430) {
        drawn = drawn * 1664525u + 1013904223u;
        text += plain[drawn >> 16 & 0xFFFFu ? (drawn >> 16) % std::size(plain) : 0];
    }
    text.append(500 - 1 - characters(text), 'n');
    return text += '.';
}

}  // namespace bench
