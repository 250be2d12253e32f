#include "acts/reviewer_links.h"

#include <array>

#include "acts/password.h"
#include "acts/sign_in.h"
#include "acts/totp.h"
#include "base/text.h"
#include "store/sessions.h"

namespace himthough {
namespace {

using store::Transaction;

Hash hash_of(const Keys& keys, std::string_view token) { return keyed_hash(derive_key(keys.reviewer, "link"), token); }
Key seal_key(const Keys& keys) { return derive_key(keys.token, "enrolment"); }
std::unexpected<Refusal> gone() { return refuse(Why::expired, "", "fault.link_gone"); }

/// A link that can be used now. A machine's clock set back behind the day it was made ends it too.
std::optional<store::ReviewerLink> living_link(Transaction& tx, const Keys& keys, const Clock& clock, std::string_view token) {
    auto link = store::find_reviewer_link(tx, hash_of(keys, token));
    if (!link || clock.now() < link->made || clock.now() >= link->expires) return std::nullopt;
    if (link->purpose == LinkPurpose::first && store::count_reviewers(tx) > 0) return std::nullopt;
    return link;
}

/// What a form carries between the two steps: lines; neither a name nor a hash holds a line break.
struct Pending {
    std::string token, name, password, secret;

    std::string seal(const Keys& keys) const {
        return to_base64(himthough::seal(seal_key(keys), token + '\n' + name + '\n' + password + '\n' + to_base64(secret)));
    }
    static std::optional<Pending> unseal(const Keys& keys, std::string_view sealed) {
        const auto bytes = from_base64(sealed);
        auto plain = bytes ? himthough::unseal(seal_key(keys), *bytes) : std::nullopt;
        if (!plain) return std::nullopt;
        std::array<std::string, 4> parts;
        std::string_view rest = *plain;
        for (auto& part : parts) {
            const auto end = rest.find('\n');
            part = rest.substr(0, end);
            rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
        }
        auto secret = from_base64(parts[3]);
        if (!secret) return std::nullopt;
        return Pending{parts[0], parts[1], parts[2], *secret};
    }
};

Enrolment enrolment_of(const Keys& keys, const Pending& pending) {
    return {.sealed = pending.seal(keys), .name = pending.name, .secret = totp::to_type(pending.secret),
            .address = totp::address(pending.secret, pending.name)};
}

/// The name this link will give: the old one for a reset, else the one that was typed.
Outcome<std::string> name_for(Services& with, std::string_view token, std::string_view typed) {
    return with.store.read([&](Transaction& tx) -> Outcome<std::string> {
        const auto link = living_link(tx, with.keys, with.clock, token);
        if (!link) return gone();
        if (link->reviewer) {
            const auto who = store::reviewer(tx, *link->reviewer);
            if (!who) return gone();
            return who->name;
        }
        if (typed.empty()) return refuse(Why::missing, "name", "fault.name_missing");
        auto name = reviewer_name(typed);
        if (!name) return refuse(Why::unreadable, "name", "fault.name_unfit");
        if (store::find_reviewer(tx, skeleton(*name))) return refuse(Why::already_done, "name", "fault.name_taken");
        return *name;
    });
}

}  // namespace

Outcome<std::string> make_link(store::Store& store, const Keys& keys, const Clock& clock, LinkPurpose purpose, std::string_view name) {
    const auto token = to_base64(bytes_of(random_key()));
    return store.write([&](Transaction& tx) -> Outcome<std::string> {
        store::ReviewerLink link{.purpose = purpose, .reviewer = std::nullopt, .role = purpose == LinkPurpose::first ? Role::organiser : Role::reviewer,
                                 .made = clock.now(), .expires = clock.now() + link_lives};
        if (purpose == LinkPurpose::first && store::count_reviewers(tx) > 0) return refuse(Why::already_done);
        if (purpose == LinkPurpose::reset) {
            const auto who = store::find_reviewer(tx, skeleton(clean_text(name).value_or("")));
            if (!who) return refuse(Why::not_found);
            link.reviewer = who->id;
        }
        store::clear_reviewer_links(tx, link);
        store::add_reviewer_link(tx, hash_of(keys, token), link);
        return token;
    });
}

std::vector<ListedReviewer> list_reviewers(store::Store& store) {
    return store.read([](Transaction& tx) {
        std::vector<ListedReviewer> listed;
        for (const auto& who : store::reviewers(tx)) listed.push_back({who.name, who.day});
        return listed;
    });
}

Outcome<Done> let_reviewer_go(store::Store& store, std::string_view name) {
    return store.write([&](Transaction& tx) -> Outcome<Done> {
        const auto who = store::find_reviewer(tx, skeleton(clean_text(name).value_or("")));
        if (!who || who->state != ReviewerState::active) return refuse(Why::not_found);
        store::let_reviewer_go(tx, who->id);
        store::end_sessions_of(tx, who->id);
        store::clear_reviewer_links_of(tx, who->id);
        return Done{};
    });
}

Outcome<OpenLink> open_link(Services& with, std::string_view token) {
    return with.store.read([&](Transaction& tx) -> Outcome<OpenLink> {
        const auto link = living_link(tx, with.keys, with.clock, token);
        if (!link) return gone();
        const auto who = link->reviewer ? store::reviewer(tx, *link->reviewer) : std::nullopt;
        return OpenLink{link->purpose, who ? who->name : ""};
    });
}

Outcome<Enrolment> begin_enrolment(Services& with, std::string_view token, std::string_view name, std::string_view password) {
    auto fit_name = name_for(with, token, name);
    if (!fit_name) return std::unexpected(fit_name.error());
    const auto fit_password = clean_text(password);
    if (!fit_password) return refuse(Why::unreadable, "password", "fault.not_text");
    if (auto may = may_be_password(*fit_password, std::array{*fit_name}); !may) return std::unexpected(may.error());
    auto hash = with.gate.passwords.hash(*fit_password);
    if (!hash) return std::unexpected(hash.error());
    return enrolment_of(with.keys, {std::string(token), std::move(*fit_name), std::move(*hash), totp::new_secret()});
}

Outcome<Enrolment> resume_enrolment(Services& with, std::string_view token, std::string_view sealed) {
    const auto pending = Pending::unseal(with.keys, sealed);
    if (!pending || !same(pending->token, token)) return gone();
    if (auto link = open_link(with, token); !link) return std::unexpected(link.error());
    return enrolment_of(with.keys, *pending);
}

Outcome<Done> confirm_enrolment(Services& with, std::string_view token, std::string_view sealed, std::string_view code) {
    const auto pending = Pending::unseal(with.keys, sealed);
    if (!pending || !same(pending->token, token)) return gone();
    if (code.empty()) return refuse(Why::missing, "code", "fault.code_missing");
    const auto step = totp::step_of(pending->secret, code, with.clock.now());
    if (!step) return refuse(Why::unreadable, "code", "fault.code_wrong");
    const auto totp_sealed = seal(derive_key(with.keys.reviewer, "totp"), pending->secret);

    return with.store.write([&](Transaction& tx) -> Outcome<Done> {
        const auto link = living_link(tx, with.keys, with.clock, token);
        if (!link || !store::use_up_reviewer_link(tx, hash_of(with.keys, token))) return gone();
        if (link->reviewer) {
            store::renew_reviewer(tx, *link->reviewer, pending->password, totp_sealed, *step);
            store::end_sessions_of(tx, *link->reviewer);
            return Done{};
        }
        const Reviewer added{.name = pending->name, .password = pending->password, .totp = totp_sealed, .day = with.clock.today(), .role = link->role};
        if (!store::add_reviewer(tx, added, skeleton(added.name), *step)) return refuse(Why::already_done, "name", "fault.name_taken");
        return Done{};
    });
}

}  // namespace himthough
