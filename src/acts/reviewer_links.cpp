#include "acts/reviewer_links.h"

#include <array>

#include "acts/link.h"
#include "acts/password.h"
#include "acts/sign_in.h"
#include "acts/totp.h"
#include "base/text.h"
#include "store/record.h"
#include "store/recovery_codes.h"
#include "store/sessions.h"

namespace himthough {
namespace {

using store::Transaction;

Hash hash_of(const Keys& keys, std::string_view token) { return hash_of_link(keys, "desk", token); }
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

std::int64_t keep_link(Transaction& tx, const Keys& keys, const Clock& clock, std::string_view token, store::ReviewerLink link) {
    link.made = clock.now();
    link.expires = link.made + link_lives;
    store::clear_reviewer_links(tx, link);
    return store::add_reviewer_link(tx, hash_of(keys, token), link);
}

Outcome<std::string> make_first_link(store::Store& store, const Keys& keys, const Clock& clock) {
    const auto token = draw_link();
    return store.write([&](Transaction& tx) -> Outcome<std::string> {
        if (store::count_reviewers(tx) > 0) return refuse(Why::already_done);
        keep_link(tx, keys, clock, token, {.purpose = LinkPurpose::first, .role = Role::organiser});
        return token;
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

Outcome<RecoveryCodes> confirm_enrolment(Services& with, std::string_view token, std::string_view sealed, std::string_view code) {
    const auto pending = Pending::unseal(with.keys, sealed);
    if (!pending || !same(pending->token, token)) return gone();
    if (code.empty()) return refuse(Why::missing, "code", "fault.code_missing");
    const auto step = totp::step_of(pending->secret, code, with.clock.now());
    if (!step) return refuse(Why::unreadable, "code", "fault.code_wrong");
    const auto totp_sealed = seal(derive_key(with.keys.reviewer, "totp"), pending->secret);
    const auto codes = new_recovery_codes();

    return with.store.write([&](Transaction& tx) -> Outcome<RecoveryCodes> {
        const auto link = living_link(tx, with.keys, with.clock, token);
        if (!link || !store::use_up_reviewer_link(tx, hash_of(with.keys, token))) return gone();
        auto who = link->reviewer;
        store::Entry entry{.reviewer = link->maker, .day = with.clock.today(), .did = did_make(link->role)};
        if (who) {
            store::renew_reviewer(tx, *who, pending->password, totp_sealed, *step);
            store::end_sessions_of(tx, *who);
            entry.reviewer = *who;
            entry.did = Did::renewed;
        } else {
            const Reviewer added{.name = pending->name, .password = pending->password, .totp = totp_sealed, .day = with.clock.today(), .role = link->role};
            who = store::add_reviewer(tx, added, skeleton(added.name), *step);
            if (!who) return refuse(Why::already_done, "name", "fault.name_taken");
        }
        store::set_recovery_codes(tx, *who, recovery_hashes(with.keys, codes));
        entry.about = *who;
        store::add_entry(tx, record_key(with.keys), entry);
        return codes;
    });
}

}  // namespace himthough
