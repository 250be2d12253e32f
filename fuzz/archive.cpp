// A file of an archive: what it is, how it is cut into records, and each record by the reader of every format.
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <algorithm>
#include <string>

#include "archive/cutter.h"
#include "archive/formats.h"

namespace {

using namespace himthough::archive;

struct Checking final : Taker {
    void post(const Post& post) override {
        if (post.day && !can_be(*post.day)) std::abort();
        if (!post.country.empty() && post.country.size() != 2) std::abort();
        for (const auto tag : post.tags)
            if (tag.empty() || tag.front() == '#') std::abort();
    }
    void fault(std::string_view says) override {
        if (says.empty()) std::abort();
    }
};

void read_each(RecordReader& reader, std::string text) {
    constexpr std::size_t room = 64;
    Checking taker;
    text.append(room, ' ');
    std::string_view rest(text.data(), text.size() - room);
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        if (end > 0) reader.read(rest.substr(0, end), taker);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view file(reinterpret_cast<const char*>(data), size);
    const auto kind = recognise(file, true);
    if (kind.wrong.empty()) {
        constexpr std::size_t longest = 4096;
        auto rest = file.substr(std::min(file.size(), kind.skip + (kind.depth > 0 ? 1 : 0)));
        Cutter cutter(kind.shape, longest, kind.depth, [&](std::span<char> into) {
            const auto got = rest.copy(into.data(), std::min<std::size_t>(into.size(), 1000));   // so that records go over what is read at once
            rest.remove_prefix(got);
            return got;
        });
        try {
            const auto reader = reader_of(kind, {});
            for (Block block; cutter.next(block);) read_each(*reader, std::string(block.text()));
        } catch (const std::runtime_error&) {
            // a CSV that lacks a column
        }
    }
    for (const auto format : {Format::tweets, Format::tweets_v2, Format::statuses, Format::activities, Format::jetstream}) read_each(*json_reader(format), std::string(file));
    return 0;
}
