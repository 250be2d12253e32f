// Posts in JSON. Fields are taken in the order in which they stand, once; what nobody asks for is skipped.
#include <charconv>
#include <cstring>
#include <map>
#include <vector>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <simdjson.h>

#include "archive/formats.h"

namespace himthough::archive {
namespace {

namespace json = simdjson::ondemand;

/// What is gathered of one post before it is known whole. Views are good until the next record.
struct Draft {
    Post post;
    std::string_view date, written;  ///< `written`: the text as it stands there, with its quotes
    bool has_entities = false;
    std::vector<std::string> folded;
    std::vector<std::string_view> tags;
    std::size_t used = 0;
    std::string country;

    void clear() {
        post = {};
        date = written = {};
        has_entities = false;
        used = 0;
    }
    void tag(std::string_view text) {
        if (text.starts_with('#')) text.remove_prefix(1);
        if (text.empty()) return;
        if (used == folded.size()) folded.emplace_back();
        folded[used++] = folded_tag(text);
    }
    /// Of a post from which somebody took the entities out.
    void tags_of_text() {
        boost::json::error_code error;
        const auto unescaped = boost::json::parse({written.data(), written.size()}, error);
        if (error || !unescaped.is_string()) return;
        for (const auto& found : tags_in_text(unescaped.as_string())) tag(found);
    }
    void in_country(std::string_view code) {
        if (code.size() != 2) return;
        country = code;
        for (char& c : country) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
        post.country = country;
    }
};

/// True when it is there and of that kind, false when it is not. After anything else nothing more can be read of the record.
bool got(simdjson::error_code error) {
    if (error == simdjson::INCORRECT_TYPE || error == simdjson::NO_SUCH_FIELD || error == simdjson::NUMBER_ERROR) return false;
    if (error) throw simdjson::simdjson_error(error);
    return true;
}

std::string_view text_of(json::value& value) {
    std::string_view text;
    return got(value.get_string().get(text)) ? text : std::string_view();
}
std::uint64_t number_of(json::value& value) {
    json::json_type type;
    std::uint64_t number = 0;
    if (!got(value.type().get(type))) return 0;
    if (type == json::json_type::number) return got(value.get_uint64().get(number)) ? number : 0;
    if (type != json::json_type::string) return 0;
    const auto text = text_of(value);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

/// A key as it is written, compared where it stands: those that are looked for have nothing to escape.
struct Name {
    const char* begin;                 ///< behind the quote; whoever compares reads as far as the text it compares with, less than simdjson itself does

    bool operator==(std::string_view text) const { return std::memcmp(begin, text.data(), text.size()) == 0 && begin[text.size()] == '"'; }
    std::string_view text() const { return {begin, std::strchr(begin, '"')}; }
};
/// What is in a result, where it stands: copies of it, taken right after it is written, cost a fifth of the time.
template <typename Found>
Found& in(simdjson::simdjson_result<Found>& result) {
    if (result.error()) throw simdjson::simdjson_error(result.error());
    Found&& found = std::move(result).value_unsafe();
    return static_cast<Found&>(found);
}
Name name_of(json::field& field) { return {field.key().raw()}; }
/// Calls with each key and value of an object; of anything else, nothing.
template <typename Each>
void each_field(json::value& value, const Each& each) {
    json::object object;
    if (!got(value.get_object().get(object))) return;
    for (auto found : object) {
        json::field& field = in(found);
        each(name_of(field), field.value());
    }
}
/// The text of one field of an object; "" where it has no such text.
std::string_view text_in(json::value& value, std::string_view key) {
    json::object object;
    json::value found;
    return got(value.get_object().get(object)) && got(object.find_field_unordered(key).get(found)) ? text_of(found) : std::string_view();
}
template <typename Each>
void each_element(json::value& value, const Each& each) {
    json::array array;
    if (!got(value.get_array().get(array))) return;
    for (auto found : array) {
        each(in(found));
    }
}
/// The tags in an array of objects whose `key` holds one.
void tags_in(json::value& array, std::string_view key, Draft& draft) {
    each_element(array, [&](json::value& tag) { draft.tag(text_in(tag, key)); });
}
void entities_in(json::value& entities, std::string_view key, Draft& draft) {
    each_field(entities, [&](Name name, json::value& value) {
        if (name == "hashtags") tags_in(value, key, draft);
    });
}

// The tags of a retweet are its own and those of the tweet that it repeats: its own are cut off together with its text.
void tweet_field(Name name, json::value& value, Draft& draft, bool outer);
void retweeted(json::value& tweet, Draft& draft) {
    each_field(tweet, [&](Name name, json::value& value) { tweet_field(name, value, draft, false); });
}
void tweet_field(Name name, json::value& value, Draft& draft, bool outer) {
    if (name == "entities") {
        draft.has_entities = draft.has_entities || outer;
        return entities_in(value, "text", draft);
    }
    if (name == "extended_tweet") {
        return each_field(value, [&](Name inner, json::value& found) {
            if (inner == "entities") entities_in(found, "text", draft);
        });
    }
    if (!outer) return;
    Post& post = draft.post;
    if (name == "created_at") draft.date = text_of(value);
    else if (name == "id_str" || (name == "id" && post.id == 0)) post.id = number_of(value);
    else if (name == "full_text" || (name == "text" && draft.written.empty())) draft.written = value.raw_json_token();
    else if (name == "lang") post.language = text_of(value);
    else if (name == "user") post.author = text_in(value, "id_str");
    else if (name == "place") draft.in_country(text_in(value, "country_code"));
    else if (name == "is_quote_status" && post.kind == Kind::original && std::string_view(value.raw_json_token()).starts_with("true")) post.kind = Kind::quote;
    else if (name == "retweeted_status") post.kind = Kind::repeat, retweeted(value, draft);
}

void status_field(Name name, json::value& value, Draft& draft) {
    Post& post = draft.post;
    if (name == "created_at") draft.date = text_of(value);
    else if (name == "uri") post.id = hash_of_name(text_of(value));
    else if (name == "language") post.language = text_of(value);
    else if (name == "account") post.author = text_in(value, "url");
    else if (name == "tags") tags_in(value, "name", draft);
    else if (name == "reblog") each_field(value, [&](Name inner, json::value& found) {
        post.kind = Kind::repeat;
        if (inner == "tags") tags_in(found, "name", draft);
    });
    else if (name == "quote") each_field(value, [&](Name, json::value&) { if (post.kind == Kind::original) post.kind = Kind::quote; });
}

bool activity_field(Name name, json::value& value, Draft& draft) {
    Post& post = draft.post;
    if (name == "type") {
        const auto type = text_of(value);
        if (type == "Announce") post.kind = Kind::repeat;
        return type == "Announce" || type == "Create";
    }
    if (name == "published") draft.date = text_of(value);
    else if (name == "actor") post.author = text_of(value);
    else if (name == "id") post.id = hash_of_name(text_of(value));
    else if (name == "object") each_field(value, [&](Name inner, json::value& found) {
        if (inner == "tag") tags_in(found, "name", draft);
        if (inner == "contentMap") each_field(found, [&](Name language, json::value&) { post.language = language.text(); });
    });
    return true;
}

void bluesky_record(json::value& record, Draft& draft) {
    each_field(record, [&](Name name, json::value& value) {
        if (name == "createdAt") draft.date = text_of(value);
        if (name == "tags") each_element(value, [&](json::value& tag) { draft.tag(text_of(tag)); });
        if (name == "langs") each_element(value, [&](json::value& language) { if (draft.post.language.empty()) draft.post.language = text_of(language); });
        if (name == "embed" && text_in(value, "$type").starts_with("app.bsky.embed.record")) draft.post.kind = Kind::quote;
        if (name == "facets") each_element(value, [&](json::value& facet) {
            each_field(facet, [&](Name inner, json::value& found) { if (inner == "features") tags_in(found, "tag", draft); });
        });
    });
}

class JsonReader : public RecordReader {
public:
    explicit JsonReader(Format format) : format_(format) {}

    void read(std::string_view record, Taker& taker) override {
        json::document document;
        const simdjson::padded_string_view padded(record.data(), record.size(), record.size() + simdjson::SIMDJSON_PADDING);
        try {
            document = parser_.iterate(padded);
            json::value value = document.get_value();
            read_value(value, taker);
        } catch (const simdjson::simdjson_error&) {
            taker.fault(record.contains('\0') ? "a NUL stands in it" : "this is no JSON of that kind, or it is cut off");
        }
    }

private:
    void read_value(json::value& value, Taker& taker) {
        if (format_ == Format::tweets_v2) return read_v2(value, taker);
        json::json_type type;
        if (!got(value.type().get(type)) || type != json::json_type::object) return taker.fault("this is no post");
        draft_.clear();
        bool wanted = true;
        std::string_view did, rkey;
        each_field(value, [&](Name name, json::value& found) {
            if (format_ == Format::tweets) tweet_field(name, found, draft_, true);
            if (format_ == Format::statuses) status_field(name, found, draft_);
            if (format_ == Format::activities) wanted = activity_field(name, found, draft_) && wanted;
            if (format_ == Format::jetstream && name == "did") did = text_of(found);
            if (format_ == Format::jetstream && name == "kind") wanted = text_of(found) == "commit" && wanted;
            if (format_ == Format::jetstream && name == "commit") each_field(found, [&](Name inner, json::value& part) {
                if (inner == "operation") wanted = text_of(part) == "create" && wanted;
                else if (inner == "rkey") rkey = text_of(part);
                else if (inner == "collection") wanted = text_of(part) == "app.bsky.feed.post" && wanted;
                else if (inner == "record") bluesky_record(part, draft_);
            });
        });
        if (!wanted) return;
        if (format_ == Format::jetstream) draft_.post.author = did, draft_.post.id = hash_of_name(std::string(did) + "/" + std::string(rkey));
        give(taker);
    }

    /// A page of twarc2 or a flattened tweet. Places stand behind the tweets that name them, so a page is gone through twice.
    void read_v2(json::value& value, Taker& taker) {
        json::object page;
        if (!got(value.get_object().get(page))) return taker.fault("this is no post");
        countries_.clear();
        json::value data, includes;
        if (got(page["includes"].get(includes))) {
            each_field(includes, [&](Name name, json::value& places) {
                if (name != "places") return;
                each_element(places, [&](json::value& place) {
                    std::string id, code;
                    each_field(place, [&](Name inner, json::value& found) {
                        if (inner == "id") id = text_of(found);
                        if (inner == "country_code") code = text_of(found);
                    });
                    countries_[id] = code;
                });
            });
        }
        again(page);
        if (got(page["data"].get(data))) {
            json::array tweets;
            if (!got(data.get_array().get(tweets))) return read_v2_tweet(data, taker);
            for (auto tweet : tweets) read_v2_tweet(in(tweet), taker);
            return;
        }
        again(page);
        draft_.clear();
        for (auto found : page) v2_field(name_of(in(found)), in(found).value());
        if (draft_.post.id == 0) return taker.fault("a page without data");
        give(taker);
    }
    static void again(json::object& page) {
        bool anything = false;
        got(page.reset().get(anything));
    }
    void read_v2_tweet(json::value& tweet, Taker& taker) {
        draft_.clear();
        each_field(tweet, [&](Name name, json::value& value) { v2_field(name, value); });
        give(taker);
    }
    void v2_field(Name name, json::value& value) {
        Post& post = draft_.post;
        if (name == "created_at") draft_.date = text_of(value);
        else if (name == "id") post.id = number_of(value);
        else if (name == "lang") post.language = text_of(value);
        else if (name == "author_id") post.author = text_of(value);
        else if (name == "entities") draft_.has_entities = true, entities_in(value, "tag", draft_);
        else if (name == "text") draft_.written = value.raw_json_token();
        else if (name == "geo") each_field(value, [&](Name inner, json::value& found) {
            if (inner == "country_code") draft_.in_country(text_of(found));
            if (inner != "place_id") return;
            const auto place = countries_.find(std::string(text_of(found)));
            if (place != countries_.end()) draft_.in_country(place->second);
        });
        else if (name == "referenced_tweets") each_element(value, [&](json::value& other) {
            const auto type = text_in(other, "type");
            if (type == "retweeted") post.kind = Kind::repeat;
            if (type == "quoted" && post.kind == Kind::original) post.kind = Kind::quote;
        });
    }

    void give(Taker& taker) {
        Post& post = draft_.post;
        const bool tweet = format_ == Format::tweets || format_ == Format::tweets_v2;
        post.network = tweet ? Network::twitter : format_ == Format::jetstream ? Network::bluesky : Network::mastodon;
        if (tweet && post.id == 0) return taker.fault("a post without id");
        if (draft_.date.empty() && !tweet) return taker.fault("a post without a date");
        post.day = draft_.date.empty() ? day_of_tweet(post.id) : day_of_date(draft_.date);
        if (!draft_.date.empty() && !post.day) return taker.fault("its date cannot be read");
        if (post.day && !can_be(*post.day)) return taker.fault("a day on which there were no posts");
        if (tweet && !draft_.has_entities && !draft_.written.empty()) draft_.tags_of_text();
        draft_.tags.assign(draft_.folded.begin(), draft_.folded.begin() + static_cast<std::ptrdiff_t>(draft_.used));
        post.tags = draft_.tags;
        taker.post(post);
    }

    const Format format_;
    json::parser parser_;
    Draft draft_;
    std::map<std::string, std::string> countries_;
};

}  // namespace

std::unique_ptr<RecordReader> json_reader(Format format) { return std::make_unique<JsonReader>(format); }

}  // namespace himthough::archive
