// Made-up posts in the shapes of the public documentation: developer.x.com "Tweet object" (v1.1) and "Data dictionary" (v2), twarc2's
// page on "twarc2 flatten", docs.joinmastodon.org/entities/Status, w3.org/TR/activitypub (5.1 Outbox), github.com/bluesky-social/jetstream
// and the lexicon app.bsky.feed.post, RFC 4180.
#include <filesystem>
#include <fstream>

#include <bzlib.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

#include "archive/formats.h"
#include "archive/post.h"

namespace himthough::archive {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

/// Posts as "day kind language country author tags".
class Collected : public Sink {
public:
    void add(const Post& post) override {
        std::string tags;
        for (const auto tag : post.tags) tags += fmt::format("#{}", tag);
        seen.push_back(fmt::format("{} {} {} {} {} {} x{}", post.day ? post.day->iso() : "no day", static_cast<int>(post.kind), post.language, post.country, post.author, tags, post.times));
    }
    std::vector<std::string> seen;
};

struct Result {
    Read read;
    std::vector<std::string> posts;
};
Result read_text(std::string_view text, const ReadSettings& settings = {}) {
    std::string name = std::filesystem::temp_directory_path() / "himthough-archive-XXXXXX";
    const int fd = ::mkstemp(name.data());
    if (fd < 0) throw std::runtime_error("no file");
    ::close(fd);
    const std::unique_ptr<const char, void (*)(const char*)> gone(name.c_str(), [](const char* file) { ::unlink(file); });
    std::ofstream(name, std::ios::binary) << text;
    std::vector<Collected> sinks(settings.threads);
    Result result{read_file(name, settings, [&](unsigned thread) -> Sink& { return sinks[thread]; }), {}};
    for (const auto& sink : sinks) result.posts.insert(result.posts.end(), sink.seen.begin(), sink.seen.end());
    return result;
}
std::string why_not(std::string_view text, const ReadSettings& settings = {}) {
    try {
        read_text(text, settings);
    } catch (const std::runtime_error& refused) {
        return refused.what();
    }
    return "";
}

const std::string tweet = R"({"created_at":"Sun Oct 15 23:30:00 +0000 2017","id":919999999999999999,"id_str":"919999999999999999","user":{"id_str":"7"},)"
                          R"("place":{"country_code":"fr"},"entities":{"hashtags":[{"text":"MeToo","indices":[0,6]}]},"lang":"en"})";
const std::string retweet = R"({"created_at":"Mon Oct 16 00:30:00 +0000 2017","id_str":"920000000000000001","user":{"id_str":"8"},"entities":{"hashtags":[]},)"
                            R"("retweeted_status":{"id_str":"1","lang":"xx","entities":{"hashtags":[{"text":"M\u00c9TOO"}]}},"lang":"fr"})";
const std::string tweet_seen = "2017-10-15 1 en FR 7 #metoo x1", retweet_seen = "2017-10-16 2 fr  8 #métoo x1";

TEST(Formats, TweetsAreReadFromLinesAndArrays) {
    for (const auto& text : {tweet + "\n" + retweet + "\n", tweet + "\r\n\r\n" + retweet, "\xEF\xBB\xBF" + tweet + "\n" + retweet, "[" + tweet + ",\n " + retweet + "]\n"}) {
        const auto [read, posts] = read_text(text);
        EXPECT_THAT(posts, UnorderedElementsAre(tweet_seen, retweet_seen));
        EXPECT_EQ(read.files.front().format, "tweets (v1.1)");
        EXPECT_EQ(read.files.front().faulty, 0U);
    }
    EXPECT_THAT(read_text("[\n{\n \"created_at\": \"Sun Oct 15 23:30:00 +0000 2017\",\n \"id_str\": \"919999999999999999\"\n}\n]").posts, ElementsAre("2017-10-15 1     x1"));
}

TEST(Formats, PagesAndFlattenedTweetsOfV2) {
    const std::string one = R"({"id":"919999999999999999","author_id":"7","created_at":"2017-10-15T20:21:22.000Z","lang":"en","geo":{"place_id":"a1"},)"
                            R"("entities":{"hashtags":[{"start":0,"end":6,"tag":"MeToo"}]},"referenced_tweets":[{"type":"quoted","id":"2"}]})";
    const auto page = R"({"data":[)" + one + R"(],"includes":{"places":[{"id":"a1","country_code":"SE"}]},"meta":{}})";
    EXPECT_THAT(read_text(page + "\n").posts, ElementsAre("2017-10-15 3 en SE 7 #metoo x1"));
    EXPECT_THAT(read_text(one + "\n").posts, ElementsAre("2017-10-15 3 en  7 #metoo x1"));
    const auto [read, posts] = read_text(page + "\n{\"meta\":{},\"includes\":{}}\n");
    EXPECT_EQ(posts.size(), 1U);
    ASSERT_EQ(read.faults.size(), 1U);
    EXPECT_EQ(read.faults.front().line, 2U);
    EXPECT_EQ(read.faults.front().says, "a page without data");
}

TEST(Formats, TweetsWithoutEntitiesHaveTheTagsOfTheirText) {
    const auto v1 = [](std::string_view fields) { return fmt::format(R"({{"created_at":"Sun Oct 15 23:30:00 +0000 2017","id_str":"919999999999999999",{}}})", fields); };
    const auto v2 = [](std::string_view fields) { return fmt::format(R"({{"created_at":"2017-10-15T23:30:00.000Z","id":"919999999999999999","author_id":"7",{}}})", fields); };
    EXPECT_THAT(read_text(v1(R"("text":"cut off #Me…","full_text":"\n#MeToo, #M\u00c9TOO’s x","truncated":false)")).posts, ElementsAre("2017-10-15 1    #metoo#métoo x1"));
    EXPECT_THAT(read_text(v1(R"("text":"#MeToo")")).posts, ElementsAre("2017-10-15 1    #metoo x1"));
    EXPECT_THAT(read_text(v1(R"("text":"#MeToo","entities":{"hashtags":[]})")).posts, ElementsAre("2017-10-15 1     x1"));
    EXPECT_THAT(read_text(v1(R"("entities":{},"full_text":"#MeToo")")).posts, ElementsAre("2017-10-15 1     x1"));
    EXPECT_THAT(read_text(v1(R"("full_text":7)")).posts, ElementsAre("2017-10-15 1     x1"));
    EXPECT_THAT(read_text(v2(R"("text":"said #MeToo")")).posts, ElementsAre("2017-10-15 1   7 #metoo x1"));
}

TEST(Formats, TagsInATextBeginAndEndWhereWordsDo) {
    EXPECT_THAT(tags_in_text("#A b#c d &#39; /#e ＃私も #日本語。 #x_1-y ##two #"), ElementsAre("a", "私も", "日本語", "x_1", "two"));
    EXPECT_THAT(tags_in_text("\xFF#ok \xFF #\xFF #c\xFF"), ElementsAre("ok", "c"));
    EXPECT_THAT(tags_in_text(""), testing::IsEmpty());
}

TEST(Formats, MastodonOutboxAndStatuses) {
    const std::string outbox = R"({"@context":"x","id":"outbox.json","type":"OrderedCollection","totalItems":3,"orderedItems":[
        {"id":"https://a.example/1","type":"Create","actor":"https://a.example/u","published":"2017-10-15T20:21:22Z","object":{"type":"Note",
         "contentMap":{"es":"x"},"tag":[{"type":"Hashtag","href":"https://a.example/t","name":"#MeToo"}]}},
        {"id":"https://a.example/2","type":"Announce","actor":"https://a.example/u","published":"2017-10-16T20:21:22Z","object":"https://b.example/9"},
        {"id":"https://a.example/3","type":"Delete","actor":"https://a.example/u","published":"2017-10-16T20:21:22Z","object":"https://a.example/1"}]})";
    EXPECT_THAT(read_text(outbox).posts, UnorderedElementsAre("2017-10-15 1 es  https://a.example/u #metoo x1", "2017-10-16 2   https://a.example/u  x1"));
    const std::string status = R"({"id":"1","uri":"https://a.example/1","created_at":"2017-10-15T20:21:22.000Z","visibility":"public","language":"en",)"
                               R"("account":{"id":"2","url":"https://a.example/@u"},"reblog":null,"tags":[{"name":"metoo","url":"x"}]})";
    EXPECT_THAT(read_text("[" + status + "]").posts, ElementsAre("2017-10-15 1 en  https://a.example/@u #metoo x1"));
    EXPECT_THAT(read_text(status).posts, ElementsAre("2017-10-15 1 en  https://a.example/@u #metoo x1"));
}

TEST(Formats, JetstreamCountsWhatWasWrittenOnly) {
    const auto line = [](std::string_view operation, std::string_view collection) {
        return fmt::format(R"({{"did":"did:plc:x","time_us":1,"kind":"commit","commit":{{"rev":"1","operation":"{}","collection":"{}","rkey":"r","record":)"
                           R"({{"$type":"app.bsky.feed.post","createdAt":"2024-10-15T20:21:22.000Z","langs":["en"],"tags":["MeToo"],"facets":[{{"index":{{}},)"
                           R"("features":[{{"$type":"app.bsky.richtext.facet#tag","tag":"NoMore"}}]}}],"text":"x"}}}}}})" "\n", operation, collection);
    };
    const auto [read, posts] = read_text(line("create", "app.bsky.feed.post") + line("delete", "app.bsky.feed.post") + line("create", "app.bsky.feed.like"));
    EXPECT_THAT(posts, ElementsAre("2024-10-15 1 en  did:plc:x #metoo#nomore x1"));
    EXPECT_EQ(read.files.front().faulty, 0U);
}

TEST(Formats, CsvHasNamedColumns) {
    ReadSettings settings;
    settings.columns = {{"date", "when"}};
    const std::string text = "when,text,lang,count\r\n2017-10-15,\"a, \"\"b\"\"\n#MeToo #Two\",en,3\r\n2017-10-16,x,en\r\n1970-01-01,x,en,1\n";
    const auto [read, posts] = read_text(text, settings);
    EXPECT_THAT(posts, ElementsAre("2017-10-15 1 en   #metoo#two x3"));
    EXPECT_EQ(read.files.front().faulty, 2U);
    EXPECT_THAT(why_not(text), HasSubstr("date"));
    settings.columns = {{"date", "then"}};
    EXPECT_THAT(why_not(text, settings), HasSubstr("\"then\""));
}

TEST(Formats, HostileRecordsAreFaultsWithTheirLine) {
    const auto at = [](std::string_view date) { return fmt::format(R"({{"created_at":"{}","id_str":"919999999999999999"}})", date); };
    const std::vector<std::string> bad = {at("Thu Jan 01 00:00:00 +0000 1970"), at("Thu Jan 01 00:00:00 +0000 2099"), at("yesterday"), "[]", std::string(100'000, '['),
        R"({"id_str":)" + std::string(10'000, '9') + "}", tweet.substr(0, 60), std::string("{\0}", 3), "{\"id_str\":\"\xFF\"}"};
    std::string text = tweet + "\n";
    for (const auto& line : bad) text += line + "\n";
    const auto [read, posts] = read_text(text + retweet);
    EXPECT_THAT(posts, UnorderedElementsAre(tweet_seen, retweet_seen));
    ASSERT_EQ(read.faults.size(), bad.size());
    for (std::size_t i = 0; i < bad.size(); ++i) EXPECT_EQ(read.faults[i].line, i + 2);
    ReadSettings strict;
    strict.strict = true;
    EXPECT_TRUE(read_text(text, strict).read.stopped);
}

TEST(Formats, WhatIsUtf16OrUnknownIsSaid) {
    EXPECT_THAT(why_not(std::string("\xFF\xFE{\0", 4)), HasSubstr("UTF-16"));
    EXPECT_THAT(why_not(std::string("{\0\"\0i\0", 6)), HasSubstr("UTF-16"));
    EXPECT_THAT(why_not(std::string("\xFF\xFE\0\0{\0\0\0", 8)), HasSubstr("UTF-32"));
    EXPECT_THAT(why_not("hello"), HasSubstr("no kind"));
    EXPECT_THAT(why_not(""), HasSubstr("empty"));
}

TEST(Packed, IsUnpackedByContentAndSeveralMembersAreOne) {
    const std::string text = tweet + "\n";
    std::string bz(1000, '\0'), zst(ZSTD_compressBound(text.size()), '\0'), gz(1000, '\0');
    auto size = static_cast<unsigned>(bz.size());
    ASSERT_EQ(BZ2_bzBuffToBuffCompress(bz.data(), &size, const_cast<char*>(text.data()), static_cast<unsigned>(text.size()), 9, 0, 0), BZ_OK);
    bz.resize(size);
    zst.resize(ZSTD_compress(zst.data(), zst.size(), text.data(), text.size(), 3));
    z_stream stream{};
    ASSERT_EQ(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data())), stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(gz.data()), stream.avail_out = static_cast<uInt>(gz.size());
    ASSERT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
    gz.resize(stream.total_out);
    deflateEnd(&stream);
    for (const auto& packed : {bz, zst, gz}) {
        EXPECT_THAT(read_text(packed + packed).posts, ElementsAre(tweet_seen, tweet_seen));
        EXPECT_THAT(read_text(packed + std::string(300'000, '\0')).posts, ElementsAre(tweet_seen));
        EXPECT_THAT(why_not(packed + std::string(300, '\0') + "xxxx"), HasSubstr("damaged"));
        EXPECT_THAT(why_not(packed.substr(0, packed.size() - 5)), HasSubstr(fmt::format("cut off: it ends after {} bytes", packed.size() - 5)));
    }
}

TEST(Lines, AreCountedWhileTheyAreRead) {
    std::vector<Progress> seen;
    ReadSettings settings;
    settings.progress = [&](const Progress& now) { seen.push_back(now); };
    std::string text;
    for (int line = 0; line < 600'000; ++line) text += "919999999999999999\n";
    read_text(text, settings);
    ASSERT_GT(seen.size(), 10U);
    EXPECT_GT(seen.back().posts, 0U);
    EXPECT_LE(seen.back().posts, 600'000U);
    EXPECT_TRUE(std::ranges::is_sorted(seen, {}, &Progress::posts));
    EXPECT_EQ(seen.back().bytes_in_all, text.size());
}

TEST(Lines, EndWhenASinkBreaks) {
    struct Full : Sink {
        void add(const Post&) override { throw std::runtime_error("full"); }
    } full;
    const std::string name = std::filesystem::temp_directory_path() / fmt::format("himthough-archive-{}", ::getpid());
    std::ofstream file(name);
    for (int line = 0; line < 600'000; ++line) file << "919999999999999999\n";
    file.close();
    ReadSettings settings;
    settings.threads = 1;
    EXPECT_THROW(read_file(name, settings, [&](unsigned) -> Sink& { return full; }), std::runtime_error);
    std::filesystem::remove(name);
}

TEST(Lines, ThatAreTooLongAreLeftOutAndCounted) {
    ReadSettings settings;
    settings.longest_record = 1000;
    const auto [read, posts] = read_text(tweet + "\n" + std::string(3 << 20, 'x') + "\n" + retweet + "\n", settings);
    EXPECT_THAT(posts, UnorderedElementsAre(tweet_seen, retweet_seen));
    ASSERT_EQ(read.faults.size(), 1U);
    EXPECT_EQ(read.faults.front().line, 2U);
    EXPECT_EQ(read.faults.front().says, "it is too long");
}

}  // namespace
}  // namespace himthough::archive
