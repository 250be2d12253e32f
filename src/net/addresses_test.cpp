#include "net/addresses.h"

#include <gtest/gtest.h>

#include <stdexcept>

using namespace himthough::net;

namespace {

Address at(const char* text) { return Address::parse(text).value(); }

std::string seen(const char* peer, const std::vector<std::string>& trusted, const std::vector<std::string_view>& forwarded) {
    return client_behind(at(peer), Networks(trusted), forwarded).text();
}

}  // namespace

TEST(Addresses, OneAddressHasOneValue) {
    EXPECT_EQ(at("192.0.2.1"), at("::ffff:192.0.2.1"));
    EXPECT_EQ(at("::ffff:192.0.2.1").text(), "192.0.2.1");
    EXPECT_EQ(at("2001:DB8:0:0::1").text(), "2001:db8::1");
    for (const char* wrong : {"", "1", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.4:80", "[::1]", "::g", "fe80::1%lo", "localhost", " 1.2.3.4"})
        EXPECT_FALSE(Address::parse(wrong)) << wrong;
}

TEST(Addresses, NetworksCoverWhatTheirPrefixSays) {
    const Networks networks({"10.0.0.0/8", "192.0.2.77", "2001:db8::/33", "::1"});
    for (const char* inside : {"10.255.1.2", "::ffff:10.1.2.3", "192.0.2.77", "2001:db8:7fff::1", "::1"}) EXPECT_TRUE(networks.contains(at(inside))) << inside;
    for (const char* outside : {"11.0.0.1", "192.0.2.78", "2001:db8:8000::1", "::2", "::10.0.0.1"}) EXPECT_FALSE(networks.contains(at(outside))) << outside;
    EXPECT_TRUE(Networks({"0.0.0.0/0"}).contains(at("203.0.113.9")));
    EXPECT_FALSE(Networks({"0.0.0.0/0"}).contains(at("2001:db8::1")));
    EXPECT_FALSE(Networks().contains(at("127.0.0.1")));
}

TEST(Addresses, ANetworkThatCannotBeReadIsRefusedByName) {
    for (const char* wrong : {"10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8x", "::1/129", "proxy.example", "", "/8", "10.0.0.0/-1"})
        EXPECT_THROW(Networks({wrong}), std::runtime_error) << wrong;
}

TEST(TrustedProxies, OnlyTheyAreBelieved) {
    const std::vector<std::string> trusted{"127.0.0.1", "10.0.0.0/8", "2001:db8:1::/48"};
    EXPECT_EQ(seen("203.0.113.5", trusted, {"198.51.100.1"}), "203.0.113.5") << "a stranger says so";
    EXPECT_EQ(seen("203.0.113.5", {}, {"198.51.100.1"}), "203.0.113.5") << "nobody is trusted";
    EXPECT_EQ(seen("127.0.0.1", trusted, {}), "127.0.0.1") << "the proxy says nothing";
    EXPECT_EQ(seen("127.0.0.1", trusted, {"198.51.100.1"}), "198.51.100.1");
    EXPECT_EQ(seen("::ffff:127.0.0.1", trusted, {"198.51.100.1"}), "198.51.100.1") << "the mapped form is the same address";
    EXPECT_EQ(seen("2001:db8:1::5", trusted, {"2001:db8:2::9"}), "2001:db8:2::9");
    EXPECT_EQ(seen("127.0.0.1", trusted, {"::ffff:198.51.100.1"}), "198.51.100.1");
}

TEST(TrustedProxies, TheRightmostAddressThatIsNotTheirsCounts) {
    const std::vector<std::string> trusted{"127.0.0.1", "10.0.0.0/8"};
    EXPECT_EQ(seen("127.0.0.1", trusted, {"192.0.2.66, 198.51.100.1"}), "198.51.100.1") << "the left one was made up by the client";
    EXPECT_EQ(seen("127.0.0.1", trusted, {"198.51.100.1, 10.1.1.1,10.2.2.2"}), "198.51.100.1");
    EXPECT_EQ(seen("127.0.0.1", trusted, {"192.0.2.66", "198.51.100.1", "10.1.1.1"}), "198.51.100.1") << "several fields are one list";
    EXPECT_EQ(seen("127.0.0.1", trusted, {"10.9.9.9, 10.1.1.1"}), "10.9.9.9") << "somebody inside";
}

TEST(TrustedProxies, RubbishOnTheWayGivesThePeer) {
    const std::vector<std::string> trusted{"127.0.0.1", "10.0.0.0/8"};
    for (const char* rubbish : {"unknown", "", ",", "198.51.100.1,", "198.51.100.1, unknown, 10.1.1.1", "1.2.3.4:80", "_hidden", "198.51.100.1 10.1.1.1"})
        EXPECT_EQ(seen("127.0.0.1", trusted, {rubbish}), "127.0.0.1") << rubbish;
    EXPECT_EQ(seen("127.0.0.1", trusted, {"rubbish, 198.51.100.1"}), "198.51.100.1") << "it stands left of the answer";
}
