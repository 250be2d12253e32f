// Writes a made-up archive: `made_archive tweets FILE MEGABYTES`, `made_archive ids FILE COUNT` (one after another, as they were written), or
// `made_archive shuffled_ids FILE COUNT`. Nobody wrote any of it.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include <fmt/chrono.h>

#include "bench/words.h"

namespace {

constexpr std::uint64_t begin_ms = 1'508'025'600'000;   // 15 October 2017
constexpr std::uint64_t day_ms = 86'400'000, year_ms = 365 * day_ms;

std::uint64_t id_at(std::uint64_t ms, std::uint64_t low_bits) { return (ms - 1'288'834'974'657) << 22 | (low_bits & ((1U << 22) - 1)); }

/// When a post was written that stands so far into the archive, from 0 to 1: one after another over a year, most of them in the first weeks, as it was.
std::uint64_t ms_at(double part) { return begin_ms + static_cast<std::uint64_t>((0.02 * part + 0.98 * part * part * part) * static_cast<double>(year_ms)); }

class Dice {
public:
    std::uint64_t below(std::uint64_t bound) { return engine_() % bound; }
    std::uint64_t bits() { return engine_(); }

private:
    std::mt19937_64 engine_{2017};
};

std::string some_words(Dice& dice, std::size_t characters) {
    static const std::vector<std::string> texts = [] {
        std::vector<std::string> made;
        for (unsigned number = 0; number < 200; ++number) made.push_back(bench::words(number));
        return made;
    }();
    auto cut = texts[dice.below(texts.size())].substr(0, characters);
    while (!cut.empty() && (cut.back() & 0x80) != 0) cut.pop_back();   // no letter is cut in two
    std::erase_if(cut, [](char c) { return c == '"' || c == '\\' || c == '\n'; });
    return cut;
}

/// A tweet as the v1.1 documentation shows it, with a user of some forty fields: 2 to 3 KB.
std::string tweet(Dice& dice, std::uint64_t ms) {
    static constexpr const char* languages[] = {"en", "en", "en", "en", "es", "fr", "ja", "ko", "hi", "und"};
    static constexpr const char* countries[] = {"US", "GB", "FR", "IN", "MX", "KR"};
    const auto id = id_at(ms, dice.bits()), user = 10'000'000 + dice.below(400'000);
    const auto date = fmt::format("{:%a %b %d %H:%M:%S +0000 %Y}", fmt::gmtime(static_cast<std::time_t>(ms / 1000)));
    const std::string said = some_words(dice, 60 + dice.below(200));
    std::string tags = R"({"text":"MeToo","indices":[0,6]})";
    for (auto more = dice.below(3); more > 0; --more) tags += fmt::format(R"(,{{"text":"made_up_{}","indices":[7,17]}})", dice.below(5000));
    std::string links;
    for (auto more = dice.below(4); more > 0; --more)
        links += fmt::format(R"({}{{"url":"https:\/\/t.example\/{:x}","expanded_url":"https:\/\/news.example\/{:x}\/{:x}","display_url":"news.example\/{:x}\u2026","indices":[80,103]}})",
                             links.empty() ? "" : ",", dice.below(1U << 31), dice.bits(), dice.bits(), dice.below(1U << 20));
    const std::string place = dice.below(20) ? "null" : fmt::format(
        R"({{"id":"{:016x}","url":"https:\/\/api.example\/1.1\/geo\/id\/{:016x}.json","place_type":"city","name":"Made-up","full_name":"Made-up, Place","country_code":"{}","country":"Somewhere","bounding_box":{{"type":"Polygon","coordinates":[[[-74.02,40.57],[-74.02,40.73],[-73.83,40.73],[-73.83,40.57]]]}},"attributes":{{}}}})",
        dice.bits(), dice.bits(), countries[dice.below(std::size(countries))]);
    return fmt::format(
        R"({{"created_at":"{0}","id":{1},"id_str":"{1}","full_text":"#MeToo {2}","truncated":false,"display_text_range":[0,{3}],)"
        R"("entities":{{"hashtags":[{4}],"symbols":[],"user_mentions":[],"urls":[{5}]}},)"
        R"("source":"\u003ca href=\"http:\/\/client.example\" rel=\"nofollow\"\u003eMade-up for machines\u003c\/a\u003e",)"
        R"("in_reply_to_status_id":null,"in_reply_to_status_id_str":null,"in_reply_to_user_id":null,"in_reply_to_user_id_str":null,"in_reply_to_screen_name":null,)"
        R"("user":{{"id":{6},"id_str":"{6}","name":"Made-up {7}","screen_name":"made_up_{6}","location":"Somewhere","description":"{8}","url":null,)"
        R"("entities":{{"description":{{"urls":[]}}}},"protected":false,"followers_count":{7},"friends_count":311,"listed_count":7,"created_at":"Tue Mar 03 18:01:22 +0000 2009",)"
        R"("favourites_count":9412,"utc_offset":null,"time_zone":null,"geo_enabled":true,"verified":false,"statuses_count":20411,"lang":"en","contributors_enabled":false,)"
        R"("is_translator":false,"is_translation_enabled":false,"profile_background_color":"C0DEED","profile_background_image_url":"http:\/\/images.example\/themes\/theme1\/bg.png",)"
        R"("profile_background_image_url_https":"https:\/\/images.example\/themes\/theme1\/bg.png","profile_background_tile":false,)"
        R"("profile_image_url":"http:\/\/images.example\/profile_images\/{6}\/made_normal.jpg","profile_image_url_https":"https:\/\/images.example\/profile_images\/{6}\/made_normal.jpg",)"
        R"("profile_banner_url":"https:\/\/images.example\/profile_banners\/{6}\/1500000000","profile_link_color":"1DA1F2","profile_sidebar_border_color":"C0DEED",)"
        R"("profile_sidebar_fill_color":"DDEEF6","profile_text_color":"333333","profile_use_background_image":true,"has_extended_profile":false,"default_profile":true,)"
        R"("default_profile_image":false,"following":null,"follow_request_sent":null,"notifications":null,"translator_type":"none"}},)"
        R"("geo":null,"coordinates":null,"place":{9},"contributors":null,"is_quote_status":false,"retweet_count":{10},"favorite_count":{11},"favorited":false,"retweeted":false,"lang":"{12}"}})" "\n",
        date, id, said, 7 + said.size(), tags, links, user, dice.below(9000), some_words(dice, dice.below(160)), place, dice.below(40), dice.below(90),
        languages[dice.below(std::size(languages))]);
}

}  // namespace

int main(int count, char** words) {
    if (count != 4) return 2;
    const std::string what = words[1];
    const std::uint64_t wanted = std::stoull(words[3]) * (what == "tweets" ? 1'000'000 : 1);
    std::ofstream out(words[2], std::ios::binary);
    Dice dice;
    if (what == "tweets") {
        for (std::uint64_t written = 0; written < wanted;) {
            const auto line = tweet(dice, ms_at(static_cast<double>(written) / static_cast<double>(wanted)));
            out << line;
            written += line.size();
        }
    } else {
        std::vector<std::uint64_t> ids(wanted);
        for (std::size_t at = 0; at < wanted; ++at) ids[at] = id_at(ms_at(static_cast<double>(at) / static_cast<double>(wanted)), dice.bits());
        if (what == "shuffled_ids") std::shuffle(ids.begin(), ids.end(), std::mt19937_64(2017));
        for (const auto id : ids) out << id << '\n';
    }
    return out.flush() ? 0 : 1;
}
