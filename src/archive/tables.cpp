// Lists of ids, and CSV as RFC 4180 has it.
#include <charconv>
#include <stdexcept>

#include <fmt/format.h>

#include "archive/formats.h"

namespace himthough::archive {
namespace {

std::uint64_t number_in(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

class IdReader : public RecordReader {
public:
    explicit IdReader(const std::string& header) : header_(number_in(header) == 0 ? header : "") { post_.network = Network::twitter, post_.bare = true; }
    void read(std::string_view record, Taker& taker) override {
        if (!header_.empty() && record == header_) return;
        post_.id = number_in(record);
        if (post_.id == 0) return taker.fault("this line is no id");
        if (post_.id < day_begins_ || post_.id >= day_ends_) {   // lists are mostly in order
            post_.day = day_of_tweet(post_.id);
            if (post_.day && !can_be(*post_.day)) return taker.fault("a day on which there were no posts");
            day_begins_ = post_.day ? first_id_of(*post_.day) : 0;
            day_ends_ = post_.day ? first_id_of(*post_.day + 1) : 0;
        }
        taker.post(post_);
    }

private:
    const std::string header_;
    Post post_;
    std::uint64_t day_begins_ = 0, day_ends_ = 0;   // ids of post_.day
};

/// The fields of one row; nothing where quotes do not match.
bool split_row(std::string_view row, std::vector<std::string>& fields) {
    fields.clear();
    for (std::size_t at = 0;;) {
        std::string field;
        if (at < row.size() && row[at] == '"') {
            for (++at;; ++at) {
                if (at >= row.size()) return false;
                if (row[at] == '"' && (++at >= row.size() || row[at] != '"')) break;
                field += row[at];
            }
            if (at < row.size() && row[at] != ',') return false;
        } else {
            const auto end = std::min(row.find(',', at), row.size());
            field = row.substr(at, end - at);
            at = end;
        }
        fields.push_back(std::move(field));
        if (at >= row.size()) return true;
        ++at;
    }
}

class CsvReader : public RecordReader {
public:
    CsvReader(const std::string& header, const std::map<std::string, std::string>& columns) : header_(header) {
        std::vector<std::string> names;
        if (!split_row(header, names)) throw std::runtime_error("its header cannot be read: quotes do not match");
        const auto find = [&](std::string_view what, std::initializer_list<const char*> usual) {
            const auto asked = columns.find(std::string(what));
            for (std::size_t at = 0; at < names.size(); ++at) {
                if (asked != columns.end() ? names[at] == asked->second : std::find(usual.begin(), usual.end(), names[at]) != usual.end()) return at;
            }
            if (asked != columns.end()) throw std::runtime_error(fmt::format("has no column \"{}\" (asked for as {})", asked->second, what));
            return none;
        };
        date_ = find("date", {"date", "created_at"}), tag_ = find("tag", {"tag", "hashtag"}), text_ = find("text", {"text"}), id_ = find("id", {"id", "tweet_id"});
        language_ = find("language", {"lang", "language"}), country_ = find("country", {"country"}), author_ = find("author", {"author", "user_id"});
        count_ = find("count", {"count"});
        if (date_ == none && id_ == none) throw std::runtime_error("has no column \"date\" (or \"created_at\"); say which it is with --column date=NAME");
        columns_ = names.size();
    }

    void read(std::string_view record, Taker& taker) override {
        if (record == header_) return;
        if (record.find('\0') != std::string_view::npos) return taker.fault("a NUL stands in it");
        if (!split_row(record, fields_)) return taker.fault("quotes do not match");
        if (fields_.size() != columns_) return taker.fault("it has not as many columns as the header");
        Post post;
        post.id = number_in(field(id_));
        post.day = date_ == none ? day_of_tweet(post.id) : day_of_date(field(date_));
        if (date_ != none && !post.day) return taker.fault("its date cannot be read");
        if (date_ == none && post.id == 0) return taker.fault("a post without id");
        if (post.day && !can_be(*post.day)) return taker.fault("a day on which there were no posts");
        if (count_ != none && (post.times = number_in(field(count_))) == 0) return taker.fault("its count is no number");
        post.language = field(language_), post.author = field(author_);
        country_code_.clear();
        for (const char c : field(country_)) country_code_ += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
        if (country_code_.size() == 2) post.country = country_code_;
        gather_tags();
        const std::vector<std::string_view> tags(tags_.begin(), tags_.end());
        post.tags = tags;
        taker.post(post);
    }

private:
    static constexpr auto none = static_cast<std::size_t>(-1);
    std::string_view field(std::size_t at) const { return at == none ? std::string_view() : std::string_view(fields_[at]); }

    /// Those in the column of tags, or where there is none, in the text.
    void gather_tags() {
        tags_.clear();
        if (tag_ == none) {
            tags_ = tags_in_text(field(text_));
            return;
        }
        std::string_view text = field(tag_);
        const std::string_view between = " \t\r\n,;|.!?:()\"'#";
        while (!text.empty()) {
            const auto begin = text.find_first_not_of(between);
            if (begin == std::string_view::npos) return;
            text.remove_prefix(begin);
            const auto end = std::min(text.find_first_of(between), text.size());
            tags_.push_back(folded_tag(text.substr(0, end)));
            text.remove_prefix(end);
        }
    }

    const std::string header_;
    std::size_t date_, tag_, text_, id_, language_, country_, author_, count_, columns_ = 0;
    std::vector<std::string> fields_, tags_;
    std::string country_code_;
};

}  // namespace

std::unique_ptr<RecordReader> table_reader(const Recognised& file, const std::map<std::string, std::string>& columns) {
    if (file.format == Format::ids) return std::make_unique<IdReader>(file.header);
    return std::make_unique<CsvReader>(file.header, columns);
}

}  // namespace himthough::archive
