#include "tests/world.h"

#include <algorithm>
#include <fstream>
#include <future>
#include <sstream>

#include <fmt/core.h>
#include <gtest/gtest.h>

#include "app/house.h"
#include "store/contributions.h"
#include "store/recount.h"
#include "store/restore.h"
#include "store/sql/sqlite.h"

namespace himthough {
namespace {

std::string encoded(std::string_view text) {
    std::string out;
    for (const unsigned char c : text) {
        if (std::isalnum(c) || c == '-' || c == '_' || c == '.') out += static_cast<char>(c);
        else out += fmt::format("%{:02X}", c);
    }
    return out;
}

std::filesystem::path new_folder() {
    std::string name = (std::filesystem::temp_directory_path() / "himthough-world-XXXXXX").string();
    if (!mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    return name;
}

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

std::string unescaped(std::string text) {
    const std::pair<std::string_view, std::string_view> references[] = {{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}};
    for (const auto& [from, to] : references)
        for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
    return text;
}

}  // namespace

std::string Answer::header(std::string_view name) const {
    std::istringstream lines(head);
    for (std::string line; std::getline(lines, line);) {
        const auto colon = line.find(':');
        if (colon != name.size() || !std::equal(name.begin(), name.end(), line.begin(), [](char a, char b) { return lower(a) == lower(b); })) continue;
        auto value = line.substr(colon + 2);
        while (!value.empty() && value.back() == '\r') value.pop_back();
        return value;
    }
    return "";
}

std::string Answer::field(std::string_view name) const {
    const auto at = body.find("name=\"" + std::string(name) + "\"");
    if (at == std::string::npos) return "";
    const auto open = body.rfind('<', at), close = body.find('>', at);
    if (body.compare(open, 9, "<textarea") == 0) return unescaped(body.substr(close + 1, body.find("</textarea>", close) - close - 1));
    const auto value = body.find("value=\"", open);
    if (value == std::string::npos || value > close) return "";
    return unescaped(body.substr(value + 7, body.find('"', value + 7) - value - 7));
}

Answer Answer::form(std::string_view id) const {
    const auto at = body.find("id=\"" + std::string(id) + "\"");
    const auto begin = at == std::string::npos ? at : body.rfind("<form", at);
    if (begin == std::string::npos) return {status, head, ""};
    return {status, head, body.substr(begin, body.find("</form>", begin) - begin)};
}

namespace {

app::Settings settings_of(const std::filesystem::path& folder, std::string_view database) {
    if (database != "sqlite") throw std::logic_error("no such database");
    auto settings = app::read_settings({}).settings;
    settings.data = folder;
    settings.workers = 4;
    settings.posts_at_once = 0;
    return settings;
}

}  // namespace

World::World(std::string database, unsigned surge_per_minute) : folder_(new_folder()), database_(std::move(database)), surge_per_minute_(surge_per_minute) {
    start_secrets();
    starts_again();
}

void World::starts_again() {
    house_.reset();
    auto settings = settings_of(folder_, database_);
    settings.surge_per_minute = surge_per_minute_;
    constexpr PasswordCost cheap{1, 8192};
    static const app::Campaign campaign = app::read_campaign(settings);   // the same for all: only the data directory is a world's own
    house_ = std::make_unique<app::House>(settings, campaign, clock, "http://127.0.0.1:8080", cheap);
}

// Whatever a story did: its cells equal a recount of its rows.
World::~World() {
    for (const auto& wrong : services().store.read([](store::Transaction& tx) { return store::recount(tx); }).wrong)
        ADD_FAILURE() << fmt::format("{}: {}event {} stands {} times in its cell, and {} times in rows", wrong.day.iso(), wrong.people ? "people of " : "",
                                     static_cast<int>(wrong.event), wrong.cell, wrong.rows);
    house_.reset();
    std::filesystem::remove_all(folder_);
}

Services& World::services() { return house_->services(); }
web::Site& World::site() { return house_->site(); }
const Movement& World::movement() const { return house_->movements().front(); }

namespace {

Answer ask(app::House& house, net::Request request) {
    std::promise<net::Response> promise;
    house.answer(request, [&](net::Response response) { promise.set_value(std::move(response)); });
    const auto response = promise.get_future().get();
    Answer answer;
    answer.head = *response.head;
    answer.body = *response.body;
    answer.status = std::stoi(answer.head.substr(9, 3));
    return answer;
}

}  // namespace

Answer World::get(std::string_view path, Headers headers) {
    net::Request request;
    request.target = path;
    request.headers = std::move(headers);
    request.headers.emplace_back("host", "127.0.0.1:8080");
    request.client = "127.0.0.1";
    return ask(*house_, std::move(request));
}

Answer World::post(std::string_view path, const Fields& fields, Headers headers) {
    net::Request request;
    request.method = net::Method::post;
    request.target = path;
    request.headers = std::move(headers);
    request.headers.emplace_back("host", "127.0.0.1:8080");
    if (request.header("content-type").empty()) request.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
    for (const auto& [name, value] : fields) request.body += (request.body.empty() ? "" : "&") + encoded(name) + "=" + encoded(value);
    request.client = "127.0.0.1";
    return ask(*house_, std::move(request));
}

namespace {

/// What a browser would send: what the form holds, and what somebody changed in it.
Fields with(Fields fields, const Fields& changed) {
    for (const auto& [name, value] : changed) {
        const auto at = std::find_if(fields.begin(), fields.end(), [&](const auto& field) { return field.first == name; });
        if (at == fields.end()) fields.emplace_back(name, value);
        else at->second = value;
    }
    return fields;
}

bool vows(const Fields& fields) {
    return std::ranges::any_of(fields, [](const auto& field) { return (field.first == "vow_action" || field.first == "vow_day") && !field.second.empty(); });
}

}  // namespace

Answer World::sends_me_too(std::string_view words, Fields more) {
    const auto form = get("/himthough/me-too");
    EXPECT_EQ(form.status, 200);
    return post("/himthough/me-too", with({{"token", form.field("token")}, {"words", std::string(words)}, {"audience", "everyone"},
                                           {"answers", "nobody"}, {"note", ""}, {"language", "en"}, {"looked", "1"}}, more));
}

Answer World::sends_acknowledgement(std::string_view words, Fields more) {
    const auto form = get("/himthough/did-that");
    EXPECT_EQ(form.status, 200);
    auto fields = with({{"token", form.field("token")}, {"deed", "looked_away"}, {"words", std::string(words)},
                        {"vow_action", ""}, {"vow_day", ""}, {"language", "en"}, {"looked", "1"}}, more);
    if (vows(fields)) fields = with({{"vow_shows", "A friend would see it."}}, fields);
    return post("/himthough/did-that", fields);
}

Said World::says_me_too(std::string_view words, Fields more) {
    const auto answer = sends_me_too(words, std::move(more));
    EXPECT_EQ(answer.status, 200);
    return {receipt_in(answer), newest()};
}

Said World::acknowledges(std::string_view words, Fields more) {
    const auto answer = sends_acknowledgement(words, std::move(more));
    EXPECT_EQ(answer.status, 200);
    return {receipt_in(answer), newest()};
}

Answer World::opens(const std::string& receipt) { return post("/p", {{"receipt", receipt}}); }

Answer World::withdraws(const Said& said) {
    const auto opened = opens(said.receipt);
    return post("/p/delete", {{"open", opened.field("open")}, {"id", public_id(said)}});
}

void World::reviewer_decides(const Said& said, State state) {
    const auto done = services().store.write([&](store::Transaction& tx) -> Outcome<Done> {
        const auto found = store::find_contribution(tx, said.id);
        if (!found) return refuse(Why::not_found);
        store::set_state(tx, *found, state, clock.today());
        return Done{};
    });
    ASSERT_TRUE(done);
}

void World::reviewer_accepts(const Said& said) { reviewer_decides(said, State::accepted); }

void World::cuts_edition() {
    clock.pass(std::chrono::hours(24));
    cuts_edition_now();
}

void World::cuts_edition_now() {
    house_->cut_edition(movement());
}

void World::looks_at_the_day() { house_->look_at_the_day(); }
void World::releases_figures() { house_->release_figures(); }
void World::gathers_waves() { house_->gather_waves(); }
void World::sweeps() { house_->sweep(); }
void World::carries_on_erasing() { house_->carry_on_erasing(); }
void World::looks_at_the_lanes() { house_->look_at_lanes(); }

std::string World::public_id(const Said& said) const { return house_->services().ids.show(IdKind::contribution, said.id); }

std::filesystem::path World::backs_up() { return store::back_up(services().store.engine(), folder_, folder_ / "backups", clock.today()); }

std::unique_ptr<store::Engine> World::restores(const std::filesystem::path& backup) const {
    const auto elsewhere = folder_ / "elsewhere";
    std::filesystem::create_directory(elsewhere);
    std::filesystem::copy_file(folder_ / store::deletions_name, elsewhere / store::deletions_name);
    store::restore(backup, elsewhere);
    return sql::open_sqlite(elsewhere / store::database_name);
}

ContributionId World::newest() {
    constexpr sql::Text last = "SELECT COALESCE(max(id), 0) FROM contribution";
    return services().store.read([&](store::Transaction& tx) { return tx.number(last); });
}

std::string World::all_bytes() const {
    std::ostringstream all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_))
        if (entry.is_regular_file()) all << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    return all.str();
}

std::vector<std::unique_ptr<World>> every_database() {
    std::vector<std::unique_ptr<World>> worlds;
    worlds.push_back(std::make_unique<World>("sqlite"));
    return worlds;
}

std::string receipt_in(const Answer& answer) {
    std::string words;
    const auto list = answer.body.find("class=\"receipt\"");
    const auto end = answer.body.find("</ol>", list);
    for (auto at = answer.body.find("</li>", list); at < end; at = answer.body.find("</li>", at + 1)) {
        const auto begin = answer.body.find_last_of("> ", at) + 1;
        words += (words.empty() ? "" : " ") + answer.body.substr(begin, at - begin);
    }
    return words;
}

}  // namespace himthough
