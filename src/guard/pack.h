#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "movement/finding.h"

/// What rules and questions are made of: plain data, read from rules/*.toml by campaign/rules, given to the browser as it is.
namespace himthough::guard {

/// What can be found. "receipt" is built in; the others are for packs.
constexpr std::array<std::string_view, 15> kinds = {"e-mail", "phone", "handle", "link",  "address", "plate", "bank",    "receipt",
                                                    "name",   "workplace", "place", "code", "role",  "initials", "quote"};
constexpr std::array<std::string_view, 13> question_kinds = {"conditional", "but",       "passive",     "minimising", "excuse",
                                                             "blame",       "reversal",  "character",   "forgiveness", "spectacle",
                                                             "graphic",     "other-person", "promise"};

/// What must be true of a place beside its pattern; see checks.h.
enum class Check { none, phone, iban, luhn, listed_name };
std::optional<Check> check_from_word(std::string_view word);
std::string_view word_of(Check check);

/// A pattern in the common part of RE2 and JavaScript (pattern.h), its lists, classes and cases written out: it needs no flag but "u".
struct Pattern {
    std::string text;       ///< matches the normalised text; group 1 is the place
    std::string unless;     ///< when it matches the whole place, there is nothing; "" for never
    Check check = Check::none;
};

/// Texts, as people write them, in which a pattern must find something and nothing.
struct Examples {
    std::vector<std::string> finds, leaves;
};

struct Rule {
    std::string id;         ///< unique in all packs: "role-and-name"
    std::string kind;
    Tier tier = Tier::ask;
    Pattern pattern;
    Examples examples;
    std::uint32_t line = 1; ///< of the file
};

struct Pack {
    std::string file;       ///< "rules/en.toml"
    std::string language;   ///< of its sentences; "" where it has none
    std::vector<Rule> rules;
    std::map<std::string, std::string, std::less<>> says;         ///< kind → the sentence beside a marked place
    std::map<std::string, std::string, std::less<>> stands_for;   ///< kind → what may stand in the place's stead: "[name]"
};

/// One question of the writing aid.
struct AidRule {
    std::string id;
    std::string kind;       ///< "" when `missing`
    bool missing = false;   ///< asked when the pattern is found nowhere
    Pattern pattern;
    std::string asks;
    Examples examples;
    std::uint32_t line = 1;
};

struct AidPack {
    std::string file, language;
    std::vector<AidRule> rules;
};

}  // namespace himthough::guard
