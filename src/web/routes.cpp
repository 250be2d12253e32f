#include "web/routes.h"

#include "web/pages/pages.h"

namespace himthough::web {
namespace {

using net::Method;
using namespace pages;

constexpr Route steady(std::string_view pattern, PublicPage page) { return {Method::get, pattern, Kind::steady, page, nullptr}; }
constexpr Route edition(std::string_view pattern, PublicPage page) { return {Method::get, pattern, Kind::edition, page, nullptr}; }
constexpr Route get(std::string_view pattern, PersonalPage page) { return {Method::get, pattern, Kind::personal, nullptr, page}; }
constexpr Route post(std::string_view pattern, PersonalPage page) { return {Method::post, pattern, Kind::personal, nullptr, page}; }

constexpr Route never_shed(Route route) {
    route.never_shed = true;
    return route;
}

constexpr Route named(Route route, Names names) {
    route.names = names;
    return route;
}

constexpr Route table[] = {
    edition("/", home),
    steady("/help", help),
    steady("/leave/about", leave_about),

    never_shed(get("/p", my_words_form)),
    never_shed(post("/p", open_my_words)),
    post("/p/check", check_receipt),
    post("/p/edit", edit_mine),
    post("/p/readers", change_my_readers),
    never_shed(post("/p/answers", choose_my_answers)),
    never_shed(post("/p/answers/hide", hide_my_answer)),
    post("/p/check-in", check_in_mine),
    post("/p/vow", make_my_vow),
    post("/p/link", make_new_link),
    post("/p/reminders", remind_me),
    post("/p/calendar", change_my_calendar),
    post("/p/witness/invite", invite_my_witness),
    post("/p/witness/say", say_as_my_witness),
    post("/p/witness/end", end_my_witness),
    post("/p/appeal", appeal_mine),
    post("/p/export", export_mine),
    never_shed(post("/p/delete", delete_mine)),
    post("/p/among", among_survivors),

    get("/w/{link}", witness_form),
    post("/w/{link}", witness),
    get("/r/{link}", calendar_feed),
    get("/together/{id}", together),
    post("/together/{id}", join_together),
    post("/p/circle", my_circle),
    post("/p/circle/begin", begin_mine),
    post("/p/circle/note", note_mine),
    post("/p/circle/question", question_mine),
    post("/p/circle/seat", seat_mine),
    post("/p/circle/show", show_mine),
    never_shed(post("/p/circle/leave", leave_mine)),
    get("/seat/{link}", seat_offer),
    post("/seat/{link}", sit_down),

    get("/desk", desk_queue),
    get("/desk/item/{id}", desk_item),
    post("/desk/item/{id}", desk_decide),
    post("/desk/item/{id}/read", desk_read),
    post("/desk/item/{id}/put-back", desk_put_back),
    post("/desk/item/{id}/hand-on", desk_hand_on),
    post("/desk/item/{id}/undo", desk_undo),
    get("/desk/wave/{id}", desk_wave),
    post("/desk/wave/{id}", desk_decide_wave),
    post("/desk/wave/{id}/read", desk_read_wave),
    post("/desk/wave/undo/{id}", desk_undo_wave),
    get("/desk/several", desk_several),
    post("/desk/several", desk_read_several),
    post("/desk/several/decide", desk_decide_several),
    get("/desk/care", desk_care),
    post("/desk/care", desk_leave_aside),
    post("/desk/lane", desk_lane),
    post("/desk/held", desk_held),
    get("/desk/appeals", desk_appeals),
    get("/desk/appeals/{id}", desk_appeal),
    post("/desk/appeals/{id}", desk_decide_appeal),
    get("/desk/reports", desk_reports),
    get("/desk/reports/{id}", desk_report),
    post("/desk/reports/{id}", desk_decide_reports),
    post("/desk/reports/{id}/look-on", desk_not_described),
    get("/desk/about-me", desk_about_me),
    get("/desk/about-me/{id}", desk_described),
    post("/desk/about-me/{id}", desk_answer_described),
    post("/desk/about-me/{id}/search", desk_search_described),
    post("/desk/about-me/{id}/found", desk_found_described),
    get("/desk/circles", desk_circles),
    get("/desk/circles/{id}", desk_circle),
    post("/desk/circles/{id}", desk_decide_circle),
    get("/desk/sign-in", desk_sign_in_form),
    post("/desk/sign-in", desk_sign_in),
    post("/desk/sign-out", desk_sign_out),
    get("/desk/sessions", desk_sessions),
    post("/desk/sessions", desk_end_session),
    get("/desk/start/{id}", desk_start_form),
    post("/desk/start/{id}", desk_start),
    get("/desk/codes", desk_codes),
    post("/desk/codes", desk_make_codes),
    get("/desk/figures", desk_figures),
    get("/desk/movement", desk_movement),
    get("/desk/movement/set/{id}", desk_setting),
    post("/desk/movement/set/{id}", desk_set),
    post("/desk/movement/checked/{id}", desk_checked_line),
    get("/desk/movement/erase", desk_erase),
    post("/desk/movement/erase", desk_ask_erase),
    post("/desk/movement/erase/agree", desk_agree_erase),
    post("/desk/movement/erase/stop", desk_stop_erase),
    get("/desk/movement/export", desk_export),
    post("/desk/movement/export", desk_take_export),
    get("/desk/movement/history", desk_setup_history),
    get("/desk/movement/history/{id}", desk_setup_change),
    post("/desk/movement/history/{id}", desk_setup_back),
    get("/desk/people", desk_people),
    post("/desk/people/invite", desk_invite),
    post("/desk/people/take-back", desk_take_invitation_back),
    post("/desk/people/reset", desk_reset),
    post("/desk/people/role", desk_give_role),
    get("/desk/people/go/{id}", desk_let_go_form),
    post("/desk/people/go/{id}", desk_let_go),

    edition("/{movement}", front),
    edition("/{movement}/wall", wall),
    edition("/{movement}/wall/{n}", wall),
    edition("/{movement}/wall.atom", wall_feed),
    edition("/{movement}/accountable", accountable),
    edition("/{movement}/accountable/vowed", accountable_vowed),
    edition("/{movement}/accountable/vowed/{n}", accountable_vowed),
    edition("/{movement}/accountable/kept", accountable_kept),
    edition("/{movement}/accountable/kept/{n}", accountable_kept),
    edition("/{movement}/accountable/{n}", accountable),
    edition("/{movement}/accountable.atom", accountable_feed),
    edition("/{movement}/both", both),
    edition("/{movement}/calls", calls),
    edition("/{movement}/calls/{n}", calls),
    edition("/{movement}/calls.atom", calls_feed),
    edition("/{movement}/c/{id}", contribution),
    edition("/{movement}/decisions", decisions),
    edition("/{movement}/reach", reach),
    edition("/{movement}/reach-a.csv", reach_table),
    edition("/{movement}/reach-b.csv", reach_table),
    edition("/{movement}/reach-c.csv", reach_table),
    edition("/{movement}/reach-a.json", reach_table),
    edition("/{movement}/reach-b.json", reach_table),
    edition("/{movement}/reach-c.json", reach_table),
    edition("/{movement}/reach/datapackage.json", reach_package),
    edition("/{movement}/reach/{name}", reach_file),
    edition("/{movement}/embed/{name}", embedded),
    get("/oembed", oembed),
    post("/{movement}/c/{id}/stand", stand),
    get("/{movement}/c/{id}/answer", answer_form),
    post("/{movement}/c/{id}/answer", answer_one),
    get("/{movement}/c/{id}/report", report_form),
    post("/{movement}/c/{id}/report", report),
    get("/{movement}/about-me", about_me_form),
    post("/{movement}/about-me", about_me),
    get("/{movement}/me-too", me_too_form),
    post("/{movement}/me-too", me_too),
    get("/{movement}/did-that", did_that_form),
    post("/{movement}/did-that", did_that),
    get("/{movement}/call", call_form),
    post("/{movement}/call", call),
    get("/{movement}/pledge", pledge_form),
    post("/{movement}/pledge", pledge),
    get("/{movement}/circle", circle_form),
    post("/{movement}/circle", open_one),
    steady("/{movement}/reflect", reflect),
    steady("/{movement}/reflect/serious", reflect_serious),
    steady("/{movement}/reflected", reflected),
    post("/{movement}/reflected", count_me),
    steady("/{movement}/him-though", him_though),
    steady("/{movement}/ask", ask),
    steady("/{movement}/ask/poster", poster),
    steady("/{movement}/ask/poster.svg", poster_picture),
    steady("/{movement}/ask/reflect", reflect),
    steady("/{movement}/ask/reflected", reflected),
    get("/{movement}/ask/did-that", did_that_form),
    steady("/{movement}/guides", guides),
    named(steady("/{movement}/guides/{name}", guide), guide_names),
    steady("/{movement}/help", help),
    steady("/{movement}/rules", rules),
    steady("/{movement}/keeps", keeps),
};

/// Eats the path up to the next slash.
std::string_view next_part(std::string_view& path) {
    path.remove_prefix(1);
    const auto end = path.find('/');
    const auto part = path.substr(0, end);
    path.remove_prefix(end == std::string_view::npos ? path.size() : end);
    return part;
}

std::optional<Match> fits(const Route& route, std::string_view path, const std::vector<Movement>& movements) {
    Match match;
    match.route = &route;
    std::string_view pattern = route.pattern;
    while (!pattern.empty() && !path.empty()) {
        const auto wanted = next_part(pattern), part = next_part(path);
        if (wanted == "{movement}") {
            for (const auto& movement : movements)
                if (movement.slug == part) match.movement = &movement;
            if (!match.movement) return std::nullopt;
        } else if (wanted.starts_with('{')) {
            if (part.empty()) return std::nullopt;
            match.id = part;
        } else if (wanted != part) {
            return std::nullopt;
        }
    }
    if (!pattern.empty() || !path.empty()) return std::nullopt;
    return match;
}

}  // namespace

std::span<const Route> routes() { return table; }

Match match(net::Method method, std::string_view path, const std::vector<Movement>& movements) {
    if (method == Method::head) method = Method::get;
    bool gets = false, posts = false;
    for (const auto& route : table) {
        if (auto found = fits(route, path, movements)) {
            if (route.method == method) return *found;
            (route.method == Method::get ? gets : posts) = true;
        }
    }
    Match other;
    other.allow = gets && posts ? "GET, HEAD, POST" : gets ? only_get : posts ? "POST" : "";
    return other;
}

}  // namespace himthough::web
