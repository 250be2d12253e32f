// guard_load RULES ROUNDS: what the guard does with made-up words (bench/stories), in CPU time of one core. RULES: the project's folder
// of packs. Prints one line of JSON:
//   guard, set          MB/s over texts of 1 KiB that neither has seen before: the guard, and one bare RE2::Set of the same patterns
//   guard_again, set_again   the same over a thousand texts that both know
//   patterns            the guard's own search for the packs' patterns alone, over the same thousand texts, normalised before
//   form_us             microseconds of the guard for what a form holds that nobody has sent before: 500 characters and a vow
#include <re2/re2.h>
#include <re2/set.h>
#include <time.h>

#include <iostream>
#include <stdexcept>
#include <vector>

#include <fmt/core.h>
#include <fmt/ranges.h>

#include "bench/stories.h"
#include "campaign/rules.h"
#include "guard/patterns.h"
#include "guard/phone.h"

namespace bench {
namespace {

constexpr std::size_t text_size = 1024, form_size = 500, vow_size = 80;
constexpr unsigned learned = 4000, measured = 400, known = 1000;   // texts

double cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

std::vector<std::string> texts(unsigned first, unsigned count, std::size_t size) {
    std::vector<std::string> all;
    for (unsigned number = first; number < first + count; ++number) all.push_back(story(number, size));
    return all;
}

std::vector<himthough::guard::Pattern> patterns_of(const std::vector<himthough::guard::Pack>& packs) {
    std::vector<himthough::guard::Pattern> all;
    for (const auto& pack : packs)
        for (const auto& rule : pack.rules) all.push_back(rule.pattern);
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

std::size_t size_of(const std::string& text) { return text.size(); }
std::size_t size_of(const himthough::guard::Normal& text) { return text.text().size(); }

/// MB/s of `scan` over the texts, `times` times over.
template <class Text, class Scan>
double megabytes_a_second(const std::vector<Text>& all, unsigned times, Scan scan) {
    std::size_t bytes = 0, found = 0;
    const double begin = cpu_seconds();
    for (unsigned time = 0; time < times; ++time)
        for (const auto& text : all) {
            found += scan(text);
            bytes += size_of(text);
        }
    const double took = cpu_seconds() - begin;
    if (found == 0) throw std::runtime_error("nothing was found at all");
    return static_cast<double>(bytes) / 1e6 / took;
}

int run(const std::string& folder, unsigned rounds) {
    const auto rules = himthough::read_rules(folder, himthough::guard::usual_phone_regions());
    if (!rules.faults.empty()) throw std::runtime_error(rules.faults.front().str());
    BareSet set(rules.guard->packs());
    const auto guard = [&](const std::string& text) { return rules.guard->read(text).found.size(); };
    const auto bare = [&](const std::string& text) { return set.scan(text); };

    const himthough::guard::Patterns own(patterns_of(rules.guard->packs()));
    const auto patterns = [&](const himthough::guard::Normal& text) { return own.within(text).size(); };

    for (const auto& text : texts(0, learned, text_size)) (void)guard(text), (void)bare(text), (void)patterns(himthough::guard::Normal(text));   // a server that has run for a while
    std::vector<double> guards, sets, guards_again, sets_again, alone, forms;
    unsigned next = learned;
    for (unsigned round = 0; round < rounds; ++round) {
        const auto fresh = texts(next, measured, text_size);
        next += measured;
        guards.push_back(megabytes_a_second(fresh, 1, guard));
        sets.push_back(megabytes_a_second(fresh, 1, bare));
        const auto old = texts(0, known, text_size);
        guards_again.push_back(megabytes_a_second(old, 20, guard));
        sets_again.push_back(megabytes_a_second(old, 50, bare));
        const std::vector<himthough::guard::Normal> normal(old.begin(), old.end());
        alone.push_back(megabytes_a_second(normal, 50, patterns));
        const auto posted = texts(next, measured, form_size);
        next += measured;
        std::size_t found = 0;
        const double begin = cpu_seconds();
        for (const auto& text : posted) found += guard(text) + guard(text.substr(0, vow_size));
        forms.push_back((cpu_seconds() - begin) * 1e6 / measured);
        if (found > posted.size()) throw std::runtime_error("the texts are not clean");
    }
    fmt::print("{{\"guard\": [{:.1f}], \"set\": [{:.1f}], \"guard_again\": [{:.1f}], \"set_again\": [{:.1f}], \"patterns\": [{:.1f}], \"form_us\": [{:.1f}]}}\n", fmt::join(guards, ", "),
               fmt::join(sets, ", "), fmt::join(guards_again, ", "), fmt::join(sets_again, ", "), fmt::join(alone, ", "), fmt::join(forms, ", "));
    return 0;
}

}  // namespace
}  // namespace bench

int main(int count, char** said) {
    try {
        if (count != 3) throw std::runtime_error("guard_load RULES ROUNDS");
        return bench::run(said[1], static_cast<unsigned>(std::stoul(said[2])));
    } catch (const std::exception& why) {
        std::cerr << "guard_load: " << why.what() << '\n';
        return 1;
    }
}
