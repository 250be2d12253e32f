#pragma once
#include <algorithm>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "tests/world.h"
#include "web/routes.h"

namespace himthough {

/// Somebody without any nine words who asks for every public address again and again, and compares.
struct Watcher {
    World& world;
    /// Status, every header and the body, by address and language.
    using Seen = std::map<std::string, std::string>;

    /// All that the route table knows, so that a new route is watched without anybody remembering; and what their pages link to.
    Seen look() const {
        Seen seen;
        std::set<std::string> known;
        for (std::set<std::string> next = addresses(); !next.empty();) {
            std::set<std::string> linked;
            for (const auto& address : next) {
                known.insert(address);
                for (const auto* language : {"en", "es", "fr"}) {
                    const auto answer = world.get(address, {{"accept-language", language}});
                    seen[address + " " + language] = without_nonces(address, answer.head + answer.body);
                    links_in(answer.body, linked);
                }
            }
            next.clear();
            std::ranges::set_difference(linked, known, std::inserter(next, next.end()));
        }
        return seen;
    }

    /// Where two looks saw something else: addresses, and never what stands there.
    static std::set<std::string> between(const Seen& one, const Seen& other) {
        std::set<std::string> changed;
        for (const auto* some : {&one, &other})
            for (const auto& [address, answer] : *some) {
                const auto first = one.find(address), second = other.find(address);
                if (first == one.end() || second == other.end() || first->second != second->second) changed.insert(address.substr(0, address.find(' ')));
            }
        return changed;
    }

    std::set<std::string> addresses() const {
        std::set<std::string> all{"/leave", "/robots.txt", "/sitemap.xml", "/favicon.ico", "/metrics", "/health", "/himthough/feed", "/himthough/reach?format=png"};
        for (const auto& route : web::routes())
            if (route.method == net::Method::get)
                for (const auto& name : names_for(route)) all.insert(filled(route.pattern, name));
        return all;
    }

private:
    std::string filled(std::string_view pattern, const std::string& name) const {
        std::string path;
        for (auto open = pattern.find('{'); open != pattern.npos; open = pattern.find('{')) {
            const auto close = pattern.find('}', open);
            path.append(pattern.substr(0, open)).append(pattern.substr(open, close - open) == "{movement" ? world.movement().slug : name);
            pattern.remove_prefix(close + 1);
        }
        return path.append(pattern);
    }

    /// What may stand for the last name of a pattern: also ids of rows that nobody has been shown, and of some that are still to come.
    std::vector<std::string> names_for(const web::Route& route) const {
        std::vector<std::string> names;
        if (route.pattern.contains("{n}")) return {"0", "1", "2", "3"};
        if (route.names)
            for (const auto name : route.names(world.site())) names.emplace_back(name);
        else if (route.pattern.contains("{name}"))
            for (const auto& file : std::filesystem::directory_iterator(world.folder() / "released" / world.movement().slug)) names.push_back(file.path().filename());
        else if (route.pattern.contains("{id}"))
            for (ContributionId row = 1; row <= 8; ++row) names.push_back(world.public_id({"", row}));
        names.emplace_back("made-up");
        return names;
    }

    /// A form that is made for one reader carries a nonce of its own (FormTokens::issue). Tokens of pages that are the same for everybody stay.
    std::string without_nonces(const std::string& address, std::string answer) const {
        const auto found = web::match(net::Method::get, address.substr(0, address.find('?')), world.site().with.movements);
        if (!found.route || found.route->kind != web::Kind::personal) return answer;
        constexpr std::string_view mark = "token\" value=\"";
        for (auto at = answer.find(mark); at != std::string::npos; at = answer.find(mark, at)) {
            at += mark.size();
            answer.erase(at, answer.find('"', at) - at);
        }
        return answer;
    }

    static void links_in(std::string_view body, std::set<std::string>& linked) {
        for (const std::string_view mark : {"href=\"/", "src=\"/"})
            for (auto at = body.find(mark); at != body.npos; at = body.find(mark, at + 1)) {
                const auto begin = at + mark.size() - 1;
                linked.emplace(body.substr(begin, body.find_first_of("\"#", begin) - begin));
            }
    }
};

/// Two worlds with the same keys and the same clock, in which the same happens but for one thing. Whoever watches must not tell them apart.
struct Twins {
    World &one, &other;

    Twins(World& first, World& second) : one(first), other(second) {
        std::filesystem::remove(other.folder() / "key");
        std::filesystem::copy_file(one.folder() / "key", other.folder() / "key");
        other.starts_again();
    }
    template <typename Act>
    void both(const Act& act) {
        act(one);
        act(other);
    }
    /// What timers do all the time, every 15 minutes until then.
    static void passes(World& world, std::chrono::seconds time) {
        const auto until = world.clock.now() + time;
        while (world.clock.now() < until) {
            world.clock.pass(std::min<std::chrono::seconds>(std::chrono::minutes(15), until - world.clock.now()));
            world.looks_at_the_day();
            world.gathers_waves();
            world.cuts_edition_now();
        }
    }
    void pass(std::chrono::seconds time) {
        both([&](World& world) { passes(world, time); });
    }
    std::set<std::string> told_apart() const { return Watcher::between(Watcher{one}.look(), Watcher{other}.look()); }
};

}  // namespace himthough
