#include "app/flood.h"

#include <algorithm>
#include <deque>
#include <future>
#include <stdexcept>
#include <thread>
#include <unordered_map>
#include <vector>

#include <fmt/format.h>

#include "net/load.h"

namespace himthough::app {
namespace {

using std::chrono::steady_clock;

constexpr std::size_t words_of_a_text = 60, a_few = 3;
constexpr std::size_t flooding_lines = 32, honest_lines = 4, reading_lines = 4;
constexpr double looks_at_the_wall = 100;   // a second
constexpr std::chrono::minutes patience{10};

/// Words of no language, the same for the same numbers: nobody's story, and nothing in it that the guard could find.
std::string made_up_word(std::uint64_t text, std::uint64_t place) {
    constexpr std::string_view consonants = "bdfgklmnprstv", vowels = "aeiou";
    auto drawn = (text + 1) * 0x9E3779B97F4A7C15U + place * 0xD1B54A32D192ED03U;
    std::string word;
    for (int syllable = 0; syllable < 3; ++syllable) {
        drawn ^= drawn >> 29;
        drawn *= 0xBF58476D1CE4E5B9U;
        word += consonants[drawn >> 40U & 0xFFFFU ? (drawn >> 40U) % consonants.size() : 0];
        word += vowels[(drawn >> 20U) % vowels.size()];
    }
    return word;
}

/// One of the flood is the same as all others but for a few words; an honest one has words of its own.
std::string made_up_text(std::size_t number, bool honest) {
    std::string text;
    for (std::size_t place = 0; place < words_of_a_text; ++place) {
        const bool own = honest || (place + number) % (words_of_a_text / a_few) == 0;
        text += made_up_word(own ? number + 1 + (honest ? 1'000'000U : 0U) : 0, place);
        text += place % 10 == 9 ? ". " : " ";
    }
    text.pop_back();
    return text;
}

/// 10.0.0.0/8 for the flood, 192.168.0.0/16 for the others.
std::string address_of(std::size_t number, bool honest) {
    return honest ? fmt::format("192.168.{}.{}", number / 250 % 250, number % 250 + 1) : fmt::format("10.{}.{}.{}", number / 62500 % 250, number / 250 % 250, number % 250 + 1);
}

/// So many things within a time, one after the other.
class Pace {
public:
    Pace(std::size_t all, std::chrono::seconds within) : all_(all), within_(within) {}
    /// After so many were done, is it the next one's turn?
    bool is_next(std::size_t done) const {
        const std::chrono::duration<double> passed = steady_clock::now() - begin_;
        return done < all_ && static_cast<double>(done) <= passed / within_ * static_cast<double>(all_);
    }
    steady_clock::time_point end() const { return begin_ + within_; }

private:
    const std::size_t all_;
    const std::chrono::seconds within_;
    const steady_clock::time_point begin_ = steady_clock::now();
};

/// So many people who send one text each.
class Crowd {
public:
    Crowd(const FloodPlan& plan, bool honest) : plan_(plan), honest_(honest), path_(fmt::format("/{}/me-too", plan.movement)) {}

    Senders sends() {
        fetch_forms();
        post_all();
        while (!again_.empty()) post_again();
        return counts_;
    }

private:
    struct Later {
        std::size_t person;
        steady_clock::time_point at;
    };
    std::size_t people() const { return honest_ ? plan_.honest : plan_.texts; }
    std::size_t lines() const { return honest_ ? honest_lines : flooding_lines; }

    void fetch_forms() {
        net::LoadClient client(plan_.port, lines());
        const auto asks = net::load_request(path_);
        std::size_t asked = 0;
        const Pace pace(people(), plan_.within);
        client.run([&]() -> std::string_view { return pace.is_next(asked) ? (++asked, std::string_view(asks)) : ""; },
                   [&](const net::LoadAnswer& answer) {
                       std::size_t at = 0;
                       const auto token = net::between(answer.body, "name=\"token\" value=\"", "\"", at);
                       if (answer.status != 200 || token.empty()) throw std::runtime_error(fmt::format("a form came with status {}", answer.status));
                       const auto number = posts_.size();
                       texts_.push_back(made_up_text(number, honest_));
                       // By what they let others do, both kinds can be told apart in the database later.
                       const auto fields = fmt::format("token={}&words={}&note=&language=en&audience=everyone&answers={}&looked=1", net::form_encoded(token),
                                                       net::form_encoded(texts_.back()), honest_ ? "anyone" : "nobody");
                       posts_.push_back(net::load_request(path_, fields, "", address_of(number, honest_)));
                   }, pace.end());
        for (std::size_t number = 0; number < posts_.size(); ++number) who_.emplace(posts_[number].data(), number);
    }

    void post_all() {
        net::LoadClient client(plan_.port, lines());
        const Pace pace(people(), plan_.within);
        client.run([&]() -> std::string_view { return pace.is_next(counts_.sent) ? std::string_view(posts_[counts_.sent++]) : ""; },
                   [&](const net::LoadAnswer& answer) { hears(answer); }, pace.end());
    }

    /// Those who were asked to wait, each in their turn; a server closes lines that nobody uses meanwhile.
    void post_again() {
        std::this_thread::sleep_until(again_.front().at);
        net::LoadClient client(plan_.port, lines());
        const auto next = [&]() -> std::string_view {
            if (again_.empty() || again_.front().at > steady_clock::now()) return "";
            const auto person = again_.front().person;
            again_.pop_front();
            return posts_[person];
        };
        client.run(next, [&](const net::LoadAnswer& answer) { hears(answer); }, steady_clock::now() + plan_.within);
    }

    void hears(const net::LoadAnswer& answer) {
        const auto person = who_.at(answer.request.data());
        if (answer.status == 200 && answer.body.find("class=\"receipt\"") != std::string_view::npos) {
            ++counts_.taken;
        } else if (answer.status == 429 || answer.status == 503) {   // 503: too much waits just now
            if (answer.status == 429) {
                ++counts_.waited;
                if (answer.body.find(texts_[person]) == std::string_view::npos) ++counts_.lost;
            }
            std::size_t at = 0;
            const auto seconds = net::between(answer.head, "Retry-After: ", "\r\n", at);
            again_.push_back({person, steady_clock::now() + std::chrono::seconds(seconds.empty() ? 5 : std::stoi(std::string(seconds)) + 1)});
            if (steady_clock::now() - begun_ > patience) throw std::runtime_error("somebody is kept waiting for more than ten minutes");
        } else {
            ++counts_.refused;
        }
    }

    const FloodPlan& plan_;
    const bool honest_;
    const std::string path_;
    const steady_clock::time_point begun_ = steady_clock::now();
    std::deque<std::string> texts_, posts_;
    std::unordered_map<const char*, std::size_t> who_;
    std::deque<Later> again_;   // in the order of their time, all but a few
    Senders counts_;
};

/// Reads the wall at one pace until `over` says so; the 99th percentile in milliseconds.
template <class Over>
double read_wall(const FloodPlan& plan, Over over) {
    const auto asks = net::load_request(fmt::format("/{}/wall", plan.movement));
    std::vector<double> took;
    const auto begin = steady_clock::now();
    std::size_t asked = 0;
    while (!over()) {   // on fresh lines now and then: a server closes those that say nothing for long
        net::LoadClient client(plan.port, reading_lines);
        client.run(
            [&]() -> std::string_view {
                const std::chrono::duration<double> passed = steady_clock::now() - begin;
                if (static_cast<double>(asked) > passed.count() * looks_at_the_wall) return "";
                ++asked;
                return asks;
            },
            [&](const net::LoadAnswer& answer) {
                if (answer.status != 200) throw std::runtime_error(fmt::format("the wall came with status {}", answer.status));
                took.push_back(std::chrono::duration<double, std::milli>(answer.took).count());
            },
            steady_clock::now() + std::chrono::seconds(1));
    }
    return net::part_of(took, 0.99);
}

}  // namespace

Flooded flood(const FloodPlan& plan) {
    Flooded done;
    const auto quiet_until = steady_clock::now() + plan.within;
    done.wall_p99_before = read_wall(plan, [&] { return steady_clock::now() >= quiet_until; });
    std::atomic<bool> over = false;
    auto reading = std::async(std::launch::async, [&] { return read_wall(plan, [&] { return over.load(); }); });
    auto honest = std::async(std::launch::async, [&] { return Crowd(plan, true).sends(); });
    try {
        done.flood = Crowd(plan, false).sends();
        done.honest = honest.get();
    } catch (...) {
        over = true;
        throw;
    }
    over = true;
    done.wall_p99_during = reading.get();
    return done;
}

}  // namespace himthough::app
