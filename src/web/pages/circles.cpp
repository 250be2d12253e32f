#include "web/pages/circles.h"

#include <algorithm>
#include <charconv>

#include <fmt/core.h>

#include "acts/checked_words.h"
#include "acts/open_circle.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"
#include "web/pages/saved.h"
#include "web/pages/sent.h"

namespace himthough::web::pages {
namespace {

std::string purpose(const Movement& movement) { return movement.slug + "/circle"; }

void refused(const Site& site, const Asked& asked, View& view, const Refusal* refusal) {
    if (refusal) fill_fault(site, view, view, *refusal, asked.language);
}

net::Response circle_page(Site& site, const Asked& asked, const Refusal* refusal, net::HeaderList more = {}) {
    auto view = view_for(site, asked.movement, asked.language);
    const auto& typed = asked.form;
    view.set("TOKEN", site.tokens.issue(purpose(*asked.movement)));
    for (int seats = fewest_seats; seats <= most_seats; ++seats) view.add("SEATS_CHOICE").set("SEATS", seats).show("SELECTED", number_of(typed["seats"]) == seats);
    if (const auto rhythm = from_word<CircleRhythm>(typed["rhythm"])) fill_choice(view, "RHYTHM", word_of(*rhythm));
    refused(site, asked, view, refusal);
    return personal(site, asked, refusal ? status_of(refusal->why) : 200, "circle", view, std::move(more));
}

/// Used, replaced, or never was: all alike.
net::Response seat_page(Site& site, const Asked& asked, const Refusal* refusal, net::HeaderList more = {}) {
    const auto offered = look_at_seat(site.with, asked.id);
    if (!offered) return link_gone(site, asked);
    auto view = view_for(site, nullptr, asked.language);
    view.set("LINK", asked.id).set("TOKEN", site.tokens.issue(seat_form)).set("SEATS", offered->seats);
    view.set("RHYTHM", site.templates.say(asked.language, fmt::format("circle_rhythm.{}", word_of(offered->rhythm))));
    if (const auto* movement = find_movement(site.with, offered->movement)) view.add("GUIDE").set("PATH", fmt::format("/{}/guides/circle", movement->slug));
    refused(site, asked, view, refusal);
    return personal(site, asked, refusal ? status_of(refusal->why) : 200, "seat", view, std::move(more));
}

}  // namespace

int number_of(std::string_view typed) {
    int number = 0;
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), number);
    return error == std::errc() && end == typed.data() + typed.size() ? number : 0;
}

const std::vector<CircleQuestion>& circle_questions(const Site& site, std::string_view language) {
    const auto found = site.circle_questions.find(language);
    return found == site.circle_questions.end() ? site.circle_questions.at("en") : found->second;
}

std::string question_text(const Site& site, const RoundQuestion& question, int round, std::string_view language) {
    const auto& list = circle_questions(site, language);
    if (question.chosen && question.id.empty()) return question.words;
    if (const auto found = std::ranges::find(list, question.id, &CircleQuestion::id); found != list.end()) return found->text;
    return list[static_cast<std::size_t>(std::max(round, 1) - 1) % list.size()].text;
}

std::string seat_address(const Site& site, std::string_view link) { return fmt::format("{}/seat/{}", site.served_at, link); }

net::Response circle_form(Site& site, const Asked& asked) { return circle_page(site, asked, nullptr); }

net::Response open_one(Site& site, const Asked& asked) {
    return sent(site, asked, circle_page, [&]() -> Outcome<net::Response> {
        const auto nonce = site.tokens.nonce(asked.form["token"], purpose(*asked.movement));
        if (!nonce) return himthough::refuse(Why::expired, "", "fault.expired");
        const auto receipt = open_circle(site.with, {asked.movement->id, *nonce, number_of(asked.form["seats"]), from_word<CircleRhythm>(asked.form["rhythm"])});
        if (!receipt) return std::unexpected(receipt.error());
        return saved_seat(site, asked, *receipt, *nonce, SavedSeat::opener);
    });
}

net::Response seat_offer(Site& site, const Asked& asked) { return seat_page(site, asked, nullptr); }

net::Response sit_down(Site& site, const Asked& asked) {
    return sent(site, asked, seat_page, [&]() -> Outcome<net::Response> {
        const auto nonce = site.tokens.nonce(asked.form["token"], seat_form);
        if (!nonce) return himthough::refuse(Why::expired, "", "fault.expired");
        const auto receipt = take_seat(site.with, asked.id, *nonce);
        if (!receipt) return std::unexpected(receipt.error());
        return saved_seat(site, asked, *receipt, *nonce, SavedSeat::member);
    });
}

}  // namespace himthough::web::pages
