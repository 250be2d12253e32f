#include "report/page.h"

#include <cmath>

#include <fmt/format.h>

#include "archive/sums.h"
#include "base/secret.h"
#include "movement/folding.h"
#include "report/periods.h"
#include "report/pictures.h"
#include "web/pages/parts.h"

namespace himthough::report {
namespace {

using web::View;
using web::pages::say_day;
using web::pages::say_number;

constexpr std::size_t most_rows = 20;
constexpr std::size_t longest_title = 40;   // bytes of tags; more of them stand in their table only

/// Fills the template; its comment says which names there are.
class Page {
public:
    Page(const archive::Counts& counts, const archive::Made& made, const Wording& wording) : counts_(counts), made_(made), wording_(wording), span_(span_of(counts)) {}

    std::string text() {
        title();
        sentence();
        tiles();
        pictures();
        voices();
        places("LANGUAGES", archive::by_language(counts_), web::pages::language_name);
        places("COUNTRIES", archive::by_country(counts_), web::pages::country_name);
        times();
        totals();
        files();
        method();
        return wording_.templates.page("page", wording_.language, page_);
    }

private:
    std::string number(std::uint64_t count) const { return say_number(static_cast<std::int64_t>(count), wording_.language); }
    /// Of what somebody wrote: none below five.
    std::string told(std::uint64_t count) const {
        return count == 0 || may_be_told(static_cast<std::int64_t>(count)) ? number(count) : fmt::format("< {}", fewest_told);
    }
    std::string told(const archive::Estimate& authors) const {
        const auto off = std::llround(static_cast<double>(authors.count) * authors.half_width());
        return off == 0 ? told(authors.count) : fmt::format("{} ± {}", number(authors.count), say_number(off, wording_.language));
    }

    void title() {
        const bool short_enough = !made_.named.empty() && made_.named.size() <= longest_title;
        page_.set("TAGS", made_.named).show("TITLE_TAGS", short_enough).show("TITLE", !short_enough);
    }

    void sentence() {
        const bool dated = span_.has_value(), by_authors = counts_.authors.count > 0;
        page_.set("USES", told(counts_.uses())).set("AUTHORS", told(counts_.authors));
        if (dated) page_.set("FROM", say_day(span_->first, wording_.language)).set("THROUGH", say_day(span_->last, wording_.language));
        page_.show("NOTHING", counts_.uses() == 0).show("UNDATED", !dated && counts_.uses() > 0).show("DATED", dated && !by_authors).show("BY_AUTHORS", dated && by_authors);
    }

    void tile(std::string_view key, const std::string& count) { page_.add("TILE").set("WHAT", wording_(key)).set("COUNT", count); }
    void tiles() {
        const auto known = [](auto sums) { return sums.erase(""), sums.size(); };
        tile("archive.posts", told(counts_.uses()));
        if (counts_.authors.count > 0) tile("archive.authors", told(counts_.authors));
        if (const auto days = archive::by_day(counts_); span_) tile("archive.days", number(days.size() - days.count(std::nullopt)));
        if (const auto languages = known(archive::by_language(counts_)); languages > 0) tile("archive.languages", number(languages));
        if (const auto countries = known(archive::by_country(counts_)); countries > 0) tile("archive.countries", number(countries));
    }

    void pictures() {
        const auto wide = pictures_of(counts_, wording_, false), narrow = pictures_of(counts_, wording_, true);
        for (std::size_t at = 0; at < wide.size(); ++at)
            page_.add("PICTURE").set("CAPTION", wide[at].title).set("WIDE", wide[at].svg).set("NARROW", narrow[at].svg);
    }

    void voices() {
        for (std::size_t at = 0; at < archive::every_voice.size(); ++at)
            if (const auto count = archive::of_voice(counts_, archive::every_voice[at]); count > 0)
                page_.show("VOICES").add("VOICE").set("WHAT", name_of(archive::every_voice[at], wording_)).set("COUNT", told(count)).set("AUTHORS", told(counts_.authors_of_voice[at]));
    }

    void places(std::string_view section, const std::map<std::string, std::uint64_t>& sums, std::string (*name)(std::string_view, std::string_view)) {
        if (sums.empty() || (sums.size() == 1 && sums.contains(""))) return;
        View& part = page_.add(section);
        const auto ranked = archive::largest(sums, most_rows);
        for (const auto& [code, count] : ranked.rows)
            part.add("ROW").set("WHAT", code.empty() ? wording_("reach.not_said") : name(code, wording_.language)).set("COUNT", told(count)).set("SHARE", share(count));
        if (ranked.rows_in_rest > 0) part.add("ROW").set("WHAT", wording_("archive.others")).set("COUNT", told(ranked.rest)).set("SHARE", share(ranked.rest));
    }
    std::string share(std::uint64_t count) const {
        return may_be_told(static_cast<std::int64_t>(count)) ? fmt::format("{:.1f}", 100 * static_cast<double>(count) / static_cast<double>(counts_.uses())) : "";
    }

    /// Each day of a short time, else months; those without a use are left out.
    void times() {
        if (!span_) return;
        const bool by_day = span_->step() == Step::day;
        View& part = page_.add(by_day ? "DAYS" : "MONTHS");
        for (const auto& [start, count] : by_step(counts_, *span_, by_day ? Step::day : Step::month, [](const archive::Cell&) { return true; })) {
            if (count == 0) continue;
            const auto authors = counts_.authors_of_day.find(start);
            part.add("ROW").set("WHAT", by_day ? say_day(start, wording_.language) : web::pages::say_month(start, wording_.language)).set("COUNT", told(count))
                .set("AUTHORS", authors == counts_.authors_of_day.end() ? "" : told(authors->second));
        }
    }

    void total(std::string_view key, const std::string& count) { page_.add("TOTAL").set("WHAT", wording_(key)).set("COUNT", count); }
    void totals() {
        const auto days = archive::by_day(counts_);
        const auto undated = days.find(std::nullopt);
        total("archive.read", number(counts_.posts));
        total("archive.uses", told(counts_.uses()));
        total("archive.originals", told(archive::of_kind(counts_, archive::Kind::original)));
        total("archive.quotes", told(archive::of_kind(counts_, archive::Kind::quote)));
        total("archive.repeats", told(archive::of_kind(counts_, archive::Kind::repeat)));
        total("archive.again", number(counts_.again));
        total("archive.undated", told(undated == days.end() ? 0 : undated->second));
        if (counts_.authors.count > 0) total("archive.authors", told(counts_.authors));
    }

    void files() {
        std::uint64_t faulty = 0;
        for (const auto& file : made_.files) {
            faulty += file.faulty;
            View& row = page_.add("FILE").set("POSTS", number(file.posts)).set("FAULTY", number(file.faulty));
            row.show("BROKE_OFF", file.format.empty());
            if (!file.format.empty()) row.set("FORMAT", file.format).set("DIGEST", to_hex(bytes_of(file.digest)));
        }
        total("archive.faulty", number(faulty));
    }

    void method() {
        for (const auto& [tag, voices] : made_.tags) {
            View& row = page_.show("TAGGED").add("TAG").set("TAG", tag);
            std::string names;
            for (const Voice voice : archive::every_voice)
                if (voices & archive::one_voice(voice)) names.append(names.empty() ? "" : ", ").append(name_of(voice, wording_));
            row.set("VOICE", names);
        }
        page_.show("EVERY_POST", made_.tags.empty()).show("ESTIMATE", counts_.authors.error > 0).set("PERCENT", fmt::format("{:.1f}", 100 * counts_.authors.half_width()));
        page_.set("DAY", say_day(made_.day, wording_.language)).set("PROGRAM", made_.program);
    }

    const archive::Counts& counts_;
    const archive::Made& made_;
    const Wording& wording_;
    const std::optional<Span> span_;
    View page_;
};

}  // namespace

std::string page_of(const archive::Counts& counts, const archive::Made& made, const Wording& wording) { return Page(counts, made, wording).text(); }

}  // namespace himthough::report
