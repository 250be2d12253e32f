#include "acts/totp.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace himthough {
namespace {

const std::string rfc_secret = "12345678901234567890";
Seconds at(long seconds) { return Seconds(std::chrono::seconds(seconds)); }

// RFC 6238, appendix B, SHA-1: the last six of the eight digits.
TEST(Codes, AreThoseOfRfc6238) {
    EXPECT_EQ(totp::code_at(rfc_secret, totp::step_at(at(59))), "287082");
    EXPECT_EQ(totp::code_at(rfc_secret, totp::step_at(at(1111111109))), "081804");
    EXPECT_EQ(totp::code_at(rfc_secret, totp::step_at(at(1111111111))), "050471");
    EXPECT_EQ(totp::code_at(rfc_secret, totp::step_at(at(1234567890))), "005924");
    EXPECT_EQ(totp::code_at(rfc_secret, totp::step_at(at(2000000000))), "279037");
    EXPECT_EQ(totp::code_at(rfc_secret, totp::step_at(at(20000000000))), "353130");
}

TEST(Codes, OfTheStepBeforeAndAfterAreTakenAndNoOthers) {
    const auto now = at(1234567890);
    const auto step = totp::step_at(now);
    for (int off = -3; off <= 3; ++off) {
        const auto found = totp::step_of(rfc_secret, totp::code_at(rfc_secret, step + off), now);
        if (std::abs(off) <= 1) EXPECT_EQ(found, step + off);
        else EXPECT_FALSE(found);
    }
}

TEST(Codes, MayBeTypedWithASpaceInTheMiddle) {
    EXPECT_TRUE(totp::step_of(rfc_secret, "005 924", at(1234567890)));
    for (const auto wrong : {"", "5924", "0059240", "abcdef", "005925"})
        EXPECT_FALSE(totp::step_of(rfc_secret, wrong, at(1234567890))) << wrong;
}

TEST(Codes, ComeFromASecretThatCanBeTypedOrScanned) {
    EXPECT_EQ(totp::to_type(rfc_secret), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    EXPECT_EQ(totp::address(rfc_secret, "Zoë K"),
              "otpauth://totp/himthough:Zo%C3%AB%20K?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=himthough");
    EXPECT_EQ(totp::new_secret().size(), 20U);
    EXPECT_NE(totp::new_secret(), totp::new_secret());
}

}  // namespace
}  // namespace himthough
