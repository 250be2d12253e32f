#pragma once
#include <gtest/gtest.h>

#include "acts/people.h"
#include "acts/reviewer_links.h"
#include "acts/totp.h"
#include "tests/world.h"

namespace himthough {

constexpr auto reviewers_password = "kettle moss ribbon tuesday";

/// Somebody at a browser who is, or becomes, a reviewer.
struct Reviewing {
    World& world;
    std::string name, secret, cookie;

    Organising at_terminal() {
        auto& with = world.services();
        return {with.store, with.keys, with.clock};
    }
    std::string code() const { return totp::code_at(secret, totp::step_at(world.clock.now())); }

    /// Base32 in groups, as the page shows it.
    static std::string secret_in(const Answer& answer) {
        constexpr std::string_view mark = "translate=\"no\">";
        const auto at = answer.body.find(mark);
        if (at == std::string::npos) return "";
        std::string secret;
        unsigned bits = 0, held = 0;
        for (auto place = at + mark.size(); answer.body[place] != '<'; ++place) {
            const char letter = answer.body[place];
            if (letter == ' ') continue;
            bits = bits << 5 | static_cast<unsigned>(letter >= 'A' ? letter - 'A' : letter - '2' + 26);
            if ((held += 5) < 8) continue;
            held -= 8;
            secret += static_cast<char>(bits >> held);
            bits &= (1U << held) - 1;
        }
        return secret;
    }

    Answer types_name_and_password(const std::string& path) {
        const auto form = world.get(path);
        return world.post(path, {{"form_token", form.field("form_token")}, {"name", name}, {"password", reviewers_password}});
    }
    /// The page with the recovery codes.
    Answer joins(Role role = Role::reviewer) { return follows(invite(at_terminal(), role).value()); }
    Answer follows(const std::string& link) {
        const auto path = "/desk/start/" + link;
        const auto second = types_name_and_password(path);
        EXPECT_EQ(second.status, 200);
        secret = secret_in(second);
        const auto done = world.post(path, {{"form_token", second.field("form_token")}, {"open", second.field("open")}, {"code", code()}});
        EXPECT_EQ(done.status, 200);
        world.clock.pass(std::chrono::seconds(30));
        return done;
    }
    /// Ten in the page.
    static std::vector<std::string> codes_in(const Answer& answer) {
        constexpr std::string_view mark = "<li><code>";
        std::vector<std::string> codes;
        for (auto at = answer.body.find(mark); at != std::string::npos; at = answer.body.find(mark, at + 1))
            codes.push_back(answer.body.substr(at + mark.size(), answer.body.find('<', at + mark.size()) - at - mark.size()));
        return codes;
    }
    Answer sends_sign_in(const std::string& typed_password, const std::string& typed_code) {
        const auto form = world.get("/desk/sign-in");
        return world.post("/desk/sign-in", {{"form_token", form.field("form_token")}, {"name", name}, {"password", typed_password}, {"code", typed_code}});
    }
    Answer sends_sign_in(const std::string& typed_password) { return sends_sign_in(typed_password, code()); }
    void signs_in() {
        const auto answer = sends_sign_in(reviewers_password);
        ASSERT_EQ(answer.status, 303);
        const auto set = answer.header("set-cookie");
        cookie = set.substr(0, set.find(';'));
        world.clock.pass(std::chrono::seconds(30));
    }
    Answer get(const std::string& path) { return world.get(path, {{"cookie", cookie}}); }
    Answer post(const std::string& path, Fields fields) { return world.post(path, fields, {{"cookie", cookie}}); }
    /// Presses a button beside a text: read, put-back, hand-on, undo.
    Answer presses(const std::string& id, const std::string& button) {
        return post("/desk/item/" + id + "/" + button, {{"form_token", get("/desk/sessions").field("form_token")}});
    }
    /// Opens a text that waits; the page with its words.
    Answer reads(const std::string& id) {
        presses(id, "read");
        return get("/desk/item/" + id);
    }
    Answer decides(const std::string& id, Fields chosen) {
        const auto page = reads(id);
        Fields fields = {{"form_token", page.field("form_token")}, {"revision", page.field("revision")}};
        fields.insert(fields.end(), chosen.begin(), chosen.end());
        return post("/desk/item/" + id, fields);
    }
};

inline int how_often(const std::string& text, const std::string& what) {
    int found = 0;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
    return found;
}

inline Reviewing somebody_at_the_desk(World& world, std::string name = "Amal", Role role = Role::reviewer) {
    Reviewing reviewer{world, std::move(name), "", ""};
    reviewer.joins(role);
    reviewer.signs_in();
    return reviewer;
}

}  // namespace himthough
