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

/// Where the words with each first letter begin: what is left to search stays in the cache.
constexpr auto begins = [] {
    std::array<std::uint16_t, 27> table{};
    std::size_t at = 0;
    for (std::size_t letter = 0; letter < 27; ++letter) {
        while (at < std::size(list) && static_cast<std::size_t>(list[at][0] - 'a') < letter) ++at;
        table[letter] = static_cast<std::uint16_t>(at);
    }
    return table;
}();

std::optional<std::uint16_t> index_of(std::string_view word) {
    if (word.empty() || word[0] < 'a' || word[0] > 'z') return std::nullopt;
    const auto letter = static_cast<std::size_t>(word[0] - 'a');
    const auto* const end = list + begins[letter + 1];
    const auto* const found = std::lower_bound(list + begins[letter], end, word);
    if (found == end || *found != word) return std::nullopt;
    return static_cast<std::uint16_t>(found - list);
}

constexpr std::size_t hyphened_words = std::count_if(std::begin(list), std::end(list), [](std::string_view word) { return word.contains('-'); });
constexpr auto hyphened = [] {
    std::array<std::string_view, hyphened_words> words{};
    std::copy_if(std::begin(list), std::end(list), words.begin(), [](std::string_view word) { return word.contains('-'); });
    return words;
}();
constexpr std::size_t shortest_word = std::ranges::min(list, {}, &std::string_view::size).size();
static_assert(fewest_letters_of_a_receipt == Receipt::length * shortest_word);
constexpr std::size_t longest_word = std::ranges::max(list, {}, &std::string_view::size).size();

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }
bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

/// What people write between the nine words when they tell them one by one, in runs of letters of ASCII: "première" has two. Articles would
/// be in the way of prose.
constexpr std::string_view fillers[] = {
    "and", "are", "cinqui", "cuarta", "cuarto", "deuxi", "e", "eighth", "es", "est", "et", "fifth", "first", "fourth", "huiti", "is", "me",
    "mot", "neuvi", "ninth", "novena", "noveno", "number", "octava", "octavo", "palabra", "premi", "premier", "primera", "primero", "ptima",
    "ptimo", "quatri", "quinta", "quinto", "re", "s", "second", "seconde", "segunda", "segundo", "septi", "seventh", "sexta", "sexto",
    "sixi", "sixth", "tercera", "tercero", "then", "third", "troisi", "word", "y"};
static_assert(std::ranges::is_sorted(fillers));
constexpr std::size_t most_fillers = 3;   // in a row

constexpr auto beginnings = [] {
    std::array<std::uint8_t, 1 << 15> table{};
    const auto add = [&](std::string_view word) {
        if (word.size() >= 3 && word.size() <= longest_word) table[beginning_of(word)] |= static_cast<std::uint8_t>(1u << (word.size() - 2));
    };
    for (const auto word : list) {
        const auto hyphen = word.find('-');
        add(word.substr(0, hyphen));
        if (hyphen != std::string_view::npos) {
            add(word.substr(hyphen + 1));
            char glued[longest_word]{};
            std::remove_copy(word.begin(), word.end(), glued, '-');
            add({glued, word.size() - 1});
        }
    }
    for (const auto filler : fillers) add(filler);
    return table;
}();

/// A run of ASCII letters, in lower case; of one that is too long for the list only the beginning is kept, and it is no word.
struct Token {
    std::size_t begin = 0, end = 0;
    std::array<char, longest_word + 1> letters{};
    std::size_t size = 0;

    std::string_view word() const { return {letters.data(), size}; }
    void add(char c) { if (size < letters.size()) letters[size++] = c; }
};

/// Four words of the list hold a hyphen ("drop-down"); people also type them with a space. At most one of the two halves is a word
/// of the list itself, so gluing never takes two words for one.
bool belong_together(const Token& first, const Token& second) {
    return first.end + 1 == second.begin && std::ranges::any_of(hyphened, [&](std::string_view word) {
        return word.size() == first.size + 1 + second.size && word.starts_with(first.word()) && word[first.size] == '-' && word.ends_with(second.word());
    });
}

std::vector<Token> tokens_of(std::string_view text) {
    std::vector<Token> tokens;
    tokens.reserve(text.size() / 4 + 1);
    for (std::size_t at = 0; at < text.size();) {
        if (!is_letter(lower(text[at]))) { ++at; continue; }
        Token token{.begin = at};
        while (at < text.size() && is_letter(lower(text[at]))) token.add(lower(text[at++]));
        token.end = at;
        if (!tokens.empty() && belong_together(tokens.back(), token)) {
            tokens.back().add('-');
            for (const char c : token.word()) tokens.back().add(c);
            tokens.back().end = token.end;
        } else {
            tokens.push_back(token);
        }
    }
    return tokens;
}

}  // namespace

const std::array<std::uint8_t, 1 << 15>& receipt_beginnings() { return beginnings; }

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
        const auto index = index_of(tokens[word].word());
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

namespace {

/// A word of the list as people may write it in a text: "dropdown" too.
bool is_listed(std::string_view word) {
    const bool short_enough = word.size() >= shortest_word && word.size() <= longest_word;
    if (!short_enough || (!word.contains('-') && (beginnings[beginning_of(word)] >> (word.size() - 2) & 1) == 0)) return false;
    if (index_of(word)) return true;
    return std::ranges::any_of(hyphened, [&](std::string_view whole) {
        const auto hyphen = whole.find('-');
        return word.size() + 1 == whole.size() && word.starts_with(whole.substr(0, hyphen)) && word.ends_with(whole.substr(hyphen + 1));
    });
}

/// Nine words or more written as one, with or without capitals inside.
bool is_nine_in_one(std::string_view run) {
    constexpr std::size_t most = (Receipt::length + 1) * longest_word;
    if (run.size() < fewest_letters_of_a_receipt || run.size() > most) return false;
    std::string small(run);
    std::ranges::transform(small, small.begin(), lower);
    std::array<std::size_t, most + 1> words{};   // how many, at most, end here; 0 where none does
    for (std::size_t at = 0; at < small.size(); ++at) {
        if (at > 0 && words[at] == 0) continue;
        for (std::size_t size = shortest_word; size <= std::min(longest_word, small.size() - at); ++size)
            if (is_listed(std::string_view(small).substr(at, size))) words[at + size] = std::max(words[at + size], words[at] + 1);
    }
    return words[small.size()] >= Receipt::length;
}

}  // namespace

std::optional<std::pair<std::size_t, std::size_t>> find_receipt(std::string_view text) {
    const auto tokens = tokens_of(text);
    std::vector<std::size_t> run;   // the words of the list that stand in a row, by token
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        const auto& token = tokens[at];
        if (is_nine_in_one(text.substr(token.begin, token.end - token.begin))) return std::pair(token.begin, token.end);
        if (is_listed(token.word())) {
            run.push_back(at);
            if (run.size() == Receipt::length) return std::pair(tokens[run.front()].begin, token.end);
        } else if (!run.empty() && (at - run.back() > most_fillers || !std::ranges::binary_search(fillers, token.word()))) {
            run.clear();
        }
    }
    return std::nullopt;
}

}  // namespace himthough
