#include "acts/prove.h"

#include "acts/recovery_codes.h"
#include "acts/totp.h"
#include "base/text.h"
#include "store/recovery_codes.h"

namespace himthough {
namespace {

std::unexpected<Refusal> wrong() { return refuse(Why::not_allowed, "", "fault.sign_in"); }

/// The step or the recovery code this is, or nothing. Asks for both, also when nobody has that name: it takes as long.
std::optional<std::variant<std::int64_t, Hash>> right_code(Services& with, const Reviewer& who, std::string_view typed) {
    const auto secret = unseal(derive_key(with.keys.reviewer, "totp"), who.totp);
    const auto step = secret ? totp::step_of(*secret, typed, with.clock.now()) : std::nullopt;
    const auto hash = recovery_hash(with.keys, typed);
    const bool on_paper = with.store.read([&](store::Transaction& tx) { return store::has_recovery_code(tx, who.id, hash); });
    if (step) return *step;
    if (on_paper) return hash;
    return std::nullopt;
}

}  // namespace

Outcome<Proof> prove(Services& with, std::string_view name, std::string_view password, std::string_view code) {
    if (name.empty()) return refuse(Why::missing, "name", "fault.name_missing");
    if (password.empty()) return refuse(Why::missing, "password", "fault.password_missing");
    if (code.empty()) return refuse(Why::missing, "code", "fault.code_missing");
    const auto tried_as = skeleton(clean_text(name).value_or(""));

    auto& tries = with.gate.tries;
    if (!tries.begin(tried_as, with.clock.steady())) return refuse(Why::slow_down, "", "fault.sign_in_wait");
    auto who = with.store.read([&](store::Transaction& tx) { return store::find_reviewer(tx, tried_as); });
    if (who && who->state != ReviewerState::active) who.reset();
    const auto right = with.gate.passwords.matches(who ? who->password : "", clean_text(password).value_or(""));
    if (!right) {
        tries.was_nothing(tried_as);
        return std::unexpected(right.error());
    }
    const auto known = right_code(with, who ? *who : Reviewer(), code);
    if (!who || !*right || !known) return wrong();
    return Proof{*who, *known, tried_as};
}

Outcome<Done> use_up(store::Transaction& tx, const Proof& proof) {
    const auto* step = std::get_if<std::int64_t>(&proof.code);
    const bool fresh = step ? store::use_totp_step(tx, proof.who, *step) : store::use_recovery_code(tx, proof.who, std::get<Hash>(proof.code));
    if (!fresh) return wrong();
    return Done{};
}

void judge(Services& with, const Proof& proof, const Outcome<Done>& became) {
    if (became) with.gate.tries.was_right(proof.tried_as);
    else if (became.error().why == Why::unavailable) with.gate.tries.was_nothing(proof.tried_as);
}

}  // namespace himthough
