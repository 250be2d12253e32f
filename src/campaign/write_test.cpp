#include "campaign/write.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>


namespace himthough {
namespace {

using testing::HasSubstr;

const std::string file = R"(# What stands above.
languages = ["en", "ar"]   # two
leave_to = "https://www.example.org/"

[rhythm]
editions = "15 min"        # everything
survivors_waiting = 8

[tags.survivor]
en = ["MeToo"]
ar = ["أنا_كمان", "AnaKaman"]   # both

[text.en]
name = "Un « mouvement »"
about = """
One.

Two with "quotes" and \\ a backslash.
"""
# The end of it.
origin = 'literal'

# About the first.
[[line]]
name = "First"
phone = "1 23"
verified = 2026-11-22

# About the second.
# Two lines of it.
[[line]]
name = "Second"
)";

TomlValue tree(const std::string& text) {
    std::vector<Fault> faults;
    auto read = parse_toml(text, "it.toml", faults);
    EXPECT_TRUE(read) << text;
    return read.value_or(TomlValue{});
}

std::string instead(std::string text, const std::string& what, const std::string& with) {
    EXPECT_NE(text.find(what), std::string::npos) << what;
    return text.replace(text.find(what), what.size(), with);
}

TEST(Write, PutsAValueInThePlaceOfAnotherAndLeavesTheRest) {
    EXPECT_EQ(with_value(file, {"leave_to"}, text_value("https://example.org/b")), instead(file, "https://www.example.org/", "https://example.org/b"));
    EXPECT_EQ(with_value(file, {"languages"}, texts_value({"en"})), instead(file, "[\"en\", \"ar\"]", "[\"en\"]"));
    EXPECT_EQ(with_value(file, {"rhythm", "survivors_waiting"}, number_value(12)), instead(file, "= 8", "= 12"));
    EXPECT_EQ(with_value(file, {"text", "en", "name"}, text_value("N")), instead(file, "\"Un « mouvement »\"", "\"N\""));
    EXPECT_EQ(with_value(file, {"tags", "survivor", "ar"}, texts_value({"米兔"})), instead(file, "[\"أنا_كمان\", \"AnaKaman\"]", "[\"米兔\"]"));
    EXPECT_EQ(with_value(file, {"text", "en", "origin"}, text_value("o")), instead(file, "'literal'", "\"o\""));
    EXPECT_EQ(with_value(file, {"line", "0", "verified"}, day_value("2026-11-23")), instead(file, "2026-11-22", "2026-11-23"));
    const auto about = with_value(file, {"text", "en", "about"}, text_value("New.\n\nLines.\n"));
    ASSERT_TRUE(about);
    EXPECT_THAT(*about, HasSubstr("about = \"\"\"\nNew.\n\nLines.\n\"\"\"\n# The end of it.\n"));
}

TEST(Write, LeavesAValueThatIsThereAlreadyAsItWasWritten) {
    EXPECT_EQ(with_value(file, {"text", "en", "origin"}, text_value("literal")), file);
    EXPECT_EQ(with_value(file, {"text", "en", "about"}, text_value("One.\n\nTwo with \"quotes\" and \\ a backslash.\n")), file);
}

TEST(Write, AddsAKeyAtTheEndOfItsTable) {
    EXPECT_EQ(with_value(file, {"line", "1", "phone"}, text_value("45")), file + "phone = \"45\"\n");
    EXPECT_EQ(with_value(file, {"line", "0", "phone2"}, text_value("45")), instead(file, "2026-11-22\n", "2026-11-22\nphone2 = \"45\"\n"));
    EXPECT_EQ(with_value(file, {"countries"}, texts_value({"GB"})), instead(file, ".org/\"\n", ".org/\"\ncountries = [\"GB\"]\n"));
    EXPECT_EQ(with_value(file, {"rhythm", "survivors_weeks"}, yes_no_value(true)), instead(file, "= 8\n", "= 8\nsurvivors_weeks = true\n"));
    EXPECT_EQ(with_value(file, {"tags", "caller", "zh-Hans"}, texts_value({"Him"})), file + "\n[tags.caller]\nzh-Hans = [\"Him\"]\n");
}

TEST(Write, AddsAndTakesOutLinesAndTables) {
    EXPECT_EQ(without_key(file, {"line", "0", "phone"}), instead(file, "phone = \"1 23\"\n", ""));
    EXPECT_EQ(without_key(file, {"line", "0", "web"}), file) << "it is not there";
    EXPECT_EQ(with_table(file, "line", {{"name", {}, text_value("Third")}}), file + "\n[[line]]\nname = \"Third\"\n");
    EXPECT_EQ(without_table(file, "line", 0), instead(file, "# About the first.\n[[line]]\nname = \"First\"\nphone = \"1 23\"\nverified = 2026-11-22\n\n", ""));
    EXPECT_EQ(without_table(file, "line", 1), file.substr(0, file.find("# About the second.")));
    EXPECT_EQ(without_table(file, "line", 2), std::nullopt);
}

TEST(Write, DoesNothingWhereItCannotSayExactlyThat) {
    EXPECT_EQ(with_value("no toml", {"a"}, text_value("b")), std::nullopt);
    EXPECT_EQ(with_value(file, {"text", "en", "name"}, text_value("\xff")), std::nullopt);
    EXPECT_EQ(with_value(file, {"leave_to", "deeper"}, text_value("b")), std::nullopt);
    EXPECT_EQ(with_value("a = {b = 1}\n", {"a", "c"}, text_value("b")), std::nullopt) << "a table on one line is left to its writer";
    EXPECT_EQ(without_key("a = {b = 1, c = 2}\n", {"a", "b"}), std::nullopt);
}

const std::string pieces[] = {"\"", "\"\"\"", "'", "'''", "\\", "\\u", "\n", "\r", "\t", "\x01", "\x1b", "\x7f", "#", "[x]", "= ", "é", "米兔", "🙂",
                              "a", " ", "\\\n  ", "[[line]]\n", "\xe2\x80\xa8", ""};

std::string any_text() {
    std::string text;
    for (const auto piece : *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, std::size(pieces)))) text += pieces[piece];
    return text;
}

RC_GTEST_PROP(WriteProperty, AnyTextComesBackAsItWasAndNothingElseChanges, ()) {
    const KeyPath paths[] = {{"leave_to"}, {"text", "en", "name"}, {"text", "en", "about"}, {"text", "en", "new"}, {"line", "1", "name"}, {"rhythm", "editions"}};
    const auto& path = paths[*rc::gen::inRange<std::size_t>(0, std::size(paths))];
    const auto text = any_text();
    const auto changed = with_value(file, path, text_value(text));
    RC_ASSERT(changed);
    const auto read = tree(*changed);
    RC_ASSERT(value_at(read, path)->text == text);
    for (const auto& other : paths)
        if (other != path && value_at(tree(file), other)) RC_ASSERT(value_at(read, other)->text == value_at(tree(file), other)->text);
    for (const std::string_view comment : {"# What stands above.\n", "# two\n", "# both\n", "# The end of it.\n", "# Two lines of it.\n"})
        RC_ASSERT(changed->find(comment) != std::string::npos);
}

RC_GTEST_PROP(WriteProperty, AListComesBackAsItWas, ()) {
    std::vector<std::string> texts;
    for (auto many = *rc::gen::inRange(0, 8); many > 0; --many) texts.push_back(any_text());
    const auto changed = with_value(file, {"tags", "survivor", "en"}, texts_value(texts));
    RC_ASSERT(changed);
    const auto read = tree(*changed);
    const auto& list = value_at(read, {"tags", "survivor", "en"})->list;
    RC_ASSERT(std::ranges::equal(list, texts, {}, &TomlValue::text));
}

RC_GTEST_PROP(WriteProperty, WhatIsPutBackIsTheFileAsItWas, ()) {
    const auto there = with_value(file, {"leave_to"}, text_value(any_text()));
    RC_ASSERT(there);
    RC_ASSERT(with_value(*there, {"leave_to"}, text_value("https://www.example.org/")) == file);
}

}  // namespace
}  // namespace himthough
