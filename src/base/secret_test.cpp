#include "base/secret.h"

#include <gtest/gtest.h>

namespace himthough {
namespace {

BoxKeys keys_of(std::uint8_t seed) {
    Key key{};
    key.fill(seed);
    return BoxKeys::from(key);
}

TEST(SealedBox, IsOpenedByTheSecretKeyOnly) {
    start_secrets();
    const auto mine = keys_of(1), other = keys_of(2);
    const auto sealed = seal_to(mine.public_key, "a few words");
    ASSERT_TRUE(sealed);
    EXPECT_EQ(sealed->size(), std::string_view("a few words").size() + 48);
    EXPECT_EQ(open_box(mine, *sealed), "a few words");
    EXPECT_FALSE(open_box(other, *sealed));
    EXPECT_FALSE(open_box({mine.public_key, other.secret_key}, *sealed));
}

TEST(SealedBox, DiffersEachTimeAndBearsNoChange) {
    start_secrets();
    const auto mine = keys_of(1);
    const auto one = seal_to(mine.public_key, "words"), two = seal_to(mine.public_key, "words");
    EXPECT_NE(one, two);
    EXPECT_EQ(one->find("words"), std::string::npos);
    auto changed = *one;
    changed.back() = static_cast<char>(changed.back() ^ 1);
    EXPECT_FALSE(open_box(mine, changed));
    EXPECT_FALSE(open_box(mine, one->substr(1)));
    EXPECT_FALSE(open_box(mine, ""));
}

TEST(SealedBox, KeysComeFromTheSeedAlone) {
    EXPECT_EQ(keys_of(7).public_key, keys_of(7).public_key);
    EXPECT_EQ(keys_of(7).secret_key, keys_of(7).secret_key);
    EXPECT_NE(keys_of(7).public_key, keys_of(8).public_key);
}

TEST(SealedBox, TakesNoKeyThatIsNone) {
    start_secrets();
    EXPECT_FALSE(seal_to(Key{}, "words"));
}

}  // namespace
}  // namespace himthough
