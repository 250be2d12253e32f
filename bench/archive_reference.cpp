// archive_reference tweets|ids FILE: the limits for import_tweets and import_ids, on one thread, from the file in memory. Of tweets: the same five
// fields of each, by simdjson's iterate_many, and nothing done with them. Of ids: each as a number, added up. Prints one line of JSON: seconds, and
// how many.
#include <charconv>
#include <chrono>
#include <cstring>
#include <string_view>

#include <fcntl.h>
#include <fmt/core.h>
#include <simdjson.h>
#include <sys/mman.h>
#include <sys/stat.h>

namespace {

struct Read {
    std::size_t posts = 0, sum = 0;
};

/// The last tweet is left out: simdjson reads that far ahead.
Read tweets(std::string_view text) {
    simdjson::ondemand::parser parser;
    parser.threaded = false;   // it would look ahead on the other core
    Read read;
    simdjson::ondemand::document_stream stream = parser.iterate_many(text.data(), text.size() - simdjson::SIMDJSON_PADDING, std::size_t{1} << 20);
    for (auto tweet : stream) {
        auto object = tweet.get_object();
        read.sum += std::string_view(object.find_field("created_at")).size();
        for (auto tag : object.find_field("entities")["hashtags"].get_array()) read.sum += std::string_view(tag["text"]).size();
        read.sum += std::string_view(object.find_field("user")["id_str"]).size();
        auto place = object.find_field("place");
        if (!place.is_null()) read.sum += std::string_view(place["country_code"]).size();
        read.sum += std::string_view(object.find_field("lang")).size();
        ++read.posts;
    }
    return read;
}

Read ids(std::string_view text) {
    Read read;
    for (std::size_t id = 0; !text.empty(); ++read.posts) {
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
        if (error != std::errc()) break;
        read.sum += id;
        text.remove_prefix(std::min(static_cast<std::size_t>(end + 1 - text.data()), text.size()));
    }
    return read;
}

}  // namespace

int main(int count, char** words) {
    if (count != 3) return 2;
    const auto begin = std::chrono::steady_clock::now();
    const int file = ::open(words[2], O_RDONLY | O_CLOEXEC);
    struct stat found {};
    if (file < 0 || ::fstat(file, &found) != 0) return 1;
    const auto size = static_cast<std::size_t>(found.st_size);
    void* const mapped = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
    if (mapped == MAP_FAILED || size < simdjson::SIMDJSON_PADDING) return 1;
    const std::string_view text(static_cast<const char*>(mapped), size);
    const auto read = std::string_view(words[1]) == "tweets" ? tweets(text) : ids(text);
    fmt::print("{{\"seconds\": {:.4f}, \"posts\": {}, \"sum\": {}}}\n", std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(), read.posts, read.sum);
    return 0;
}
