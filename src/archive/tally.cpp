#include "archive/tally.h"

#include <algorithm>
#include <bit>
#include <future>
#include <set>
#include <stdexcept>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "archive/kept_ids.h"

namespace himthough::archive {
namespace {

constexpr unsigned registers = 14, registers_of_day = 12;   // powers of two
constexpr std::size_t exact = std::size_t{1} << 18, exact_of_day = 256;
// Real archives stay far below these; they bound the memory that a hostile one takes.
constexpr std::size_t most_cells = 400'000, most_languages = 1000, most_days = 8000, longest_language = 16;
constexpr std::uint32_t no_day = 0, no_country = 0, no_language = 0;

struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

std::uint32_t number_of(std::optional<Day> day) {
    return day && day->number() > 0 && day->number() <= 0xFFFF ? static_cast<std::uint32_t>(day->number()) : no_day;
}

bool capital(char c) { return c >= 'A' && c <= 'Z'; }

std::uint32_t number_of_country(std::string_view country) {
    if (country.size() != 2 || !capital(country[0]) || !capital(country[1])) return no_country;
    return static_cast<std::uint32_t>((country[0] - 'A') * 26 + (country[1] - 'A') + 1);
}

std::string country_of(std::uint32_t number) {
    if (number == no_country) return "";
    return {static_cast<char>('A' + (number - 1) / 26), static_cast<char>('A' + (number - 1) % 26)};
}

/// What tells a cell from another, as one number: in the order of numbers cells stand as Counts has them.
struct CellKey {
    std::uint32_t day, voices, kind, language, country;

    static CellKey of(std::uint64_t number) {
        const auto bits = [&](int from, int many) { return static_cast<std::uint32_t>(number >> from & ((1U << many) - 1)); };
        return {bits(26, 16), bits(22, 4), bits(20, 2), bits(10, 10), bits(0, 10)};
    }
    std::uint64_t number() const { return std::uint64_t{day} << 26 | voices << 22 | kind << 20 | language << 10 | country; }
    /// An id that came with several counts for the smallest of these: as a tweet and in a list, for the tweet, of which more is known.
    std::uint64_t rank() const { return std::uint64_t{voices == 0} << 44 | std::uint64_t{language == no_language} << 43 | std::uint64_t{country == no_country} << 42 | number(); }
};
static_assert(most_languages < 1 << 10);

bool is_language(std::string_view text) {
    return text.size() <= longest_language && std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || capital(c); });
}

}  // namespace

std::string words_of(Voices voices) {
    std::string words;
    for (const Voice voice : every_voice)
        if (voices & one_voice(voice)) words.append(words.empty() ? "" : "+").append(word_of(voice));
    return words;
}

std::uint64_t Counts::uses() const {
    std::uint64_t sum = 0;
    for (const Cell& cell : cells) sum += cell.count;
    return sum;
}

/// The Sink of one thread.
class alignas(cache_line) Tally::Counter final : public Sink {
public:
    Counter(Tally& of, std::uint32_t part) : tally(of), lane(of.seen_, part), authors_of_voice(every_voice.size(), Distinct(registers, exact)) {}

    void add(const Post& post) override {
        if (tally.too_many_.load(std::memory_order_relaxed)) return;
        posts += post.times;
        const bool counts_all = post.bare || tally.settings_.tags.empty();
        const Voices voices = post.bare ? tally.settings_.bare : voices_of(post);
        if (!counts_all && voices == 0) return;
        const auto day = number_of(post.day);
        const auto cell = cell_of(day, voices, post);
        if (post.id != 0 && post.times == 1) lane.add(day % SeenIds::buckets, tally.settings_.id_key ? hash_of_id(*tally.settings_.id_key, post.id) : post.id, cell);
        else without_id[cell] += post.times;
        if (!post.author.empty()) add_author(post, day, voices);
    }

    void add_waiting_author() {
        if (!waiting_) return;
        const auto [hash, day, voices] = *std::exchange(waiting_, std::nullopt);
        authors.add(hash);
        for (std::size_t at = 0; at < every_voice.size(); ++at)
            if (voices & one_voice(every_voice[at])) authors_of_voice[at].add(hash);
        if (day == no_day) return;
        authors_of_day.try_emplace(day, registers_of_day, exact_of_day).first->second.add(hash);
        if (authors_of_day.size() > most_days) tally.too_many_ = true;
    }

    Tally& tally;
    SeenIds::Lane lane;
    std::uint64_t posts = 0;
    std::vector<CellKey> cells;                ///< languages by their numbers here
    std::vector<std::uint64_t> without_id;     ///< of each cell
    std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>> languages;
    Distinct authors{registers, exact};
    std::vector<Distinct> authors_of_voice;
    std::unordered_map<std::uint32_t, Distinct> authors_of_day;

private:
    Voices voices_of(const Post& post) const {
        Voices voices = 0;
        for (const std::string_view tag : post.tags)
            if (const auto found = tally.settings_.tags.find(tag); found != tally.settings_.tags.end()) voices |= found->second;
        return voices;
    }

    std::uint32_t number_of_language(std::string_view language) {
        if (language.empty()) return no_language;
        if (language == last_language_) return last_language_number_;
        if (!is_language(language)) return no_language;
        const auto found = languages.try_emplace(std::string(language), languages.size() + 1).first;
        if (languages.size() > most_languages) {
            tally.too_many_ = true;
            return no_language;
        }
        last_language_ = language;
        return last_language_number_ = found->second;
    }

    std::uint32_t cell_of(std::uint32_t day, Voices voices, const Post& post) {
        const CellKey key{day, voices, static_cast<std::uint32_t>(post.kind), number_of_language(post.language), number_of_country(post.country)};
        if (key.number() == last_key_) return last_cell_;
        const auto [found, is_new] = cell_numbers_.emplace(key.number(), static_cast<std::uint32_t>(cells.size()));
        if (is_new) {
            cells.push_back(key);
            without_id.push_back(0);
            if (cells.size() > most_cells) tally.too_many_ = true;
        }
        last_key_ = key.number();
        return last_cell_ = found->second;
    }

    /// An author's place in the tables is fetched while the next post is read.
    void add_author(const Post& post, std::uint32_t day, Voices voices) {
        add_waiting_author();
        name_.assign(1, static_cast<char>('0' + static_cast<int>(post.network)));
        name_.append(post.author);
        const auto hash = std::bit_cast<std::array<std::uint64_t, 2>>(short_hash(tally.settings_.author_key, name_))[0];
        authors.fetch(hash);
        waiting_ = {hash, day, voices};
    }

    std::unordered_map<std::uint64_t, std::uint32_t> cell_numbers_;
    std::string last_language_, name_;
    std::uint32_t last_language_number_ = no_language, last_cell_ = 0;
    std::uint64_t last_key_ = ~std::uint64_t{0};
    struct Author {
        std::uint64_t hash;
        std::uint32_t day;
        Voices voices;
    };
    std::optional<Author> waiting_;
};

Tally::Tally(TallySettings settings, SeenIds& seen) : settings_(std::move(settings)), seen_(seen) {
    for (unsigned part = 0; part < std::max(1U, settings_.threads); ++part) counters_.push_back(std::make_unique<Counter>(*this, part));
}

Tally::~Tally() = default;

Sink& Tally::sink(unsigned thread) { return *counters_.at(thread); }

bool Tally::failed() const { return too_many_ || seen_.failed(); }

void Tally::throw_too_many() {
    throw std::runtime_error("there are more different days, languages and countries in it than in any real archive; nothing of this file was counted");
}

/// All that were found, in order; the cells of all parts have languages by their place in it then, from 1 on.
std::vector<std::string> Tally::languages_of_all() {
    std::set<std::string> all;
    for (const auto& counter : counters_)
        for (const auto& [language, number] : counter->languages) all.insert(language);
    if (all.size() > most_languages) throw_too_many();
    const std::vector<std::string> sorted(all.begin(), all.end());
    for (const auto& counter : counters_) {
        std::vector<std::uint32_t> numbers(counter->languages.size() + 1, no_language);
        for (const auto& [language, number] : counter->languages) numbers[number] = static_cast<std::uint32_t>(std::ranges::lower_bound(sorted, language) - sorted.begin()) + 1;
        for (auto& cell : counter->cells) cell.language = numbers[cell.language];
    }
    return sorted;
}

void Tally::count_uses(Counts& counts) {
    const auto languages = languages_of_all();
    std::vector<std::uint64_t> ranked;
    for (const auto& counter : counters_)
        for (const auto& cell : counter->cells) ranked.push_back(cell.rank());
    std::ranges::sort(ranked);
    ranked.erase(std::ranges::unique(ranked).begin(), ranked.end());

    std::vector<std::uint64_t> uses(ranked.size());
    std::vector<std::vector<std::uint32_t>> ranks;
    for (const auto& counter : counters_) {
        counter->lane.flush();
        auto& of_part = ranks.emplace_back();
        for (std::size_t at = 0; at < counter->cells.size(); ++at) {
            of_part.push_back(static_cast<std::uint32_t>(std::ranges::lower_bound(ranked, counter->cells[at].rank()) - ranked.begin()));
            uses[of_part.back()] += counter->without_id[at];
        }
        counts.posts += counter->posts;
    }
    const auto first = seen_.count_first(ranks, ranked.size(), settings_.threads);
    counts.again = first.again;

    std::vector<std::pair<std::uint64_t, std::uint64_t>> in_order;
    for (std::size_t rank = 0; rank < ranked.size(); ++rank)
        if (const auto count = uses[rank] + first.of_rank[rank]; count > 0) in_order.emplace_back(CellKey::of(ranked[rank]).number(), count);
    std::ranges::sort(in_order);
    for (const auto& [number, count] : in_order) {
        const auto key = CellKey::of(number);
        counts.cells.push_back({.day = key.day == no_day ? std::nullopt : std::optional(Day::from_number(static_cast<int>(key.day))), .voices = static_cast<Voices>(key.voices),
                                .kind = static_cast<Kind>(key.kind), .language = key.language == no_language ? "" : languages[key.language - 1],
                                .country = country_of(key.country), .count = count});
    }
}

void Tally::count_authors(Counts& counts) {
    Counter& all = *counters_.front();
    for (const auto& counter : counters_) {
        counter->add_waiting_author();
        if (counter.get() == &all) continue;
        all.authors.merge(counter->authors);
        for (std::size_t at = 0; at < every_voice.size(); ++at) all.authors_of_voice[at].merge(counter->authors_of_voice[at]);
        for (const auto& [day, authors] : counter->authors_of_day) all.authors_of_day.try_emplace(day, registers_of_day, exact_of_day).first->second.merge(authors);
    }
    counts.authors = all.authors.estimate();
    for (std::size_t at = 0; at < every_voice.size(); ++at) counts.authors_of_voice[at] = all.authors_of_voice[at].estimate();
    for (const auto& [day, authors] : all.authors_of_day) counts.authors_of_day.emplace(Day::from_number(static_cast<int>(day)), authors.estimate());
}

Counts Tally::finish() {
    if (too_many_) throw_too_many();
    Counts counts;
    auto authors = std::async(std::launch::async, [&] { count_authors(counts); });
    count_uses(counts);
    authors.get();
    return counts;
}

}  // namespace himthough::archive
