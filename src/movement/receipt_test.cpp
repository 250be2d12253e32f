#include "movement/receipt.h"

#include <gtest/gtest.h>

#include <functional>
#include <set>

namespace himthough {
namespace {

Keys some_keys() {
    start_secrets();
    return Keys::from(random_key());
}

TEST(Receipt, IsTheSameForTheSameFormAndAnotherForAnother) {
    const Keys keys = some_keys();
    EXPECT_EQ(Receipt::from("form one", keys), Receipt::from("form one", keys));
    EXPECT_NE(Receipt::from("form one", keys), Receipt::from("form two", keys));
    EXPECT_NE(Receipt::from("form one", keys), Receipt::from("form one", some_keys()));
}

TEST(Receipt, IsReadHoweverItWasTyped) {
    const Keys keys = some_keys();
    for (int form = 0; form < 200; ++form) {
        const auto receipt = Receipt::from(std::to_string(form), keys);
        std::string typed;
        for (std::size_t place = 0; place < Receipt::length; ++place) {
            std::string word(receipt.word(place));
            word[0] = static_cast<char>(word[0] - 'a' + 'A');
            typed += std::to_string(place + 1) + ". " + word + ",\r\n";
        }
        ASSERT_EQ(Receipt::read(typed), receipt);
        ASSERT_EQ(Receipt::read(receipt.words()), receipt);
    }
}

TEST(Receipt, RefusesWhatIsNotNineWordsOfTheList) {
    const auto words = Receipt::from("form", some_keys()).words();
    EXPECT_FALSE(Receipt::read(""));
    EXPECT_FALSE(Receipt::read(words.substr(0, words.rfind(' '))));
    EXPECT_FALSE(Receipt::read(words + " abacus"));
    EXPECT_FALSE(Receipt::read("one two three four five six seven eight nine"));
    EXPECT_FALSE(Receipt::read(std::string(100'000, 'a')));
}

TEST(Receipt, SpreadsOverTheWholeList) {
    const Keys keys = some_keys();
    std::set<std::string> seen;
    for (int form = 0; form < 4000; ++form) {
        const auto receipt = Receipt::from(std::to_string(form), keys);
        for (std::size_t place = 0; place < Receipt::length; ++place) seen.emplace(receipt.word(place));
    }
    EXPECT_GT(seen.size(), 7650u);  // 36,000 draws leave about 76 of 7776 words unseen
}

TEST(Receipt, IsFoundInAStory) {
    const auto words = Receipt::from("form", some_keys()).words();
    const std::string story = "I keep it here: " + words + ". Nobody will see it.";
    const auto found = find_receipt(story);
    ASSERT_TRUE(found);
    EXPECT_EQ(story.substr(found->first, found->second - found->first), words);
}

TEST(Receipt, IsFoundWhereverItStandsInAStory) {
    const Keys keys = some_keys();
    for (int form = 0; form < 2000; ++form) {
        const auto words = Receipt::from(std::to_string(form), keys).words();
        std::string story;   // "abacus" is of the list: what stands before may end in a word of it
        for (int before = 0; before < form % 23; ++before) story += before % 3 == 1 && before + 1 < form % 23 ? "Abacus " : "the ";
        const auto begin = story.size();
        story += words + " the end";
        const auto found = find_receipt(story);
        ASSERT_TRUE(found);
        EXPECT_EQ(found->first, begin);
        EXPECT_EQ(found->second, begin + words.size());
    }
}

TEST(Receipt, IsFoundWithTheWordsThatHaveAHyphenHoweverTheyAreTyped) {
    for (const char* typed : {"t-shirt drop-down felt-tip yo-yo abacus abdomen zoom abacus abdomen", "T SHIRT drop down felt tip yo yo abacus abdomen zoom abacus abdomen"})
        EXPECT_TRUE(find_receipt(typed)) << typed;
}

std::string together(const Receipt& receipt, const std::function<std::string(std::size_t, std::string)>& told) {
    std::string all;
    for (std::size_t place = 0; place < Receipt::length; ++place) all += told(place, std::string(receipt.word(place)));
    return all;
}

TEST(Receipt, IsFoundHoweverSomebodyTellsIt) {
    const std::string ordinals[] = {"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"};
    const std::string ordinales[] = {"primera", "segunda", "tercera", "cuarta", "quinta", "sexta", "séptima", "octava", "novena"};
    const std::string ordinaux[] = {"premier", "deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième", "huitième", "neuvième"};
    const Keys keys = some_keys();
    for (int form = 0; form < 500; ++form) {
        const auto receipt = Receipt::from(std::to_string(form), keys);
        const std::string told[] = {
            together(receipt, [](auto place, auto word) { return (place == 0 ? "" : place == 8 ? " and " : ", ") + word; }),
            together(receipt, [](auto place, auto word) { return (place == 0 ? "" : " y ") + word; }),
            together(receipt, [](auto place, auto word) { return (place == 8 ? "et " : "") + word + " "; }),
            together(receipt, [&](auto place, auto word) { return ordinals[place] + " word is " + word + "; "; }),
            together(receipt, [&](auto place, auto word) { return ordinales[place] + " " + word + ", "; }),
            together(receipt, [&](auto place, auto word) { return ordinaux[place] + " mot: " + word + "\n"; }),
            together(receipt, [](auto place, auto word) { return std::to_string(place + 1) + " is " + word + "\n"; }),
            together(receipt, [](auto, auto word) { return std::erase(word, '-'), static_cast<char>(word[0] - 32) + word.substr(1); }),
            together(receipt, [](auto, auto word) { return std::erase(word, '-'), word; }),
            together(receipt, [](auto, auto word) { return std::erase(word, '-'), word + " "; })};
        for (const auto& one : told) {
            ASSERT_TRUE(find_receipt("They are " + one + ".")) << one;
        }
    }
}

TEST(Receipt, IsNotFoundWhereOneWordIsMissing) {
    const auto words = Receipt::from("form", some_keys()).words();
    const auto eight = words.substr(0, words.rfind(' '));
    EXPECT_FALSE(find_receipt(eight + " the " + eight));
}

TEST(Receipt, IsNotFoundInProse) {
    EXPECT_FALSE(find_receipt("I was at work and nobody said a word. It took me years to say this, and I say it now."));
    EXPECT_FALSE(find_receipt(""));
}

}  // namespace
}  // namespace himthough
