#include "web/movement_file.h"

#include <stdexcept>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "store/export_movement.h"

namespace himthough::web {
namespace {

constexpr int format = 1;   // grows when a reader of the older one would go wrong

std::string json_of(const store::ExportRow& row) {
    boost::json::object one;
    for (const auto& [key, value] : row)
        one[key] = std::visit([](const auto& held) { return boost::json::value(held); }, value);
    return boost::json::serialize(one);
}

}  // namespace

void write_movement(std::ostream& out, store::Transaction& tx, MovementId movement, std::string_view slug, const PublicIds& ids, Day today) {
    const store::ExportNames names{.shown = ids};
    out << fmt::format("{{\n\"format\": {}, \"movement\": {}, \"day\": \"{}\"", format, boost::json::serialize(boost::json::string(slug)), today.iso());
    for (const auto& section : store::export_sections()) {
        out << fmt::format(",\n\"{}\": [", section.name);
        const char* between = "\n";
        store::each_exported(tx, section, movement, names, [&](const store::ExportRow& row) {
            out << between << json_of(row);
            if (!out) throw std::runtime_error("the export cannot be written: is there room?");
            between = ",\n";
        });
        out << "\n]";
    }
    out << "\n}\n";
    if (!out.flush()) throw std::runtime_error("the export cannot be written: is there room?");
}

}  // namespace himthough::web
