#include "acts/sign_in.h"

#include "acts/prove.h"
#include "base/text.h"
#include "store/queue.h"
#include "store/sessions.h"

namespace himthough {
namespace {

constexpr std::chrono::seconds written_every{30};

Hash hash_of(const Keys& keys, std::string_view cookie) { return keyed_hash(derive_key(keys.reviewer, "session"), cookie); }

DeskCookie new_cookie() { return to_base64(bytes_of(random_key())); }

std::unexpected<Refusal> nobody() { return refuse(Why::not_allowed); }

Outcome<DeskCookie> open_session(Services& with, const Proof& proof, std::string_view old_cookie) {
    const auto cookie = new_cookie();
    const auto now = with.clock.now();
    const auto session = with.store.write([&](store::Transaction& tx) -> Outcome<std::int64_t> {
        if (const auto used = use_up(tx, proof); !used) return std::unexpected(used.error());
        store::end_old_sessions(tx, now - longest_idle, longest_session);
        if (!old_cookie.empty()) store::end_session(tx, hash_of(with.keys, old_cookie));
        return store::add_session(tx, hash_of(with.keys, cookie), proof.who.id, with.clock.today(), now);
    });
    judge(with, proof, session ? Outcome<Done>(Done{}) : std::unexpected(session.error()));
    if (!session) return std::unexpected(session.error());
    with.gate.times.note(*session, now, with.clock);
    return cookie;
}

}  // namespace

std::optional<std::string> reviewer_name(std::string_view typed) {
    auto name = clean_text(typed);
    if (!name || name->find_first_of("\n\t") != std::string::npos) return std::nullopt;
    if (const auto length = code_points(*name); length < 2 || length > 40) return std::nullopt;
    return name;
}

Outcome<DeskCookie> sign_in(Services& with, const NewSignIn& asked) {
    const auto proof = prove(with, asked.name, asked.password, asked.code);
    if (!proof) return std::unexpected(proof.error());
    return open_session(with, *proof, asked.old_cookie);
}

Outcome<AtDesk> current_reviewer(Services& with, std::string_view cookie) {
    if (cookie.empty()) return nobody();
    const auto hash = hash_of(with.keys, cookie);
    struct Found {
        store::Session session;
        Reviewer who;
    };
    const auto found = with.store.read([&](store::Transaction& tx) -> std::optional<Found> {
        const auto session = store::find_session(tx, hash);
        const auto who = session ? store::reviewer(tx, session->reviewer) : std::nullopt;
        if (!who || who->state != ReviewerState::active) return std::nullopt;
        return Found{*session, *who};
    });
    if (!found) return nobody();

    const auto& session = found->session;
    const auto idle = with.gate.times.since_seen(session, with.clock);
    const auto now = with.clock.now();
    const bool over = !idle || *idle >= longest_idle || session.age + *idle >= longest_session;
    if (over) {
        // That it could not be removed changes nothing: it is over by its times.
        (void)with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
            store::end_session(tx, hash);
            return Done{};
        });
        return nobody();
    }
    if (*idle >= written_every || now < session.seen) {
        const auto moved = with.store.write([&](store::Transaction& tx) -> Outcome<bool> {
            return store::move_session_on(tx, session, now, session.age + *idle);
        });
        if (moved && *moved) with.gate.times.note(session.id, now, with.clock);
    }
    return AtDesk{found->who.id, found->who.name, session.id, found->who.role};
}

Outcome<Done> sign_out(Services& with, std::string_view cookie) {
    return with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        const auto hash = hash_of(with.keys, cookie);
        if (const auto session = store::find_session(tx, hash)) store::end_claims_of(tx, session->reviewer);
        store::end_session(tx, hash);
        return Done{};
    });
}

std::vector<SessionView> sessions_of(Services& with, const AtDesk& me) {
    const auto sessions = with.store.read([&](store::Transaction& tx) { return store::sessions_of(tx, me.reviewer); });
    std::vector<SessionView> views;
    for (const auto& session : sessions) {
        const auto idle = with.gate.times.since_seen(session, with.clock);
        if (!idle || *idle >= longest_idle) continue;
        views.push_back({session.id, session.began, std::chrono::floor<std::chrono::minutes>(*idle).count(), session.id == me.session});
    }
    return views;
}

Outcome<Done> end_session(Services& with, const AtDesk& me, std::int64_t id) {
    return with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        if (store::end_session(tx, me.reviewer, id) == 0) return refuse(Why::not_found);
        return Done{};
    });
}

}  // namespace himthough
