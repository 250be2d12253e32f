// guard_load SHARE ROUNDS: what the guard does with made-up words, on one core. SHARE has the project's rules and demonstration. Prints
// one line of JSON: MB/s of the guard and of a bare RE2::Set of the same patterns over texts of 1 KiB, in turn, and the CPU time of the
// guard for what one form holds (500 characters and a vow), in microseconds.
#include <re2/re2.h>
#include <re2/set.h>
#include <time.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <random>
#include <sstream>
#include <stdexcept>
#include <vector>

#include <fmt/core.h>

#include "bench/words.h"
#include "campaign/demo.h"
#include "campaign/rules.h"
#include "guard/phone.h"

namespace bench {
namespace {

constexpr std::size_t texts_count = 1024, text_size = 1024;

/// What leads to a person, as people write it; all made up, and in one text of fifty.
constexpr std::string_view contacts[] = {"Write to me: someone@example.org. ", "My number is +44 20 7946 0000. ", "It is dan (at) example (dot) org. ",
                                         "See www.example.org. ", "I am @example_person there. "};

double cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

/// Sentences of the demonstration, by language.
std::vector<std::vector<std::string>> sentences(const std::string& share) {
    std::vector<std::pair<std::string, std::vector<std::string>>> by_language;
    for (const auto& said : himthough::read_demo(share + "/demo/contributions.toml").contributions) {
        auto found = std::ranges::find(by_language, said.language, &std::pair<std::string, std::vector<std::string>>::first);
        if (found == by_language.end()) found = by_language.insert(by_language.end(), {said.language, {}});
        std::string_view rest = said.words;
        while (!rest.empty()) {
            const auto end = std::min(rest.find_first_of(".?!\n"), rest.size() - 1) + 1;
            auto sentence = std::string(rest.substr(0, end));
            rest.remove_prefix(end);
            while (rest.starts_with(' ')) rest.remove_prefix(1);
            if (!sentence.ends_with('\n')) sentence += ' ';
            if (sentence.size() > 8) found->second.push_back(std::move(sentence));
        }
    }
    std::vector<std::vector<std::string>> all;
    for (auto& [language, said] : by_language)
        if (said.size() >= 20) all.push_back(std::move(said));
    if (all.empty()) throw std::runtime_error("no demonstration in " + share);
    return all;
}

/// Each of one language, of sentences in an order of its own, cut at a letter.
std::vector<std::string> texts(const std::string& share) {
    const auto from = sentences(share);
    std::mt19937 random(1);
    std::vector<std::string> all;
    for (std::size_t number = 0; number < texts_count; ++number) {
        const auto& language = from[number % from.size()];
        std::string text;
        while (text.size() < text_size) text += language[random() % language.size()];
        if (number % 50 == 0) text.insert(text.find(' ', text.size() / 2) + 1, contacts[number / 50 % std::size(contacts)]);
        std::size_t end = text_size;
        while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
        all.push_back(text.substr(0, end));
    }
    return all;
}

class BareSet {
public:
    explicit BareSet(const std::vector<himthough::guard::Pack>& packs) : set_(quiet(), re2::RE2::UNANCHORED) {
        for (const auto& pack : packs)
            for (const auto& rule : pack.rules)
                if (set_.Add(rule.pattern.text, nullptr) < 0) throw std::runtime_error("no pattern: " + rule.id);
        if (!set_.Compile()) throw std::runtime_error("the patterns do not fit in memory");
    }
    std::size_t scan(const std::string& text) {
        set_.Match(text, &hits_);
        return hits_.size();
    }

private:
    static re2::RE2::Options quiet() {
        re2::RE2::Options options;
        options.set_log_errors(false);
        options.set_max_mem(std::int64_t{256} << 20);
        return options;
    }
    re2::RE2::Set set_;
    std::vector<int> hits_;
};

template <class Scan>
double megabytes_a_second(const std::vector<std::string>& all, Scan scan) {
    std::size_t bytes = 0, found = 0;
    const double begin = cpu_seconds();
    do {
        for (const auto& text : all) {
            found += scan(text);
            bytes += text.size();
        }
    } while (cpu_seconds() - begin < 0.3);
    if (found == 0) throw std::runtime_error("nothing was found at all");
    return static_cast<double>(bytes) / 1e6 / (cpu_seconds() - begin);
}

int run(const std::string& share, unsigned rounds) {
    const auto rules = himthough::read_rules(share + "/rules", himthough::guard::usual_phone_regions());
    const auto& guard = *rules.guard;
    BareSet set(guard.packs());
    const auto all = texts(share);
    const auto guarded = [&](const std::string& text) { return guard.read(text).found.size(); };
    const auto bare = [&](const std::string& text) { return set.scan(text); };
    for (const auto& text : all) (void)guarded(text), (void)bare(text);   // what RE2 learns of texts it has learnt

    std::string guard_rates, set_rates, forms;
    for (unsigned round = 0; round < rounds; ++round) {
        guard_rates += fmt::format("{}{:.1f}", round ? ", " : "", megabytes_a_second(all, guarded));
        set_rates += fmt::format("{}{:.1f}", round ? ", " : "", megabytes_a_second(all, bare));
        constexpr unsigned count = 4000;
        const std::string vow = "I will tell the others at training that I laughed, and that it was wrong.";
        std::vector<std::string> posted;
        for (unsigned number = 0; number < count; ++number) posted.push_back(words(number));
        const double begin = cpu_seconds();
        std::size_t found = 0;
        for (const auto& text : posted) found += guarded(text) + guarded(vow);
        forms += fmt::format("{}{:.2f}", round ? ", " : "", (cpu_seconds() - begin) * 1e6 / count + (found > count ? 1e9 : 0));
    }
    fmt::print("{{\"guard\": [{}], \"set\": [{}], \"form_us\": [{}]}}\n", guard_rates, set_rates, forms);
    return 0;
}

}  // namespace
}  // namespace bench

int main(int count, char** said) {
    try {
        if (count != 3) throw std::runtime_error("guard_load SHARE ROUNDS");
        return bench::run(said[1], static_cast<unsigned>(std::stoul(said[2])));
    } catch (const std::exception& why) {
        std::cerr << "guard_load: " << why.what() << '\n';
        return 1;
    }
}
