#include "acts/sealed_words.h"

namespace himthough {
namespace {

constexpr char between = '\0';   // clean text never holds it

}  // namespace

void seal_words(Contribution& said, const Key& seal_key) {
    said.sealed = seal(seal_key, said.note + between + said.words);
    said.note.clear();
    said.words.clear();
}

void open_words(Contribution& said, const Key& seal_key) {
    const auto plain = unseal(seal_key, said.sealed);
    if (!plain) return;
    const auto end = plain->find(between);
    said.note = plain->substr(0, end);
    said.words = plain->substr(end + 1);
}

}  // namespace himthough
