#pragma once
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <liboath/oath.h>

#include "acts/decide.h"
#include "acts/people.h"
#include "acts/reviewer_links.h"
#include "acts/sign_in.h"
#include "acts/totp.h"
#include "store/contributions.h"
#include "store/movements.h"
#include "store/participants.h"
#include "store/sql/scratch_test.h"

namespace himthough {

/// A desk with a real database, a clock that stands still, passwords that cost next to nothing, and people who do what reviewers do.
struct DeskScene {
    sql::Scratch folder;
    FixedClock clock;
    Keys keys = new_keys();
    PublicIds ids{keys.id};
    std::vector<Movement> movements = std::vector<Movement>(1);
    store::Store store{sql::open_sqlite(folder / "himthough.db")};
    store::DeletionJournal deletions{folder / "deletions"};
    std::unique_ptr<Services> services = new_process();
    Services& with() { return *services; }

    struct Person {
        std::string name, password, secret;
        RecoveryCodes codes{};
    };

    /// Everything that is kept in memory only is gone.
    std::unique_ptr<Services> new_process() {
        return std::unique_ptr<Services>(
            new Services{store, deletions, one_guard(), no_aid(), movements, keys, ids, clock, [](const Contribution&) {}, DeskGate(PasswordCost{1, 8192})});
    }
    void starts_again() { services = new_process(); }

    Organising at_terminal() { return {store, keys, clock}; }
    std::string first_link() { return make_first_link(store, keys, clock).value(); }
    std::string invitation(Role role = Role::reviewer) { return invite(at_terminal(), role).value(); }
    ReviewerId named(std::string_view name) { return reviewer_called(store, name).value().id; }
    std::string reset_of(std::string_view name) { return start_reset(at_terminal(), named(name)).value(); }

    static std::string secret_typed(std::string_view grouped) {
        char* bytes = nullptr;
        std::size_t length = 0;
        EXPECT_EQ(oath_base32_decode(grouped.data(), grouped.size(), &bytes, &length), OATH_OK);
        std::string secret(bytes, length);
        std::free(bytes);
        return secret;
    }
    std::string code(const Person& who) const { return totp::code_at(who.secret, totp::step_at(clock.now())); }

    /// Goes through a link from its first page to its last; then half a minute passes, so that the next code is a new one.
    Outcome<Person> follows(const std::string& token, std::string name, std::string password) {
        const auto begun = begin_enrolment(with(), token, name, password);
        if (!begun) return std::unexpected(begun.error());
        Person who{begun->name, std::move(password), secret_typed(begun->secret)};
        const auto done = confirm_enrolment(with(), token, begun->sealed, code(who));
        if (!done) return std::unexpected(done.error());
        who.codes = *done;
        clock.pass(std::chrono::seconds(30));
        return who;
    }
    Person joins(std::string name, Role role = Role::reviewer) {
        return follows(invitation(role), std::move(name), "kettle moss ribbon tuesday").value();
    }

    /// The same, with the next code.
    Outcome<DeskCookie> tries(const Person& who, std::string_view password, std::string_view typed, std::string_view old_cookie = "") {
        return sign_in(with(), {.name = who.name, .password = password, .code = typed, .old_cookie = old_cookie});
    }
    DeskCookie signs_in(const Person& who, std::string_view old_cookie = "") {
        auto cookie = tries(who, who.password, code(who), old_cookie).value();
        clock.pass(std::chrono::seconds(30));
        return cookie;
    }
    bool at_desk(const DeskCookie& cookie) { return current_reviewer(with(), cookie).has_value(); }
    AtDesk me(const DeskCookie& cookie) { return current_reviewer(with(), cookie).value(); }

    ContributionId somebody_says(std::string words) {
        return store.write([&](store::Transaction& tx) -> Outcome<ContributionId> {
            const auto author = store::find_or_add_participant(tx, random_key(), clock.today());
            Contribution said;
            said.participant = author.id;
            said.movement = store::find_or_add_movement(tx, "himthough");
            said.language = "en";
            said.day = clock.today();
            said.words = std::move(words);
            return store::add_contribution(tx, said);
        }).value();
    }
    Contribution kept(ContributionId id) {
        return store.read([&](store::Transaction& tx) { return store::find_contribution(tx, id); }).value();
    }
    std::int64_t number(const sql::Text& text) {
        return store.read([&](store::Transaction& tx) { return tx.number(text); });
    }
    /// Everything in the database file and beside it.
    std::string all_bytes() const {
        std::ostringstream all;
        for (const auto& entry : std::filesystem::directory_iterator(folder.path())) all << std::ifstream(entry.path(), std::ios::binary).rdbuf();
        return all.str();
    }

private:
    /// It reads the same for everybody, and takes longer to make than a scene to play.
    static const guard::Guard& one_guard() {
        static const guard::Guard guard(small_packs(), {});
        return guard;
    }
    /// It stops at eight digits and knows a stand-in for a name in two languages.
    static std::vector<guard::Pack> small_packs() {
        guard::Pack english, spanish;
        english.language = "en";
        english.stands_for = {{"name", "[name]"}, {"bank", "[number]"}};
        english.rules = {{.id = "digits", .kind = "bank", .tier = Tier::stop, .pattern = {.text = R"(\b([0-9]{8})\b)", .unless = ""}, .examples = {}}};
        spanish.language = "es";
        spanish.stands_for = {{"name", "[nombre]"}};
        return {english, spanish};
    }
    static const guard::Aid& no_aid() {
        static const guard::Aid aid({});
        return aid;
    }
    static Keys new_keys() {
        start_secrets();
        return Keys::from(random_key());
    }
};

}  // namespace himthough
