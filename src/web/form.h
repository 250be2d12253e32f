#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace himthough::web {

/// The fields of a form as they were sent, cleaned (base/text.h): at most 64, each at most once.
class Form {
public:
    Form() = default;
    /// An application/x-www-form-urlencoded body or query. Nothing when it is not that, or holds what is not UTF-8.
    static std::optional<Form> parse(std::string_view body);

    /// "" when the field was not sent.
    std::string_view operator[](std::string_view name) const;
    bool has(std::string_view name) const;
    /// The same with one field changed. `clean`: as clean_text would leave it.
    Form with(std::string_view name, std::string clean) const;

private:
    std::vector<std::pair<std::string, std::string>> fields_;
};

}  // namespace himthough::web
