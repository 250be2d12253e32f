#include "movement/receipt.h"

#include <algorithm>
#include <cstring>

namespace himthough {
namespace {

/// The EFF's long word list (2016, CC BY 3.0 US): 7776 words, sorted.
constexpr std::string_view list[] = {
#include "movement/eff_words.inc"
};
static_assert(std::size(list) == 7776);

std::optional<std::uint16_t> index_of(std::string_view word) {
    const auto* found = std::lower_bound(std::begin(list), std::end(list), word);
    if (found == std::end(list) || *found != word) return std::nullopt;
    return static_cast<std::uint16_t>(found - std::begin(list));
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }
bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

struct Token {
    std::string word;
    std::size_t begin, end;
};

/// Runs of ASCII letters, in lower case. Four words of the list hold a hyphen ("drop-down"); people also type them with a space.
/// At most one of the two halves is a word of the list itself, so gluing never takes two words for one.
std::vector<Token> tokens_of(std::string_view text) {
    std::vector<Token> tokens;
    for (std::size_t at = 0; at < text.size();) {
        if (!is_letter(lower(text[at]))) { ++at; continue; }
        Token token{"", at, at};
        while (at < text.size() && is_letter(lower(text[at]))) token.word += lower(text[at++]);
        token.end = at;
        const bool glued = !tokens.empty() && tokens.back().end + 1 == token.begin;
        if (glued && index_of(tokens.back().word + "-" + token.word)) {
            tokens.back().word += "-" + token.word;
            tokens.back().end = token.end;
        } else {
            tokens.push_back(std::move(token));
        }
    }
    return tokens;
}

}  // namespace

Receipt Receipt::from(std::string_view nonce, const Keys& keys) {
    const auto bytes = long_keyed_hash(keys.receipt, nonce);
    Receipt receipt;
    for (std::size_t word = 0; word < length; ++word) {
        std::uint64_t number = 0;  // 56 bits a word: what the remainder favours is less than 2^-43
        for (std::size_t byte = 0; byte < 7; ++byte) number = number << 8 | bytes[word * 7 + byte];
        receipt.indices_[word] = static_cast<std::uint16_t>(number % std::size(list));
    }
    return receipt;
}

std::optional<Receipt> Receipt::read(std::string_view typed) {
    if (typed.size() > 512) return std::nullopt;
    const auto tokens = tokens_of(typed);
    if (tokens.size() != length) return std::nullopt;
    Receipt receipt;
    for (std::size_t word = 0; word < length; ++word) {
        const auto index = index_of(tokens[word].word);
        if (!index) return std::nullopt;
        receipt.indices_[word] = *index;
    }
    return receipt;
}

std::string_view Receipt::word(std::size_t place) const { return list[indices_.at(place)]; }

std::string Receipt::words() const {
    std::string text;
    for (std::size_t place = 0; place < length; ++place) {
        if (place) text += ' ';
        text += word(place);
    }
    return text;
}

Hash Receipt::hash(const Keys& keys) const { return keyed_hash(keys.lookup, words()); }

Key Receipt::seal_key(const Keys& keys) const { return keyed_hash(derive_key(keys.lookup, "seal"), words()); }

std::optional<std::pair<std::size_t, std::size_t>> find_receipt(std::string_view text) {
    const auto tokens = tokens_of(text);
    std::size_t in_a_row = 0;
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        in_a_row = index_of(tokens[at].word) ? in_a_row + 1 : 0;
        if (in_a_row == Receipt::length) return std::pair(tokens[at + 1 - Receipt::length].begin, tokens[at].end);
    }
    return std::nullopt;
}

}  // namespace himthough
