#include "acts/recovery_codes.h"

#include "acts/prove.h"
#include "store/record.h"
#include "store/recovery_codes.h"

namespace himthough {
namespace {

constexpr std::string_view letters = "0123456789abcdefghjkmnpqrstvwxyz";
static_assert(letters.size() == 32);
constexpr std::size_t length = 16, group = 4;

std::string one_code() {
    std::array<std::uint8_t, length> bytes{};
    random_bytes(bytes);
    std::string code;
    for (std::size_t at = 0; at < length; ++at) {
        if (at > 0 && at % group == 0) code += '-';
        code += letters[bytes[at] % letters.size()];   // 256 is a multiple of 32: all are as likely
    }
    return code;
}

}  // namespace

RecoveryCodes new_recovery_codes() {
    RecoveryCodes codes;
    for (auto& code : codes) code = one_code();
    return codes;
}

Hash recovery_hash(const Keys& keys, std::string_view typed) {
    std::string plain;
    for (char letter : typed) {
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
        if (letter == ' ' || letter == '-') continue;
        plain += letter == 'o' ? '0' : letter == 'i' || letter == 'l' ? '1' : letter;
    }
    return keyed_hash(derive_key(keys.reviewer, "recovery"), plain);
}

std::vector<Hash> recovery_hashes(const Keys& keys, const RecoveryCodes& codes) {
    std::vector<Hash> hashes;
    for (const auto& code : codes) hashes.push_back(recovery_hash(keys, code));
    return hashes;
}

std::int64_t recovery_codes_left(Services& with, const AtDesk& me) {
    return with.store.read([&](store::Transaction& tx) { return store::count_recovery_codes(tx, me.reviewer); });
}

Outcome<RecoveryCodes> make_recovery_codes(Services& with, const AtDesk& me, std::string_view password, std::string_view code) {
    const auto proof = prove(with, me.name, password, code);
    if (!proof) return std::unexpected(proof.error());
    const auto made = new_recovery_codes();
    const auto kept = with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        if (const auto used = use_up(tx, *proof); !used) return used;
        store::set_recovery_codes(tx, me.reviewer, recovery_hashes(with.keys, made));
        store::add_entry(tx, record_key(with.keys), {.reviewer = me.reviewer, .day = with.clock.today(), .did = Did::made_codes, .about = me.reviewer});
        return Done{};
    });
    judge(with, *proof, kept);
    if (!kept) return std::unexpected(kept.error());
    return made;
}

}  // namespace himthough
