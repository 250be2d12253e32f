#include "acts/password.h"

#include <array>
#include <atomic>
#include <ctime>
#include <latch>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace himthough {
namespace {

constexpr PasswordCost cheap{1, 8192};

std::string_view refused(std::string_view password) {
    const auto may = may_be_password(password, std::array<std::string, 1>{"Amal Haddad"});
    return may ? "" : may.error().says;
}

TEST(Passwords, OfReviewersHaveFifteenLettersOrMore) {
    EXPECT_EQ(refused("gx4 lwq 7vz 2m"), "fault.password_short");
    EXPECT_EQ(refused("gx4 lwq 7vz 2mb"), "");
    EXPECT_EQ(refused("ġẋ4 łẃq 7vẑ 2m"), "fault.password_short") << "letters count, not bytes";
    EXPECT_EQ(refused(std::string(129, 'x')), "fault.password_long");
    EXPECT_EQ(refused(""), "fault.password_missing");
}

TEST(Passwords, OfReviewersAreNotAmongTheCommonOnes) {
    for (const auto common : {"passwordpassword", "123456789012345", "qwertyuiopasdfgh", "iloveyouiloveyou", "aaaaaaaaaaaaaaa",
                              "Password12345678", "letmeinletmeinletmein", "Football2017!!!", "1q2w3e4r5t6y7u8i", "summersummer2024",
                              "thisismypassword", "abcdefghijklmnop", "liverpoolliverpool"})
        EXPECT_EQ(refused(common), "fault.password_common") << common;
}

TEST(Passwords, OfReviewersAreNotMadeOfTheirNameOrThePlaces) {
    EXPECT_EQ(refused("himthoughhimthough"), "fault.password_common");
    EXPECT_EQ(refused("amal haddadamal haddad"), "fault.password_common");
    EXPECT_EQ(refused("metoo reviewer desk"), "fault.password_common");
}

TEST(Passwords, MayBeAFewOrdinaryWordsInNoOrdinaryOrder) {
    for (const auto fine : {"kettle moss ribbon tuesday", "a garden gate in the rain", "drei Birnen unter dem Regal"})
        EXPECT_EQ(refused(fine), "") << fine;
}

TEST(Passwords, AreKeptAsArgon2idOf64MebibytesInThreePasses) {
    PasswordWork work;
    const auto hash = work.hash("kettle moss ribbon tuesday");
    ASSERT_TRUE(hash);
    EXPECT_THAT(*hash, testing::StartsWith("$argon2id$v=19$m=65536,t=3,p=1$"));
    EXPECT_TRUE(work.matches(*hash, "kettle moss ribbon tuesday").value());
    EXPECT_FALSE(work.matches(*hash, "kettle moss ribbon monday").value());
}

TEST(Passwords, OfAnUnknownNameTakeAsLongAsAWrongOne) {
    PasswordWork work;
    const auto hash = work.hash("kettle moss ribbon tuesday").value();
    // Of this thread, and the smallest of five that take turns: what the machine does besides only ever adds.
    const auto spent = [] {
        timespec now{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
        return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
    };
    const auto time_of = [&](const std::string& known) {
        const auto start = spent();
        EXPECT_FALSE(work.matches(known, "another one entirely").value());
        return spent() - start;
    };
    double unknown = time_of(""), wrong = time_of(hash);
    for (int turn = 0; turn < 4; ++turn) {
        unknown = std::min(unknown, time_of(""));
        wrong = std::min(wrong, time_of(hash));
    }
    EXPECT_NEAR(unknown / wrong, 1.0, 0.4);
}

TEST(Passwords, AreWorkedOnByHalfTheCoresAndABoundedQueueThenRefused) {
    EXPECT_GE(PasswordWork::half_the_cores(), 1U);
    EXPECT_LE(PasswordWork::half_the_cores(), std::max(1U, std::thread::hardware_concurrency() / 2));

    PasswordWork work(PasswordCost{2, std::size_t{8} << 20}, 1, 2);
    std::atomic<int> done = 0, slowed = 0;
    std::latch start(12);
    {
        std::vector<std::jthread> crowd;
        for (int i = 0; i < 12; ++i)
            crowd.emplace_back([&] {
                start.arrive_and_wait();
                const auto hash = work.hash("kettle moss ribbon tuesday");
                if (hash) ++done;
                else if (hash.error().why == Why::slow_down) ++slowed;
            });
    }
    EXPECT_EQ(done + slowed, 12);
    EXPECT_GE(done, 3) << "one at work and two waiting";
    EXPECT_GE(slowed, 1);
    EXPECT_TRUE(PasswordWork(cheap).hash("and afterwards it works again"));
}

}  // namespace
}  // namespace himthough
