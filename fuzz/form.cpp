// The body of a form and the headers a browser chooses by, from any bytes.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/text.h"
#include "web/form.h"
#include "web/language.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace himthough;
    const std::string_view sent(reinterpret_cast<const char*>(data), size);
    if (const auto form = web::Form::parse(sent)) {
        for (const auto field : {"words", "token", "", "id"}) {
            const auto value = (*form)[field];
            if (clean_text(value) != value) std::abort();   // what a field holds is clean, and cleaning it again changes nothing
        }
    }
    const std::vector<std::string> offered = {"en", "es", "fr"};
    const auto chosen = web::best_language(sent, offered);
    if (chosen != "en" && chosen != "es" && chosen != "fr") std::abort();
    (void)web::takes_encoding(sent, "gzip");
    return 0;
}
