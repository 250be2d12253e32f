#include "guard/checks.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "guard/names.h"

namespace himthough::guard {
namespace {

TEST(Checks, KnowsAnIbanByItsRemainder) {
    for (const char* good : {"DE89 3704 0044 0532 0130 00", "GB82WEST12345698765432", "fr14 2004 1010 0505 0001 3m02 606"}) EXPECT_TRUE(is_iban(good)) << good;
    for (const char* no : {"DE88 3704 0044 0532 0130 00", "DE89", "8937 0400 4405 3201 3000", "DE89 3704 0044 0532 0130 00!"}) EXPECT_FALSE(is_iban(no)) << no;
}

TEST(Checks, KnowsACardByItsLastDigit) {
    EXPECT_TRUE(is_luhn("4111 1111 1111 1111"));
    EXPECT_TRUE(is_luhn("3782-822463-10005"));
    EXPECT_FALSE(is_luhn("4111 1111 1111 1112"));
    EXPECT_FALSE(is_luhn("0000 0000 0000 0000"));
    EXPECT_FALSE(is_luhn("18"));
}

TEST(Checks, TellsTelephoneNumbersFromOtherDigits) {
    const Phones phones({"US", "GB", "IE", "FR", "ES", "MX", "AU", "not a region"});
    EXPECT_EQ(phones.regions().size(), 7u);
    for (const char* number : {"+44 20 7946 0000", "+44 (0)20 7946 0000", "0044 20 7946 0000", "+39 06 1234567", "011 44 20 7946 0000", "020 7946 0000", "07700 900123",
                               "(212) 555-0100", "212.555.0100", "1 212 555 0100", "06 39 98 12 34", "0639981234", "612 345 678", "55 1234 5678", "(02) 5550 1234"})
        EXPECT_TRUE(phones.could_be(number)) << number;
    for (const char* no : {"15.10.2017", "2017-10-15", "8/10/2017", "1998-2004", "2015 2016 2017", "12345678", "1234", "+44 20 79", "+999 123 456 789", "100 000 000",
                           "123456789012345678901234", "1 2 3 4 5"})
        EXPECT_FALSE(phones.could_be(no)) << no;
    EXPECT_FALSE(Phones({}).could_be("020 7946 0000"));
    EXPECT_TRUE(Phones({}).could_be("+44 20 7946 0000"));
}

TEST(Checks, KnowsTheRegionsOfLibphonenumber) {
    EXPECT_GT(phone_regions().size(), 200u);
    EXPECT_TRUE(std::ranges::is_sorted(phone_regions(), {}, &PhoneRegion::region));
    for (const auto& region : usual_phone_regions()) EXPECT_NE(find_phone_region(region), nullptr) << region;
    EXPECT_EQ(find_phone_region("XX"), nullptr);
}

TEST(Checks, KnowsFirstNamesOfManyLanguages) {
    for (const char* name : {"dan", "amal", "maria", "jose", "zoe", "francois", "lukasz", "soren", "mehmet", "priya", "kwame", "yuki", "paco", "hope", "will", "grace"})
        EXPECT_TRUE(is_listed_name(name)) << name;
    for (const char* no : {"", "monday", "the", "coach", "zzz", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "madrid"}) EXPECT_FALSE(is_listed_name(no)) << no;
    EXPECT_EQ(fold_name("François"), "francois");
    EXPECT_EQ(fold_name("Łukasz Sørensen ß"), "lukasz sorensen ss");
}

TEST(Checks, FindsANameAmongTheWordsOfAPlace) {
    for (const char* place : {"Dan", "Dan's", "Aunt Zoë", "Jean-Luc", "Marisol Quintero", "José"}) EXPECT_TRUE(holds_listed_name(place)) << place;
    for (const char* no : {"Monday", "High School", "", " ", "-"}) EXPECT_FALSE(holds_listed_name(no)) << no;
}

TEST(Checks, OfAPlaceWithCapitalsOnlyThoseWordsAreNames) {
    EXPECT_TRUE(holds_listed_name("dan"));
    EXPECT_FALSE(holds_listed_name("Kraftwerk dan"));
    EXPECT_TRUE(holds_listed_name("Kraftwerk Dan"));
}

TEST(Checks, KnowsATextWithoutAnyName) {
    for (const char* text : {"It was Dan.", "“Dan” said", "told–Dan", "x’Dan", "d'Amélie", "Élodie, Ñ", "(Dan)", "@Dan", "Jean-Luc", "«Zoé»", "123Dan", "dan… Łukasz"}) {
        EXPECT_TRUE(holds_capital_name(text)) << text;
        EXPECT_TRUE(holds_capital_name(std::string(62, '-') + text)) << text;   // over the end of sixty-four bytes
        EXPECT_TRUE(holds_capital_name(std::string(63, '-') + text)) << text;
    }
    for (const char* text : {"", "dan", "it was him", "McDan", "– – “ ” été", "ÉÉÉ"}) EXPECT_FALSE(holds_capital_name(text)) << text;
}

TEST(Checks, FoldsAccentsAsUnicodeDoes) {
    EXPECT_EQ(fold_name("ÀÇÉÎÑÖŸŽŠŁĐŒÆß"), "aceinoyzsldoeaess");
    EXPECT_EQ(fold_name("Ștefan Nguyễn"), "stefan nguyen");
    EXPECT_EQ(fold_name("Дарья"), "дарья");
}

TEST(Checks, NamesAreSortedSoThatTheyAreFound) {
    std::string_view rest = names(), last;
    while (!rest.empty()) {
        const auto name = rest.substr(0, rest.find('\n'));
        ASSERT_LT(last, name);
        ASSERT_TRUE(is_listed_name(name)) << name;
        last = name;
        rest.remove_prefix(name.size() + 1);
    }
}

}  // namespace
}  // namespace himthough::guard
