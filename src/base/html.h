#pragma once
#include <string>
#include <string_view>

namespace himthough {

namespace web {
class Templates;
}

/// Text that is safe inside an HTML element or a quoted attribute. It can be made in two ways only: by escaping, or by a template
/// (web/template.h: Templates::part).
class Html {
public:
    Html() = default;
    /// & < > " ' become references.
    static Html escape(std::string_view text);
    const std::string& str() const { return text_; }

private:
    friend class web::Templates;
    explicit Html(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

}  // namespace himthough
