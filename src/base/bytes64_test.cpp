#include "base/bytes64.h"

#include <gtest/gtest.h>

#include <string>

namespace himthough {
namespace {

TEST(Bytes64, TellsEveryByteAndWhatLiesBehindTheEnd) {
    std::string text;
    for (int c = 0; c < 256; ++c) text += static_cast<char>(c);
    text += "ab";
    for (std::size_t at = 0; at < text.size() + 64; at += 64) {
        const Bytes64 bytes(text, at);
        for (std::size_t bit = 0; bit < 64; ++bit) {
            const auto c = at + bit < text.size() ? static_cast<unsigned char>(text[at + bit]) : 0;
            const auto is = [&](std::uint64_t bits) { return (bits >> bit & 1) != 0; };
            EXPECT_EQ(is(bytes.equal('b')), c == 'b');
            EXPECT_EQ(is(bytes.equal('\xC2')), c == 0xC2);
            EXPECT_EQ(is(bytes.equal('\0')), c == 0);
            EXPECT_EQ(is(bytes.ascii_letters()), (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) << int{c};
            EXPECT_EQ(is(bytes.ascii_capitals()), c >= 'A' && c <= 'Z');
            EXPECT_EQ(is(bytes.beyond_ascii()), c >= 0x80);
            EXPECT_EQ(is(bytes.controls()), c >= 1 && c < 0x20);
        }
    }
}

}  // namespace
}  // namespace himthough
