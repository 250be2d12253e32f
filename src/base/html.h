#pragma once
#include <string>
#include <string_view>

namespace himthough {

namespace web {
class Templates;
}
namespace charts {
class Svg;
}

/// Text that is safe inside an HTML element. It can be made in three ways only: by escaping (then it is safe in a quoted attribute too), by a
/// template (web/template.h: Templates::part), or drawn (charts/svg.h).
class Html {
public:
    Html() = default;
    /// & < > " ' become references.
    static Html escape(std::string_view text);
    const std::string& str() const { return text_; }

private:
    friend class web::Templates;
    friend class charts::Svg;
    explicit Html(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

}  // namespace himthough
