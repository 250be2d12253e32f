#pragma once
#include "tests/world.h"

namespace himthough {

/// The paths of all seats that a page gives links for.
inline std::vector<std::string> links_in(const Answer& answer) {
    std::vector<std::string> links;
    for (auto at = answer.body.find("/seat/"); at != std::string::npos; at = answer.body.find("/seat/", at + 1))
        if (answer.body[at - 1] != '"') links.push_back(answer.body.substr(at, answer.body.find('<', at) - at));
    return links;
}

/// One who opened a circle, and those who took a seat in it, by their nine words.
struct Circle {
    explicit Circle(World& one, int seats = 3, const std::string& rhythm = "weekly") : world(one) {
        opened = sends(seats, rhythm);
        words.push_back(receipt_in(opened));
        links = links_in(opened);
    }
    Answer sends(int seats, const std::string& rhythm) {
        if (token.empty()) token = world.get("/himthough/circle").field("token");
        return world.post("/himthough/circle", {{"token", token}, {"seats", std::to_string(seats)}, {"rhythm", rhythm}});
    }
    Answer takes(const std::string& link) { return world.post(link, {{"token", world.get(link).field("token")}}); }
    Circle& all_sit_down() {
        for (const auto& link : links) words.push_back(receipt_in(takes(link)));
        return *this;
    }
    Circle& begins() {
        posts(0, "begin");
        return *this;
    }
    Answer page(std::size_t who) { return world.post("/p/circle", {{"receipt", words[who]}}); }
    Answer posts(std::size_t who, const std::string& form, Fields fields = {}) {
        fields.emplace_back("open", page(who).field("open"));
        return world.post("/p/circle/" + form, fields);
    }
    Answer writes(std::size_t who, const std::string& text) { return posts(who, "note", {{"words", text}, {"round", page(who).form("note").field("round")}}); }
    void days_pass(int days) { world.clock.pass(std::chrono::hours(24 * days)); }
    void clock_jumps(int days) { world.clock.jump(std::chrono::hours(24 * days)); }

    World& world;
    std::string token;
    Answer opened;
    std::vector<std::string> words, links;
};

}  // namespace himthough
