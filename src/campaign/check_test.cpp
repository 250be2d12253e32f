#include "campaign/check.h"

#include <gtest/gtest.h>

#include "base/country.h"

namespace himthough {
namespace {

using namespace std::chrono_literals;

TEST(Terms, ALengthOfTimeIsANumberAndAUnit) {
    EXPECT_EQ(read_duration("90 s"), 90s);
    EXPECT_EQ(read_duration("15 min"), 15min);
    EXPECT_EQ(read_duration("15min"), 15min);
    EXPECT_EQ(read_duration("24 h"), 24h);
    EXPECT_EQ(read_duration("7 d"), 7 * 24h);
    for (const auto wrong : {"", "15", "min", "-1 h", "1.5 h", "15 minutes", "99999999999999999999 s", " 1 h"}) EXPECT_FALSE(read_duration(wrong)) << wrong;
}

TEST(Terms, ALanguageIsATagInItsUsualForm) {
    for (const auto tag : {"en", "es-MX", "zh-Hans", "ast", "es-419", "pt-BR"}) EXPECT_TRUE(is_language(tag)) << tag;
    for (const auto tag : {"", "EN", "english", "en_GB", "en-", "xx", "es-mx", "e", "en-GB "}) EXPECT_FALSE(is_language(tag)) << tag;
}

TEST(Terms, ACountryIsTwoCapitalLettersOfIso3166) {
    for (const auto code : {"GB", "US", "MX", "SS", "TW"}) EXPECT_TRUE(is_country(code)) << code;
    for (const auto code : {"", "UK", "EU", "gb", "XX", "GBR", "AN", "YU"}) EXPECT_FALSE(is_country(code)) << code;
}

TEST(Terms, AnAddressIsHttpsWithAHostName) {
    for (const auto address : {"https://www.wikipedia.org/", "https://example.org", "https://example.org/a?b=c", "https://example.org:8443/"})
        EXPECT_TRUE(is_https(address)) << address;
    for (const auto address : {"http://example.org/", "https://", "https://localhost/", "https://me@example.org/", "https://example.org/ x",
                               "javascript:alert(1)", "https://example.org/#x", "https://example.org./", "https://ex\"ample.org/"})
        EXPECT_FALSE(is_https(address)) << address;
}

TEST(Terms, TheNearestWordIsTheOneThatWasMeant) {
    EXPECT_EQ(nearest("vioce", {"voice", "choice"}), "voice");
    EXPECT_EQ(nearest("editon", {"editions", "survivors"}), "editions");
    EXPECT_FALSE(nearest("completely", {"different", "words"}));
}

TEST(Fault, SaysFileLineColumnAndWhatToDo) {
    EXPECT_EQ((Fault{"movements/x.toml", 12, 3, "a fault", "mend it"}.str()), "movements/x.toml:12:3: a fault; mend it");
}

}  // namespace
}  // namespace himthough
