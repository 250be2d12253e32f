#pragma once
#include "web/page.h"

/// Every page of the site by name; the table in web/routes.cpp says where each is. One file for a family of pages.
namespace himthough::web::pages {

// front.cpp
std::optional<Shown> home(Site&, const Place&);
std::optional<Shown> front(Site&, const Place&);
// wall.cpp
std::optional<Shown> wall(Site&, const Place&);
std::optional<Shown> accountable(Site&, const Place&);
std::optional<Shown> accountable_vowed(Site&, const Place&);
std::optional<Shown> accountable_kept(Site&, const Place&);
std::optional<Shown> calls(Site&, const Place&);
std::optional<Shown> both(Site&, const Place&);
std::optional<Shown> contribution(Site&, const Place&);
net::Response stand(Site&, const Asked&);
// decisions.cpp
std::optional<Shown> decisions(Site&, const Place&);
// reach.cpp
std::optional<Shown> reach(Site&, const Place&);
std::optional<Shown> reach_table(Site&, const Place&);
std::optional<Shown> reach_package(Site&, const Place&);
std::optional<Shown> reach_file(Site&, const Place&);
// reach_figure.cpp
std::optional<Shown> embedded(Site&, const Place&);
net::Response oembed(Site&, const Asked&);
// feed.cpp
std::optional<Shown> wall_feed(Site&, const Place&);
std::optional<Shown> accountable_feed(Site&, const Place&);
std::optional<Shown> calls_feed(Site&, const Place&);
// steady.cpp
std::optional<Shown> him_though(Site&, const Place&);
std::optional<Shown> help(Site&, const Place&);
std::optional<Shown> rules(Site&, const Place&);
std::optional<Shown> keeps(Site&, const Place&);
std::optional<Shown> leave_about(Site&, const Place&);
// guides.cpp
std::optional<Shown> guides(Site&, const Place&);
std::optional<Shown> guide(Site&, const Place&);
std::vector<std::string_view> guide_names(const Site&);
// reflect.cpp
std::optional<Shown> reflect(Site&, const Place&);
std::optional<Shown> reflect_serious(Site&, const Place&);
// ask.cpp
std::optional<Shown> ask(Site&, const Place&);
std::optional<Shown> poster(Site&, const Place&);
std::optional<Shown> poster_picture(Site&, const Place&);
std::optional<Shown> reflected(Site&, const Place&);
net::Response count_me(Site&, const Asked&);
// me_too.cpp
net::Response me_too_form(Site&, const Asked&);
net::Response me_too(Site&, const Asked&);
// acknowledge.cpp
net::Response did_that_form(Site&, const Asked&);
net::Response did_that(Site&, const Asked&);
// call.cpp
net::Response call_form(Site&, const Asked&);
net::Response call(Site&, const Asked&);
// pledge.cpp
net::Response pledge_form(Site&, const Asked&);
net::Response pledge(Site&, const Asked&);
net::Response together(Site&, const Asked&);
net::Response join_together(Site&, const Asked&);
net::Response make_new_link(Site&, const Asked&);
// report.cpp
net::Response report_form(Site&, const Asked&);
net::Response report(Site&, const Asked&);
// about_me.cpp
net::Response about_me_form(Site&, const Asked&);
net::Response about_me(Site&, const Asked&);
// circles.cpp, my_circle.cpp
net::Response circle_form(Site&, const Asked&);
net::Response open_one(Site&, const Asked&);
net::Response seat_offer(Site&, const Asked&);
net::Response sit_down(Site&, const Asked&);
net::Response my_circle(Site&, const Asked&);
net::Response begin_mine(Site&, const Asked&);
net::Response note_mine(Site&, const Asked&);
net::Response question_mine(Site&, const Asked&);
net::Response seat_mine(Site&, const Asked&);
net::Response show_mine(Site&, const Asked&);
net::Response leave_mine(Site&, const Asked&);
// answer.cpp, my_answers.cpp
net::Response answer_form(Site&, const Asked&);
net::Response answer_one(Site&, const Asked&);
net::Response choose_my_answers(Site&, const Asked&);
net::Response hide_my_answer(Site&, const Asked&);
// saved.cpp
net::Response check_receipt(Site&, const Asked&);
// mine.cpp
net::Response my_words_form(Site&, const Asked&);
net::Response open_my_words(Site&, const Asked&);
net::Response edit_mine(Site&, const Asked&);
net::Response change_my_readers(Site&, const Asked&);
net::Response check_in_mine(Site&, const Asked&);
net::Response make_my_vow(Site&, const Asked&);
net::Response remind_me(Site&, const Asked&);
net::Response change_my_calendar(Site&, const Asked&);
net::Response calendar_feed(Site&, const Asked&);
net::Response witness_form(Site&, const Asked&);
net::Response witness(Site&, const Asked&);
net::Response invite_my_witness(Site&, const Asked&);
net::Response say_as_my_witness(Site&, const Asked&);
net::Response end_my_witness(Site&, const Asked&);
net::Response export_mine(Site&, const Asked&);
net::Response delete_mine(Site&, const Asked&);
net::Response among_survivors(Site&, const Asked&);
// desk_circles.cpp
net::Response desk_circles(Site&, const Asked&);
net::Response desk_circle(Site&, const Asked&);
net::Response desk_decide_circle(Site&, const Asked&);
// desk.cpp, desk_item.cpp, desk_care.cpp, desk_sign_in.cpp, desk_start.cpp, desk_sessions.cpp
// desk_reports.cpp
net::Response desk_appeals(Site&, const Asked&);
net::Response desk_appeal(Site&, const Asked&);
net::Response desk_decide_appeal(Site&, const Asked&);
net::Response appeal_mine(Site&, const Asked&);
net::Response desk_reports(Site&, const Asked&);
net::Response desk_report(Site&, const Asked&);
net::Response desk_decide_reports(Site&, const Asked&);
// desk_about_me.cpp
net::Response desk_about_me(Site&, const Asked&);
net::Response desk_described(Site&, const Asked&);
net::Response desk_answer_described(Site&, const Asked&);
net::Response desk_search_described(Site&, const Asked&);
net::Response desk_found_described(Site&, const Asked&);
// desk_wave.cpp, desk_several.cpp
net::Response desk_wave(Site&, const Asked&);
net::Response desk_read_wave(Site&, const Asked&);
net::Response desk_decide_wave(Site&, const Asked&);
net::Response desk_undo_wave(Site&, const Asked&);
net::Response desk_several(Site&, const Asked&);
net::Response desk_read_several(Site&, const Asked&);
net::Response desk_decide_several(Site&, const Asked&);
net::Response desk_not_described(Site&, const Asked&);
// desk.cpp, desk_item.cpp, desk_sign_in.cpp, desk_start.cpp, desk_sessions.cpp
net::Response desk_queue(Site&, const Asked&);
net::Response desk_item(Site&, const Asked&);
net::Response desk_decide(Site&, const Asked&);
net::Response desk_read(Site&, const Asked&);
net::Response desk_put_back(Site&, const Asked&);
net::Response desk_hand_on(Site&, const Asked&);
net::Response desk_undo(Site&, const Asked&);
net::Response desk_care(Site&, const Asked&);
net::Response desk_leave_aside(Site&, const Asked&);
net::Response desk_sign_in_form(Site&, const Asked&);
net::Response desk_sign_in(Site&, const Asked&);
net::Response desk_sign_out(Site&, const Asked&);
net::Response desk_sessions(Site&, const Asked&);
net::Response desk_end_session(Site&, const Asked&);
net::Response desk_start_form(Site&, const Asked&);
net::Response desk_start(Site&, const Asked&);
// desk_lanes.cpp
net::Response desk_lane(Site&, const Asked&);
net::Response desk_held(Site&, const Asked&);
// desk_people.cpp
net::Response desk_movement(Site&, const Asked&);
net::Response desk_setting(Site&, const Asked&);
net::Response desk_set(Site&, const Asked&);
net::Response desk_checked_line(Site&, const Asked&);
// desk_erase.cpp
net::Response desk_erase(Site&, const Asked&);
net::Response desk_ask_erase(Site&, const Asked&);
net::Response desk_agree_erase(Site&, const Asked&);
net::Response desk_stop_erase(Site&, const Asked&);
// desk_setup_history.cpp
net::Response desk_setup_history(Site&, const Asked&);
net::Response desk_setup_change(Site&, const Asked&);
net::Response desk_setup_back(Site&, const Asked&);
net::Response desk_people(Site&, const Asked&);
net::Response desk_invite(Site&, const Asked&);
net::Response desk_take_invitation_back(Site&, const Asked&);
net::Response desk_reset(Site&, const Asked&);
net::Response desk_give_role(Site&, const Asked&);
net::Response desk_let_go_form(Site&, const Asked&);
net::Response desk_let_go(Site&, const Asked&);
// desk_export.cpp
net::Response desk_export(Site&, const Asked&);
net::Response desk_take_export(Site&, const Asked&);

// desk_codes.cpp, desk_figures.cpp
net::Response desk_codes(Site&, const Asked&);
net::Response desk_make_codes(Site&, const Asked&);
net::Response desk_figures(Site&, const Asked&);

}  // namespace himthough::web::pages
