#include "guard/guard.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace himthough::guard {
namespace {

struct Example {
    std::string text, marked, rule;
};

TEST(Guard, StopsAtWhatLeadsToAPerson) {
    const Guard guard;
    const Example examples[] = {
        {"write to someone@example.org please", "someone@example.org", "email"},
        {"it is someone (at) example (dot) org", "someone (at) example (dot) org", "email"},
        {"it is someone at example dot org, ask", "someone at example dot org", "email"},
        {"see https://example.org/people/1 there", "https://example.org/people/1", "link"},
        {"see www.example.org there", "www.example.org", "link"},
        {"look at facebook.com/example.person", "facebook.com/example.person", "profile"},
        {"it was @example_person then", "@example_person", "handle"},
        {"it was @someone@social.example then", "@someone@social.example", "handle"},
        {"call +44 20 7946 0000 now", "+44 20 7946 0000", "phone"},
        {"call 020 7946 0000 now", "020 7946 0000", "phone"},
        {"call (212) 555-0100 now", "(212) 555-0100", "phone"},
        {"pay to DE89 3704 0044 0532 0130 00 then", "DE89 3704 0044 0532 0130 00", "bank"},
    };
    for (const auto& example : examples) {
        const auto findings = guard.read(example.text);
        ASSERT_FALSE(findings.found.empty()) << example.rule << ": " << example.text;
        const auto& first = findings.found.front();
        EXPECT_EQ(first.rule, example.rule) << example.text;
        EXPECT_EQ(example.text.substr(first.begin, first.end - first.begin), example.marked);
        EXPECT_EQ(first.tier, Tier::stop);
    }
}

TEST(Guard, LetsAnHonestStoryThrough) {
    const Guard guard;
    for (const char* text : {"It was 2009. I was 16 and it went on for 3 years.", "We met at work at 9 in the morning.",
                             "I told 2 people, 1 believed me, 10 years later 300 did.", "Me too. #MeToo", "1998-2004, and then it was over",
                             "I said no; he went on. At home I said nothing.", "Het was 15.10.2017, ik was 20."}) {
        EXPECT_TRUE(guard.read(text).found.empty()) << text;
    }
}

TEST(Guard, ReadsHostileTextInLinearTime) {
    const Guard guard;
    for (const std::string unit : {"a@", "0 ", "@@", "1-", "(at)", "AA11 ", "http://", "a.a."}) {
        std::string text;
        while (text.size() < 64 * 1024) text += unit;
        const auto start = std::chrono::steady_clock::now();
        (void)guard.read(text);
        EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2)) << unit;  // sanitizers are slow; a quadratic one takes minutes
    }
}

TEST(Guard, FindsSeveralPlacesInOrder) {
    const std::string text = "a@example.org and +44 20 7946 0000 and b@example.org";
    const auto findings = Guard().read(text);
    ASSERT_EQ(findings.found.size(), 3u);
    EXPECT_EQ(findings.found[1].rule, "phone");
    EXPECT_LT(findings.found[0].end, findings.found[1].begin);
}

}  // namespace
}  // namespace himthough::guard
