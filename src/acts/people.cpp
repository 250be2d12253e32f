#include "acts/people.h"

#include "acts/link.h"
#include "acts/reviewer_links.h"
#include "base/text.h"
#include "store/opinions.h"
#include "store/record.h"
#include "store/recovery_codes.h"
#include "store/sessions.h"

namespace himthough {
namespace {

using store::Transaction;

Outcome<Done> may_organise(Transaction& tx, const Organising& with) {
    if (with.by == 0) return Done{};
    const auto who = store::reviewer(tx, with.by);
    if (!who || who->state != ReviewerState::active || !may(who->role, Task::organise)) return refuse(Why::not_allowed);
    return Done{};
}

void put_on_record(Transaction& tx, const Organising& with, Did did, std::int64_t about) {
    store::add_entry(tx, record_key(with.keys), {.reviewer = with.by, .day = with.clock.today(), .did = did, .about = about});
}

/// Somebody active about whom this person may decide.
Outcome<Reviewer> somebody(Transaction& tx, const Organising& with, ReviewerId id) {
    if (const auto may = may_organise(tx, with); !may) return std::unexpected(may.error());
    const auto who = store::reviewer(tx, id);
    if (!who || who->state != ReviewerState::active) return refuse(Why::not_found);
    return *who;
}

bool last_organiser(Transaction& tx, const Reviewer& who) { return who.role == Role::organiser && store::count_organisers(tx) == 1; }
std::unexpected<Refusal> nobody_else() { return refuse(Why::already_done, "", "fault.last_organiser"); }

}  // namespace

std::optional<Reviewer> reviewer_called(store::Store& store, std::string_view name) {
    return store.read([&](Transaction& tx) { return store::find_reviewer(tx, skeleton(clean_text(name).value_or(""))); });
}

PeopleAtDesk people_at_desk(store::Store& store, const Clock& clock) {
    return store.read([&](Transaction& tx) { return PeopleAtDesk{store::reviewers(tx), store::open_invitations(tx, clock.now())}; });
}

Outcome<std::string> invite(const Organising& with, std::optional<Role> role) {
    const auto token = draw_link();
    return with.store.write([&](Transaction& tx) -> Outcome<std::string> {
        if (const auto may = may_organise(tx, with); !may) return std::unexpected(may.error());
        const auto as = role.value_or(store::count_organisers(tx) == 0 ? Role::organiser : Role::reviewer);
        put_on_record(tx, with, Did::invited, keep_link(tx, with.keys, with.clock, token, {.purpose = LinkPurpose::add, .role = as, .maker = with.by}));
        return token;
    });
}

Outcome<Done> take_invitation_back(const Organising& with, std::int64_t id) {
    return with.store.write([&](Transaction& tx) -> Outcome<Done> {
        if (const auto may = may_organise(tx, with); !may) return may;
        if (!store::end_invitation(tx, id)) return refuse(Why::not_found);
        put_on_record(tx, with, Did::took_invitation_back, id);
        return Done{};
    });
}

Outcome<std::string> start_reset(const Organising& with, ReviewerId id) {
    const auto token = draw_link();
    return with.store.write([&](Transaction& tx) -> Outcome<std::string> {
        if (const auto may = may_organise(tx, with); !may) return std::unexpected(may.error());
        const auto who = store::reviewer(tx, id);
        if (!who || (who->state != ReviewerState::active && with.by != 0)) return refuse(Why::not_found);
        keep_link(tx, with.keys, with.clock, token, {.purpose = LinkPurpose::reset, .reviewer = id, .role = who->role, .maker = with.by});
        put_on_record(tx, with, Did::started_reset, id);
        return token;
    });
}

Outcome<Done> give_role(const Organising& with, ReviewerId id, Role role) {
    return with.store.write([&](Transaction& tx) -> Outcome<Done> {
        const auto who = somebody(tx, with, id);
        if (!who) return std::unexpected(who.error());
        if (who->role == role) return Done{};
        if (last_organiser(tx, *who)) return nobody_else();
        store::set_role(tx, id, role);
        if (!may(role, Task::review)) store::forget_opinions_of(tx, id);
        if (!may(role, Task::organise)) store::clear_reviewer_links_by(tx, id);
        put_on_record(tx, with, did_make(role), id);
        return Done{};
    });
}

Outcome<Done> let_go(const Organising& with, ReviewerId id) {
    return with.store.write([&](Transaction& tx) -> Outcome<Done> {
        const auto who = somebody(tx, with, id);
        if (!who) return std::unexpected(who.error());
        if (last_organiser(tx, *who)) return nobody_else();
        store::let_reviewer_go(tx, id);
        store::forget_opinions_of(tx, id);
        store::end_sessions_of(tx, id);
        store::set_recovery_codes(tx, id, {});
        store::clear_reviewer_links_of(tx, id);
        store::clear_reviewer_links_by(tx, id);
        put_on_record(tx, with, Did::let_go, id);
        return Done{};
    });
}

}  // namespace himthough
