#pragma once
#include <string>
#include <string_view>

#include "web/template.h"

namespace himthough::report {

/// In whose words, which must outlive it.
struct Wording {
    const web::Templates& templates;   ///< the folder `templates` beside this file
    std::string language;              ///< one of templates.languages()

    std::string operator()(std::string_view key) const { return std::string(templates.say(language, key)); }
};

}  // namespace himthough::report
