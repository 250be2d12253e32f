#pragma once
#include <string>
#include <string_view>

namespace himthough::guard {

/// First names that people of many languages go by, in Latin letters, made at build time by tools/names_table.py. Folded, sorted, each
/// followed by "\n".
std::string_view names();

/// As names() are written: small letters, no accents, ø as o, ß as ss. `word` is normalised text.
std::string fold_name(std::string_view word);

/// True for a folded word of the list.
bool is_listed_name(std::string_view folded);

/// True when one word of the place is a first name of the list: one that begins with a capital, where any does. A word is a run of
/// letters: "Jean-Luc's" is three.
bool holds_listed_name(std::string_view place);

/// True when the word that begins at a place of the text is a first name of the list.
bool is_listed_name_at(std::string_view text, std::size_t at);

/// True when one word of the text that begins with a capital is a first name of the list. What is not needs no rule that asks for one.
bool holds_capital_name(std::string_view text);

}  // namespace himthough::guard
